"""How queries follow a merge.

Records are append-only: what was written of the row that was poured in stays written of it. So a question about a
person asks for all their rows — `of(person)` — and a count of different persons counts whom each row stands for —
`stands_for("person")`. `merged_into` always names the row that stands today, never one merged itself: one hop does.
"""

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ..models import Person


def identities(person) -> list[int]:
    """Keys of the row (or of the row with that key) and of all that were poured into it."""
    key = getattr(person, "pk", person)
    return [key, *Person.objects.filter(merged_into=key).values_list("pk", flat=True)]


def of(person, lookup="person") -> Q:
    """Rows written of that person (or of whoever has that key) under any of their rows."""
    key = getattr(person, "pk", person)
    merged = Person.objects.filter(merged_into=key).values("pk")
    return Q(**{lookup: key}) | Q(**{f"{lookup}__in": merged})


def stands_for(lookup="person"):
    """Who a row is about today: `Count(stands_for("person"), distinct=True)`."""
    return Coalesce(F(f"{lookup}__merged_into"), F(lookup))


def any_merged() -> bool:
    """Whether counts of different persons need the longer way at all."""
    return Person.objects.filter(merged_into__isnull=False).exists()


def standing(person):
    """The row that stands for this one."""
    return person.merged_into or person
