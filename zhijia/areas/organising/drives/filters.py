from zhijia.web.filters import FilterSet

from .models import Drive, Goal, Visit


class DriveFilter(FilterSet):
    class Meta:
        model = Drive
        fields = ["state", "starts_on", "unit"]


class GoalFilter(FilterSet):
    class Meta:
        model = Goal
        fields = ["group", "unit"]


class VisitFilter(FilterSet):
    class Meta:
        model = Visit
        fields = ["state", "drive", "planned_on", "due_on", "unit"]
