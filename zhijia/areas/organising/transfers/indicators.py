"""How many transfers wait, how many came to an end, and how long they took."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import Transfer
from .rules import State


@indicator
class Pending(Indicator):
    code = "transfers.pending"
    name = _("办理中的会籍接转")
    counting_unit = _("件")
    definition = _("期末还没有办结的会籍接转，计在当时等待确认的工会（已办结的计在最后确认的工会）")
    board = 0

    def stock(self, day):
        still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
        return Transfer.objects.filter(still, opened_on__lte=day)


class Completed(Indicator):
    """Of transfers that moved a membership, in the window in which they did."""

    day = "closed_on"

    def flow(self):
        return Transfer.objects.filter(state=State.DONE).annotate(times=F("days"))


@indicator
class Done(Completed):
    code = "transfers.done"
    name = _("办结的会籍接转")
    counting_unit = _("件")
    definition = _("期内双方同意、会籍已转过去的接转，按办结日期统计，计在最后确认的工会")


@indicator
class DaysTogether(Completed):
    code = "transfers.days_total"
    name = _("会籍接转用时合计")
    counting_unit = _("工作日")
    measure = "times"
    definition = _("期内办结的接转从发起到办结的工作日数之和")


@indicator
class Days(Ratio):
    """A mean, not a share: days over transfers."""

    code = "transfers.days"
    name = _("会籍接转平均用时")
    counting_unit = _("工作日")
    part, whole = "transfers.days_total", "transfers.done"
    definition = _("期内办结的接转平均用了几个工作日，从发起到办结")

    def divide(self, part, whole):
        return {group: mean(part.get(group, 0), count) for group, count in whole.items() if count}

    def display(self, value):
        return "—" if value is None else str(value)


def mean(total, count):
    return (Decimal(total) / Decimal(count)).quantize(Decimal("0.1"), ROUND_HALF_UP)
