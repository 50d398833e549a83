import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.web.filters import DateRange, FilterSet
from zhijia.web.forms import DateInput

from .models import LegalPerson, OrgEvent, StaffCount, Unit

STANDING = [("yes", _("存续")), ("no", _("已撤销")), ("cut", _("断线（没有上级或上级已撤销）"))]


class UnitFilter(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=Unit.Kind.choices)
    sector = django_filters.ChoiceFilter(label=_("行业"), choices=Unit.Sector.choices)
    ownership = django_filters.ChoiceFilter(label=_("单位性质"), choices=Unit.Ownership.choices)
    area = django_filters.CharFilter(label=_("行政区划代码"), field_name="area_code", lookup_expr="startswith")
    standing = django_filters.ChoiceFilter(label=_("现状"), method="by_standing", choices=STANDING)
    superior = django_filters.ModelChoiceFilter(label=_("上级工会"), queryset=Unit.objects.all())
    founded_on = DateRange(label=_("成立日期"))

    class Meta:
        model = Unit
        fields = ["kind", "sector", "ownership", "area", "standing", "superior", "founded_on"]

    def by_standing(self, rows, _name, value):
        if value == "cut":
            return rows.cut_off()
        return rows.filter(dissolved_on__isnull=value == "yes")


class LineFilter(FilterSet):
    """Of the tree of a day: what hung below one unit, of which kind, how deep."""

    kind = django_filters.ChoiceFilter(label=_("类别"), field_name="then_kind", choices=Unit.Kind.choices)
    sector = django_filters.ChoiceFilter(label=_("行业"), field_name="unit__sector", choices=Unit.Sector.choices)
    superior = django_filters.ModelChoiceFilter(label=_("上级工会"), queryset=Unit.objects.all())

    on = django_filters.DateFilter(label=_("日期"), method="stay", widget=DateInput)

    def stay(self, rows, _name, _value):
        """The page itself reads the day."""
        return rows


class StaffCountFilter(FilterSet):
    class Meta:
        model = StaffCount
        fields = ["group", "counted_on", "unit"]


class LegalPersonFilter(FilterSet):
    class Meta:
        model = LegalPerson
        fields = ["state", "registered_on", "valid_to"]


class EventFilter(FilterSet):
    class Meta:
        model = OrgEvent
        fields = ["kind", "on", "unit"]
