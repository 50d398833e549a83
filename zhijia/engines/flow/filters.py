import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import RoleHeld
from zhijia.web.filters import FilterSet

from .models import Case, RulingGiven
from .registry import kinds
from .rules import RULING_NAMES, STATE_NAMES


def kind_choices():
    return [(kind.code, kind.name) for kind in kinds.values()]


class CaseFilter(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=kind_choices)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=list(STATE_NAMES.items()))

    class Meta:
        model = Case
        fields = ["kind", "state"]


class InTrayFilter(FilterSet):
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=kind_choices)

    class Meta:
        model = Case
        fields = ["kind"]


class HandOverField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, held):
        return _("%(by)s代%(absent)s，%(day)s起") % {"by": held.user, "absent": held.principal, "day": held.from_on}


class HandOverFilter(django_filters.ModelChoiceFilter):
    field_class = HandOverField


SIDES = {"for_me": ("absent", _("代我办理的")), "by_me": ("by", _("我代办的"))}


class InPlaceFilter(FilterSet):
    side = django_filters.ChoiceFilter(
        label=_("与我有关"), choices=[(code, word) for code, (_field, word) in SIDES.items()], method="of_me"
    )
    hand_over = HandOverFilter(label=_("代理安排"), queryset=RoleHeld.objects.standing_in())
    ruling = django_filters.ChoiceFilter(label=_("意见"), choices=list(RULING_NAMES.items()))

    class Meta:
        model = RulingGiven
        fields = ["side", "hand_over", "ruling", "at"]

    def of_me(self, rows, _name, side):
        return rows.filter(**{SIDES[side][0]: self.request.user})
