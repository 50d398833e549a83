import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership
from zhijia.web.filters import FilterSet

from .models import BankBatch, BankCard, Card


class UnderUnit(django_filters.ModelChoiceFilter):
    def __init__(self):
        super().__init__(label=_("单位（含下级）"), queryset=Unit.objects.standing().order_by("path"))

    def filter(self, rows, unit):
        return rows.under(unit.path) if unit else rows


class CardFilter(FilterSet):
    unit = UnderUnit()

    class Meta:
        model = Card
        fields = ["unit", "state", "issued_on", "valid_to"]


class BankCardFilter(FilterSet):
    unit = UnderUnit()
    batch = django_filters.ModelChoiceFilter(label=_("批次"), queryset=BankBatch.objects.select_related("unit"))

    class Meta:
        model = BankCard
        fields = ["unit", "state", "batch", "applied_on"]


class BatchFilter(FilterSet):
    unit = UnderUnit()

    class Meta:
        model = BankBatch
        fields = ["unit", "state"]


class MemberFilter(FilterSet):
    unit = UnderUnit()

    class Meta:
        model = Membership
        fields = ["unit"]
