"""What joining online counts."""

from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.rules import State
from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import Application

SOON = timedelta(days=7)


@indicator
class Joins(Indicator):
    code = "joining.joined"
    name = _("网上入会人数")
    counting_unit = _("人")
    measure = "persons"
    kinds = ("joining.joined",)
    definition = _("期内通过名册核对、审核或邀请确认在网上入会的职工，一人只计一次；可按入会方式和用工形式分")
    board, home = 22, True


@indicator
class Applications(Indicator):
    code = "joining.applications"
    name = _("网上入会申请")
    counting_unit = _("件")
    day = "applied_on"
    filters = {"state": "state", "kind": "kind"}
    definition = _("期内提交的、需要审核的网上入会申请，按申请日期统计；名册核对直接入会的不计")

    def flow(self):
        return Application.objects.all()


@indicator
class Waiting(Indicator):
    code = "joining.waiting"
    name = _("在办入会申请")
    counting_unit = _("件")
    filters = {"kind": "kind"}
    definition = _("期末还没有办结的网上入会申请，含退回待补充的")

    def stock(self, day):
        return Application.objects.filter(applied_on__lte=day).exclude(decided_on__lte=day)


class Decided(Indicator):
    """Approved or refused; what the applicant took back is nobody's merit."""

    day = "decided_on"
    counting_unit = _("件")
    filters = {"kind": "kind"}

    def flow(self):
        return Application.objects.filter(state__in=[State.APPROVED, State.REJECTED])


@indicator
class AllDecided(Decided):
    code = "joining.decided"
    name = _("办结的入会申请")
    definition = _("期内办结（同意或不同意）的网上入会申请，按办结日期统计")


@indicator
class DecidedAtOnce(Decided):
    code = "joining.decided_soon"
    name = _("7日内办结的入会申请")
    definition = _("期内办结、从申请到办结不超过7天的网上入会申请")

    def flow(self):
        return super().flow().filter(decided_on__lte=F("applied_on") + SOON)


@indicator
class Promptness(Ratio):
    code = "joining.promptness"
    name = _("入会申请7日办结率")
    part, whole = "joining.decided_soon", "joining.decided"
    definition = _("期内办结的网上入会申请中，从申请到办结不超过7天的百分比")
