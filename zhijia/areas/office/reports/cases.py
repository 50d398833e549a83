"""How the in-tray sees a report."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.registry import CaseKind, kinds

from .actions import publishing
from .models import Report
from .text import Text


@kinds
class ReportCase(CaseKind):
    code = publishing.CASE
    name = _("报告审定")
    prefix = "BG"
    template = "reports/_case.html"

    def url(self, case):
        report = Report.objects.filter(case=case).first()  # a refused case lets its report go on with a new one
        return reverse("reports:report", args=[report.pk]) if report else case.get_absolute_url()

    def context(self, case):
        report = Report.objects.select_related("unit").filter(case=case).first()
        return {"report": report, "text": Text(report) if report else None}

    def withdraw(self, *, case, by, at):
        return publishing.withdraw_report(report=Report.objects.get(case=case), by=by, at=at)

    def rule(self, *, case, by, ruling, note, at):
        return publishing.rule_report(case=case, by=by, ruling=ruling, note=note, at=at)
