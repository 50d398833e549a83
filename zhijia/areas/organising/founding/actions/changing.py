"""A change of an existing union: asked for, approved at the next higher desk, carried out on its day."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Reason, Refused, Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.jobs.actions import enqueue
from zhijia.kernels.org import actions as org
from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import WIDTH, ancestors_of
from zhijia.kernels.people import actions as people
from zhijia.kernels.trail import actions as trail

from ..models import ChangedUnit, OrgChange, SplitBranch, SplitPart, SplitPerson
from ..rules import changes as rules
from ..rules.changes import Change, State
from .asking import days_of

CASE, JOB = "founding.change", "founding.carry_out"
JOINED = ("unit__superior", "superior", "into", "case", "asked_by", "approved_by")


def locked(change):
    rows = OrgChange.objects.select_for_update(of=("self",)).select_related(*JOINED)
    return rows.get(pk=change.pk)


def units_of(change):
    return [change.unit, *(row.unit for row in change.along.select_related("unit__superior"))]


# --- the desk ---


def desk_of(change) -> Unit:
    """The lowest standing union above everything concerned; nobody decides on themselves."""
    above = [path for path in map(path_above, units_of(change)) if path]
    if change.kind == Change.MOVE and change.superior:
        above.append(change.superior.path)
    if change.kind == Change.MERGE and change.into and not change.unit.path.startswith(change.into.path):
        above.append(path_above(change.into))
    place = rules.desk_path([path for path in above if path], WIDTH) if above else ""
    found = Unit.objects.standing().at([*ancestors_of(place), place]).order_by("-path").first() if place else None
    need(
        found,
        "%(unit)s在平台上没有共同的上级工会，请由系统管理员按上级文件登记",
        unit=change.unit,
    ).or_refuse()
    return found


def path_above(unit) -> str:
    return unit.superior.path if unit.superior else ""


# --- asking ---


def may_edit(change, by) -> Verdict:
    return rules.may_edit(change.state) & need(
        by.can("edit", change.unit), "您没有办理%(unit)s组织变更的权限", unit=change.unit
    )


def no_twin(unit, kind, but=None) -> Verdict:
    same = OrgChange.objects.open().filter(unit=unit, kind=kind).exclude(pk=but and but.pk)
    return need(not same.exists(), "该单位已有一件同样的变更在办理", field="kind")


def sound(facts, today) -> Verdict:
    unit, into, superior = facts["unit"], facts.get("into"), facts.get("superior")
    gone = next((one for one in (unit, into, superior) if one and one.dissolved_on), None)
    return (
        rules.filled(facts["kind"], facts)
        & need(not gone, "“%(unit)s”已经撤销，请另选", unit=gone)
        & need(not into or into.pk != unit.pk, "不能并入自己，请另选", field="into")
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
        & sound(full, timezone.localdate(at))
    ).or_refuse()
    change = OrgChange.objects.create(reason=reason, asked_by=by, asked_at=at, **full)
    set_along(change, along)
    trail.note(by=by, verb="founding.ask_change", target=change, unit=unit, at=at)
    return change


@transaction.atomic
def edit_change(*, change, by, at, along=(), **facts):
    change = locked(change)
    full = {"unit": change.unit, "kind": change.kind} | facts
    (may_edit(change, by) & sound(full, timezone.localdate(at))).or_refuse()
    before = {key: getattr(change, key) for key in facts}
    for key, value in facts.items():
        setattr(change, key, value)
    change.save(update_fields=list(facts))
    set_along(change, along)
    trail.note(by=by, verb="founding.edit_change", target=change, unit=change.unit, before=before, after=facts, at=at)
    return change


def set_along(change, along):
    """Further units merged in one go."""
    change.along.all().delete()
    wanted = [unit for unit in along if unit.pk not in (change.unit_id, change.into_id)]
    ChangedUnit.objects.bulk_create(ChangedUnit(change=change, unit=unit) for unit in wanted)


@transaction.atomic
def add_split_part(*, change, name, code, kind, by, at, branches=(), people_chosen=()):
    """One union that comes out of the split, with the branches and persons that go there."""
    change = locked(change)
    taken = SplitBranch.objects.filter(part__change=change, unit__in=branches).select_related("unit").first()
    twice = SplitPerson.objects.filter(part__change=change, person__in=people_chosen).select_related("person").first()
    (
        may_edit(change, by)
        & need(change.kind == Change.SPLIT, "只有分立才登记分立后的工会")
        & need(not change.parts.filter(code=code).exists(), "单位编码重复，请换一个", field="code")
        & need(not Unit.objects.filter(code=code).exists(), "单位编码“%(code)s”已被使用", field="code", code=code)
        & need(branches or people_chosen, "请选择划入这个工会的分工会或会员", field="branches")
        & need(not taken, "“%(unit)s”已划入另一个新工会", field="branches", unit=taken and taken.unit)
        & need(not twice, "%(name)s已划入另一个新工会", field="people_chosen", name=twice and twice.person)
    ).or_refuse()
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


@transaction.atomic
def submit_change(*, change, by, at):
    """To the desk above. What can be foreseen to fail is said now, not on the day."""
    change = locked(change)
    today = timezone.localdate(at)
    (
        may_edit(change, by)
        & rules.sound(change=change.kind, effective_on=change.effective_on, asked_on=today, parts=change.parts.count())
    ).or_refuse()
    if change.kind != Change.DISSOLVE:  # members and branches may still leave before the day
        foresee(change, by).or_refuse()
    if change.case is None:
        change.case = flow.open_case(
            kind=CASE,
            unit=desk_of(change),
            title=f"{change.unit.name}{change.get_kind_display()}的请示"[:120],
            route=(Stop("approve", "上级工会批复", days=days_of("founding.approval_days", change.unit, today, 15)),),
            opened_by=by,
            at=at,
        )
    change.case = flow.submit(case=change.case, by=by, at=at)
    return go(change, State.IN_REVIEW, "case")


def go(change, state, *columns):
    change.state = state
    change.save(update_fields=["state", *columns])
    return change


@transaction.atomic
def number_change(*, change, document_no, by, at):
    """批复文号, before the change is carried out: it stands in the history of the unit."""
    change = locked(change)
    seat = change.case and change.case.unit
    (
        need(seat and by.can("edit", seat), "批复文号由上级工会登记")
        & need(change.state in (State.IN_REVIEW, State.SCHEDULED), "办理以后不能再改文号")
    ).or_refuse()
    before, after = {"document_no": change.document_no}, {"document_no": document_no}
    change.document_no = document_no
    change.save(update_fields=["document_no"])
    trail.note(by=by, verb="founding.number_change", target=change, unit=change.unit, before=before, after=after, at=at)
    return change


# --- ruling ---

AFTER = {
    CaseState.RETURNED: State.RETURNED,
    CaseState.REJECTED: State.REJECTED,
    CaseState.WITHDRAWN: State.WITHDRAWN,
}


@transaction.atomic
def rule_change(*, case, by, ruling, at, note=""):
    """Approved: carried out at once if the day has come (or refused with the reason), else on its day."""
    case = flow.rule(case=case, by=by, ruling=ruling, at=at, note=note)
    return follow(case, by, at)


@transaction.atomic
def withdraw_change(*, case, by, at):
    return follow(flow.withdraw(case=case, by=by, at=at), by, at)


def follow(case, by, at):
    change = locked(case.org_change)
    state = AFTER.get(CaseState(case.state))
    if state:
        return go(change, state)
    if case.state != CaseState.APPROVED:
        return change
    change.approved_by, change.approved_at = by, at
    change.document_no = change.document_no or case.number
    change = go(change, State.SCHEDULED, "approved_by", "approved_at", "document_no")
    if change.effective_on <= timezone.localdate(at):
        perform(change, by)
        return done(change, at)
    begins = timezone.make_aware(datetime.combine(change.effective_on, time(0, 5)))
    enqueue(code=JOB, by=by, unit=change.unit, payload={"change": change.pk}, at=at, run_after=begins)
    return change


def may_cancel(change, by) -> Verdict:
    seat = change.case and change.case.unit
    return rules.may_go(change.state, State.CANCELLED) & need(
        by.can("edit", change.unit) or bool(seat and by.can("approve", seat)), "您没有取消这件变更的权限"
    )


@transaction.atomic
def cancel_change(*, change, reason, by, at):
    """Approved but not yet in force: it does not happen."""
    change = locked(change)
    (may_cancel(change, by) & need(reason.strip(), "请写明取消的原因", field="reason")).or_refuse()
    change.outcome = reason.strip()
    change = go(change, State.CANCELLED, "outcome")
    trail.note(by=by, verb="founding.cancel_change", target=change, unit=change.unit, reason=reason, at=at)
    tell(change, f"{change}已取消：{change.outcome}", at)
    return change


# --- carrying out ---


def merge(change, by, told):
    """By nobody: the roles on a union that is no more end with it, whoever approved manages no accounts."""
    people.merge_unions(units=units_of(change), into=change.into, **told, by=None)


def split(change, by, told):
    parts = [
        (
            {"name": part.name, "code": part.code, "kind": part.kind},
            [*part.branches.all(), *part.people.all()],
        )
        for part in change.parts.all()
    ]
    people.split_union(unit=change.unit, into=parts, **told, by=by)


def rename(change, by, told):
    org.rename_unit(
        unit=change.unit,
        name=change.new_name,
        short_name=change.new_short_name,
        kind=change.new_kind or None,
        **told,
        by=by,
    )


VERBS = {
    Change.RENAME: rename,
    Change.MERGE: merge,
    Change.SPLIT: split,
    Change.MOVE: lambda change, by, told: people.move_unit(unit=change.unit, superior=change.superior, **told, by=by),
    Change.DISSOLVE: lambda change, by, told: people.dissolve_unit(unit=change.unit, **told, by=by),
    Change.LINK: lambda change, by, told: org.link_unit(
        unit=change.unit, superior=change.superior, kind=change.line, **told, by=by
    ),
}
FIELDS = {"on": "effective_on", "name": "new_name", "kind": "new_kind"}  # where a kernel's reason stands on our form


def perform(change, by):
    told = {"on": change.effective_on, "document_no": change.document_no}
    try:
        VERBS[Change(change.kind)](change, by, told)
    except Refused as refusal:
        raise Refused([Reason(r.message, r.values, FIELDS.get(r.field, r.field)) for r in refusal.reasons]) from refusal


class Rehearsed(Exception):
    """Thrown to undo a rehearsal that went well."""


def foresee(change, by) -> Verdict:
    """What would stand against it if today were the day: the verbs themselves are asked, then undone."""
    try:
        with transaction.atomic():
            perform(change, by)
            raise Rehearsed
    except Rehearsed:
        return Verdict()
    except Refused as refusal:
        return Verdict(refusal.reasons)


def done(change, at):
    change.done_at, change.outcome = at, ""
    change = go(change, State.DONE, "done_at", "outcome")
    trail.note(by=change.approved_by, verb="founding.carry_out", target=change, unit=change.unit, at=at)
    tell(change, f"{change}已办理，{change.effective_on}起生效", at)
    return change


def tell(change, title, at):
    """Both sides: who asked and who approved."""
    users = {user for user in (change.asked_by, change.approved_by) if user}
    notify_many(users=users, title=title[:200], url=change.get_absolute_url(), at=at)


@transaction.atomic
def carry_out(*, change, at):
    """On its day. If it can no longer be done, it fails with the reason and both sides are told."""
    change = locked(change)
    if change.state != State.SCHEDULED or change.effective_on > timezone.localdate(at):
        return change
    try:
        with transaction.atomic():
            perform(change, change.approved_by)
    except Refused as refusal:
        change.done_at, change.outcome = at, str(refusal)[:500]
        change = go(change, State.FAILED, "done_at", "outcome")
        tell(change, f"{change}到期不能办理：{change.outcome}", at)
        return change
    return done(change, at)


def carry_out_due(*, at):
    """Whatever the queue lost: everything whose day has come."""
    return [carry_out(change=change, at=at) for change in OrgChange.objects.due(timezone.localdate(at))]
