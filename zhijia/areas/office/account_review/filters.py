import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.abilities import ROLE_CHOICES
from zhijia.kernels.access.models import RoleHeld
from zhijia.web.filters import FilterSet

from .models import Line, Review


class ReviewFilter(FilterSet):
    class Meta:
        model = Review
        fields = ["unit", "due_on"]


class LineFilter(FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("结论"), choices=[("open", _("待复核")), *Line.VERDICTS], method="in_state"
    )
    doubtful = django_filters.ChoiceFilter(label=_("提示"), choices=[("yes", _("有提示的"))], method="with_doubts")
    role = django_filters.ChoiceFilter(label=_("角色"), choices=ROLE_CHOICES)

    class Meta:
        model = Line
        fields = ["state", "doubtful", "role"]

    def in_state(self, rows, _name, value):
        return rows.filter(verdict="" if value == "open" else value)

    def with_doubts(self, rows, _name, _value):
        return rows.exclude(doubts="")


class WatcherFilter(FilterSet):
    role = django_filters.ChoiceFilter(label=_("角色"), choices=ROLE_CHOICES)

    class Meta:
        model = RoleHeld
        fields = ["role"]
