"""Documents: one list a change, each to be read, numbered, handed up, taken as a file, printed."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import generic

from zhijia.base import noting
from zhijia.engines.flow.timeline import story
from zhijia.web.exporters import attachment
from zhijia.web.pages import Act, ActionPage, DetailPage, FormPage, Scoped, Turn
from zhijia.web.states import State

from .. import actions, forms
from ..models import Paper
from ..rules import papers, steps
from ..showing import sheet
from ..texts import docx_of
from .shared import OfChange, to_rule

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROWS = Paper.objects.select_related("change__unit__superior", "case", "issued")


class OfPaper(OfChange):
    @cached_property
    def kind(self):
        if self.kwargs["kind"] not in papers.FORMS:
            raise Http404
        return papers.Paper(self.kwargs["kind"])

    @cached_property
    def form_of(self):
        return papers.FORMS[self.kind]

    @property
    def name(self):
        return papers.name_of(self.kind, self.change.way)

    @cached_property
    def paper(self):
        return actions.paper_of(self.change, self.kind)

    def came_from(self):
        return reverse("elections:paper", args=[self.change.pk, self.kind])


class PaperPage(OfPaper, DetailPage):
    """The document as it would go out, on screen and on paper."""

    template_name = "elections/paper.html"

    def get_object(self, queryset=None):
        return self.change

    @property
    def back(self):
        return (self.change.get_absolute_url(), str(self.change))

    def get_title(self):
        return self.name

    def number(self, change):
        return ""  # it stands on the document itself

    def state(self, change):
        case = self.paper and self.paper.case
        return State.of(case) if case else None

    def turn(self, change):
        case = self.paper and self.paper.case
        return Turn(case.desk_unit, self.paper.reply_due_on, case.moved_at) if case and case.desk_unit_id else None

    def actions(self, change):
        args, user = (change.pk, self.kind), self.request.user
        acts = [Act(_("下载 Word"), "elections:paper-docx", args=args, icon="download")]
        acts.append(self.printed(args))
        if self.kind in actions.STEP_OF and actions.is_turn(change, self.kind, user):
            verdict = actions.may_hand_in(change, self.kind, user)
            acts.insert(0, Act(_("上报上级工会"), "elections:hand-in", args=args, verdict=verdict, primary=True))
        elif self.form_of.kind and actions.may_number(change, self.kind, user):
            acts.insert(0, Act(_("填写文号"), "elections:paper-number", args=args, icon="edit"))
        acts = [*to_rule(self.paper, user), *acts]
        case = self.paper and self.paper.case
        if case and case.state == "in_review" and user.pk == case.opened_by_id:
            ask = _("撤回后这份文件作废，需要重新上报。确定撤回吗？")
            acts.append(Act(_("撤回"), "elections:paper-withdraw", args=(self.paper.pk,), confirm=ask, danger=True))
        return acts

    def printed(self, args):
        return Act(_("打印"), reverse("elections:paper", args=args) + "?print=1", args=(), icon="printer")

    def timeline(self, change):
        return story(self.paper.case) if self.paper and self.paper.case else []

    def attachments(self, change):
        return [self.paper.issued] if self.paper and self.paper.issued else []

    def history(self, change):
        return noting.history_of(self.paper) if self.paper else []

    def get_context_data(self, **kwargs):
        change = self.change
        kinds = steps.papers_of(change.route, change.mode)
        others = [(kind, papers.name_of(kind, change.way), kind == self.kind) for kind in kinds]
        return super().get_context_data(
            sheet=sheet(self.change, self.kind, self.paper),
            issued=self.paper and self.paper.issued,
            others=others,
            kind=self.kind,
            **kwargs,
        )


class PaperDocx(OfPaper, Scoped, generic.View):
    """The file: as it was issued, or as it stands now."""

    def get(self, request, change, kind):
        if self.paper and self.paper.issued:
            with self.paper.issued.open() as file:
                content = file.read()
        else:
            content = docx_of(self.change, self.kind, self.paper)
        name = f"{self.change.paper_title(self.kind)}.docx"
        return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": attachment(name)})


class OfPaperForm(OfPaper, FormPage):
    form_class = forms.PaperForm

    def get_title(self):
        return self.name

    def get_initial(self):
        paper = self.paper
        if paper is None:
            return {"issued_on": self.today}
        return {"number": paper.number, "signatory": paper.signatory, "issued_on": paper.issued_on or self.today}

    def after(self, made):
        return reverse("elections:paper", args=[self.change.pk, self.kind])


class Number(OfPaperForm):
    done = _("已填写文号")

    def get_title(self):
        return gettext("填写文号：%(paper)s") % {"paper": self.name}

    def get_form_class(self):
        return forms.ReplyForm if self.form_of.by_superior else forms.PaperForm

    def allowed(self, obj):
        return actions.may_number(self.change, self.kind, self.request.user)

    def act(self, form):
        actions.number_paper(change=self.change, kind=self.kind, by=self.request.user, at=self.now, **form.cleaned_data)


class HandIn(OfPaperForm):
    intro = _("填写文号、签发人后上报。文稿按现在登记的内容定稿，上级工会在审批事项中批复。")
    submit = _("上报上级工会")
    done = _("已上报，等待上级工会批复")

    def check_ability(self):
        if self.kind not in actions.STEP_OF:
            raise Http404
        super().check_ability()

    def allowed(self, obj):
        return actions.may_hand_in(self.change, self.kind, self.request.user)

    def get_title(self):
        return _("上报%(paper)s") % {"paper": self.name}

    def act(self, form):
        actions.hand_in(change=self.change, kind=self.kind, by=self.request.user, at=self.now, **form.cleaned_data)

    def after(self, made):
        return self.change.get_absolute_url()


class Withdraw(ActionPage):
    queryset = ROWS

    def act(self, paper):
        actions.withdraw_paper(paper=paper, by=self.request.user, at=self.now)
        return _("已撤回，可以修改后重新上报")

    def get_success_url(self):
        return self.object.change.get_absolute_url()
