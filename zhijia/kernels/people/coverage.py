"""How many of those who work at a union have joined it, below each unit of a list."""

from django.db.models import Count, F, FloatField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, NullIf

from zhijia.kernels.org.paths import PAST

from .models import Employment, Membership


def below(rows):
    """How many different people of these rows stand at or below the unit of the outer query."""
    past = Concat(OuterRef("path"), Value(PAST))
    here = rows.filter(unit__path__gte=OuterRef("path"), unit__path__lt=past)
    counted = here.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("person", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)


def with_coverage(units):
    """Annotates members, staff (on the roll, joined or not), base (the count of staff, if known) and coverage."""
    rows = units.annotate(members=below(Membership.objects.active()), staff=below(Employment.objects.current()))
    rows = rows.annotate(base=Coalesce(NullIf(F("headcount"), 0), Greatest(F("staff"), F("members"))))
    return rows.annotate(coverage=Cast(F("members"), FloatField()) / NullIf(F("base"), 0))
