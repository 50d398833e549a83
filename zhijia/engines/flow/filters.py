import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.web.filters import FilterSet

from .models import Case
from .registry import kinds
from .rules import STATE_NAMES


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
