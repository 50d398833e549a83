"""One module of a return: values, adjustments with their reasons, notes."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.base.verdict import Refused
from zhijia.web.pages import FormPage

from .. import actions
from ..forms import ModuleForm
from ..models import Return
from .returns import line_of


class FillModule(FormPage):
    queryset = Return.objects.select_related("unit", "round__unit", "above__unit")
    form_class = ModuleForm
    template_name = "returns/module.html"
    submit = _("保存")
    done = _("已保存")

    @cached_property
    def module(self):
        found = {module.code: module for form in self.object.forms for module in form.modules}
        if self.kwargs["module"] not in found:
            raise Http404(_("报表里没有这一部分"))
        return found[self.kwargs["module"]]

    def allowed(self, of):
        return actions.may_edit(of, self.request.user)

    def get_title(self):
        return f"{self.module.code} {self.module.title}"

    @cached_property
    def reading(self):
        return actions.reading_of(self.object)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"module": self.module, "cells": self.reading.cells}

    def act(self, form):
        done = {"by": self.request.user, "at": self.now}
        try:
            actions.put_values(of=self.object, values=form.typed(), seen=form.seen(), **done)
        except Refused as refusal:
            form.show_anew([reason.field for reason in refusal.reasons])
            raise
        return self.object

    def get_context_data(self, **kwargs):
        context = super().get_context_data(of=self.object, **kwargs)
        lines = [(line_of(item, self.reading, self.object), *fields) for item, _cell, *fields in context["form"].rows()]
        return context | {"lines": lines, "empty": not self.reading.cells}
