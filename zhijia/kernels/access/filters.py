import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.web.filters import FilterSet

from .abilities import ROLE_CHOICES
from .models import RoleHeld, User


class AccountFilter(FilterSet):
    role = django_filters.ChoiceFilter(label=_("角色"), choices=ROLE_CHOICES, method="with_role")
    unit = django_filters.ModelChoiceFilter(label=_("归口单位（含下级）"), queryset=Unit.objects.all(), method="below")
    is_active = django_filters.ChoiceFilter(label=_("状态"), choices=[("True", _("启用")), ("False", _("停用"))])

    class Meta:
        model = User
        fields = ["role", "unit", "is_active"]

    def with_role(self, rows, _name, role):
        return rows.filter(roles__role=role, roles__to_on__isnull=True).distinct()

    def below(self, rows, _name, unit):
        return rows.under(unit.path)


class DeputyFilter(FilterSet):
    role = django_filters.ChoiceFilter(label=_("角色"), choices=ROLE_CHOICES)

    class Meta:
        model = RoleHeld
        fields = ["role", "unit", "from_on"]
