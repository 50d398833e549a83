"""The same verb on many rows: first a preview that says for each row whether it will happen, then the deed."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from zhijia.base.verdict import Refused
from zhijia.web.forms import dress
from zhijia.web.keys import fitting
from zhijia.web.messages import said

from .forms import explain, fitted, offered

LIMIT = 2000  # rows in one go; more belongs into a job


class Bulk:
    def __init__(self, page, action):
        self.page, self.action, self.request = page, action, page.request

    @cached_property
    def chosen(self):
        """Ticked rows (or all the filter shows) on which the user holds the ability of the action."""
        rows = self.page.scope(self.page.rows, self.action.ability)
        if not self.request.POST.get("every"):
            rows = rows.filter(pk__in=fitting(rows.model, self.request.POST.getlist("row"))[:LIMIT])
        return list(rows[:LIMIT])

    @cached_property
    def judged(self):
        return [(row, self.action.verdict_on(self.page, row)) for row in self.chosen]

    @property
    def ready(self):
        return [row for row, verdict in self.judged if verdict]

    @property
    def skipped(self):
        return [(row, verdict) for row, verdict in self.judged if not verdict]

    @cached_property
    def form(self):
        if not self.action.form_class:
            return None
        confirmed = self.request.POST.get("confirm")
        form = self.action.form_class(*((self.request.POST, self.request.FILES) if confirmed else ()))
        return fitted(form, self.request.user, self.action.ability)

    def options(self, name):
        """What one search box of the form offers; the address names the action as well (`?bulk=`)."""
        if self.form is None:
            raise Http404
        return offered(self.request, self.form, name)

    def respond(self):
        if not self.chosen:
            messages.warning(self.request, _("没有选中可以办理的记录"))
            return HttpResponseRedirect(self.request.get_full_path())
        confirmed = self.request.POST.get("confirm")
        if not confirmed or not self.ready or (self.form is not None and not self.form.is_valid()):
            return self.preview()
        return self.carry_out()

    def preview(self):
        if self.form is not None:
            dress(self.form)
        context = {
            "title": self.action.label,
            "bulk": self,
            "action": self.action,
            "ready": self.ready,
            "skipped": self.skipped,
            "form": self.form,
            "back": self.request.get_full_path(),
        }
        return render(self.request, "web/bulk.html", context)

    def carry_out(self):
        data = self.form.cleaned_data if self.form is not None else {}
        refused = self.skipped
        done = []
        if self.action.act_all:
            return self.carry_out_together(data)
        for row in self.ready:
            try:
                self.action.call("act", self.page, row, data)
                done.append(row)
            except Refused as refusal:
                refused = [*refused, (row, said(refusal))]
        return self.report(done, refused)

    def carry_out_together(self, data):
        try:
            message = self.action.call("act_all", self.page, self.ready, data)
        except Refused as refusal:
            return self.ask_again(refusal)
        messages.success(self.request, message or self.say_done(len(self.ready)))
        return HttpResponseRedirect(self.request.get_full_path())

    def ask_again(self, refusal):
        """The reasons stand beside the fields, where there are any."""
        if self.form is not None:
            explain(self.form, refusal)
        else:
            messages.error(self.request, said(refusal))
        return self.preview()

    def say_done(self, count):
        return _("%(verb)s：已办理 %(count)s 条") % {"verb": self.action.label, "count": count}

    def report(self, done, refused):
        if not refused:
            messages.success(self.request, self.action.done or self.say_done(len(done)))
            return HttpResponseRedirect(self.request.get_full_path())
        context = {
            "title": self.action.label,
            "done": done,
            "refused": refused,
            "back": self.request.get_full_path(),
        }
        return render(self.request, "web/bulk_done.html", context)
