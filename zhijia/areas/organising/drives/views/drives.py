"""Pages of a drive: the list, one drive with its ranking, planning it, opening and closing it."""

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verdict import need
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Sheet

from .. import actions, counting
from ..filters import DriveFilter
from ..forms import DriveForm
from ..models import Drive, Goal
from ..rules import State, days_late
from ..tables import DriveTable
from .base import DRIVES, day_asked


class Drives(ListPage):
    title = gettext_lazy("入会行动")
    intro = gettext_lazy("护工护理员、劳务派遣、后勤等职工集中入会：下达目标，看进度，督导落后的单位。")
    queryset = DRIVES.annotate(units=Count("goals__unit", distinct=True), targets=Sum("goals__target"))
    table = DriveTable
    filters = DriveFilter
    search_fields = ("title",)
    search_hint = gettext_lazy("行动名称")
    follows_unit = False
    links = [
        Link(gettext_lazy("制定行动"), "drives:new", ability="edit", primary=True),
    ]
    sheets = [Sheet("drives.goals")]
    empty_text = gettext_lazy("还没有入会行动。")
    empty_link = Link(gettext_lazy("制定第一个"), "drives:new", ability="edit")


class DrivePage(DetailPage):
    """Head numbers and the ranking of units as of a day."""

    queryset = DRIVES
    template_name = "drives/drive.html"
    context_object_name = "drive"
    back = ("drives:drives", gettext_lazy("入会行动"))

    def facts(self, drive):
        return [
            (_("组织单位"), drive.unit.name),
            (_("职工类别"), drive.group_names),
            (_("时间"), _("%(start)s 至 %(end)s") % {"start": drive.starts_on, "end": drive.ends_on}),
            (_("目标入会率"), f"{drive.rate * 100:.1f}%"),
            (_("推进会"), drive.meeting_on),
            (_("工作安排"), drive.plan),
        ]

    def actions(self, drive):
        report = Act(_("进度通报"), "drives:report", icon="chart")
        if not self.request.user.can("edit", drive.unit):
            return [report]
        if drive.state == State.DRAFT:
            given = drive.goals.exists()
            opening = need(given, "还没有下达目标，请先下达目标")
            return [
                Act(_("启动行动"), "drives:open", verdict=opening, primary=given),
                *self.goal_acts(first=not given),
                Act(_("修改"), "drives:edit"),
            ]
        if drive.state == State.OPEN:
            behind = need(any(one.behind for one in self.ranking), "没有落后于进度的单位，不用催办")
            return [
                report,
                *self.goal_acts(),
                Act(_("催办落后单位"), "drives:remind", verdict=behind),
                Act(_("安排督导"), reverse("drives:visit-new") + f"?drive={drive.pk}", args=()),
                Act(_("修改"), "drives:edit"),
                Act(_("结束"), "drives:close", danger=True, confirm=_("结束以后不再催办，确定结束吗？")),
            ]
        return [report, Act(_("重新启动"), "drives:reopen")]

    @cached_property
    def day(self):
        return day_asked(self, self.object)

    @cached_property
    def lines(self):
        mine = Goal.objects.visible_to(self.request.user).filter(drive=self.object)
        return counting.lines_of(self.object, self.day, list(mine.select_related("unit")))

    @cached_property
    def ranking(self):
        return counting.ranking(self.lines)

    def goal_acts(self, first=False):
        yield Act(_("按职工人数下达目标"), "drives:set-goals", primary=first)
        yield Act(_("下达一个单位"), "drives:set-goal")

    def get_context_data(self, **kwargs):
        drive, lines = self.object, self.lines
        return super().get_context_data(
            day=self.day,
            days_late=days_late(drive.overdue_from, self.today) if drive.overdue_from else 0,
            may_end=self.request.user.can("edit", drive.unit),
            total=counting.Total(None, lines),
            ranking=self.ranking,
            given=bool(lines) or drive.goals.exists(),
            lines=lines,
            reminders=drive.reminders.visible_to(self.request.user).select_related("unit", "by")[:20],
            visits=drive.visits.visible_to(self.request.user).select_related("unit")[:20],
            **kwargs,
        )


class DriveNew(FormPage):
    title = gettext_lazy("制定入会行动")
    form_class = DriveForm
    done = gettext_lazy("已保存，请下达目标")

    def get_initial(self):
        return {"unit": self.unit, "starts_on": self.today}

    def act(self, form):
        return actions.plan_drive(by=self.request.user, at=self.now, **form.facts())

    def came_from(self):
        return reverse("drives:drives")


class DriveEdit(FormPage):
    title = gettext_lazy("修改入会行动")
    queryset = DRIVES
    form_class = DriveForm

    def act(self, form):
        return actions.edit_drive(drive=self.object, by=self.request.user, at=self.now, **form.facts())


class Open(ActionPage):
    queryset = Drive.objects.all()

    def act(self, drive):
        actions.open_drive(drive=drive, by=self.request.user, at=self.now)
        return _("行动已启动，已通知各单位")


class Close(ActionPage):
    queryset = Drive.objects.all()

    def act(self, drive):
        actions.close_drive(drive=drive, by=self.request.user, at=self.now)
        return _("行动已结束")


class Reopen(ActionPage):
    queryset = Drive.objects.all()

    def act(self, drive):
        actions.reopen_drive(drive=drive, by=self.request.user, at=self.now)
        return _("行动已重新启动")
