"""申领、发放、激活 (D-19): stocks of a day, and their shares."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import BankCard, Card


@indicator
class Electronic(Indicator):
    code = "cards.electronic"
    name = _("电子会员卡持卡人数")
    counting_unit = _("人")
    measure = "persons"
    definition = _("期末已领电子会员卡、当时没有停用的会员，按会员现在所在单位统计")

    def stock(self, day):
        return Card.objects.filter(issued_on__lte=day).exclude(ended_at__date__lte=day)


@indicator
class Applied(Indicator):
    code = "cards.applied"
    name = _("银行会员卡申领人数")
    counting_unit = _("人")
    measure = "persons"
    definition = _("期末已申领银行会员卡、没有退回或注销的会员")

    def stock(self, day):
        return BankCard.objects.applied_by(day)


@indicator
class Issued(Indicator):
    code = "cards.issued"
    name = _("银行会员卡制卡人数")
    counting_unit = _("人")
    measure = "persons"
    definition = _("期末银行已制卡、没有注销的会员")

    def stock(self, day):
        return BankCard.objects.issued_by(day)


@indicator
class Activated(Indicator):
    code = "cards.activated"
    name = _("银行会员卡激活人数")
    counting_unit = _("人")
    measure = "persons"
    definition = _("期末银行会员卡已激活、没有注销的会员")

    def stock(self, day):
        return BankCard.objects.activated_by(day)


@indicator
class AppliedRate(Ratio):
    code = "cards.applied_rate"
    name = _("会员卡申领率")
    part, whole = "cards.applied", "members"
    definition = _("期末申领银行会员卡的会员占在籍会员的百分比")


@indicator
class ActivatedRate(Ratio):
    code = "cards.activated_rate"
    name = _("会员卡激活率")
    part, whole = "cards.activated", "cards.issued"
    definition = _("期末已激活的银行会员卡占已制卡的百分比")
