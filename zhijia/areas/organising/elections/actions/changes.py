"""Begin, describe, go on step by step, step back, end."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.bodies.models import Body
from zhijia.kernels.bodies.standards import members_of
from zhijia.kernels.trail.actions import note as write_down

from ..models import TermChange
from ..rules import steps
from ..rules.steps import Mode, Route, Step
from ..standards import Standards
from . import readiness
from .course import finish, lay_out, refresh, remind, reopen
from .guard import locked, may_work

PLANNED = (
    "mode",
    "leaders_by",
    "years",
    "meeting_on",
    "committee_seats",
    "standing_seats",
    "audit_seats",
    "chair_seats",
    "vice_chair_seats",
    "delegate_seats",
    "party_organisation",
    "reason",
)


@transaction.atomic
def begin(*, body, by, at, route=Route.REGULAR, end_on=None, number=None, counted_on=None, **planned):
    """A change under way: its steps are laid out with their days, nothing is decided yet."""
    today = timezone.localdate(at)
    body = Body.objects.select_for_update(of=("self",)).select_related("unit__superior").get(pk=body.pk)
    term = body.terms.running().first()
    may_begin(body, term, route, end_on, by).or_refuse()
    members, women = members_of(body.unit, counted_on or today)
    regular = route == Route.REGULAR
    planned = starting(body, term, members, regular) | planned
    change = TermChange(
        unit=body.unit,
        body=body,
        term=term,
        route=route,
        number=number or (term.number + regular if term else 1),
        end_on=end_on or term.due_on,
        counted_on=counted_on or today,
        members=members,
        women=women,
        begun_on=today,
        made_by=by,
        made_at=at,
        **planned,
    )
    may_plan(change).or_refuse()
    change.save()
    lay_out(change)
    refresh(change, at)
    write_down(by=by, verb="elections.begin", target=change, after=known(change), at=at)
    return change


def may_begin(body, term, route, end_on, by) -> Verdict:
    return (
        need(by.can("edit", body.unit), "您没有为%(unit)s办理换届的权限", unit=body.unit, field="body")
        & need(body.kind == Body.Kind.COMMITTEE and body.dissolved_on is None, "请选择现有的工会委员会", field="body")
        & need(
            body.unit.superior_id,
            "%(unit)s之上没有上级工会，无法请示，请先维护组织隶属关系",
            unit=body.unit,
            field="body",
        )
        & need(
            not body.changes.filter(state=TermChange.State.OPEN).exists(),
            "该委员会已有一次选举正在办理，请先办结或终止",
            field="body",
        )
        & need(term or route == Route.REGULAR, "本届委员会还没有登记，不能补选或增补，请先登记届次", field="body")
        & need(term or end_on, "没有登记本届任期，请填写届满日期", field="end_on")
        & need(route == Route.REGULAR or end_on, "请填写空缺应在哪一天前补上", field="end_on")
    )


def starting(body, term, members, regular) -> dict:
    """What a plan begins with: as the running term had it."""
    enough = Standards(body.unit, body.founded_on).value("elections.delegates_from")
    found = {"party_organisation": getattr(body.unit, "party_organisation", "")}
    if not regular:
        return found | {"mode": Mode.MEMBERS}
    found["mode"] = Mode.DELEGATES if members >= enough else Mode.MEMBERS
    if term:
        found |= {"years": term.years, "committee_seats": term.seats}
    return found | {"chair_seats": 1}


def may_plan(change) -> Verdict:
    """Numbers that cannot be right are refused; what is merely unusual is advised on the page."""
    standards = Standards(change.unit, change.begun_on)
    enough = standards.value("elections.delegates_from")
    return need(
        not change.by_delegates or change.members >= enough,
        "会员%(members)s人，不足%(enough)s人，应当召开会员大会（基层工会会员代表大会条例）",
        members=change.members,
        enough=enough,
        field="mode",
    ) & need(
        change.standing_seats < max(change.committee_seats, 1),
        "常委名额须少于委员名额%(seats)s人",
        seats=change.committee_seats,
        field="standing_seats",
    )


def known(change) -> dict:
    return {name: getattr(change, name) for name in PLANNED}


@transaction.atomic
def describe(*, change, by, at, **planned):
    """Fill in or correct the plan, until the superior has agreed to it."""
    change = locked(change)
    (may_work(change, by) & may_describe(change)).or_refuse()
    before = known(change)
    for name, value in planned.items():
        setattr(change, name, value)
    may_plan(change).or_refuse()
    change.save(update_fields=list(planned))
    lay_out(change)
    refresh(change, at)
    write_down(by=by, verb="elections.describe", target=change, before=before, after=known(change), at=at)
    return change


def may_describe(change) -> Verdict:
    done = {place.step for place in change.places if place.done_on}
    return need(Step.REQUEST not in done, "计划已随请示报上级工会，不能再改；需要修改请先撤回请示")


def may_close(change, step, by) -> Verdict:
    """Whether the step is ready to be closed, with all that is still missing."""
    verdict = may_work(change, by) & steps.is_current(change.places, step)
    return verdict and readiness.of(change, step)


@transaction.atomic
def close_step(*, change, step, by, at, on=None, note="", evidence=None, **facts):
    """The evidence is there: the step is done and the next one begins. `facts`: what only this step writes down."""
    change, today = locked(change), timezone.localdate(at)
    need(on is None or on <= today, "办结日期不能在今天之后", field="on").or_refuse()
    for name, value in facts.items():
        setattr(change, name, value)
    may_close(change, step, by).or_refuse()
    if facts:
        change.save(update_fields=list(facts))
    finish(change, step, by, at, on or today, note, evidence)
    return change


@transaction.atomic
def step_back(*, change, by, at, reason):
    """The last step was closed too early."""
    change = locked(change)
    (
        may_work(change, by)
        & steps.may_step_back(change.places)
        & need(reason.strip(), "请写明退回的理由", field="reason")
    ).or_refuse()
    last = [place for place in change.places if place.done_on][-1].step
    if last == Step.NOTICE:
        change.notices.standing().update(voided_at=at)
    if last == Step.DELEGATES:
        change.delegates_handed_in_on = None
        change.save(update_fields=["delegates_handed_in_on"])
    reopen(change, [last], at)
    write_down(
        by=by,
        verb="elections.step_back",
        target=change,
        after={"step": steps.STEPS[Step(last)].name},
        reason=reason,
        at=at,
    )
    return change


def may_drop(change, by) -> Verdict:
    """The case at the superior's desk must be taken back first; what was agreed to stays."""
    waiting = change.papers.filter(voided_at=None, case__state="in_review").exists()
    agreed = any(place.done_on for place in change.places if place.step == Step.RESULT_REPLY)
    return (
        may_work(change, by)
        & need(by.can("approve", change.unit), "终止由主席办理")
        & need(not waiting, "还有文件在上级工会审批，请先撤回")
        & need(not agreed, "上级工会已批复选举结果，不能终止")
    )


@transaction.atomic
def drop(*, change, by, at, reason):
    """Given up: nothing was elected."""
    change = locked(change)
    (may_drop(change, by) & need(reason.strip(), "请写明终止的理由", field="reason")).or_refuse()
    change.state, change.dropped_on = TermChange.State.DROPPED, timezone.localdate(at)
    change.save(update_fields=["state", "dropped_on"])
    change.notices.standing().filter(closed_on=None).update(voided_at=at)
    remind(change, at)
    write_down(by=by, verb="elections.drop", target=change, reason=reason, at=at)
    return change


@transaction.atomic
def settle_matter(*, matter, by, at, done_on=None, not_needed=False, note=""):
    """法人变更、印章、印鉴、审计: done on a day, or not needed and why."""
    change = locked(matter.change)
    (
        may_work(change, by)
        & need(done_on or not_needed, "请填写办结日期，或勾选无须办理", field="done_on")
        & need(done_on is None or done_on <= timezone.localdate(at), "办结日期不能在今天之后", field="done_on")
        & need(not not_needed or note.strip(), "无须办理的请写明原因", field="note")
    ).or_refuse()
    before = {"done_on": matter.done_on, "not_needed": matter.not_needed, "note": matter.note}
    matter.done_on, matter.not_needed, matter.note = done_on, not_needed, note
    matter.save(update_fields=["done_on", "not_needed", "note"])
    after = {"done_on": done_on, "not_needed": not_needed, "note": note}
    write_down(by=by, verb="elections.step", target=matter, before=before, after=after, at=at)
    return matter
