"""A return as it reads now: its values, last year's, what is missing, what does not hold together."""

from functools import cached_property

from django.utils.translation import gettext

from zhijia.kernels.policy.lookup import resolve_many

from .. import rules
from ..models import Cell, Return

SWING = 30  # per cent, where nobody set another


class Reading:
    def __init__(self, of, cells, before, swing):
        self.of, self.before, self.swing = of, before, swing
        self.cells = {cell.item: cell for cell in cells}

    @cached_property
    def values(self) -> dict:
        """What is reported, ratios worked out."""
        found = {code: cell.reported for code, cell in self.cells.items()}
        for item in (item for form in self.of.forms for item in form.items if item.ratio):
            found[item.code] = rules.percent(*(found.get(code) for code in item.ratio))
        return found

    @cached_property
    def notes(self) -> set[str]:
        """Items somebody wrote an explanation beside; a reason for an adjustment is one too."""
        return {code for code, cell in self.cells.items() if cell.note.strip() or cell.reason.strip()}

    @cached_property
    def missing(self) -> list:
        return [item for form in self.of.forms for item in rules.missing(form, self.values) if self.asks(item)]

    def asks(self, item) -> bool:
        """A sum cannot add up answers by code: those are asked of the grassroots alone."""
        return item.summed or not self.of.sums or item.code.startswith("L")

    @cached_property
    def findings(self) -> list:
        told = {"before": self.before, "notes": self.notes, "swing": self.swing}
        return self.outdated + [one for form in self.of.forms for one in rules.findings(form, self.values, **told)]

    @cached_property
    def outdated(self) -> list:
        cells = [cell for cell in self.cells.values() if cell.is_outdated]
        return [rules.outdated(cell.declared, cell.adjusted_from, cell.computed) for cell in cells]

    @property
    def stopping(self) -> list:
        return [one for one in self.findings if one.stops]

    @property
    def adjusted(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.is_adjusted]

    def may_submit(self):
        """One sentence for all that is missing, one for each relation that does not hold."""
        labels = "、".join(f"{item.code}{item.label}" for item in self.missing)
        verdict = rules.need(
            not labels, "还有%(count)s项必填没有填：%(labels)s", count=len(self.missing), labels=labels
        )
        for one in self.stopping:
            verdict &= rules.need(False, "%(said)s", said=one.say(gettext))
        return verdict


def readings_of(returns) -> list[Reading]:
    """Few queries for any number of returns of one round."""
    returns = list(returns)
    cells, before = {}, {}
    for cell in Cell.objects.filter(of__in=returns):
        cells.setdefault(cell.of_id, []).append(cell)
    if returns:
        before = last_year(returns[0].round, [one.unit_id for one in returns])
    swing = swing_of(returns[0].round) if returns else SWING
    return [Reading(one, cells.get(one.pk, ()), before.get(one.unit_id, {}), swing) for one in returns]


def reading_of(of) -> Reading:
    return readings_of([of])[0]


def swing_of(round) -> int:
    code = "returns.swing_percent"
    found = resolve_many([code], unit=round.unit, on=round.end).get(code)
    return found.value if found and not found.unknown else SWING


def last_year(round, units) -> dict:
    """{unit: {item: value}} of the newest earlier round in which each handed one up."""
    earlier = Return.objects.filter(unit__in=units, round__end__lt=round.end, state__in=rules.RECEIVED)
    newest = dict(earlier.order_by("round__end", "round").values_list("unit", "pk"))
    owner, found = {key: unit for unit, key in newest.items()}, {}
    rows = Cell.objects.filter(of__in=newest.values()).valued().values_list("of", "item", "value")
    for key, item, value in rows:
        found.setdefault(owner[key], {})[item] = value
    return found
