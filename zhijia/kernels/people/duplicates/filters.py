import django_filters
from django.db import connection
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import FilterSet

from ..models import DuplicatePair, PersonMerge


class PairFilter(FilterSet):
    unit = django_filters.ModelChoiceFilter(
        label=_("单位（含下级）"), queryset=Unit.objects.standing().order_by("path"), method="below"
    )
    sign = django_filters.ChoiceFilter(
        label=_("相似之处"),
        method="by_sign",
        choices=[("number", _("证件号")), ("phone", _("手机号")), ("born_on", _("出生日期")), ("unit", _("同一单位"))],
    )
    seen = django_filters.ChoiceFilter(
        label=_("处理情况"), method="by_seen", choices=[("open", _("待核对")), ("two", _("认定不是同一人"))]
    )

    class Meta:
        model = DuplicatePair
        fields = ["unit", "sign", "seen"]

    def below(self, rows, _name, unit):
        return rows.under(unit.path)

    def by_sign(self, rows, _name, sign):
        if connection.vendor == "postgresql":
            return rows.filter(signs__contains=[sign])
        return rows.filter(signs__icontains=f'"{sign}"')

    def by_seen(self, rows, _name, value):
        return rows.filter(dismissed_at__isnull=value == "open")


class MergeFilter(FilterSet):
    class Meta:
        model = PersonMerge
        fields = ["at"]
