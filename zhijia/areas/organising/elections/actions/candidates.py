"""Nominated, reviewed, withdrawn; what is inspected before a leader's seat is filled (协管)."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.people.models import Membership
from zhijia.kernels.trail.actions import note as write_down

from ..models import Candidate, Inspection
from ..rules import standing
from ..rules.steps import Step
from .guard import locked, may_work

SAID = (
    "position",
    "rank",
    "relation",
    "nominations",
    "seat_unit",
    "front_line",
    "model",
    "grassroots",
    "leader",
)


def may_nominate(change, by) -> Verdict:
    """From the reply on; behind the notice the list stands."""
    done = {place.step for place in change.places if place.done_on}
    return (
        may_work(change, by)
        & need(Step.REQUEST_REPLY in done, "上级工会同意换届后才能推荐候选人")
        & need(Step.NOMINATION not in done, "候选人名单已定，不能再改；需要修改请先退回上一步")
    )


def offices_of(change, person, but=None) -> list[str]:
    rows = change.candidates.standing().filter(person=person)
    return list(rows.exclude(pk=but.pk if but else None).values_list("office", flat=True))


def may_enter(change, office, person, relation, others) -> Verdict:
    member = Membership.objects.active().filter(person=person).under(change.unit.path).exists()
    return (
        need(
            office in change.offices(),
            "这次选举没有“%(office)s”的名额",
            office=standing.OFFICE_NAMES[office],
            field="office",
        )
        & need(member, "%(name)s不是本会在籍会员，不能作为候选人", name=person.name, field="person")
        & standing.may_hold(office, relation, person.name)
        & standing.may_stand(office, base_filled(change, office, others), person.name)
    )


def base_filled(change, office, others) -> list[str]:
    """For a vacancy among the leaders the committee already sits: its members need not stand again."""
    base = standing.LED_FROM.get(office)
    return others if change.regular or base is None else [*others, base]


@transaction.atomic
def nominate(*, change, office, person, by, at, **said):
    change = locked(change)
    others = offices_of(change, person)
    (may_nominate(change, by) & may_enter(change, office, person, said.get("relation", ""), others)).or_refuse()
    made = Candidate.objects.create(change=change, office=office, person=person, **said)
    write_down(by=by, verb="elections.nominate", target=made, after=facts_of(made), at=at)
    return made


def facts_of(row) -> dict:
    return {name: getattr(row, name) for name in SAID}


@transaction.atomic
def edit_candidate(*, candidate, by, at, **said):
    """Correct what the list says; a changed declaration must be reviewed again."""
    change = locked(candidate.change)
    relation = said.get("relation", candidate.relation)
    (
        may_nominate(change, by)
        & need(candidate.state == Candidate.State.STANDING, "该候选人已退出名单")
        & standing.may_hold(candidate.office, relation, candidate.person.name)
    ).or_refuse()
    before = facts_of(candidate)
    if relation != candidate.relation:
        candidate.review = Candidate.Review.PENDING
    for name, value in said.items():
        setattr(candidate, name, value)
    candidate.save(update_fields=[*said, "review"])
    write_down(
        by=by, verb="elections.candidate_edit", target=candidate, before=before, after=facts_of(candidate), at=at
    )
    return candidate


@transaction.atomic
def withdraw_candidate(*, candidate, by, at, reason):
    """Off the list for every office that rests on this one."""
    change = locked(candidate.change)
    (
        may_nominate(change, by)
        & need(candidate.state == Candidate.State.STANDING, "该候选人已退出名单")
        & need(reason.strip(), "请写明退出原因", field="reason")
    ).or_refuse()
    resting = [office for office, base in standing.LED_FROM.items() if base == candidate.office]
    rows = change.candidates.standing().filter(person=candidate.person, office__in=[candidate.office, *resting])
    for row in rows:
        row.state, row.left_reason = Candidate.State.WITHDRAWN, reason.strip()
        row.save(update_fields=["state", "left_reason"])
        write_down(by=by, verb="elections.candidate_withdraw", target=row, reason=reason, at=at)
    candidate.refresh_from_db()
    return candidate


def may_review(candidate, by) -> Verdict:
    own = getattr(by, "person", None)
    return (
        may_nominate(candidate.change, by)
        & need(candidate.state == Candidate.State.STANDING, "该候选人已退出名单")
        & need(candidate.relation, "请先填写%(name)s的回避申报", name=candidate.person.name)
        & need(own is None or own.pk != candidate.person_id, "不能登记本人的联审结果，请由其他人员办理")
    )


@transaction.atomic
def review_many(*, candidates, review, by, at, note=""):
    """联审 results of the departments asked; a failure says why."""
    need(review != Candidate.Review.FAILED or note.strip(), "联审未通过的请写明意见", field="note").or_refuse()
    for row in candidates:
        may_review(row, by).or_refuse()
        before = {"review": row.review}
        row.review, row.review_note = review, note.strip()
        row.save(update_fields=["review", "review_note"])
        write_down(
            by=by, verb="elections.review", target=row, before=before, after={"review": review}, reason=note, at=at
        )
    return len(candidates)


# --- 协管 ---


def may_inspect(candidate, by) -> Verdict:
    own = getattr(by, "person", None)
    return (
        need(candidate.leading, "协管记录只用于主席、副主席人选")
        & need(candidate.state == Candidate.State.STANDING, "该人选已有结果或已退出")
        & need(by.can("review", candidate.change.unit), "您没有登记协管记录的权限")
        & need(own is None or own.pk != candidate.person_id, "不能登记本人的协管记录")
    )


@transaction.atomic
def inspect(*, candidate, step, held_on, by_whom, by, at, said="yes", document_no="", note=""):
    """One step of 动议 → 联合考察 → 党组织意见 → 上级工会意见 → 报备, in order."""
    done = dict(candidate.inspections.values_list("step", "said"))
    today = timezone.localdate(at)
    last = candidate.inspections.order_by("held_on").last()
    (
        may_inspect(candidate, by)
        & standing.may_follow(step, done)
        & need(held_on <= today, "日期不能在今天之后", field="held_on")
        & need(
            last is None or held_on >= last.held_on,
            "日期不能早于上一环节的%(day)s",
            day=last.held_on if last else "",
            field="held_on",
        )
        & need(said == Inspection.Said.YES or note.strip(), "暂缓或不同意的请写明说明", field="note")
    ).or_refuse()
    made = Inspection.objects.create(
        candidate=candidate,
        step=step,
        held_on=held_on,
        by_whom=by_whom,
        said=said,
        document_no=document_no,
        note=note,
        by=by,
        at=at,
    )
    after = {"step": standing.INSPECTION_NAMES[standing.Inspection(step)], "said": said}
    write_down(by=by, verb="elections.inspect", target=candidate, after=after, at=at)
    return made
