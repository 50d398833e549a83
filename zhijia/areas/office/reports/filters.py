from zhijia.web.filters import FilterSet

from .models import Report


class ReportFilter(FilterSet):
    class Meta:
        model = Report
        fields = ["state", "kind", "end", "unit"]
