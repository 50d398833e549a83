from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, indicator

from .rules import RECORD


@indicator
class Activities(Indicator):
    code, name, counting_unit, measure = "$label.activities", _("$title场次"), _("场次"), "rows"
    kinds = (RECORD,)
    definition = _("期内登记的活动场次，撤销的不计")


@indicator
class Times(Indicator):
    code, name, counting_unit, measure = "$label.times", _("$title服务人次"), _("人次"), "times"
    kinds = (RECORD,)
    definition = _("期内各场活动服务人次之和，同一人参加多次分别计算")


@indicator
class Spent(Indicator):
    code, name, counting_unit, measure = "$label.spent", _("$title支出金额"), _("元"), "amount"
    kinds = (RECORD,)
    definition = _("期内各场活动支出金额之和")
