"""Reminding who is behind, and the monthly report."""

from datetime import date

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.engines.documents.official import render
from zhijia.kernels.org.models import Unit
from zhijia.web.exporters import attachment
from zhijia.web.pages import DetailPage, FormPage

from .. import actions, counting, documents
from ..forms import GoalsForm
from ..models import Goal
from .base import DRIVES, OfDrive, day_asked


class Remind(OfDrive, FormPage):
    """Units behind the pace of the drive are ticked beforehand."""

    title = gettext_lazy("催办落后单位")
    queryset = DRIVES
    form_class = GoalsForm
    submit = gettext_lazy("催办")
    done = gettext_lazy("已催办")

    @cached_property
    def behind(self):
        lines = counting.lines_of(self.object, self.object.last_day(self.today))
        return [total.unit.pk for total in counting.ranking(lines) if total.behind]

    @property
    def intro(self):
        return _("落后于进度的单位有 %(n)s 个；催办后单位干事会收到提醒，写明已入会和应入会人数。") % {
            "n": len(self.behind)
        }

    def allowed(self, drive):
        return actions.may_remind(drive, self.request.user)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        field = form.fields["units"]
        field.label, field.help_text = _("催办哪些单位"), ""
        field.queryset = Unit.objects.visible_to(self.request.user, "edit").filter(pk__in=self.behind).order_by("path")
        field.initial = self.behind
        return form

    def act(self, form):
        actions.remind(drive=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object


def months_of(drive, today):
    """(first day, last day that is counted) of every month of the drive up to now."""
    first = drive.starts_on.replace(day=1)
    while first <= drive.last_day(today):
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        yield first, min(date.fromordinal(following.toordinal() - 1), drive.last_day(today))
        first = following


class Report(DetailPage):
    """月度通报: how far everybody was at the end of a month, to be printed or taken as a document."""

    queryset = DRIVES
    template_name = "drives/report.html"
    context_object_name = "drive"

    def get(self, request, *args, **kwargs):
        if request.GET.get("as") == "docx":
            self.object = self.get_object()
            return self.docx()
        return super().get(request, *args, **kwargs)

    @property
    def back(self):
        return (self.object.get_absolute_url(), self.object.title)

    def get_title(self):
        return _("%(drive)s进度通报") % {"drive": self.object}

    def history(self, drive):
        return []

    @cached_property
    def day(self):
        return day_asked(self, self.object)

    @cached_property
    def lines(self):
        goals = Goal.objects.visible_to(self.request.user).filter(drive=self.object).select_related("unit")
        return counting.lines_of(self.object, self.day, list(goals))

    def docx(self):
        document = documents.bulletin(self.object, self.day, self.lines)
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        response = HttpResponse(render(document), content_type=kind)
        response["Content-Disposition"] = attachment(f"{self.get_title()}-{self.day}.docx")
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            day=self.day,
            months=[(f"{first:%Y-%m}", last) for first, last in months_of(self.object, self.today)],
            total=counting.Total(None, self.lines),
            ranking=counting.ranking(self.lines),
            groups=counting.by_group(self.lines),
            **kwargs,
        )
