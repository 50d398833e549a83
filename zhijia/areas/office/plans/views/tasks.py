"""Tasks: lists, one task with its proof, and what its giver does."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import RoleHeld, User
from zhijia.web.pages import Act, DetailPage, Event, FormPage, Link, ListPage, Sheet, Turn
from zhijia.web.states import State, tone_of

from .. import actions, forms
from ..actions.assigning import may_decompose, may_reassign, may_receive, may_work
from ..actions.doing import may_prove, may_reopen, may_report
from ..actions.supervising import may_supervise
from ..filters import TaskFilter
from ..forms.assign import units_below
from ..models import Plan, Report, Supervision, Task
from ..reading import with_values
from ..rules.tasks import STATE_COLOURS, STATE_NAMES
from ..tables import BookTable, TaskTable

TASKS = Task.objects.select_related("unit", "owner", "plan__unit", "parent__unit", "measure__parent")
NOTICE = _("没有符合条件的任务。计划采纳以后，在计划页点“分解下达任务”。")


class Tasks(ListPage):
    title = _("任务与督办")
    queryset = TASKS.prefetch_related("helpers")
    table = TaskTable
    filters = TaskFilter
    search_fields = ("title", "number", "measure__text", "owner__name", "unit__name", "unit__initials")
    search_hint = _("任务、编号、单位、责任人")
    links = [
        Link(_("已逾期"), "plans:tasks", query="due=late", icon="alert"),
        Link(_("工作日历"), "plans:calendar", icon="calendar"),
    ]
    sheets = [Sheet("plans.tasks")]
    empty_text = NOTICE
    empty_link = Link(_("看工作计划"), "plans:plans")

    def get_queryset(self):
        return super().get_queryset().with_state(self.today)


class MyTasks(Tasks):
    """What waits for me, by name or by desk."""

    title = _("我的任务")
    follows_unit = False
    exports = False
    links = ()
    empty_text = _("没有等您办理的任务。")
    empty_link = None

    def scope(self, rows, ability=None):
        return rows.waiting_for(self.request.user, self.today)


class Book(Tasks):
    """责任分解表 of one plan, to be read, printed and exported."""

    parent = Plan
    table = BookTable
    filters = None
    follows_unit = False

    @cached_property
    def plan(self):
        return self.scope(Plan.objects.filter(pk=self.kwargs["pk"])).select_related("unit").first()

    @property
    def links(self):
        return [Link(_("回到计划"), self.plan.get_absolute_url(), icon="chevron-left")]

    @property
    def sheets(self):
        return [Sheet("plans.tasks", self.plan, self.plan.unit)]

    def get_title(self):
        return _("责任分解表：%(plan)s") % {"plan": self.plan}

    def get_queryset(self):
        if self.plan is None:
            raise Http404
        return super().get_queryset().filter(plan=self.plan)


class TaskPage(DetailPage):
    queryset = TASKS.prefetch_related("helpers")
    template_name = "plans/task.html"
    back = ("plans:tasks", _("任务与督办"))

    def number(self, task):
        return task.number

    def state(self, task):
        now = task.state_on(self.today)
        return State(STATE_NAMES[now], tone_of(now, STATE_COLOURS, now))

    @cached_property
    def asked(self):
        return self.object.reports.open().select_related("case__desk_unit").first()

    def turn(self, task):
        if task.completed_on or task.cancelled_on:
            return None
        if self.asked:
            return Turn(self.asked.case.desk_unit, self.asked.case.due_on, self.asked.case.moved_at)
        return Turn(task.owner or task.unit, task.due_on, task.issued_on)

    def actions(self, task):
        user, today = self.request.user, self.today
        working = bool(may_work(task, user, today)) and task.completed_on is None and task.cancelled_on is None
        acts = []
        if working and not task.received_on:
            acts.append(Act(_("接收任务"), "plans:receive", verdict=may_receive(task, user, today), primary=True))
        elif working:
            complete = may_report(task, Report.Kind.COMPLETION, user, today)
            longer = may_prove(task, user, today)
            acts += [
                Act(_("报完成"), "plans:complete", verdict=complete, primary=True),
                Act(_("填报进展"), "plans:progress", verdict=longer),
                Act(_("申请延期"), "plans:extend", verdict=longer),
                Act(_("申请取消"), "plans:cancel", verdict=longer),
            ]
            if self.has_below and user.can("edit", task.unit):
                acts.append(Act(_("分解到下级"), "plans:decompose", verdict=may_decompose(task, user, today)))
        if user.can("edit", task.verifier):
            acts.append(Act(_("调整"), "plans:edit", verdict=may_reassign(task, user, today), icon="edit"))
        if user.can("review", task.verifier):
            acts.append(Act(_("登记督办"), "plans:supervise", verdict=may_supervise(task, user), icon="flag"))
            if task.completed_on:
                acts.append(Act(_("撤销核验"), "plans:reopen", verdict=may_reopen(task, user), danger=True))
        if self.asked:
            acts.append(Act(_("查看核验事项"), self.asked.case.get_absolute_url(), args=()))
        return acts

    @cached_property
    def has_below(self):
        return self.object.unit.children.filter(dissolved_on__isnull=True).exists()

    def facts(self, task):
        helpers = "、".join(str(unit) for unit in task.helpers.all())
        return [
            (_("牵头单位"), task.unit),
            (_("配合单位"), helpers),
            (_("责任人"), task.owner or _("由牵头单位指定")),
            (_("完成时限"), task.due_on),
            (_("原定时限"), task.first_due_on if task.first_due_on != task.due_on else ""),
            (_("佐证类型"), task.get_evidence_kind_display()),
            (_("完成标准"), task.standard),
            (_("下达"), f"{task.issued_by} {task.issued_on}"),
            (_("接收"), f"{task.received_by} {task.received_on}" if task.received_on else _("待接收")),
            (_("重点任务"), _("是") if task.key else ""),
        ]

    def timeline(self, task):
        events = [Event(_("下达"), task.issued_on, task.issued_by)]
        if task.received_on:
            events.append(Event(_("接收"), task.received_on, task.received_by))
        if task.started_on:
            events.append(Event(_("开始实施"), task.started_on))
        for report in task.reports.select_related("case__opened_by").order_by("case"):
            word = f"{report.get_kind_display()} · {report.case.get_state_display()}"
            state = "now" if report.case.state == "in_review" else "done"
            events.append(Event(word, report.case.opened_at, report.case.opened_by, report.reason, state))
        if task.completed_on:
            events.append(Event(_("核验完成"), task.completed_on))
        if task.cancelled_on:
            events.append(Event(_("取消"), task.cancelled_on, state="stopped"))
        return events

    def get_context_data(self, **kwargs):
        task, user = self.object, self.request.user
        evidence = task.evidence.select_related("record__unit", "attachment", "case", "by")
        acts = task.supervisions.select_related("leader")
        parts = task.parts.select_related("unit", "owner", "plan__unit").order_by("unit__path")
        return super().get_context_data(
            task=task,
            shown=with_values([task], self.today)[0],
            evidence=evidence[:100],
            evidence_count=evidence.count(),
            parts=with_values(parts, self.today),
            supervisions=acts,
            missing=self.missing(task, acts),
            may_prove=may_prove(task, user, self.today),
            working=bool(may_work(task, user, self.today)),
            **kwargs,
        )

    def missing(self, task, acts):
        """Of the three acts in person, those a key task still lacks."""
        have = {one.act for one in acts}
        return [act.label for act in Supervision.IN_PERSON if act not in have] if task.key else []


class OnTask(FormPage):
    queryset = TASKS
    drafts = False

    def came_from(self):
        return self.object.get_absolute_url()

    def after(self, made):
        return self.object.get_absolute_url()


def holders_at(unit, day, deep=False):
    """Accounts that hold a role at the unit, or at it and below."""
    held = RoleHeld.objects.on(day).filter(user__is_active=True)
    held = held.under(unit.path) if deep else held.filter(unit=unit)
    return User.objects.filter(pk__in=held.values("user")).order_by("name")


class Edit(OnTask):
    form_class = forms.TaskForm
    title = _("调整任务")
    done = _("已调整")

    def allowed(self, task):
        return may_reassign(task, self.request.user, self.today)

    def get_form_kwargs(self):
        task = self.object
        top = task.verifier
        units = top._meta.model.objects.filter(pk__in=[unit.pk for unit in units_below(top)])
        return super().get_form_kwargs() | {
            "units": units,
            "owners": holders_at(top, self.today, deep=True),
        }

    def act(self, form):
        data = form.cleaned_data
        helpers = list(data.pop("helpers"))
        return actions.reassign(task=self.object, helpers=helpers, by=self.request.user, at=self.now, **data)


class Decompose(OnTask):
    form_class = forms.DecomposeForm
    title = _("分解到下级")
    intro = _("所选的每个下级单位各得到一项任务，由它接收、办理、报完成，由本单位核验。")
    submit = _("下达到下级")
    done = _("已下达到下级")

    def allowed(self, task):
        return may_decompose(task, self.request.user, self.today)

    def get_form_kwargs(self):
        below = self.object.unit.children.filter(dissolved_on__isnull=True).order_by("path")
        return super().get_form_kwargs() | {"units": below}

    def get_initial(self):
        return {"due_on": self.object.due_on, "title": self.object.title, "standard": self.object.standard}

    def act(self, form):
        data = form.cleaned_data
        data["units"] = list(data["units"])
        return actions.decompose(task=self.object, by=self.request.user, at=self.now, **data)


class Supervise(OnTask):
    form_class = forms.SuperviseForm
    ability = "review"
    title = _("登记督办")
    intro = _("重点任务要有领导亲自部署、亲自把关、亲自督查的记录，写明日期和人。")
    done = _("已登记")

    def allowed(self, task):
        return may_supervise(task, self.request.user)

    def get_form_kwargs(self):
        leaders = holders_at(self.object.verifier, self.today)
        return super().get_form_kwargs() | {"leaders": leaders}

    def get_initial(self):
        return {"held_on": self.today}

    def act(self, form):
        return actions.supervise(task=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Reopen(OnTask):
    form_class = forms.ReasonForm
    ability = "review"
    title = _("撤销核验")
    intro = _("撤销后任务回到办理中，已记入台账的完成记录会冲销。")
    submit = _("撤销核验")
    done = _("已撤销")

    def allowed(self, task):
        return may_reopen(task, self.request.user)

    def act(self, form):
        return actions.reopen(task=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
