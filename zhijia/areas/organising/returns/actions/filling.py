"""Numbers: taken from the records, summed from below, typed, adjusted with a reason."""

from collections import defaultdict
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce

from zhijia.base.verdict import need
from zhijia.kernels.indicators.base import Scope, indicators, values
from zhijia.kernels.org.models import Unit
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import Cell, DoubleCount, Return, said_of
from ..questionnaires import ABOVE, GRASSROOTS

BEFORE = "取数以前已经填报"
KEPT = ("adjusted", "adjusted_from", "reason", "note")


def held(of) -> Return:
    joined = Return.objects.select_related("round__unit", "unit", "above__unit")
    found = joined.select_for_update(of=("self",)).filter(pk=of.pk).first()
    need(found, "这份报表已随统计报送撤回，不用再填").or_refuse()
    return found


def held_below(of) -> Return:
    """The sum above is locked first: while it is being handed up, nothing below changes, and the other way round."""
    if of.above_id:
        Return.objects.select_for_update(of=("self",)).get(pk=of.above_id)
    return held(of)


def may_edit(of, by):
    said = "您没有填报%(unit)s报表的权限"
    return rules.may_write(of.state) & need(by.can("edit", of.unit), said, unit=of.unit)


@transaction.atomic
def fill(*, of, by=None, at) -> Return:
    """Take every number anew from the records (or from below). What was typed or adjusted stays."""
    of = held(of)
    rules.may_write(of.state).or_refuse()
    need(by is None or by.can("edit", of.unit), "您没有填报%(unit)s报表的权限", unit=of.unit).or_refuse()
    put_computed(of)
    of.filled_at, of.cover = at, cover_of(of.unit, of.round.end)
    of.save(update_fields=["filled_at", "cover"])
    trail.note(by=by, verb="returns.fill", target=of, unit=of.unit, at=at)
    return of


def put_computed(of):
    found = computed(of)
    cells = {cell.item: cell for cell in of.cells.all()}
    fresh = [Cell(of=of, item=code, computed=value) for code, value in found.items() if code not in cells]
    changed = []
    for code, value in found.items():
        cell = cells.get(code)
        if cell and cell.computed != value:
            cell.computed = value
            if cell.is_adjusted and not cell.reason:
                cell.reason = BEFORE
            changed.append(cell)
    Cell.objects.bulk_create(fresh, batch_size=500)
    Cell.objects.bulk_update(changed, ["computed", "reason"], batch_size=200)


def computed(of) -> dict[str, Decimal | None]:
    """{item: number}; None where nothing answers, and where the unit has to type."""
    if not of.sums:
        return taken(of, GRASSROOTS.items)
    return summed(of) | taken(of, ABOVE.items)


def computed_one(cell) -> Decimal | None:
    """The number of one cell as it comes out now."""
    if cell.of.sums and cell.item in GRASSROOTS.by_code:
        return summed(cell.of).get(cell.item)
    return taken(cell.of, [cell.declared])[cell.item]


def scope_of(of, item) -> Scope:
    return Scope(of.unit, of.round.start, of.round.end, item.filters)


def taken(of, items) -> dict[str, Decimal | None]:
    """By the indicators: those that are narrowed alike are read together."""
    groups = defaultdict(list)
    for item in items:
        if item.indicator in indicators:
            groups[tuple(sorted(item.filters.items()))].append(item)
    found: dict[str, Decimal | None] = {item.code: None for item in items if item.stored}
    whole = Scope(of.unit, of.round.start, of.round.end)
    for filters, alike in groups.items():
        wanted = {indicators[item.indicator] for item in alike}
        read = values(list(wanted), whole.having(**dict(filters)))
        for item in alike:
            found[item.code] = number(indicators[item.indicator].plain(read[item.indicator]))
    return found


def number(value) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.01"))


def approved_below(of):
    return Cell.objects.filter(of__above=of, of__state=rules.State.APPROVED)


def summed(of) -> dict[str, Decimal | None]:
    """Of all returns below that were accepted, less what is declared to be counted twice."""
    found: dict[str, Decimal | None] = {item.code: None for item in GRASSROOTS.items if item.summed and item.stored}
    sums = approved_below(of).order_by().values_list("item").annotate(total=Sum(Coalesce("adjusted", "computed")))
    found |= {code: number(total) for code, total in sums if code in found}
    twice = DoubleCount.objects.filter(of=of).order_by().values_list("item").annotate(total=Sum("amount"))
    for code, amount in twice:
        if found.get(code) is not None:
            found[code] -= amount
    return found


def sum_up(of):
    """The sum above follows whatever is accepted or taken back below."""
    above = of.above_id and held(of.above)
    if above and above.state in rules.WRITABLE:
        put_computed(above)


def cover_of(unit, day) -> dict:
    """901 … 904: code, name of that day, area, 1 alone or 2 joint."""
    named = unit.namings.as_of(day).first()
    kind = named.kind if named else unit.kind
    return {
        "901": unit.code,
        "902": named.name if named else unit.name,
        "903": unit.area_code,
        "904": "2" if kind == Unit.Kind.JOINT else "1",
    }


# --- frozen on submission ---


def stale(of) -> list[Cell]:
    """Numbers that come out otherwise now than when they were taken."""
    now = computed(of)
    return [cell for cell in of.cells.all() if cell.item in now and cell.computed != now[cell.item]]


def freeze(of):
    """How many rows each number was counted from, and their fingerprint."""
    cells = list(of.cells.all())
    for cell in cells:
        cell.rows, cell.row_hash = frozen(of, cell)
    Cell.objects.bulk_update(cells, ["rows", "row_hash"], batch_size=200)


def frozen(of, cell) -> tuple[int | None, str]:
    if cell.computed is None:
        return None, ""
    if of.sums and cell.item in GRASSROOTS.by_code:
        return _frozen_sum(of, cell.item)
    indicator, scope = indicators[cell.declared.indicator], scope_of(of, cell.declared)
    return indicator.rows(scope).count(), indicator.row_hash(scope)


def _frozen_sum(of, code) -> tuple[int, str]:
    parts = approved_below(of).filter(item=code).valued().exclude(value=None)
    lines = [f"{unit}={value}" for unit, value in parts.values_list("of__unit__code", "value")]
    lines += [f"-{amount}" for amount in of.doubles.filter(item=code).values_list("amount", flat=True)]
    return len(lines), sha256("\n".join(sorted(lines)).encode()).hexdigest()


# --- typed ---


@transaction.atomic
def put_values(*, of, values, by, at, seen=None) -> int:
    """{item: {"adjusted", "reason", "note"}}; gives how many cells changed. None empties a typed value.

    `seen`, in the same shape: what stood there when the typing began; what differs now is told, not overwritten.
    """
    of = held(of)
    may_edit(of, by).or_refuse()
    cells = {cell.item: cell for cell in of.cells.all()}
    need(cells, "请先自动取数，再填报").or_refuse()
    verdict = rules.Verdict()
    for code, typed in values.items():
        cell = cells.get(code)
        known = need(cell, "报表里没有代码“%(code)s”", code=code, field=code)
        verdict &= known and (_may_put(cell, typed) & _nothing_unseen(cell, typed, (seen or {}).get(code, {})))
    verdict.or_refuse()
    changed = [cell for code, typed in values.items() if _put(cell := cells[code], typed)]
    Cell.objects.bulk_update(changed, KEPT, batch_size=200)
    for cell in changed:
        before, after = cell.was, {name: getattr(cell, name) for name in KEPT}
        trail.note(by=by, verb="returns.put", target=cell, unit=of.unit, before=before, after=after, at=at)
    return len(changed)


def _may_put(cell, typed):
    reason = typed.get("reason", cell.reason)
    return rules.may_put(cell.declared, cell.computed, typed.get("adjusted", cell.adjusted), reason)


def _nothing_unseen(cell, typed, seen):
    verdict = rules.Verdict()
    for name in seen:
        field = cell.item if name == "adjusted" else f"{cell.item}-{name}"
        now = getattr(cell, name)
        said = said_of(cell.declared, now) if name == "adjusted" else now
        verdict &= rules.not_unseen(cell.declared, field, seen=seen[name], now=now, typed=typed[name], said=said)
    return verdict


def _put(cell, typed) -> bool:
    cell.was = {name: getattr(cell, name) for name in KEPT}
    for name, value in typed.items():
        setattr(cell, name, value.strip() if isinstance(value, str) else value)
    if cell.adjusted is None or cell.adjusted == cell.computed:
        cell.reason = ""
        if cell.computed is not None:
            cell.adjusted = None
    if cell.adjusted is None or "adjusted" in typed:
        cell.adjusted_from = None if cell.adjusted is None else cell.computed
    return any(getattr(cell, name) != value for name, value in cell.was.items())
