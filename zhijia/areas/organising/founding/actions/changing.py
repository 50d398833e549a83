"""A change of an existing union is drawn up: what, when, why, and what comes out of a split."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.org.codes import free_code
from zhijia.kernels.trail import actions as trail

from ..models import ChangedUnit, OrgChange, SplitBranch, SplitPart, SplitPerson
from ..rules import changes as rules
from ..rules.changes import Change
from .codes import code_free

JOINED = ("unit__superior", "superior", "into", "case", "asked_by", "approved_by")


def locked(change):
    rows = OrgChange.objects.select_for_update(of=("self",)).select_related(*JOINED)
    return rows.get(pk=change.pk)


def units_of(change):
    return [change.unit, *(row.unit for row in change.along.select_related("unit__superior"))]


def go(change, state, *columns):
    change.state = state
    change.save(update_fields=["state", *columns])
    return change


def may_edit(change, by) -> Verdict:
    return rules.may_edit(change.state) & need(
        by.can("edit", change.unit), "您没有办理%(unit)s组织变更的权限", unit=change.unit
    )


def no_twin(unit, kind, but=None) -> Verdict:
    same = OrgChange.objects.open().filter(unit=unit, kind=kind).exclude(pk=but and but.pk)
    return need(not same.exists(), "该单位已有一件同样的变更在办理，请在“组织变更”里打开那一件修改或撤回", field="unit")


def sound(facts, today, along=()) -> Verdict:
    unit, into, superior = facts["unit"], facts.get("into"), facts.get("superior")
    gone = next((one for one in (unit, into, superior) if one and one.dissolved_on), None)
    return (
        rules.filled(facts["kind"], facts)
        & need(not gone, "“%(unit)s”已经撤销，请另选", unit=gone)
        & need(not into or into.pk != unit.pk, "不能并入自己，请另选", field="into")
        & need(into not in along, "“%(unit)s”就是要并入的工会，请去掉勾", field="others", unit=into)
        & need(not superior or superior.pk != unit.pk, "单位不能隶属于自己", field="superior")
        & rules.sound(change=Change.RENAME, effective_on=facts["effective_on"], asked_on=today)
    )


@transaction.atomic
def ask_change(*, unit, kind, effective_on, reason, by, at, along=(), **facts):
    """A draft, to be completed and handed in."""
    full = {"unit": unit, "kind": kind, "effective_on": effective_on} | facts
    (
        need(by.can("edit", unit), "您没有办理%(unit)s组织变更的权限", unit=unit, field="unit")
        & no_twin(unit, kind)
        & sound(full, timezone.localdate(at), along)
    ).or_refuse()
    change = OrgChange.objects.create(reason=reason, asked_by=by, asked_at=at, **full)
    set_along(change, along)
    trail.note(by=by, verb="founding.ask_change", target=change, unit=unit, at=at)
    return change


@transaction.atomic
def edit_change(*, change, by, at, along=(), **facts):
    change = locked(change)
    full = {"unit": change.unit, "kind": change.kind} | facts
    (may_edit(change, by) & sound(full, timezone.localdate(at), along)).or_refuse()
    before = {key: getattr(change, key) for key in facts}
    for key, value in facts.items():
        setattr(change, key, value)
    change.save(update_fields=list(facts))
    set_along(change, along)
    trail.note(by=by, verb="founding.edit_change", target=change, unit=change.unit, before=before, after=facts, at=at)
    return change


@transaction.atomic
def drop_change(*, change, by, at):
    """A draft that was never handed in comes to nothing."""
    change = locked(change)
    handed_in = need(change.state == rules.State.DRAFT, "已经提交过的申请不能作废，请撤回")
    (may_edit(change, by) & handed_in).or_refuse()
    trail.note(by=by, verb="founding.cancel_change", target=change, unit=change.unit, at=at)
    return go(change, rules.State.WITHDRAWN)


def set_along(change, along):
    """Further units merged in one go."""
    change.along.all().delete()
    wanted = [unit for unit in along if unit.pk not in (change.unit_id, change.into_id)]
    ChangedUnit.objects.bulk_create(ChangedUnit(change=change, unit=unit) for unit in wanted)


@transaction.atomic
def add_split_part(*, change, name, kind, by, at, code="", branches=(), people_chosen=()):
    """One union that comes out of the split, with the branches and persons that go there."""
    change = locked(change)
    taken = SplitBranch.objects.filter(part__change=change, unit__in=branches).select_related("unit").first()
    twice = SplitPerson.objects.filter(part__change=change, person__in=people_chosen).select_related("person").first()
    (
        may_edit(change, by)
        & need(change.kind == Change.SPLIT, "只有分立才登记分立后的工会")
        & need(
            not code or not change.parts.filter(code=code).exists(),
            "单位编码重复，请换一个，或留空由系统编号",
            field="code",
        )
        & code_free(code)
        & need(branches or people_chosen, "请选择划入这个工会的分工会或会员", field="branches")
        & need(not taken, "“%(unit)s”已划入另一个新工会", field="branches", unit=taken and taken.unit)
        & need(not twice, "%(name)s已划入另一个新工会", field="people_chosen", name=twice and twice.person)
    ).or_refuse()
    code = code or free_code(change.unit.superior or change.unit)
    part = SplitPart.objects.create(change=change, name=name, code=code, kind=kind)
    SplitBranch.objects.bulk_create(SplitBranch(part=part, unit=unit) for unit in branches)
    SplitPerson.objects.bulk_create(SplitPerson(part=part, person=person) for person in people_chosen)
    trail.note(by=by, verb="founding.add_split", target=change, unit=change.unit, after={"name": name}, at=at)
    return part


@transaction.atomic
def drop_split_part(*, part, by, at):
    change = locked(part.change)
    may_edit(change, by).or_refuse()
    trail.note(by=by, verb="founding.drop_split", target=change, unit=change.unit, before={"name": part.name}, at=at)
    SplitBranch.objects.filter(part=part).delete()
    SplitPerson.objects.filter(part=part).delete()
    part.delete()
    return change
