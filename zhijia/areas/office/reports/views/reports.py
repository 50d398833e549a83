"""The list of reports, one report to read, its head, opinions, export and print."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from zhijia.engines.flow.timeline import story
from zhijia.kernels.files.views import disposition
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Link, ListPage, Scoped, Turn

from .. import forms
from ..actions import differing, publishing, starting
from ..export import docx_of, figures_of, how_counted
from ..filters import ReportFilter
from ..models import Opinion, Report
from ..rules import State
from ..tables import ReportTable
from ..text import Text

REPORTS = Report.objects.select_related("unit", "made_by", "case__desk_unit", "publication__by", "revises")


class Reports(ListPage):
    title = _("工作报告")
    intro = _("写报告、取数、审定发布。报告里的每个数都能点开看明细；发布后冻结，事后变化另行列出。")
    queryset = Report.objects.select_related("unit", "made_by", "publication")
    table = ReportTable
    filters = ReportFilter
    search_fields = ("title", "code")
    search_hint = _("标题、报告代码")
    links = [Link(_("起草报告"), "reports:new", ability="edit", primary=True)]
    empty_text = _("还没有报告。可以照通常的章节起草，也可以照去年的报告起草。")
    empty_link = Link(_("起草第一份报告"), "reports:new", ability="edit", primary=True)


class ReportNew(FormPage):
    title = _("起草报告")
    intro = _("先定单位、期间和标题，保存后逐段写内容、插入数字。")
    form_class = forms.StartForm
    submit = _("保存并开始写")
    done = _("已建好，请逐段写内容")

    def get_initial(self):
        year = self.today.year - 1
        return {
            "unit": self.unit,
            "previous": self.request.GET.get("previous"),
            "start": f"{year}-01-01",
            "end": f"{year}-12-31",
        }

    def act(self, form):
        return starting.start_report(**form.cleaned_data, by=self.request.user, at=self.now)

    def after(self, made):
        return reverse("reports:write", args=[made.pk])


class ReportHead(FormPage):
    queryset = REPORTS
    title = _("标题、期间和署名")
    form_class = forms.HeadForm

    def get_initial(self):
        return {name: getattr(self.object, name) for name in starting.HEAD}

    def act(self, form):
        starting.change_head(report=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return reverse("reports:write", args=[self.object.pk])


class OfReport:
    """A page that reads a report out."""

    queryset = REPORTS

    @cached_property
    def text(self):
        return Text(self.object)


class ReportPage(OfReport, DetailPage):
    template_name = "reports/report.html"
    back = ("reports:reports", _("工作报告"))
    side = True

    def number(self, report):
        return report.code

    def turn(self, report):
        case = report.case
        if report.state == State.IN_REVIEW and case.desk_unit_id:
            return Turn(case.desk_unit, case.due_on, case.moved_at)
        return Turn(report.made_by) if report.open else None

    def facts(self, report):
        facts = [
            (_("单位"), report.unit),
            (_("类型"), report.get_kind_display()),
            (_("期间"), _("%(start)s 至 %(end)s") % {"start": report.start, "end": report.end}),
            (_("数据截至"), report.as_of),
            (_("版次"), _("第%(n)s版") % {"n": report.version}),
            (_("起草人"), report.made_by),
        ]
        if report.published:
            facts += [
                (_("发布日期"), report.publication.on),
                (_("审定人"), report.publication.by),
                (_("校验值"), report.publication.digest[:16]),
            ]
        return facts

    def actions(self, report):
        user = self.request.user
        acts = self.writing_acts(report, user) if user.can("edit", report.unit) else []
        acts += [
            Act(_("下载 Word"), "reports:docx", icon="download"),
            Act(_("打印"), f"{reverse('reports:print', args=[report.pk])}?print=1", icon="printer"),
        ]
        if report.published:
            acts.insert(0, Act(_("发布后变化"), "reports:changes", icon="history"))
        if report.state == State.PUBLISHED and user.can("approve", report.unit):
            acts.append(Act(_("废止"), "reports:void", danger=True))
        return acts

    def writing_acts(self, report, user):
        if report.open:
            return self.open_acts(report, user)
        if report.state == State.IN_REVIEW:
            return [Act(_("撤回"), "reports:withdraw", danger=True, confirm=_("撤回后可以继续修改，确定撤回吗？"))]
        if report.state == State.PUBLISHED:
            return [Act(_("修订"), "reports:revise", verdict=starting.may_revise(report, user), icon="edit")]
        return []

    def open_acts(self, report, user):
        verdict = publishing.may_submit(report, user, self.text)
        consulting = report.state == State.CONSULTING
        ask = Act(_("征求意见"), "reports:consult", confirm=_("下级工会和会员将可以看到这份报告，确定吗？"))
        return [
            Act(_("写报告"), "reports:write", primary=not verdict, icon="edit"),
            Act(_("提交审定"), "reports:submit", verdict=verdict, primary=bool(verdict)),
            Act(_("结束征求意见"), "reports:end-consulting") if consulting else ask,
        ]

    def timeline(self, report):
        return story(report.case) if report.case else []

    def get_context_data(self, **kwargs):
        report, user = self.object, self.request.user
        return super().get_context_data(
            text=self.text,
            opinions=report.opinions.select_related("by"),
            may_say=report.state == State.CONSULTING,
            may_answer=user.can("edit", report.unit),
            **kwargs,
        )


class Print(OfReport, DetailPage):
    template_name = "reports/print.html"

    def get_context_data(self, **kwargs):
        figures = [(row, how_counted(row) if row.number else "") for row in figures_of(self.text)]
        return super().get_context_data(text=self.text, figures=figures, now=self.now, **kwargs)


class Docx(Scoped, SingleObjectMixin, View):
    """The report as it stands; a draft says so in its title."""

    queryset = REPORTS

    def get(self, request, pk):
        report = self.get_object()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        response = HttpResponse(docx_of(report, at=self.now), content_type=kind)
        response["Content-Disposition"] = disposition("attachment", f"{report.name[:80]}.docx")
        response["Cache-Control"] = "private, no-store"
        return response


class Changes(OfReport, DetailPage):
    """What has come out differently since publishing. Looked up anew each time; nothing is changed by looking.

    The page of the report asks for a line about it once it is shown: counting anew takes its time.
    """

    def get_template_names(self):
        return ["reports/_changed.html" if self.request.htmx else "reports/changes.html"]

    def get_title(self):
        return _("发布后变化")

    def get_context_data(self, **kwargs):
        report = self.object
        changed = differing.differences_of(report) if report.published else []
        return super().get_context_data(report=report, changed=changed, **kwargs)


class OpinionNew(FormPage):
    """Whoever may read the report may say something while it is out for comments."""

    queryset = REPORTS
    ability = "view"
    demands = False
    title = _("提修改意见")
    form_class = forms.OpinionForm
    submit = _("提交意见")
    done = _("意见已提交，起草人会看到")

    def act(self, form):
        publishing.say_opinion(report=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object


class OpinionAnswer(FormPage):
    queryset = Opinion.objects.select_related("report__unit", "by")
    title = _("答复意见")
    form_class = forms.AnswerForm
    submit = _("保存答复")
    done = _("已答复")

    @property
    def intro(self):
        return self.object.text

    def act(self, form):
        publishing.answer_opinion(opinion=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object.report


class ReportAct(ActionPage):
    queryset = REPORTS


class Submit(ReportAct):
    def act(self, report):
        publishing.submit_report(report=report, by=self.request.user, at=self.now)
        return _("已提交审定，主席同意后即发布")


class Withdraw(ReportAct):
    def act(self, report):
        publishing.withdraw_report(report=report, by=self.request.user, at=self.now)
        return _("已撤回，可以继续修改")


class Consult(ReportAct):
    def act(self, report):
        publishing.consult(report=report, by=self.request.user, at=self.now)
        return _("已发出征求意见")


class EndConsulting(ReportAct):
    def act(self, report):
        publishing.end_consulting(report=report, by=self.request.user, at=self.now)
        return _("已结束征求意见")


class Revise(ReportAct):
    def act(self, report):
        self.made = starting.revise(report=report, by=self.request.user, at=self.now)
        return _("已建好修订稿；审定发布后代替原来的一版")

    def get_success_url(self):
        made = getattr(self, "made", None)
        return reverse("reports:write", args=[made.pk]) if made else super().get_success_url()


class Void(FormPage):
    queryset = REPORTS
    ability = "approve"
    title = _("废止报告")
    intro = _("废止后报告仍可查看，但不再有效。")
    form_class = forms.ReasonForm
    submit = _("确认废止")
    done = _("已废止")

    def act(self, form):
        publishing.void_report(report=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.object
