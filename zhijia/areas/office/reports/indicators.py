"""How many reports stand published, and how many of their numbers open to rows."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import FrozenFigure, Report
from .rules import State


@indicator
class Published(Indicator):
    code, name, counting_unit = "reports.published", _("已发布报告"), _("篇")
    definition = _("期内审定发布的工作报告和工作总结，含后来废止的版次")
    day = "publication__on"

    def flow(self):
        return Report.objects.filter(state__in=(State.PUBLISHED, State.VOID))


@indicator
class Numbers(Indicator):
    code, name, counting_unit = "reports.numbers", _("报告中的数字"), _("个")
    definition = _("期内发布的报告里的数字，取数的和手写的都算")
    day = "publication__on"

    def flow(self):
        return FrozenFigure.objects.select_related("publication")


@indicator
class BoundNumbers(Numbers):
    code, name = "reports.numbers.bound", _("报告中可追溯的数字")
    definition = _("期内发布的报告里由指标取数、能打开明细的数字")

    def flow(self):
        return FrozenFigure.objects.bound().select_related("publication")


@indicator
class BoundShare(Ratio):
    code, name = "reports.numbers.share", _("报告数字可追溯率")
    definition = _("可追溯的数字占报告全部数字的比例")
    part, whole = "reports.numbers.bound", "reports.numbers"
