import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import DateRange, FilterSet

from .models import Entry
from .registry import verbs


class EntryFilter(FilterSet):
    verb = django_filters.ChoiceFilter(
        label=_("事项"), choices=lambda: [(verb.code, verb.name) for verb in verbs.values()]
    )
    at = DateRange(label=_("时间"))
    by_name = django_filters.CharFilter(label=_("经办人"), lookup_expr="icontains")
    unit = django_filters.ModelChoiceFilter(label=_("单位（含下级）"), queryset=Unit.objects.all(), method="below")

    class Meta:
        model = Entry
        fields = ["verb", "at", "by_name", "unit"]

    def below(self, rows, _name, unit):
        return rows.under(unit.path)
