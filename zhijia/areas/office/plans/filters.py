from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import User
from zhijia.kernels.org.models import Unit
from zhijia.web.filters import FilterSet

from .models import Plan, Task
from .rules.tasks import STATE_NAMES

YES = [("yes", _("是"))]
DUE = [("late", _("已逾期")), ("week", _("七天内")), ("month", _("三十天内"))]


class PlanFilter(FilterSet):
    unit = django_filters.ModelChoiceFilter(label=_("单位"), queryset=Unit.objects.all())
    state = django_filters.ChoiceFilter(label=_("状态"), choices=Plan.State.choices)

    class Meta:
        model = Plan
        fields = ["year", "state", "unit"]


class TaskFilter(FilterSet):
    state = django_filters.ChoiceFilter(label=_("状态"), choices=list(STATE_NAMES.items()), method="in_state")
    due = django_filters.ChoiceFilter(label=_("时限"), choices=DUE, method="due_within")
    plan = django_filters.ModelChoiceFilter(label=_("计划"), queryset=Plan.objects.filter(state__in=Plan.FROZEN))
    unit = django_filters.ModelChoiceFilter(label=_("牵头单位"), queryset=Unit.objects.all(), method="at_or_below")
    owner = django_filters.ModelChoiceFilter(label=_("责任人"), queryset=User.objects.all())
    key = django_filters.ChoiceFilter(label=_("重点任务"), choices=YES, method="only_key")
    received = django_filters.ChoiceFilter(
        label=_("接收"), choices=[("yes", _("已接收")), ("no", _("待接收"))], method="that_received"
    )

    class Meta:
        model = Task
        fields = ["state", "due", "plan", "unit", "owner", "key", "received"]

    @property
    def today(self):
        return timezone.localdate()

    def in_state(self, rows, name, state):
        return rows.filter(state_now=state)

    def due_within(self, rows, name, wanted):
        rows = rows.open(self.today)
        if wanted == "late":
            return rows.filter(due_on__lt=self.today)
        days = 7 if wanted == "week" else 30
        return rows.filter(due_on__range=(self.today, self.today + timedelta(days=days)))

    def at_or_below(self, rows, name, unit):
        return rows.under(unit.path)

    def only_key(self, rows, name, _answer):
        return rows.filter(key=True)

    def that_received(self, rows, name, answer):
        return rows.filter(received_on__isnull=answer == "no")
