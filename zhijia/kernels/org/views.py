"""Pages of the tree: the list, the tree on any day, one unit, and what a manager may change."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from zhijia.web.pages import Act, DetailPage, FormPage, Link, ListPage, Page, Scoped

from . import actions
from .filters import UnitFilter
from .forms import FoundUnit, LinkUnit, UnitFacts
from .models import Edge, Unit
from .panels import show, unit_panel
from .paths import ancestors_of
from .tables import UnitTable


class Units(ListPage):
    title = _("工会组织")
    queryset = Unit.objects.select_related("superior")
    table = UnitTable
    filters = UnitFilter
    search_fields = ("name", "short_name", "initials", "code")
    search_hint = _("名称、拼音首字母、编码")
    links = [
        Link(_("组织树"), "org:tree", icon="tree"),
        Link(_("成立单位"), "org:found", ability="manage", primary=True),
    ]
    empty_text = _("没有符合条件的单位。")


class AsOf:
    """`?on=2024-05-01` asks for the tree of that day; nonsense means today."""

    @cached_property
    def day(self):
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return self.today

    def lines(self):
        """Organisational lines of that day to units within reach."""
        below = Edge.objects.as_of(self.day).filter(kind=Edge.Kind.ORGANISATIONAL, superior=OuterRef("unit"))
        rows = Edge.objects.as_of(self.day).filter(kind=Edge.Kind.ORGANISATIONAL)
        rows = rows.filter(unit__in=Unit.objects.visible_to(self.request.user))
        return rows.select_related("unit").annotate(has_below=Exists(below)).order_by("path")


class Tree(AsOf, Page):
    """The tops of what one reaches; each opens to what hung below it on that day."""

    title = _("组织树")
    template_name = "org/tree.html"
    demands = False

    def get_context_data(self, **kwargs):
        nodes = self.lines().filter(unit__path__in=self.request.user.reach(None))
        return super().get_context_data(nodes=nodes, top=True, day=self.day, today=self.today, **kwargs)


class Below(AsOf, Scoped, SingleObjectMixin, TemplateView):
    """One level of the tree, as a fragment."""

    queryset = Unit.objects.all()
    template_name = "org/tree.html#nodes"

    def get_context_data(self, **kwargs):
        self.object = self.get_object()
        return super().get_context_data(nodes=self.lines().filter(superior=self.object), day=self.day, **kwargs)


class UnitPage(DetailPage):
    queryset = Unit.objects.select_related("superior")
    template_name = "org/unit.html"

    def get_title(self):
        return self.object.name

    def number(self, unit):
        return unit.code

    def facts(self, unit):
        facts = [
            (_("类别"), unit.get_kind_display()),
            (_("简称"), unit.short_name or "—"),
            (_("层级"), unit.level),
            (_("职工人数"), unit.headcount if unit.headcount is not None else "—"),
            (_("成立日期"), unit.founded_on or "—"),
        ]
        return [*facts, (_("撤销日期"), unit.dissolved_on)] if unit.dissolved_on else facts

    def actions(self, unit):
        if not self.request.user.can("manage", unit):
            return []
        standing = [
            Act(_("修改资料"), "org:edit"),
            Act(_("调整组织隶属"), "people:unit-move"),
            Act(_("设定第二隶属"), "org:link"),
            Act(_("撤销"), "people:unit-dissolve", danger=True),
        ]
        return standing if unit.dissolved_on is None else []

    def get_context_data(self, **kwargs):
        unit = self.object
        edges = unit.edges.select_related("superior").order_by("-from_on", "kind")
        return super().get_context_data(
            above=self.seen(Unit.objects.at(ancestors_of(unit.path)).order_by("path")),
            edges=edges,
            second=[edge for edge in edges if edge.kind != Edge.Kind.ORGANISATIONAL and edge.to_on is None],
            children=self.seen(unit.children.order_by("dissolved_on", "path"))[:200],
            panels=show(unit_panel, unit, self),
            **kwargs,
        )

    def seen(self, units):
        """The names of the units above are no secret; whether they may be opened depends on reach."""
        mine = Unit.objects.visible_to(self.request.user).filter(pk=OuterRef("pk"))
        return units.annotate(within=Exists(mine))


class Found(FormPage):
    title = _("成立单位")
    form_class = FoundUnit
    ability = "manage"
    submit = _("成立")
    done = _("已成立")

    def get_initial(self):
        return {"superior": self.request.GET.get("superior", ""), "on": self.today}

    def act(self, form):
        return actions.found_unit(**form.cleaned_data, by=self.request.user)

    def came_from(self):
        return reverse("org:units")


class Edit(FormPage):
    title = _("修改单位资料")
    queryset = Unit.objects.standing()
    form_class = UnitFacts
    ability = "manage"

    def act(self, form):
        return actions.edit_unit(unit=self.object, by=self.request.user, **form.cleaned_data)


class Line(FormPage):
    """A second line: funds or guidance."""

    title = _("设定第二隶属")
    intro = _("组织隶属之外，单位还可以有一条经费隶属和一条业务指导关系；新的代替旧的，旧的留作历史。")
    queryset = Unit.objects.standing()
    form_class = LinkUnit
    ability = "manage"

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        actions.link_unit(unit=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


def find(user, text, limit):
    """Units by name, initials or code, for the search of the whole platform."""
    found = (
        Q(name__icontains=text) | Q(short_name__icontains=text) | Q(initials__istartswith=text) | Q(code__iexact=text)
    )
    return Unit.objects.visible_to(user).standing().filter(found)[:limit]
