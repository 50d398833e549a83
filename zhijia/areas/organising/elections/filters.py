import django_filters
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.models import Term
from zhijia.kernels.org.models import Unit
from zhijia.web.filters import FilterSet

from .models import Candidate, Constituency, Delegate, TermChange


class ChangeFilter(FilterSet):
    class Meta:
        model = TermChange
        fields = ["state", "route", "step", "due_on", "end_on", "unit"]


class DelegateFilter(FilterSet):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "constituency" in self.filters:
            view = self.request.resolver_match
            rows = Constituency.objects.filter(change=view.kwargs.get("change")).select_related("place")
            self.filters["constituency"].queryset = rows

    class Meta:
        model = Delegate
        fields = ["constituency", "credential", "front_line", "model", "grassroots", "leader"]


class CandidateFilter(FilterSet):
    class Meta:
        model = Candidate
        fields = ["office", "review", "state"]


class DueFilter(FilterSet):
    unit = django_filters.ModelChoiceFilter(field_name="body__unit", label=_("工会"), queryset=Unit.objects.all())

    class Meta:
        model = Term
        fields = ["unit", "due_on"]
