"""Money in: what a unit owes for its list, what arrived, and the moment the two agree."""

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from zhijia.base.money import yuan
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.records.actions import record_many
from zhijia.kernels.trail import actions as trail

from ..models import Enrolment, FeeReceipt
from .enrolling import slices


def due(period, unit) -> tuple[int, int]:
    """Heads waiting for their fee at that unit, and the fen they come to."""
    found = Enrolment.objects.waiting().filter(period=period, unit=unit)
    totals = found.aggregate(heads=Count("pk"), fen=Sum("fee_fen"))
    return totals["heads"], totals["fen"] or 0


def may_receive(period, by) -> Verdict:
    return need(
        by.can("pay", period.scheme.unit),
        "您没有登记和核对互助金的权限，请由%(unit)s的会计办理",
        unit=period.scheme.unit,
    )


@transaction.atomic
def receive_fee(*, period, unit, amount_fen, received_on, reference, by, at, voucher=None):
    """Write down money that arrived; it makes nothing effective yet."""
    known = FeeReceipt.objects.filter(reference=reference).exclude(state=FeeReceipt.State.RETURNED).exists()
    (
        may_receive(period, by)
        & need(amount_fen > 0, "到账金额须大于0", field="amount_fen")
        & need(received_on <= timezone.localdate(at), "到账日期不能在今天之后", field="received_on")
        & need(not known, "这笔银行流水已经登记过，请核对流水号", field="reference")
    ).or_refuse()
    receipt = FeeReceipt.objects.create(
        period=period,
        unit=unit,
        amount_fen=amount_fen,
        received_on=received_on,
        reference=reference,
        voucher=voucher,
        entered_by=by,
    )
    trail.note(by=by, verb="mutual_aid.receive", target=receipt, unit=unit, at=at)
    return receipt


def may_reconcile(receipt, by) -> Verdict:
    """What the unit has paid in and is not reconciled yet must be exactly what its waiting list owes."""
    pending = FeeReceipt.objects.pending().filter(period=receipt.period_id, unit=receipt.unit_id)
    paid = list(pending.values_list("amount_fen", flat=True))
    return (
        need(receipt.state == FeeReceipt.State.RECEIVED, "这笔缴费已经办理过")
        & may_receive(receipt.period, by)
        & may_match(*due(receipt.period_id, receipt.unit_id), sum(paid), len(paid))
    )


def may_match(heads, owed, paid, receipts) -> Verdict:
    more = paid - owed
    return need(heads, "该单位没有等待缴费核对的参互人员，请先导入参互名册") & need(
        not heads or more == 0,
        "名册%(heads)s人应缴%(owed)s元，到账%(receipts)s%(paid)s元，%(hint)s%(gap)s元，请核对名册、补缴或退回",
        heads=heads,
        owed=yuan(owed),
        receipts=f"{receipts}笔共" if receipts > 1 else "",
        paid=yuan(paid),
        hint="多收" if more > 0 else "少收",
        gap=yuan(abs(more)),
    )


@transaction.atomic
def reconcile(*, receipt, by, at):
    """Fees and list agree: the cover of everybody waiting at that unit becomes effective, and each one is a record."""
    receipt = FeeReceipt.objects.select_related("period__scheme__unit", "unit").get(pk=receipt.pk)
    place = {"period": receipt.period_id, "unit": receipt.unit_id}
    pending = list(FeeReceipt.objects.pending().select_for_update(of=("self",)).filter(**place).order_by("pk"))
    waiting = Enrolment.objects.waiting().select_for_update(of=("self",)).filter(**place).order_by("pk")
    rows = list(waiting.values_list("pk", "person_id", "fee_fen"))
    (
        need(receipt.pk in {row.pk for row in pending}, "这笔缴费已经办理过")
        & may_receive(receipt.period, by)
        & may_match(len(rows), sum(fee for *_, fee in rows), sum(row.amount_fen for row in pending), len(pending))
    ).or_refuse()
    for part in slices(key for key, *_ in rows):
        Enrolment.objects.filter(pk__in=part).update(state=Enrolment.State.EFFECTIVE, receipt=receipt)
    record_many(facts_of(receipt, rows), at=at)
    done = {"state": FeeReceipt.State.RECONCILED, "reconciled_by": by, "reconciled_at": at}
    FeeReceipt.objects.filter(pk__in=[row.pk for row in pending]).update(**done)
    FeeReceipt.objects.filter(pk=receipt.pk).update(heads=len(rows))
    receipt.refresh_from_db()
    trail.note(by=by, verb="mutual_aid.reconcile", target=receipt, unit=receipt.unit, after={"heads": len(rows)}, at=at)
    return receipt


def facts_of(receipt, rows):
    """One record of each member taken in: the day the money arrived, under the scheme's own fund."""
    for key, person, fee in rows:
        yield {
            "source": f"mutual_aid.enrolment:{key}",
            "kind": "mutual_aid.enrolment",
            "day": receipt.received_on,
            "unit_id": receipt.unit_id,
            "person_id": person,
            "amount_fen": fee,
            "fund": receipt.period.scheme.fund,
            "occasion": str(receipt.period.number),
        }


@transaction.atomic
def return_fee(*, receipt, reason, by, at):
    """Money that matches no list goes back."""
    receipt = FeeReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    (
        need(receipt.state == FeeReceipt.State.RECEIVED, "这笔缴费已经办理过")
        & may_receive(receipt.period, by)
        & need(reason.strip(), "请写明退回理由", field="reason")
    ).or_refuse()
    receipt.state = FeeReceipt.State.RETURNED
    receipt.save(update_fields=["state"])
    trail.note(by=by, verb="mutual_aid.return", target=receipt, unit=receipt.unit, reason=reason, at=at)
    return receipt
