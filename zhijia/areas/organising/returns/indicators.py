"""How reporting itself goes, by the day the returns were due."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import Cell, Return


class Returns(Indicator):
    counting_unit = _("份")
    day = "round__due_on"
    filters = {"form": "form", "state": "state"}

    def flow(self):
        return Return.objects.due()


@indicator
class Due(Returns):
    code = "returns.due"
    name = _("应报统计报表")
    definition = _("报送截止日期在期内、没有免报的统计报表")


@indicator
class Received(Returns):
    code = "returns.received"
    name = _("已报统计报表")
    definition = _("报送截止日期在期内、主席已签报的统计报表")

    def flow(self):
        return Return.objects.received()


@indicator
class OnTime(Returns):
    code = "returns.on_time"
    name = _("按时报送的统计报表")
    definition = _("报送截止日期在期内、截止日期以前（含当天）主席签报的统计报表")

    def flow(self):
        return Return.objects.on_time()


@indicator
class Punctuality(Ratio):
    code = "returns.punctuality"
    name = _("统计报表按时率")
    definition = _("按时报送的占应报的百分比")
    part, whole = "returns.on_time", "returns.due"


@indicator
class AdjustedCells(Indicator):
    code = "returns.adjusted"
    name = _("调整的报表数据")
    counting_unit = _("项")
    definition = _("报送截止日期在期内的报表中，上报数与自动取数不一致、写明了调整理由的项数")
    day = "of__round__due_on"

    def flow(self):
        return Cell.objects.exclude(reason="")
