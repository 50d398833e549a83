"""Plans: the list, the beginnings, one plan with everything that hangs on it, giving out its tasks."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import generic
from django.views.generic.detail import SingleObjectMixin

from zhijia.engines.flow.timeline import story
from zhijia.kernels.trail.models import Entry
from zhijia.web.exporters import attachment
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Scoped, Sheet, Turn
from zhijia.web.states import State, tone_of

from .. import actions, forms
from ..actions.adopting import may_drop, may_revise, may_submit
from ..actions.assigning import may_give
from ..actions.text import may_edit
from ..documents import docx_of
from ..filters import PlanFilter
from ..forms.assign import AssignForm
from ..models import Node, Plan, Task
from ..reading import Picture
from ..rules import lines
from ..rules.lines import CHANGE_NAMES, KIND_NAMES, Kind
from ..tables import PlanTable

PLANS = Plan.objects.select_related("unit", "case", "drafted_by", "adopted_by", "revises", "source")


def counted(rows, **conditions):
    rows = rows.filter(plan=OuterRef("pk"), **conditions).order_by().values("plan")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class Plans(ListPage):
    title = _("工作计划")
    intro = _("从计划文件到任务：上传或起草 → 核对条文 → 主席采纳 → 分解下达 → 佐证核验。")
    queryset = PLANS
    table = PlanTable
    filters = PlanFilter
    search_fields = ("title", "number", "unit__name", "unit__initials")
    search_hint = _("标题、文号、单位")
    links = [
        Link(_("上传计划文件"), "plans:upload", ability="edit", icon="upload"),
        Link(_("起草新计划"), "plans:new", ability="edit", primary=True),
    ]
    sheets = [Sheet("plans.tasks")]
    empty_text = _("还没有工作计划。把工作要点的 Word 文件传上来，系统会逐条读出章、条目和措施，由您核对。")
    empty_link = Link(_("上传计划文件"), "plans:upload", ability="edit")

    def get_queryset(self):
        rows = super().get_queryset()
        if not self.request.GET.get("state"):
            rows = rows.exclude(state__in=[Plan.State.SUPERSEDED, Plan.State.DROPPED])
        tasks = Task.objects.visible_to(self.request.user)
        whole = {"parent__isnull": True, "cancelled_on__isnull": True}
        return rows.annotate(
            items=counted(Node.objects, kind=Kind.ITEM),
            measures=counted(Node.objects, kind=Kind.MEASURE),
            given=counted(tasks, **whole),
            done=counted(tasks, **whole, completed_on__isnull=False),
        )


class Upload(FormPage):
    form_class = forms.UploadForm
    title = _("上传计划文件")
    intro = _("系统读出章、条目、措施，逐条放在原文旁边请您核对；读不懂的文字也会原样列出，不会丢掉。")
    submit = _("上传并读取")
    done = _("已读取，请逐条核对")
    drafts = False

    def get_initial(self):
        return {"unit": self.unit}

    def act(self, form):
        data = form.cleaned_data
        return actions.read_in(
            upload=data["file"], unit=data["unit"], year=data["year"], by=self.request.user, at=self.now
        )

    def after(self, made):
        return reverse("plans:outline", args=[made.pk])

    def came_from(self):
        return reverse("plans:plans")


class New(FormPage):
    form_class = forms.NewForm
    title = _("起草新计划")
    submit = _("开始起草")
    done = _("已建立草稿，请逐条填写")

    def get_initial(self):
        return {"unit": self.unit, "year": self.today.year}

    def act(self, form):
        return actions.write_new(**form.cleaned_data, by=self.request.user, at=self.now)

    def after(self, made):
        return reverse("plans:outline", args=[made.pk])

    def came_from(self):
        return reverse("plans:plans")


class PlanPage(DetailPage):
    queryset = PLANS
    template_name = "plans/plan.html"
    back = ("plans:plans", _("工作计划"))

    @cached_property
    def picture(self):
        return Picture(self.object, self.request.user, self.today)

    def number(self, plan):
        return plan.number

    def state(self, plan):
        return State(plan.standing_said, tone_of(plan.standing_said, Plan.state_colours, plan.standing))

    def turn(self, plan):
        if plan.standing == Plan.State.IN_REVIEW:
            return Turn(plan.case.desk_unit, plan.case.due_on, plan.case.moved_at)
        return Turn(plan.drafted_by) if plan.standing in Plan.EDITABLE else None

    def actions(self, plan):
        user = self.request.user
        acts = []
        if plan.standing in Plan.EDITABLE and user.can("edit", plan.unit):
            acts += [
                Act(_("提交采纳"), "plans:submit", verdict=may_submit(plan, user), primary=True),
                Act(_("核对条文"), "plans:outline", icon="checklist"),
                Act(_("修改标题文号"), "plans:head", icon="edit"),
                Act(
                    _("作废草稿"),
                    "plans:drop",
                    verdict=may_drop(plan, user),
                    danger=True,
                    confirm=_("作废后不再列出，确定吗？"),
                ),
            ]
        if plan.standing == Plan.State.IN_REVIEW:
            acts.append(Act(_("审批事项"), plan.case.get_absolute_url(), args=()))
            if user.pk in (plan.case.opened_by_id, plan.case.subject_id):
                acts.append(Act(_("撤回"), "plans:withdraw", confirm=_("撤回后可以继续修改，确定撤回吗？")))
        if plan.state == Plan.State.ADOPTED and user.can("edit", plan.unit):
            acts += [
                Act(_("分解下达任务"), "plans:assign", verdict=may_give(plan, user), primary=True),
                Act(_("修订"), "plans:revise", verdict=may_revise(plan, user), icon="edit"),
            ]
        if plan.frozen:
            acts.append(Act(_("责任分解表"), "plans:book", icon="list"))
        acts += [
            Act(_("下载正文"), "plans:docx", icon="download"),
            Act(_("下载印发稿"), reverse("plans:docx", args=[plan.pk]) + "?as=notice", args=(), icon="download"),
        ]
        return acts

    def facts(self, plan):
        found = [
            (_("单位"), plan.unit.name),
            (_("年度"), plan.year),
            (_("文种"), plan.genre),
            (_("成文日期"), plan.issued_on),
            (_("起草人"), plan.drafted_by),
        ]
        if plan.frozen:
            found += [
                (_("采纳"), f"{plan.adopted_by} {plan.adopted_on}"),
                (_("基线校验值"), plan.digest[:16]),
            ]
        return found

    def timeline(self, plan):
        return story(plan.case) if plan.case else []

    def attachments(self, plan):
        seen = plan.source and self.request.user.can("view", plan.unit)
        return [plan.source] if seen else []

    def history(self, plan):
        return super().history(plan)[:8] if self.request.user.can("view", plan.unit) else []

    def get_context_data(self, **kwargs):
        plan = self.object
        return super().get_context_data(
            plan=plan,
            plan_pk=str(plan.pk),
            picture=self.picture,
            own=self.request.user.can("edit", plan.unit),
            newer=plan.revisions.exclude(state=Plan.State.DROPPED).first(),
            **kwargs,
        )


class Head(FormPage):
    queryset = PLANS
    form_class = forms.HeadForm
    title = _("修改标题和文号")

    def allowed(self, plan):
        return may_edit(plan, self.request.user)

    def act(self, form):
        return actions.describe(plan=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


class Submit(ActionPage):
    queryset = PLANS

    def act(self, plan):
        actions.submit_plan(plan=plan, by=self.request.user, at=self.now)
        return _("已提交，请主席采纳")


class Withdraw(ActionPage):
    queryset = PLANS

    def act(self, plan):
        actions.withdraw_plan(plan=plan, by=self.request.user, at=self.now)
        return _("已撤回，可以继续修改")


class Drop(ActionPage):
    queryset = PLANS
    success_url = "plans:plans"

    def act(self, plan):
        actions.drop_plan(plan=plan, by=self.request.user, at=self.now)
        return _("已作废")


class Revise(FormPage):
    queryset = PLANS
    form_class = forms.WhyForm
    title = _("修订计划")
    intro = _("已采纳的条文不能改。修订会另出一版草稿，采纳以后代替现在这一版，任务随条文转到新版。")
    submit = _("建立修订稿")
    done = _("已建立修订稿，请修改条文")

    def allowed(self, plan):
        return may_revise(plan, self.request.user)

    def act(self, form):
        return actions.revise(plan=self.object, by=self.request.user, at=self.now, **form.cleaned_data)

    def after(self, made):
        return reverse("plans:outline", args=[made.pk])


class Changes(DetailPage):
    """What a version changed, and every correction ever made to its text."""

    queryset = PLANS
    template_name = "plans/changes.html"

    def get_title(self):
        return _("修订与更正：%(plan)s") % {"plan": self.object}

    def history(self, plan):
        return []

    def get_context_data(self, **kwargs):
        plan = self.object
        before = plan.revises
        found = lines.differences(before.lines, plan.lines) if before else ()
        own = self.request.user.can("view", plan.unit)
        return super().get_context_data(
            plan=plan,
            differences=[(CHANGE_NAMES[one.change], KIND_NAMES[Kind(one.kind)], one) for one in found],
            entries=Entry.objects.about(plan).told().order_by("-at", "-pk") if own else (),
            back_url_=plan.get_absolute_url(),
            **kwargs,
        )


class Docx(Scoped, SingleObjectMixin, generic.View):
    """The plan as a Word file: the text alone, or the notice that issues it."""

    queryset = PLANS

    def get(self, request, pk):
        plan = self.get_object()
        notice = request.GET.get("as") == "notice"
        response = HttpResponse(
            docx_of(plan, notice=notice),
            content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        )
        name = _("%(plan)s（印发稿）") % {"plan": plan} if notice else str(plan)
        response["Content-Disposition"] = attachment(f"{name}.docx")
        return response


ASSIGNED = (
    ("unit", _("牵头单位")),
    ("owner", _("责任人")),
    ("due_on", _("完成时限")),
    ("evidence_kind", _("佐证类型")),
)


class Assign(FormPage):
    """One row a measure; `?again=1` offers those that have tasks already."""

    queryset = PLANS.adopted()
    form_class = AssignForm
    template_name = "plans/assign.html"
    title = _("分解下达任务")
    submit = _("下达任务")
    done = ""

    def allowed(self, plan):
        return may_give(plan, self.request.user)

    @cached_property
    def measures(self):
        rows = self.object.node_set.filter(kind=Kind.MEASURE).select_related("parent").order_by("seq")
        if only := self.request.GET.get("measure"):
            return list(rows.filter(pk=only if only.isdigit() else 0))
        free = Q(tasks__isnull=True)
        return list(rows if self.request.GET.get("again") else rows.filter(free))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.object, "measures": self.measures, "today": self.today}

    def act(self, form):
        made = actions.assign(plan=self.object, assignments=form.assignments, by=self.request.user, at=self.now)
        messages.success(self.request, _("已下达%(count)s项任务") % {"count": len(made)})
        return self.object

    def get_context_data(self, **kwargs):
        total = self.object.node_set.filter(kind=Kind.MEASURE).count()
        given = self.object.node_set.filter(kind=Kind.MEASURE, tasks__isnull=False).distinct().count()
        return super().get_context_data(plan=self.object, given=given, total=total, columns=ASSIGNED, **kwargs)
