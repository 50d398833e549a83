"""Goals of a drive: handing them down, the list of them, the rows behind a number."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.web.pages import BulkAction, DetailPage, FormPage, ListPage, found

from .. import actions, counting
from ..filters import GoalFilter
from ..forms import GoalForm, GoalsForm
from ..models import Drive, Goal
from ..tables import GoalTable, MemberTable
from .base import DRIVES, GOALS, OfDrive, day_asked

NOBODY_COUNTED = gettext_lazy(
    "还没有单位登记过这些类别的职工人数。请先在单位页面的“职工人数”里登记，或者返回，用“下达一个单位”人工填写。"
)


class SetGoals(FormPage):
    """Tick the units whose head counts give the goals."""

    title = gettext_lazy("按职工人数下达目标")
    queryset = DRIVES
    form_class = GoalsForm
    submit = gettext_lazy("下达")
    done = gettext_lazy("目标已下达")

    @property
    def intro(self):
        rate = f"{self.object.rate * 100:.1f}%"
        return _("目标＝最近登记的职工人数×%(rate)s；人工下达过的保持不变。") % {"rate": rate}

    @cached_property
    def counted(self):
        drive = self.object
        return {unit for unit, _group in counting.staff_by_unit(drive.group_codes, self.today, drive.unit.path)}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["units"].queryset = form.fields["units"].queryset.filter(pk__in=self.counted)
        if not self.counted:
            form.fields["units"].help_text = NOBODY_COUNTED
        places = form.fields["units"].queryset.values_list("path", "pk")
        lower = counting.doubled([(path, "") for path, _pk in places])
        form.fields["units"].initial = [pk for path, pk in places if (path, "") not in lower]
        return form

    def act(self, form):
        actions.set_goals(drive=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object


class SetGoal(FormPage):
    title = gettext_lazy("下达一个单位的目标")
    queryset = DRIVES
    form_class = GoalForm
    done = gettext_lazy("目标已下达")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"groups": self.object.group_codes}

    def act(self, form):
        actions.set_goal(drive=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object


class Goals(OfDrive, ListPage):
    """What was handed down; goals may be dropped here."""

    parent = Drive
    table = GoalTable
    filters = GoalFilter
    search_fields = ("unit__name", "unit__initials", "unit__code")
    search_hint = gettext_lazy("单位名称、拼音首字母、编码")
    follows_unit = False
    bulk = [BulkAction("drop", gettext_lazy("删去目标"), act="drop", verdict="may_drop", danger=True)]
    empty_text = gettext_lazy("还没有下达目标。")

    @property
    def back(self):
        return self.drive.get_absolute_url(), self.drive.title

    @property
    def queryset(self):
        return GOALS.filter(drive=self.drive)

    def get_title(self):
        return _("入会目标：%(drive)s") % {"drive": self.drive}

    def may_drop(self, goal):
        return actions.may_drive(self.drive, self.request.user)

    def drop(self, goal, data):
        actions.drop_goal(goal=goal, by=self.request.user, at=self.now)


class GoalPage(DetailPage):
    """One unit and group: the number joined opens to its rows."""

    queryset = GOALS
    template_name = "drives/goal.html"

    @property
    def back(self):
        return (self.object.drive.get_absolute_url(), self.object.drive.title)

    def get_title(self):
        return f"{self.object.unit.name} · {self.object.get_group_display()}"

    def facts(self, goal):
        return [
            (_("入会行动"), goal.drive.title),
            (_("该类职工人数"), goal.staff),
            (_("目标入会人数"), goal.target),
            (_("行动前已入会"), goal.before),
            (_("目标来由"), _("人工下达") if goal.typed else _("按职工人数计算")),
        ]

    def get_context_data(self, **kwargs):
        goal = self.object
        day = day_asked(self, goal.drive)
        (line,) = counting.lines_of(goal.drive, day, [goal])
        return super().get_context_data(line=line, day=day, **kwargs)


class GoalMembers(ListPage):
    """The rows behind “已入会” of a goal as of a day."""

    parent = Goal
    table = MemberTable
    search_fields = ("person__name", "person__initials", "person__id_tail")
    search_hint = gettext_lazy("姓名、拼音首字母、证件尾号")
    follows_unit = False
    empty_text = gettext_lazy("还没有人入会。")

    @property
    def back(self):
        return self.goal.get_absolute_url(), str(self.goal)

    @cached_property
    def goal(self):
        return found(GOALS.visible_to(self.request.user).filter(pk=self.kwargs["pk"]))

    @property
    def queryset(self):
        goal = self.goal
        rows = counting.members_of(goal.group, day_asked(self, goal.drive), goal.unit.path)
        return rows.select_related("person", "unit")

    def get_title(self):
        day = day_asked(self, self.goal.drive)
        return _("已入会：%(goal)s（截至%(day)s）") % {"goal": self.goal, "day": day}
