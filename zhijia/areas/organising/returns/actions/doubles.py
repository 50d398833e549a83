"""What is in two returns below and must be in the sum once."""

from django.db import transaction

from zhijia.base.verdict import need
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import DoubleCount
from ..questionnaires import GRASSROOTS
from .filling import computed, held, may_edit, put_computed


@transaction.atomic
def declare_double(*, of, item, amount, reason, by, at) -> DoubleCount:
    of = held(of)
    known = GRASSROOTS.by_code.get(item)
    total = computed(of).get(item) if of.sums else None
    (
        need(of.sums, "只有汇总表才登记重复扣减")
        & may_edit(of, by)
        & need(known and known.summed, "请选择要扣减的指标", field="item")
        & need(amount > 0, "扣减数须大于0", field="amount")
        & rules.with_reason(reason)
        & need(
            total is None or amount <= total,
            "扣减数不能大于下级合计%(total)s",
            field="amount",
            total=rules.plain(total),
        )
        & need(total is not None, "这一项还没有下级合计，请等下级报表审核以后再登记", field="item")
    ).or_refuse()
    made = DoubleCount.objects.create(of=of, item=item, amount=amount, reason=reason.strip(), by=by, at=at)
    put_computed(of)
    after = {"item": item, "amount": amount}
    trail.note(by=by, verb="returns.double", target=of, unit=of.unit, after=after, reason=reason.strip(), at=at)
    return made


@transaction.atomic
def drop_double(*, double, by, at):
    of = held(double.of)
    may_edit(of, by).or_refuse()
    before = {"item": double.item, "amount": double.amount}
    double.delete()
    put_computed(of)
    trail.note(by=by, verb="returns.drop_double", target=of, unit=of.unit, before=before, at=at)
    return of
