import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.web.filters import DateRange, FilterSet

from .models import Application, Ask, BrokenLine, Contact, Founding, OrgChange, Target


class TargetFilter(FilterSet):
    class Meta:
        model = Target
        fields = ["stage", "sort", "obstacle", "planned_on", "unit"]


class ContactFilter(FilterSet):
    class Meta:
        model = Contact
        fields = ["way", "on"]


class AskFilter(FilterSet):
    class Meta:
        model = Ask
        fields = ["state", "sort", "unit"]


class FoundingFilter(FilterSet):
    class Meta:
        model = Founding
        fields = ["step", "kind", "founded_on", "unit"]


class ApplicationFilter(FilterSet):
    class Meta:
        model = Application
        fields = ["state", "kind"]


class ChangeFilter(FilterSet):
    class Meta:
        model = OrgChange
        fields = ["kind", "state", "effective_on", "unit"]


class LineFilter(FilterSet):
    standing = django_filters.ChoiceFilter(
        label=_("状态"), method="by_standing", choices=[("open", _("待修复")), ("fixed", _("已销号"))]
    )
    found_on = DateRange(label=_("发现日期"))

    class Meta:
        model = BrokenLine
        fields = ["standing", "fault", "cause", "found_on", "due_on", "unit"]

    def by_standing(self, rows, _name, value):
        return rows.filter(fixed_on__isnull=value == "open")
