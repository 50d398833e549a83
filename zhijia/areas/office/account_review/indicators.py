"""How the house keeps its keys: accounts in use and reviews done in time."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import Review


@indicator
class RolesHeld(Indicator):
    code = "account_review.roles"
    name = _("在任角色数")
    counting_unit = _("个")
    definition = _("期末有效的角色，含代理")

    def stock(self, day):
        return RoleHeld.objects.on(day)


@indicator
class Begun(Indicator):
    code = "account_review.begun"
    name = _("应完成的账号复核")
    counting_unit = _("次")
    definition = _("完成期限在期内的账号复核")
    day = "due_on"

    def flow(self):
        return Review.objects.all()


@indicator
class DoneInTime(Indicator):
    code = "account_review.done"
    name = _("按期完成的账号复核")
    counting_unit = _("次")
    definition = _("完成期限在期内、在期限当天或之前办结的账号复核")
    day = "due_on"

    def flow(self):
        return Review.objects.filter(closed_on__lte=F("due_on"))


@indicator
class InTime(Ratio):
    code = "account_review.rate"
    name = _("账号复核按期完成率")
    definition = _("按期完成的账号复核占应完成的比例")
    part, whole = "account_review.done", "account_review.begun"
