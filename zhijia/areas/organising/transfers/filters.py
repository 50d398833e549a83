import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership
from zhijia.web.filters import FilterSet

from .models import Transfer


class TransferFilter(FilterSet):
    desk = django_filters.ChoiceFilter(
        label=_("在谁那里"),
        method="by_desk",
        choices=[("mine", _("等我确认")), ("late", _("超过期限")), ("empty", _("岗位无人"))],
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("本方单位（含下级）"), queryset=Unit.objects.all().order_by("path"), method="below"
    )

    class Meta:
        model = Transfer
        fields = ["state", "desk", "unit", "start", "opened_on"]

    def by_desk(self, rows, _name, value):
        today = timezone.localdate()
        if value == "mine":
            return rows.awaiting(self.request.user)
        return rows.overdue(today) if value == "late" else rows.stuck(today)

    def below(self, rows, _name, unit):
        return rows.under(unit.path)


class MemberFilter(FilterSet):
    unit = django_filters.ModelChoiceFilter(
        label=_("单位（含下级）"), queryset=Unit.objects.standing().order_by("path"), method="below"
    )

    class Meta:
        model = Membership
        fields = ["unit"]

    def below(self, rows, _name, unit):
        return rows.under(unit.path)
