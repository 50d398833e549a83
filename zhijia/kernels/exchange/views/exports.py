"""Exports that are more than a link: the roll that imports back, and lists with what they usually mask."""

import copy

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.urls import Resolver404, resolve
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from zhijia.base.verdict import Refused
from zhijia.web.exporters import Export
from zhijia.web.pages import FormPage, ListPage

from .. import actions
from ..forms import Reason, TakeAway
from ..outgoing import answer, lines_of, roll_lines
from .upload import OfSpec, named_in


class Download(FormPage):
    """A form whose answer is a file. `fetch(form)` gives it or refuses."""

    ability = "export"
    submit = gettext_lazy("导出")
    drafts = False

    def form_valid(self, form):
        try:
            return self.fetch(form)
        except Refused as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)


class Current(OfSpec, Download):
    """Everything a unit has, with the import's own headings."""

    form_class = TakeAway

    @cached_property
    def intro(self):
        return gettext("导出的表格表头与导入模板相同，改好后可以原样导入。")

    def get_title(self):
        return gettext("导出%(title)s") % {"title": self.spec.title}

    def get_initial(self):
        return {"unit": self.unit, "way": "xlsx"} | named_in(self.request)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"spec": self.spec, "kept": self.spec.kept(self.request.user)}

    def fetch(self, form):
        chosen = form.cleaned_data
        unit, user, subject = chosen["unit"], self.request.user, chosen.get("subject")
        rows = self.spec.current(unit, user, subject) if subject else self.spec.current(unit, user)
        if rows is None:
            raise Http404
        private = chosen.get("private", False)
        if private:
            actions.open_export(by=user, what=self.spec.title, unit=unit, reason=chosen["reason"], at=self.now)
        name = f"{self.spec.title}_{unit}_{subject or ''}_{self.today:%Y%m%d}".replace("__", "_")
        headings = [str(column.label) for column in self.spec.columns]
        return answer(chosen["way"], name, headings, roll_lines(self.spec, rows, private))


class Private(Download):
    """`?list=` is the address of the list as it stands, filters and columns and all."""

    form_class = Reason
    title = gettext_lazy("导出完整的证件号")

    @cached_property
    def page(self):
        """The list page itself, set up as if it had been asked for."""
        path, _mark, query = self.request.GET.get("list", "").partition("?")
        try:
            match = resolve(path)
        except Resolver404:
            raise Http404 from None
        if not issubclass(getattr(match.func, "view_class", object), ListPage):
            raise Http404
        request = copy.copy(self.request)
        request.method, request.path, request.resolver_match = "GET", path, match
        request.GET, request.POST = QueryDict(query), QueryDict()
        page = match.func.view_class(**match.func.view_initkwargs)
        page.setup(request, *match.args, **match.kwargs)
        page.check_ability()
        if not page.may_export:
            raise PermissionDenied(gettext("您的岗位没有导出权限"))
        return page

    def get_context_data(self, **kwargs):
        self.page  # noqa: B018 (an address that is no list is answered with 404 at once)
        return super().get_context_data(**kwargs)

    def fetch(self, form):
        page = self.page
        rows = page.scope(page.scope(page.rows, "export"), "view_private")
        export = Export(page, page.built.exported, rows, str(page.get_title()))
        unit, reason = self.unit, form.cleaned_data["reason"]
        actions.open_export(by=self.request.user, what=export.title, unit=unit, reason=reason, at=self.now)
        return answer(form.cleaned_data["way"], export.filename, export.heads(), lines_of(export, opened=True))
