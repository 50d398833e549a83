"""What happens to a claim after it was handed in: ruled on, withdrawn, taken back, its diagnosis read."""

from collections import defaultdict

from django.db import transaction
from django.urls import reverse

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.records.actions import reverse as reverse_record
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.trail import actions as trail

from ..models import Claim
from .enrolling import slices
from .filing import KIND, lock_enrolments
from .pricing import reprice

STATES = {  # where a claim is, given where its case is
    CaseState.IN_REVIEW: Claim.State.IN_REVIEW,
    CaseState.RETURNED: Claim.State.RETURNED,
    CaseState.APPROVED: Claim.State.APPROVED,
    CaseState.REJECTED: Claim.State.REFUSED,
    CaseState.WITHDRAWN: Claim.State.WITHDRAWN,
}
WORDS = {  # what the member is told
    Claim.State.RETURNED: "您的医疗互助补助申请需要补充材料",
    Claim.State.REFUSED: "您的医疗互助补助申请未获同意",
    Claim.State.APPROVED: "您的医疗互助补助申请已审核通过，等待发放",
    Claim.State.COUNTED: "您的医疗互助申请已审核，费用计入本期累计",
    Claim.State.PAID: "您的医疗互助补助金已发放",
    Claim.State.REVERSED: "您的医疗互助补助已冲销，如有疑问请联系单位工会",
}


@transaction.atomic
def rule_claims(*, cases, by, ruling, at, note=""):
    """One desk's opinion on many claims. On the last approval the amount is computed once more, now for good."""
    keys = [case.pk for case in cases]
    of = dict(
        pair for part in slices(keys) for pair in Claim.objects.filter(pk__in=part).values_list("pk", "enrolment_id")
    )
    lock_enrolments(of.values())
    ruled, skipped = flow.rule_many(cases=cases, by=by, ruling=ruling, at=at, note=note)
    by_state = defaultdict(list)
    for case in ruled:
        by_state[STATES[CaseState(case.state)]].append(case.pk)
    approved = by_state.pop(Claim.State.APPROVED, [])
    for state, pks in by_state.items():
        move(pks, state)
    changed = approved + by_state.get(Claim.State.REFUSED, [])
    amounts = reprice({of[pk] for pk in changed}, settling=approved) if changed else {}
    move([pk for pk in approved if amounts[pk] > 0], Claim.State.APPROVED)
    move([pk for pk in approved if amounts[pk] == 0], Claim.State.COUNTED)
    claims = [c for part in slices(case.pk for case in ruled) for c in with_people(part)]
    tell(claims, at)
    return claims, skipped


def move(pks, state):
    for part in slices(pks):
        Claim.objects.filter(pk__in=part).update(state=state)


def with_people(pks):
    return Claim.objects.filter(pk__in=pks).select_related("enrolment__person__user", "case").order_by("pk")


def tell(claims, at):
    """Members hear of it, all of one state together."""
    users = defaultdict(list)
    for claim in claims:
        if claim.enrolment.person.user_id and claim.state in WORDS:
            users[claim.state].append(claim.enrolment.person.user)
    for state, told in users.items():
        notify_many(users=told, title=WORDS[state], url=reverse("mutual_aid:mine"), at=at)


@transaction.atomic
def withdraw_claim(*, claim, by, at):
    lock_enrolments([claim.enrolment_id])
    flow.withdraw(case=claim.case, by=by, at=at)
    move([claim.pk], Claim.State.WITHDRAWN)
    reprice([claim.enrolment_id])
    claim.refresh_from_db()
    return claim


def may_reverse(claim, by) -> Verdict:
    paid = claim.payment_list if claim.state == Claim.State.PAID else None
    return need(paid, "只有已发放的补助可以冲销") & need(
        paid is None or by.can("approve", paid.unit), "您没有冲销补助的权限，请由发放单位的负责人办理"
    )


@transaction.atomic
def reverse_claim(*, claim, reason, by, at):
    """A claim paid in error: its record is answered by a negative one; nothing is deleted."""
    lock_enrolments([claim.enrolment_id])
    claim = (
        Claim.objects.select_for_update(of=("self",)).select_related("case", "enrolment__person__user").get(pk=claim.pk)
    )
    (may_reverse(claim, by) & need(reason.strip(), "请写明冲销理由", field="reason")).or_refuse()
    record = ServiceRecord.objects.get(pk=f"{KIND}:{claim.pk}")
    reverse_record(record=record, reason=reason, by=by, at=at)
    move([claim.pk], Claim.State.REVERSED)
    reprice([claim.enrolment_id])
    claim.state = Claim.State.REVERSED
    trail.note(by=by, verb="mutual_aid.reverse", target=claim, unit=claim.unit, reason=reason, at=at)
    tell([claim], at)
    return claim


def may_read_diagnosis(claim, by) -> Verdict:
    return need(by.can("view_private", claim.unit), "您没有查看敏感信息的权限")


@transaction.atomic
def reveal_diagnosis(*, claim, reason, by, at) -> str:
    """For one reader and one reason; the trail keeps who, when and why, never what (P-02)."""
    (may_read_diagnosis(claim, by) & need(reason.strip(), "请写明查看理由", field="reason")).or_refuse()
    trail.note(by=by, verb="reveal", target=claim, unit=claim.unit, reason=f"诊断：{reason.strip()}", at=at)
    return claim.diagnosis.reveal()
