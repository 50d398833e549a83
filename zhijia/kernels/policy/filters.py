import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import FilterSet
from zhijia.web.forms import DateInput

from .models import Parameter
from .registry import keys


class ParameterFilter(FilterSet):
    key = django_filters.ChoiceFilter(label=_("参数"), choices=lambda: [(key.code, key.name) for key in keys.values()])
    unit = django_filters.ModelChoiceFilter(label=_("适用单位"), queryset=Unit.objects.all())
    day = django_filters.DateFilter(label=_("在这一天有效"), method="acting", widget=DateInput())
    verified = django_filters.ChoiceFilter(
        label=_("核定"), choices=[("True", _("已核定")), ("False", _("示例/待核定"))]
    )

    class Meta:
        model = Parameter
        fields = ["key", "unit", "day", "verified"]

    def acting(self, rows, _name, day):
        return rows.acting(day)
