"""Choosing a number for the text: a dialog on the writing page, or a page of its own."""

import json

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.kernels.org.models import Unit
from zhijia.web.forms import dress, scope_choices
from zhijia.web.pages import ActionPage, FormPage

from .. import forms, rules
from ..actions import writing
from ..models import Paragraph
from ..picking import Picked
from .reports import REPORTS
from .writing import FIGURES, write_url


class Picking(FormPage):
    """`look` in the address asks only for what the choices so far come to."""

    template_name = "reports/picker.html"
    form_class = forms.BindForm
    drafts = False
    done = ""

    @cached_property
    def units(self):
        return Unit.objects.visible_to(self.request.user)

    @cached_property
    def picked(self):
        data = self.request.POST or self.request.GET
        return Picked.asked(self.report, data, self.units) if "indicator" in data or "look" in data else self.begun()

    def begun(self):
        return Picked(self.report, self.report.unit)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"picked": self.picked, "initial": self.picked.initial}
        kwargs.pop("instance", None)
        return kwargs

    def get_form(self, form_class=None):
        form = forms.BindForm(**self.get_form_kwargs())
        return dress(scope_choices(form, self.request.user, "view"))

    def came_from(self):
        return write_url(self.report)

    def get_template_names(self):
        if not self.request.htmx:
            return [self.template_name]
        return [f"{self.template_name}#{'picked' if 'look' in self.request.GET else 'picker'}"]

    def render_to_response(self, context, **kwargs):
        if self.request.htmx:
            kwargs.pop("status", None)  # a dialog shows its errors in place
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            picked=self.picked, report=self.report, paragraph=self.paragraph_asked, here=self.request.path, **kwargs
        )

    @property
    def paragraph_asked(self):
        asked = (self.request.POST or self.request.GET).get("paragraph", "")
        return int(asked) if asked.isdigit() else None

    def told(self, figure):
        """Tell the writing page which slot to put at the cursor."""
        slot = rules.token(figure.number, writing.name_of(figure))
        answer = HttpResponse(status=204)
        answer["HX-Trigger"] = json.dumps({"reports:bound": {"token": slot, "paragraph": self.paragraph_asked}})
        return answer


class FigureNew(Picking):
    queryset = REPORTS
    title = gettext_lazy("插入数字")
    submit = gettext_lazy("插入")

    @property
    def report(self):
        return self.object

    def form_valid(self, form):
        answer = super().form_valid(form)
        return self.told(self.made) if self.request.htmx and answer.status_code == 302 else answer

    def act(self, form):
        rows = Paragraph.objects.visible_to(self.request.user, "edit").filter(section__report=self.report)
        paragraph = None if self.request.htmx else rows.filter(pk=self.paragraph_asked).first()
        self.made = writing.bind(
            report=self.report, paragraph=paragraph, by=self.request.user, at=self.now, **form.bound_to()
        )
        return write_url(self.report, f"p{paragraph.pk}" if paragraph else "")


class FigureEdit(Picking):
    queryset = FIGURES
    title = gettext_lazy("修改取数")
    submit = gettext_lazy("保存")

    @property
    def report(self):
        return self.object.report

    def begun(self):
        return Picked.of(self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(figure=self.object, **kwargs)

    def act(self, form):
        writing.rebind(figure=self.object, by=self.request.user, at=self.now, **form.bound_to())
        return reverse("reports:write", args=[self.report.pk])


class FigureDrop(ActionPage):
    queryset = FIGURES

    def act(self, figure):
        writing.unbind(figure=figure, by=self.request.user, at=self.now)
        return _("已删除这个取数")

    def get_success_url(self):
        gone = self.object.pk is None
        return write_url(self.object.report) if gone else reverse("reports:figure", args=[self.object.pk])
