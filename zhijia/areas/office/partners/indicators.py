"""Partners at work, by kind, and how they did."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, indicator

from .models import Contract, Partner


@indicator
class Working(Indicator):
    code = "partners.working"
    name = _("合作单位数")
    counting_unit = _("家")
    definition = _("期末已准入、没有退出的合作单位")
    filters = {"kind": "kind"}

    def stock(self, day):
        return Partner.objects.filter(admitted_on__lte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))


@indicator
class Signed(Indicator):
    code = "partners.contracts"
    name = _("签订合作合同")
    counting_unit = _("份")
    definition = _("起始日期在期内的合同")
    day = "from_on"
    filters = {"kind": "partner__kind"}

    def flow(self):
        return Contract.objects.all()
