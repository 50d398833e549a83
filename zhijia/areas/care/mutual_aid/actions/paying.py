"""Paying out: one person draws the list, another pays it; every payment is a record."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow.actions import next_numbers
from zhijia.kernels.records.actions import record_many
from zhijia.kernels.trail import actions as trail

from ..models import Claim, PaymentList
from .enrolling import slices
from .ruling import tell


def may_draw(period, by) -> Verdict:
    unit = period.scheme.unit
    return need(by.can("publish", unit), "您没有编制发放批次的权限，请由%(unit)s办理", unit=unit)


@transaction.atomic
def draw_list(*, period, by, at, claims=None):
    """All approved claims of the period that lie on no list yet, or those chosen among them."""
    unit = period.scheme.unit
    may_draw(period, by).or_refuse()
    ready = Claim.objects.filter(state=Claim.State.APPROVED, payment_list__isnull=True, enrolment__period=period)
    if claims is not None:
        ready = ready.filter(pk__in=[claim.pk for claim in claims])
    keys = list(ready.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    need(keys, "没有待发放的补助，请等待审核完成").or_refuse()
    (number,) = next_numbers("FF", timezone.localdate(at).year)
    drawn = PaymentList.objects.create(unit=unit, period=period, number=number, drawn_by=by, drawn_at=at)
    for part in slices(keys):
        Claim.objects.filter(pk__in=part).update(payment_list=drawn)
    trail.note(by=by, verb="mutual_aid.draw", target=drawn, unit=unit, after={"count": len(keys)}, at=at)
    return drawn


def may_pay(drawn, by) -> Verdict:
    return (
        need(drawn.state == PaymentList.State.DRAWN, "该批次已经办理过")
        & need(by.can("pay", drawn.unit), "您没有发放权限，请由%(unit)s的会计办理", unit=drawn.unit)
        & need(by.pk != drawn.drawn_by_id, "制表人不能发放自己制作的批次，请由会计办理")
    )


@transaction.atomic
def pay_list(*, drawn, paid_on, by, at):
    """The money has gone out: each claim is paid and becomes a service record of that day."""
    drawn = (
        PaymentList.objects.select_for_update(of=("self",)).select_related("period__scheme", "unit").get(pk=drawn.pk)
    )
    today = timezone.localdate(at)
    (
        may_pay(drawn, by)
        & need(paid_on <= today, "发放日期不能在今天之后", field="paid_on")
        & need(paid_on >= timezone.localdate(drawn.drawn_at), "发放日期不能早于制表日期", field="paid_on")
    ).or_refuse()
    rows = list(drawn.claims.select_related("enrolment__person__user").order_by("pk"))
    record_many((fact_of(drawn, claim, paid_on) for claim in rows), at=at)
    drawn.claims.update(state=Claim.State.PAID, paid_on=paid_on)
    drawn.state, drawn.paid_by, drawn.paid_on = PaymentList.State.PAID, by, paid_on
    drawn.save(update_fields=["state", "paid_by", "paid_on"])
    trail.note(by=by, verb="mutual_aid.pay", target=drawn, unit=drawn.unit, after={"count": len(rows)}, at=at)
    for claim in rows:
        claim.state = Claim.State.PAID
    tell(rows, at)
    return drawn


def fact_of(drawn, claim, paid_on):
    """The diagnosis is no part of it: what is counted is that somebody was helped, and with how much."""
    return {
        "source": f"mutual_aid.claim:{claim.pk}",
        "kind": "mutual_aid.claim",
        "day": paid_on,
        "unit_id": claim.unit_id,
        "person_id": claim.enrolment.person_id,
        "amount_fen": claim.amount_fen,
        "fund": drawn.period.scheme.fund,
        "occasion": str(drawn.period.number),
    }


def may_void(drawn, by) -> Verdict:
    return need(drawn.state == PaymentList.State.DRAWN, "该批次已经办理过") & need(
        by.can("publish", drawn.unit), "您没有作废发放批次的权限"
    )


@transaction.atomic
def cancel_list(*, drawn, reason, by, at):
    """Not yet paid: the list is void and its claims wait for the next one."""
    drawn = PaymentList.objects.select_for_update(of=("self",)).get(pk=drawn.pk)
    (may_void(drawn, by) & need(reason.strip(), "请写明作废理由", field="reason")).or_refuse()
    drawn.claims.update(payment_list=None)
    drawn.state = PaymentList.State.CANCELLED
    drawn.save(update_fields=["state"])
    trail.note(by=by, verb="mutual_aid.void", target=drawn, unit=drawn.unit, reason=reason, at=at)
    return drawn
