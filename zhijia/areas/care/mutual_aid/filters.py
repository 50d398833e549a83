import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import DateRange, FilterSet

from .models import Claim, Enrolment, FeeReceipt, PaymentList, Period


class UnderUnit(django_filters.ModelChoiceFilter):
    """A unit with all below it."""

    def __init__(self, **kwargs):
        super().__init__(label=_("单位"), queryset=Unit.objects.standing().order_by("path"), **kwargs)

    def filter(self, rows, unit):
        return rows.under(unit.path) if unit else rows


def of_period(lookup):
    return django_filters.ModelChoiceFilter(
        label=_("互助期"), field_name=lookup, queryset=Period.objects.select_related("scheme")
    )


class EnrolmentFilter(FilterSet):
    period = of_period("period")
    unit = UnderUnit()

    class Meta:
        model = Enrolment
        fields = ["period", "unit", "state", "first_time"]


class ReceiptFilter(FilterSet):
    period = of_period("period")
    unit = UnderUnit()

    class Meta:
        model = FeeReceipt
        fields = ["period", "unit", "state", "received_on"]


class ClaimFilter(FilterSet):
    period = of_period("enrolment__period")
    unit = UnderUnit()
    desk = django_filters.ChoiceFilter(label=_("在谁那里"), method="on_desk", choices=[("mine", _("等我审核"))])
    admitted_on = DateRange(label=_("入院日期"))

    class Meta:
        model = Claim
        fields = ["period", "unit", "state", "desk", "admitted_on"]

    def on_desk(self, rows, name, value):
        return rows.filter(pk__in=Claim.objects.on_desk_of(self.request.user).values("pk"))


class PaymentFilter(FilterSet):
    period = of_period("period")

    class Meta:
        model = PaymentList
        fields = ["period", "state"]
