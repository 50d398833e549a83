"""Lists: filters, search, sort, paging, saved views, columns, bulk actions and export, once for every table."""

from copy import copy
from functools import reduce
from operator import or_

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import generic
from django.views.generic.list import MultipleObjectMixin

from zhijia.base.verdict import Refused
from zhijia.web import actions as verbs
from zhijia.web import shell
from zhijia.web.exporters import Export, exporters
from zhijia.web.forms import dress, scope_choices
from zhijia.web.messages import warn
from zhijia.web.models import SavedView
from zhijia.web.query import PASSING, SIZES, Query
from zhijia.web.tables import is_column

from .base import Scoped
from .bulk import Bulk

PRINTED = 5000  # rows on one print; more are better exported


class ListPage(Scoped, MultipleObjectMixin, generic.View):
    """Name `queryset`, `table`; the rest is optional. See docs of each attribute."""

    table = None  # a tables.Table subclass
    parent = None  # model of the row that the address names, where the list is about one row of another kind
    filters = None  # a filters.FilterSet subclass
    search_fields = ()  # lookups that ?q= looks into
    search_hint = ""  # what the search box says: 姓名、拼音首字母、编号
    links = ()  # Link(...)
    sheets = ()  # Sheet(...): tables that come in and go out here
    bulk = ()  # BulkAction(...)
    exports = True  # whoever holds "export" may take the rows away
    follows_unit = True  # show only the subtree chosen in the unit switcher
    empty_text = ""
    empty_link = None  # Link(...): what to do when there is nothing yet
    intro = ""  # one sentence under the title
    back = None  # (address or url name, title) of the page this list belongs to
    template_name = "web/list.html"
    template_fragment = "web/list.html#table"
    ordering = None

    def get(self, request, *args, **kwargs):
        if request.GET.get("export"):
            return self.export(request.GET["export"])
        if request.GET.get("pill"):
            return self.options(request.GET["pill"])
        if request.GET.get("pick"):
            return self.bulk_asked(request.GET).options(request.GET["pick"])
        context = self.get_context_data()
        fragment = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
        template = self.template_fragment if fragment else self.template_name
        response = render(request, template, context)
        response["Vary"] = "HX-Request"
        return response

    def post(self, request, *args, **kwargs):
        if request.POST.get("view_do"):
            return self.change_views()
        return self.bulk_asked(request.POST).respond()

    def bulk_asked(self, data):
        action = next((a for a in self.bulk_shown if a.code == data.get("bulk")), None)
        if action is None:
            raise Http404
        return Bulk(self, action)

    # What the address asks for

    @cached_property
    def key(self):
        """The permanent name of this page, under which views are saved."""
        return self.request.resolver_match.view_name

    @cached_property
    def views(self):
        user = self.request.user
        return list(SavedView.objects.visible_to(user).of_page(self.key)) if user.is_authenticated else []

    @cached_property
    def current_view(self):
        """The view asked for, or the user's default when the address asks for nothing at all."""
        wanted = self.request.GET.get("view", "")
        if wanted:
            return next((view for view in self.views if str(view.pk) == wanted), None)
        return None if self.request.GET else next((view for view in self.views if view.is_default), None)

    @cached_property
    def query(self):
        data = self.request.GET.copy()
        if self.current_view:
            kept = QueryDict(self.current_view.query, mutable=True)
            if self.current_view.columns:
                kept.setlist("cols", self.current_view.columns.split())
            for name, values in kept.lists():
                if name not in data:
                    data.setlist(name, values)
        return Query(data, self.filter_names)

    @cached_property
    def filter_names(self):
        """Query parameters the filters read; all others are ignored."""
        if not self.filters:
            return ()
        # of a copy: asking a shared filter for its field would fix the field before it knows its model
        widgets = {name: copy(f).field.widget for name, f in self.filters.base_filters.items()}
        return [f"{name}{suffix}" for name, w in widgets.items() for suffix in getattr(w, "widgets_names", [""])]

    # Rows

    @cached_property
    def scoped_rows(self):
        rows = self.get_queryset()
        if self.follows_unit and hasattr(rows, "under") and self.narrowed:
            rows = rows.under(self.unit.path)
        return rows

    @property
    def narrowed(self):
        """Only a unit chosen on purpose narrows a list; without a choice, reach alone decides."""
        return not self.public and shell.workbench(self.request).narrowed

    @cached_property
    def filterset(self):
        if not self.filters:
            return None
        data = self.query.data if any(self.query.data.get(n) for n in self.filter_names) else QueryDict()
        filterset = self.filters(data, queryset=self.scoped_rows, request=self.request)
        if self.request.user.is_authenticated:
            scope_choices(filterset.form, self.request.user, self.ability or "view")
        dress(filterset.form)
        return filterset

    @cached_property
    def rows(self):
        """What the filter and the search show, in order: also what an export and 全部 mean."""
        rows = self.scoped_rows
        if self.filterset is not None:
            self.filterset.form.is_valid()  # a filter with nonsense in it is left out, the others act
            rows = self.filterset.filter_queryset(rows)
        return self.built.ordered(self.search(rows, self.query.text), self.query.sort)

    def search(self, rows, text):
        """Every word must be found somewhere."""
        for word in text.split()[:5] if self.search_fields else ():
            rows = rows.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in self.search_fields)))
        return rows.distinct() if text and any(self._many(f) for f in self.search_fields) else rows

    def _many(self, lookup):
        return not is_column(self.scoped_rows.model, lookup)

    @cached_property
    def built(self):
        model = self.scoped_rows.model
        return self.table(model=model, chosen=self.query.columns, sort=self.query.sort, tick=bool(self.bulk_shown))

    @cached_property
    def bulk_shown(self):
        user = self.request.user
        return [action for action in self.bulk if user.is_authenticated and user.can(action.ability)]

    # Answers

    def neighbours(self, page):
        """Addresses of the pages around this one."""
        numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        at = lambda n: self.query.url(page=n, without=PASSING)  # noqa: E731
        return {
            "before": at(page.previous_page_number()) if page.has_previous() else "",
            "after": at(page.next_page_number()) if page.has_next() else "",
            "numbers": [(n, at(n) if isinstance(n, int) else "") for n in numbers],
        }

    def totals(self):
        wanted = self.built.totalled()
        if not wanted:
            return {}
        names = {f"total_{n}": (key, lookup) for n, (key, lookup) in enumerate(wanted.items())}
        sums = self.rows.order_by().aggregate(**{n: Sum(lookup) for n, (key, lookup) in names.items()})
        return {names[n][0]: value or 0 for n, value in sums.items()}

    def export(self, code):
        exporter = exporters.get(code)
        if exporter is None or not self.may_export:
            raise PermissionDenied(_("您的岗位没有导出权限；如有需要，请与本单位系统管理员联系"))
        rows = self.scope(self.rows, "export") if not self.public else self.rows
        return exporter.write(Export(self, self.built.exported, rows, str(self.get_title())))

    @cached_property
    def may_export(self):
        user = self.request.user
        return bool(self.exports and user.is_authenticated and user.can("export"))

    def options(self, name):
        """What one pill offers, read when it is opened."""
        pill = next((pill for pill in self.pills if pill.name == name and pill.lazy), None)
        if pill is None:
            raise Http404
        text = self.request.GET.get("pq", "").strip()[:40]
        options, more, searchable = pill.found(text)
        context = {"options": options, "more": more, "searchable": searchable and (more or text), "text": text}
        context |= {"name": name, "options_url": pill.options_url}
        return render(self.request, "web/_pill_options.html", context)

    @cached_property
    def pills(self):
        if self.filterset is None:
            return []
        self.filterset.form.is_valid()
        return self.filterset.pills(self.query)

    @property
    def exporters(self):
        return [exporter for exporter in exporters.values() if exporter.offered is None or exporter.offered(self)]

    def change_views(self):
        """Save the list as it stands, or drop a saved view."""
        post, user = self.request.POST, self.request.user
        try:
            if post["view_do"] == "drop":
                verbs.drop_view(by=user, page=self.key, pk=int(post.get("view_pk") or 0))
                messages.success(self.request, _("已删除常用视图"))
                return HttpResponseRedirect(self.request.path)
            view = verbs.save_view(
                by=user,
                page=self.key,
                name=post.get("name", ""),
                query=self.query.saved(),
                columns=" ".join(c.key for c in self.built.shown) if self.query.columns else "",
                is_default=bool(post.get("is_default")),
            )
        except Refused as refusal:
            warn(self.request, refusal)
            return HttpResponseRedirect(self.request.get_full_path())
        messages.success(self.request, _("已保存常用视图“%(name)s”") % {"name": view.name})
        return HttpResponseRedirect(f"{self.request.path}?view={view.pk}")

    def get_context_data(self, **kwargs):
        size = PRINTED if self.request.GET.get("print") else self.query.size
        page = Paginator(self.rows, size).get_page(self.query.page)
        table, user = self.built, self.request.user
        ways = (link for sheet in self.sheets for link in sheet.links)
        links = [link for link in (*self.links, *ways) if link.shown_to(user)]
        active = [name for pill in self.pills if pill.active for name in pill.names]
        empty_link = self.empty_link if self.empty_link and self.empty_link.shown_to(user) else None
        return {
            "title": self.get_title(),
            "help_url": self.help,
            "intro": self.intro,
            "back_url": resolve_url(self.back[0]) if self.back else "",
            "back_title": self.back[1] if self.back else "",
            "page_view": self,
            "page_obj": page,
            "total": page.paginator.count,
            "table": table,
            "thead": table.head(lambda sort: self.query.url(sort=sort, page=None)),
            "tbody": table.body(page.object_list),
            "tfoot": table.foot(self.totals()) if page.paginator.count else "",
            "pills": self.pills,
            "clear_url": self.query.url(without=(*active, *PASSING, "page"), view=0) if active else "",
            "pages": self.neighbours(page),
            "empty_link": empty_link,
            "kept": self.query.pairs("q", "page", *PASSING, *self.filter_names),
            "kept_but_columns": self.query.pairs("page", "cols", *PASSING),
            "query": self.query,
            "sizes": [(size, self.query.url(size=size, page=None)) for size in SIZES],
            "links": [link for link in links if link.kind != "import"],
            "imports": [link for link in links if link.kind == "import"],
            "exports": [(e.code, e.label) for e in self.exporters] if self.may_export else [],
            "bulk": self.bulk_shown,
            "saved_views": self.views,
            "current_view": self.current_view,
            **kwargs,
        }
