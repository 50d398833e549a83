"""The calendar: a month of due days, the list under it, and a file for any calendar program."""

from calendar import Calendar as Weeks
from datetime import date

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import generic

from zhijia.kernels.indicators import periods
from zhijia.web.exporters import attachment
from zhijia.web.pages import Page, Scoped

from ..documents import ics_of
from ..models import Task
from ..reading import Shown

WEEKDAYS = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))


class Dated(Scoped):
    """Tasks due in the month asked for, within reach and the chosen unit; `?mine=1`: my own."""

    @cached_property
    def month(self) -> periods.Window:
        asked = periods.parse(self.request.GET.get("month", ""))
        first = asked.start if asked else self.today
        return periods.Window(first.replace(day=1), periods.month_end(first))

    @property
    def mine(self) -> bool:
        return self.request.GET.get("mine") == "1"

    def tasks(self):
        rows = Task.objects.visible_to(self.request.user).select_related("unit", "owner", "plan__unit")
        if self.mine:
            return rows.waiting_for(self.request.user, self.today)
        return rows.under(self.unit.path) if self.unit else rows


class Calendar(Dated, Page):
    title = _("工作日历")
    template_name = "plans/calendar.html"

    def get_context_data(self, **kwargs):
        start, end = self.month
        shown = [
            Shown(task, self.today) for task in self.tasks().filter(due_on__range=(start, end)).order_by("due_on", "pk")
        ]
        by_day = {}
        for one in shown:
            by_day.setdefault(one.task.due_on, []).append(one)
        weeks = [
            [(day, day.month == start.month, by_day.get(day, ()) if day.month == start.month else ()) for day in week]
            for week in Weeks().monthdatescalendar(start.year, start.month)
        ]
        return super().get_context_data(
            weeks=weeks,
            weekdays=WEEKDAYS,
            shown=shown,
            month=start,
            today=self.today,
            before=f"{_month_before(start):%Y-%m}",
            after=f"{(end + periods.ONE_DAY):%Y-%m}",
            mine=self.mine,
            **kwargs,
        )


def _month_before(first: date) -> date:
    return (first - periods.ONE_DAY).replace(day=1)


class Ics(Dated, generic.View):
    """Everything still open, as all-day entries."""

    demands = True

    def get(self, request):
        rows = self.tasks().open(self.today).order_by("due_on", "pk")[:2000]
        response = HttpResponse(ics_of(rows, self.now, request.get_host()), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = attachment(str(_("工作日历")) + ".ics")
        return response
