"""A change is handed in and ruled on at the next higher desk. Approved, it waits for its day or is done at once."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.jobs.actions import enqueue
from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import WIDTH, ancestors_of
from zhijia.kernels.trail import actions as trail

from ..rules import changes as rules
from ..rules.changes import Change, State
from .asking import days_of
from .carrying import done, foresee, perform, tell
from .changing import go, locked, may_edit, units_of

CASE, JOB = "founding.change", "founding.carry_out"
AFTER = {
    CaseState.RETURNED: State.RETURNED,
    CaseState.REJECTED: State.REJECTED,
    CaseState.WITHDRAWN: State.WITHDRAWN,
}


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


def may_submit(change, by, today) -> Verdict:
    whole = {"effective_on": change.effective_on, "asked_on": today, "parts": change.parts.count()}
    return may_edit(change, by) & rules.sound(change=change.kind, **whole)


@transaction.atomic
def submit_change(*, change, by, at):
    """To the desk above. What can be foreseen to fail is said now, not on the day."""
    change = locked(change)
    today = timezone.localdate(at)
    may_submit(change, by, today).or_refuse()
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
