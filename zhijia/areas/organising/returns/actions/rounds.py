"""Open a round for all below, change it, take it back, fill it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhijia.base.verdict import need
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.indicators.base import Scope
from zhijia.kernels.indicators.standing import Standing
from zhijia.kernels.org.models import Unit
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import Cell, DoubleCount, Return, Round
from .filling import fill

TOPS = (Unit.Kind.NATIONAL, Unit.Kind.PROVINCE, Unit.Kind.CITY, Unit.Kind.COUNTY)  # unions above the grassroots


def may_open(unit, by):
    return need(by.can("publish", unit), "您没有下发统计报送的权限", field="unit") & need(
        unit.kind in TOPS, "统计报送由市级以上产业工会下发，%(unit)s是基层工会", field="unit", unit=unit
    )


@transaction.atomic
def open_round(*, unit, title, start, end, due_on, by, at, note="") -> Round:
    """A return for every union that stood below on the last day of the period, and for the one that asks."""
    (
        may_open(unit, by)
        & need(start <= end, "期间的起始日期不能晚于截止日期", field="end")
        & need(due_on >= end, "报送截止日期不能早于期间的最后一天", field="due_on")
        & need(
            not Round.objects.filter(unit=unit, start=start, end=end).exists(),
            "这个期间已经下发过统计报送",
            field="start",
        )
    ).or_refuse()
    made = Round.objects.create(
        unit=unit, title=title, start=start, end=end, due_on=due_on, note=note.strip(), opened_by=by, opened_at=at
    )
    lay_out(made)
    trail.note(by=by, verb="returns.open", target=made, unit=unit, at=at)
    _announce(made, at)
    return made


def may_change(round, by):
    return need(by.can("publish", round.unit), "只有下发单位可以修改统计报送")


@transaction.atomic
def change_round(*, round, title, due_on, note, by, at) -> Round:
    """What may still change once all have it: its name, its deadline, what is asked beside it. Never its period."""
    round = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    fine = need(due_on >= round.end, "报送截止日期不能早于期间的最后一天", field="due_on")
    (may_change(round, by) & fine).or_refuse()
    after = {"title": title, "due_on": due_on, "note": note.strip()}
    before = {name: getattr(round, name) for name in after}
    for name, value in after.items():
        setattr(round, name, value)
    round.save(update_fields=list(after))
    trail.note(by=by, verb="returns.change", target=round, unit=round.unit, before=before, after=after, at=at)
    if before["due_on"] != due_on:
        _tell_waiting(round, f"“{round.title}”的报送截止改为{due_on:%Y-%m-%d}", at)
    return round


def _tell_waiting(round, title, at):
    notify_many(
        users=writers(round.returns.waiting(), timezone.localdate(at)), title=title, url=round.get_absolute_url(), at=at
    )


def may_withdraw_round(round, by):
    begun = round.returns.exclude(submitted_at=None).count()
    said = "已有%(begun)s份报表提交过，不能撤回下发；请逐份退回或免报"
    return may_change(round, by) & need(not begun, said, begun=begun)


@transaction.atomic
def withdraw_round(*, round, reason, by, at):
    """Opened by mistake: as long as nobody handed anything up, it goes as if it had never been sent."""
    round = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    list(round.returns.select_for_update().order_by("pk"))  # nobody hands one up meanwhile
    (may_withdraw_round(round, by) & rules.with_reason(reason)).or_refuse()
    users = writers(round.returns.all(), timezone.localdate(at))
    title = f"{round.unit}撤回了“{round.title}”，不用再填：{reason.strip()}"
    trail.note(by=by, verb="returns.withdraw_round", target=round, unit=round.unit, reason=reason.strip(), at=at)
    Cell.objects.filter(of__round=round).delete()
    DoubleCount.objects.filter(of__round=round).delete()
    round.returns.update(above=None)
    round.returns.all().delete()
    round.delete()
    notify_many(users=users, title=title, url=reverse("returns:rounds"), at=at)


def lay_out(round):
    """Unions inside a grassroots union are reported by it: its numbers contain theirs."""
    made: dict[str, Return] = {}
    leaf = "~"
    for path, kind, unit in _standing(round):
        if path.startswith(leaf):
            continue
        form = Return.Form.ABOVE if kind in TOPS else Return.Form.GRASSROOTS
        leaf = "~" if form == Return.Form.ABOVE else path
        made[path] = Return(round=round, unit=unit, form=form)
    tops = {path: one for path, one in made.items() if one.sums}
    _write(list(tops.values()))
    for path, one in made.items():
        one.above = tops.get(_nearest(path, tops))
    Return.objects.bulk_update([one for one in tops.values() if one.above], ["above"], batch_size=500)
    _write([one for one in made.values() if not one.sums])


def _write(returns):
    Return.objects.bulk_create(returns, batch_size=500)


def _standing(round) -> list[tuple]:
    """(path, kind, unit) as of the last day, from the top down."""
    scope = Scope(round.unit, round.end, round.end)
    where = Standing(scope, round.end, round.end, "path").where()
    units = list(Unit.objects.as_of(round.end).filter(where))
    scope.places.learn([unit.pk for unit in units])
    kinds = {unit.pk: scope.trees.kind_on(unit, round.end) for unit in units}
    wanted = (*TOPS, *Unit.GRASSROOTS)
    placed = [(scope.places.path_on(unit.pk, round.end), kinds[unit.pk], unit) for unit in units]
    return sorted((one for one in placed if one[1] in wanted), key=lambda one: one[0])


def _nearest(path, tops) -> str:
    """The closest place above this one that has a return."""
    above = path[:-4]
    while above and above not in tops:
        above = above[:-4]
    return above


def _announce(round, at):
    """To whoever fills in, at each unit that was asked."""
    title = f"{round.unit}下发了“{round.title}”，请在{round.due_on:%Y-%m-%d}前报送"
    users = writers(round.returns.all(), timezone.localdate(at))
    notify_many(users=users, title=title, url=round.get_absolute_url(), at=at)


def writers(returns, day, ability="edit"):
    """Those who sit at the units of these returns and may do it."""
    held = RoleHeld.objects.on(day).with_ability(ability).filter(unit__in=returns.order_by().values("unit"))
    return {role.user for role in held.select_related("user")}


def fill_round(*, round, at, by=None, said=None) -> int:
    """Every return that may still be written, from the records."""
    waiting = list(round.returns.filter(state__in=rules.WRITABLE).order_by("unit__path"))
    for place, one in enumerate(waiting, 1):
        fill(of=one, by=by, at=at)
        if said:
            said(place, len(waiting))
    return len(waiting)
