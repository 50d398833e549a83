import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.web.filters import DateRange, FilterSet

from .models import Unit


class UnitFilter(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=Unit.Kind.choices)
    standing = django_filters.ChoiceFilter(
        label=_("现状"), method="by_standing", choices=[("yes", _("存续")), ("no", _("已撤销"))]
    )
    superior = django_filters.ModelChoiceFilter(label=_("上级工会"), queryset=Unit.objects.all())
    founded_on = DateRange(label=_("成立日期"))

    class Meta:
        model = Unit
        fields = ["kind", "standing", "superior", "founded_on"]

    def by_standing(self, rows, _name, value):
        return rows.filter(dissolved_on__isnull=value == "yes")
