"""The page on which a report is written, and the small verbs on it. Everything works without scripts too."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.web.pages import ActionPage, DetailPage, FormPage

from .. import forms, rules
from ..actions import writing
from ..grammar import FORMULAE
from ..models import Figure, Paragraph, Report, Section
from ..models.written import PARTS
from ..text import Text
from .reports import REPORTS, OfReport

SECTIONS = Section.objects.select_related("report__unit")
PARAGRAPHS = Paragraph.objects.select_related("section__report__unit")
FIGURES = Figure.objects.select_related("report__unit", "unit")


def write_url(report, anchor=""):
    return reverse("reports:write", args=[report.pk]) + (f"#{anchor}" if anchor else "")


class Write(OfReport, DetailPage):
    """Outline on the left, paragraphs in the middle, numbers and what is still wrong on the right."""

    ability = "edit"
    template_name = "reports/write.html"

    def get_object(self, queryset=None):
        report = super().get_object(queryset)
        verdict = rules.may_write(report.state)
        if not verdict:
            raise PermissionDenied(str(verdict))
        return report

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            text=self.text,
            formulae=FORMULAE,
            parts=PARTS,
            levels=Section.LEVELS,
            section_form=forms.SectionForm(),
            **kwargs,
        )


# --- sections ---


class SectionNew(FormPage):
    queryset = REPORTS
    title = gettext_lazy("添加章节")
    form_class = forms.SectionForm
    submit = gettext_lazy("添加")
    done = ""
    drafts = False

    def act(self, form):
        after = self.object.sections.filter(pk=self.after_asked).first()
        made = writing.add_section(
            report=self.object, by=self.request.user, at=self.now, after=after, **form.cleaned_data
        )
        return write_url(self.object, f"s{made.pk}")

    @property
    def after_asked(self):
        asked = self.request.POST.get("after", "")
        return int(asked) if asked.isdigit() else None


class SectionEdit(FormPage):
    queryset = SECTIONS
    title = gettext_lazy("修改章节")
    form_class = forms.SectionForm
    done = ""
    drafts = False

    def get_initial(self):
        return {name: getattr(self.object, name) for name in ("heading", "part", "level")}

    def came_from(self):
        return write_url(self.object.report, f"s{self.object.pk}")

    def act(self, form):
        writing.change_section(section=self.object, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.came_from()


class SectionAct(ActionPage):
    queryset = SECTIONS

    def get_success_url(self):
        return write_url(self.object.report, f"s{self.object.pk}" if self.object.pk else "")


class SectionMove(SectionAct):
    def act(self, section):
        up = self.request.POST.get("up") == "1"
        writing.move_section(section=section, up=up, by=self.request.user, at=self.now)


class SectionDrop(SectionAct):
    def act(self, section):
        writing.drop_section(section=section, by=self.request.user, at=self.now)
        return _("已删除")


class ParagraphNew(SectionAct):
    """Another paragraph in the section, empty or begun with a formula."""

    def act(self, section):
        text = self.request.POST.get("text", "")
        self.made = writing.add_paragraph(section=section, text=text, by=self.request.user, at=self.now)

    def get_success_url(self):
        made = getattr(self, "made", None)
        return write_url(self.object.report, f"p{made.pk}") if made else super().get_success_url()


# --- paragraphs ---


class ParagraphEdit(FormPage):
    """One paragraph. From the writing page it is sent by htmx as one types, and answers with how it reads."""

    queryset = PARAGRAPHS
    title = gettext_lazy("写这一段")
    form_class = forms.ParagraphForm
    template_name = "reports/paragraph.html"
    done = ""

    @property
    def report(self):
        return self.object.section.report

    def get_initial(self):
        return {"turn": self.object.turn}

    def came_from(self):
        return write_url(self.report, f"p{self.object.pk}")

    def act(self, form):
        self.written = writing.write(
            paragraph=self.get_object(), by=self.request.user, at=self.now, **form.cleaned_data
        )
        return self.came_from()

    def form_valid(self, form):
        answer = super().form_valid(form)
        return self.fragment() if self.request.htmx and answer.status_code == 302 else answer

    def form_invalid(self, form):
        return self.fragment(form.errors) if self.request.htmx else super().form_invalid(form)

    def fragment(self, errors=None):
        """How the paragraph reads now, its numbers as links; and the list of what is still wrong."""
        text = Text(Report.objects.visible_to(self.request.user, "edit").select_related("unit").get(pk=self.report.pk))
        said = next((said for said in text.paragraphs if said.row.pk == self.object.pk), None)
        turn = self.request.POST.get("turn") if errors else said.row.turn
        context = {"said": said, "text": text, "errors": errors, "turn": turn, "fresh": True}
        return render(self.request, "reports/_written.html", context)


class ParagraphAct(ActionPage):
    queryset = PARAGRAPHS

    def get_success_url(self):
        section, pk = self.object.section, self.object.pk
        return write_url(section.report, f"p{pk}" if pk else f"s{section.pk}")


class ParagraphMove(ParagraphAct):
    def act(self, paragraph):
        up = self.request.POST.get("up") == "1"
        writing.move_paragraph(paragraph=paragraph, up=up, by=self.request.user, at=self.now)


class ParagraphDrop(ParagraphAct):
    def act(self, paragraph):
        writing.drop_paragraph(paragraph=paragraph, by=self.request.user, at=self.now)
        return _("已删除这一段")
