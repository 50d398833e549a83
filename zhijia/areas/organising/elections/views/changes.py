"""Changes of term: the list, those that are due, one with its table of steps."""

from datetime import timedelta

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.rules import State as CaseState
from zhijia.kernels.bodies.models import Body, Term
from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage, Sheet, Turn

from .. import actions, forms
from ..filters import ChangeFilter, DueFilter
from ..models import TermChange
from ..queries import composition_of, field_findings
from ..rules import papers, steps
from ..rules.standing import OFFICE_NAMES
from ..rules.steps import Step, Who
from ..standards import Standards
from ..tables import ChangeTable, DueTable
from .shared import CHANGES, to_rule
from .voting import closes, votes_left


class Changes(ListPage):
    title = _("换届选举")
    intro = _("从届满前六个月的计划到选举结果批复、立卷归档，每一步由谁办、哪天前办完都在这里。")
    queryset = CHANGES
    table = ChangeTable
    filters = ChangeFilter
    search_fields = ("unit__name", "unit__initials", "body__name")
    search_hint = _("工会名称或拼音首字母")
    links = [
        Link(_("即将届满"), "elections:due", ability="view", icon="clock"),
        Link(_("启动换届"), "elections:begin", ability="edit", primary=True),
    ]
    sheets = [Sheet("elections.delegates")]
    empty_text = _("还没有换届选举。届满前六个月启动换届，系统按届满日倒排各步骤的期限。")
    empty_link = Link(_("启动换届"), "elections:begin", ability="edit", primary=True)


class Due(ListPage):
    """Terms that end within half a year and nothing has begun."""

    title = _("即将届满")
    intro = _("六个月内届满或已经逾期、还没有启动换届的委员会。")
    queryset = Term.objects.running().filter(body__kind=Body.Kind.COMMITTEE).select_related("body__unit")
    table = DueTable
    filters = DueFilter
    search_fields = ("body__unit__name", "body__unit__initials")
    search_hint = _("工会名称或拼音首字母")
    links = [Link(_("启动换届"), "elections:begin", ability="edit", primary=True)]
    empty_text = _("没有即将届满的委员会。")

    def get_queryset(self):
        begun = TermChange.objects.open().values("body")
        return super().get_queryset().filter(due_on__lte=self.today + timedelta(days=183)).exclude(body__in=begun)


class Begin(FormPage):
    title = _("启动换届")
    intro = _("保存后填写名额和会期；各步骤的期限从届满日倒排，办的过程中都能看到。")
    form_class = forms.BeginForm
    submit = _("启动并填写计划")
    done = _("已启动，请填写换届计划")

    def get_initial(self):
        own = Body.objects.standing().filter(kind=Body.Kind.COMMITTEE, unit=self.unit).first()
        return {"body": self.request.GET.get("body") or own}

    def act(self, form):
        return actions.begin(**form.cleaned_data, by=self.request.user, at=self.now)

    def after(self, made):
        return reverse("elections:plan", args=[made.pk])

    def came_from(self):
        return reverse("elections:changes")


class Plan(FormPage):
    queryset = CHANGES
    title = _("换届计划")
    form_class = forms.PlanForm
    done = _("已保存换届计划")

    def allowed(self, change):
        return actions.may_describe(change)

    def act(self, form):
        return actions.describe(change=self.object, by=self.request.user, at=self.now, **form.cleaned_data)


# What is done in a step: (label, url name) of the pages where the work is, before it can be closed.
WORK = {
    Step.PLAN: (_("填写计划"), "elections:plan"),
    Step.REQUEST: (_("登记党组织意见"), "elections:party"),
    Step.DELEGATES: (_("会员代表名单"), "elections:delegates"),
    Step.CREDENTIALS: (_("审查代表资格"), "elections:delegates"),
    Step.NOMINATION: (_("候选人名单"), "elections:candidates"),
    Step.NOTICE: (_("发布公示"), "elections:post-notice"),
    Step.CANDIDATES: (_("登记党组织意见"), "elections:party"),
}
ASKS = {paper_step: paper for paper, paper_step in actions.STEP_OF.items()}


class ChangePage(DetailPage):
    queryset = CHANGES
    template_name = "elections/change.html"
    back = ("elections:changes", _("换届选举"))

    def number(self, change):
        return ""

    def turn(self, change):
        if not change.open:
            return None
        who = steps.STEPS[Step(change.step)].who
        names = {Who.UNION: change.unit, Who.SUPERIOR: change.superior, Who.GROUP: _("选举工作小组")}
        return Turn(names[who], change.due_on)

    def actions(self, change):
        user, step = self.request.user, Step(change.step)
        if not change.open:
            return []
        ruling = [act for paper, _overdue, _note in self.asked for act in to_rule(paper, user)]
        if not user.can("edit", change.unit):
            return ruling
        return [*ruling, *self.now_possible(change, step), *self.always(change)]

    def now_possible(self, change, step):
        acts = []
        user = self.request.user
        acts += self.work(change, step)
        if step in (Step.CONGRESS, Step.FIRST_SESSION):
            acts += votes_left(change, user)
        if step in ASKS:
            kind = ASKS[step]
            label = _("上报%(paper)s") % {"paper": papers.name_of(kind, change.way)}
            verdict = actions.may_hand_in(change, kind, user)
            acts.append(Act(label, "elections:hand-in", verdict=verdict, primary=True, args=(change.pk, kind)))
        elif step == Step.DELEGATES:
            verdict = self.ready(change, step)
            # a written exception may still open the way: the form says so
            acts.append(Act(_("提交代表名单"), "elections:delegates-hand-in", verdict=verdict, primary=bool(verdict)))
        elif step not in steps.REQUESTS:
            verdict = self.may_close_or_write(change, step)
            acts.append(closes(change, step, verdict))
        return acts

    def work(self, change, step):
        """Where the work of the step is done."""
        if step == Step.NOTICE and self.notice:
            if self.notice.closed_on is None:
                verdict = actions.may_end(self.notice, self.request.user, self.today)
                args = (self.notice.pk,)
                yield Act(_("登记公示结果"), "elections:close-notice", args=args, verdict=verdict, primary=True)
        elif step in WORK:
            label, url = WORK[step]
            yield Act(label, url, primary=step not in ASKS and not self.ready(change, step))
        if step == Step.REQUEST:  # also when the superior has sent it back
            yield Act(_("修改计划"), "elections:plan", icon="edit")
        if step == Step.REGISTRATION and not self.ready(change, step):
            yield Act(_("逐项登记办结"), f"{change.get_absolute_url()}#matters", args=(), primary=True)

    def ready(self, change, step):
        """The work of the step is done: what follows is to close it or to hand the list in."""
        if step == Step.DELEGATES:
            return actions.may_hand_in_delegates(change, self.request.user)
        return actions.may_close(change, step, self.request.user)

    def may_close_or_write(self, change, step):
        """Steps whose form asks for what is still missing are never greyed for that."""
        if step in (Step.GROUP, Step.ARCHIVE):
            return actions.may_work(change, self.request.user)
        return actions.may_close(change, step, self.request.user)

    def always(self, change):
        acts = []
        if self.may_back(change):
            acts.append(Act(_("退回上一步"), "elections:back", icon="undo"))
        if self.request.user.can("approve", change.unit):
            verdict = actions.may_drop(change, self.request.user)
            acts.append(Act(_("终止"), "elections:drop", verdict=verdict, danger=True))
        return acts

    def may_back(self, change):
        return steps.may_step_back(change.places)

    def facts(self, change):
        rows = [
            (_("工会"), change.unit),
            (_("委员会"), change.body),
            (_("上级工会"), change.superior),
            (_("同级党组织"), change.party_organisation or "—"),
            (_("届满日期"), change.end_on),
            (_("预定会期"), change.meeting_on or "—"),
        ]
        if change.regular:
            rows += [
                (_("大会形式"), change.get_mode_display()),
                (_("任期"), _("%(years)s 年") % {"years": change.years}),
                (_("会员"), _("%(all)s 人，其中女 %(women)s 人（截至 %(day)s）") % self.counted(change)),
            ]
        said = {office: {"office": OFFICE_NAMES[office], "n": change.seats(office)} for office in change.offices()}
        seats = "，".join(_("%(office)s %(n)s 名") % words for words in said.values())
        rows.append((_("名额"), seats or "—"))
        if change.by_delegates:
            rows.append((_("代表名额"), _("%(count)s 名") % {"count": change.delegate_seats}))
        more = [
            (_("事由"), change.reason),
            (_("工作小组"), change.work_group),
            (_("书面说明"), change.exception),
            (_("新一届"), change.new_term),
            (_("存放地点"), change.archive_place),
        ]
        return rows + [pair for pair in more if pair[1]]

    @staticmethod
    def counted(change):
        return {"all": change.members, "women": change.women, "day": change.counted_on}

    @cached_property
    def stages(self):
        found = list(self.object.stages.select_related("done_by", "evidence"))
        for stage in found:
            stage.about = steps.STEPS[Step(stage.step)]
            stage.who = steps.WHO_NAMES[stage.about.who]
            stage.now = self.object.open and stage.step == self.object.step
            stage.late = (stage.done_on or self.today) > stage.due_on and (stage.done_on or self.object.open)
            stage.papers = [(kind, papers.name_of(kind, self.object.way)) for kind in stage.about.papers]
        return found

    def get_context_data(self, **kwargs):
        change = self.object
        return super().get_context_data(
            change=change,
            stages=self.stages,
            advice=Standards(change.unit, change.begun_on).advice(change) if self.planning(change) else [],
            composition=composition_of(change) if change.by_delegates and change.delegate_seats else None,
            fields=self.fields(change) if self.nominating(change) else [],
            polls=self.polls(change),
            opinions=change.party_opinions.all(),
            matters=change.matters.all(),
            asked=self.asked,
            notice=self.notice,
            may_edit=change.open and self.request.user.can("edit", change.unit),
            **kwargs,
        )

    def planning(self, change):
        """Only then can an unusual number still be changed, or be explained in the request."""
        return change.open and actions.may_describe(change)

    @cached_property
    def notice(self):
        return self.object.notices.standing().first()

    def polls(self, change):
        """What an earlier round left missing is not missing any more once it was voted on again."""
        rows = list(change.polls.standing().order_by("pk"))
        last = {poll.office: poll for poll in rows}
        for poll in rows:
            poll.again = last[poll.office] is not poll
        return rows

    def nominating(self, change):
        """Before the superior has agreed nobody may be nominated, and nothing is missing yet."""
        done = {place.step for place in change.places if place.done_on}
        return Step.REQUEST_REPLY in done and (change.step == Step.NOMINATION or change.candidates.exists())

    def fields(self, change):
        return [(OFFICE_NAMES[field.office], field) for field in field_findings(change)]

    @cached_property
    def asked(self):
        """Each paper with its case: (paper, the reply is late, why it came back)."""
        rows = self.object.papers.filter(case__isnull=False).select_related("case__desk_unit", "change")
        return [(paper, paper.overdue(self.today), self.sent_back(paper.case)) for paper in rows.order_by("pk")]

    @staticmethod
    def sent_back(case) -> str:
        return case.rulings.last().note if case.state == CaseState.RETURNED else ""
