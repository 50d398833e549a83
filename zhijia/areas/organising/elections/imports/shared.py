"""Who a line of a list is about: members of the union, by name and, where that is not enough, by the last characters
of the identity number; and which unit a word means."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportSpec
from zhijia.kernels.people.models import Person

from ..models import TermChange

UNKNOWN = _("本会在籍会员中没有这个人，请核对姓名和证件尾号")


class ListOfChange(ImportSpec):
    """A list that belongs to one change of term."""

    subject_label = _("换届选举")
    when_unnamed = _("正在进行的换届")

    def kept(self, user):
        return TermChange.objects.visible_to(user, "export").select_related("unit").order_by("-begun_on", "-pk")


def of_change(rows, unit, change):
    """The rows of the change that was named; else of those that the unit has under way."""
    return rows.filter(change=change) if change else rows.filter(change__unit=unit, change__state="open")


def by_name(rows, unit) -> dict[str, list]:
    """Members of the unit and below under every name the rows give, in one query."""
    names = {row["name"] for row in rows if row["name"]}
    found: dict[str, list] = {}
    for person in Person.objects.members().under(unit.path).filter(name__in=names):
        found.setdefault(person.name, []).append(person)
    return found


def by_word(units) -> dict:
    """Units by every name they go under; a name that several share means none of them, their codes do."""
    words = [(word, unit) for unit in units for word in {unit.name, unit.short_name, unit.code} - {""}]
    shared = Counter(word for word, _unit in words)
    return {word: unit for word, unit in words if shared[word] == 1}


def word_of(unit, words) -> str:
    return unit.name if words.get(unit.name) == unit else unit.code


def namesakes(row, people) -> list:
    """Everybody the line may mean."""
    tail = (row["id_tail"] or "").upper()
    return [person for person in people.get(row["name"], []) if not tail or person.id_tail == tail]
