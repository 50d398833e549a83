"""Forms: what was typed stays, errors stand beside their fields and on top, refusals of the action too."""

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext, gettext_lazy
from django.views import generic
from django.views.generic.detail import SingleObjectMixin

from zhijia.base.verdict import Refused, Verdict
from zhijia.web.errors import NotNow
from zhijia.web.forms import dress, dress_fields, found_in, pick_from_many, scope_choices

from .actions import next_url
from .base import Scoped


def fitted(form, user, ability):
    """A form as it is shown: choices within reach, search boxes over many, plain words."""
    return dress_fields(pick_from_many(scope_choices(form, user, ability or "view")))


def offered(request, form, name):
    """What one search box of the form offers."""
    field = form.fields.get(name.rpartition("-")[2])
    if not hasattr(field, "queryset"):
        raise Http404
    rows, more, _searchable = found_in(field.queryset, request.GET.get("pq", "").strip()[:40])
    options = [(row.pk, field.label_from_instance(row)) for row in rows]
    return render(request, "web/widgets/_picks.html", {"options": options, "more": more})


def explain(form, refusal):
    """A refusal of the action, shown where an error of the form would be."""
    for reason in refusal.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.say(gettext))


class FormPage(Scoped, SingleObjectMixin, generic.FormView):
    """One form, one action. With `queryset` (or `model`) and a pk in the address it works on that row (`self.object`).

    `act(form)` calls the action and returns the object to go to (or an address, or None for `success_url`).
    """

    ability = "edit"
    demands = True
    template_name = "web/form.html"
    done = gettext_lazy("已保存")
    submit = gettext_lazy("保存")
    confirm = ""  # asked before what cannot be undone
    intro = ""
    cancel_url = ""
    success_url = None
    drafts = True  # what is typed is kept on the device until it is sent
    object = None

    def get_object(self, queryset=None):
        """The row the form works on, if its address names one."""
        named = self.pk_url_kwarg in self.kwargs or self.slug_url_kwarg in self.kwargs
        if not named or (self.queryset is None and self.model is None):
            return None
        return super().get_object(queryset)

    def dispatch(self, request, *args, **kwargs):
        self.args, self.kwargs = args, kwargs
        return super().dispatch(request, *args, **kwargs)

    def check_ability(self):
        super().check_ability()
        self.object = self.get_object()
        verdict = self.allowed(self.object)
        if not verdict:
            raise NotNow(str(verdict), self.cancel_url or self.came_from())

    def allowed(self, obj):
        """Verdict on whether the form may be used at all just now."""
        return Verdict()

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.object is not None and issubclass(self.get_form_class(), ModelForm):
            kwargs["instance"] = self.object
        return kwargs

    def get(self, request, *args, **kwargs):
        if request.GET.get("pick"):
            return self.options(request.GET["pick"])
        return super().get(request, *args, **kwargs)

    def options(self, name):
        return offered(self.request, self.get_form(), name)

    def get_form(self, form_class=None):
        return fitted(super().get_form(form_class), self.request.user, self.ability)

    def form_valid(self, form):
        try:
            made = self.act(form)
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, self.done)
        return HttpResponseRedirect(next_url(self.request) or self.after(made))

    def act(self, form):
        raise NotImplementedError

    def after(self, made):
        if made is None:
            return resolve_url(self.success_url or self.object or self.request.path)
        return resolve_url(made)

    def explain(self, form, refusal):
        explain(form, refusal)

    def form_invalid(self, form):
        dress(form)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            intro=self.intro,
            about=self.about(),
            submit=self.submit,
            confirm=self.confirm,
            cancel_url=self.cancel_url or self.came_from(),
            drafts=self.drafts,
            draft_key=f"{self.request.path}|{self.request.user.pk}",
            next_url=next_url(self.request),
            lost_files=self.lost_files(kwargs.get("form")),
            **kwargs,
        )

    def about(self):
        """Which row the form works on, where neither the title nor the introduction names it."""
        title = str(self.get_title())
        name = "" if self.object is None or "：" in title else str(self.object)
        return "" if name in f"{title} {self.intro}" else name

    def lost_files(self, form):
        """Labels of files that were sent but must be chosen again: a browser never puts them back."""
        if form is None or not form.is_bound:
            return ""
        return "、".join(str(form.fields[n].label or n) for n in self.request.FILES if n in form.fields)

    def came_from(self):
        return self.object.get_absolute_url() if hasattr(self.object, "get_absolute_url") else ""
