"""The tree of any day: opened branch by branch, searched, listed for export, drawn for paper."""

from datetime import date

from django.db.models import Q
from django.db.models.functions import Length
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from zhijia.web.pages import Link, ListPage, Page, Scoped

from ..drawing import Branches
from ..filters import LineFilter
from ..models import Edge, Unit
from ..paths import WIDTH, ancestors_of, within
from ..tables import LineTable

AT_ONCE = 1000  # units opened in one answer; more are opened branch by branch
A_LEVEL = 500  # units of one level in one answer; the rest follows on demand
FOUND = 50
LEVELS = (1, 2, 3)


class AsOf:
    """`?on=2024-05-01` asks for the tree of that day; nonsense means today."""

    @cached_property
    def day(self):
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return self.today

    def lines(self):
        """Organisational lines of that day to units within reach, called as they were called then."""
        rows = Edge.objects.tree(self.day).visible_to(self.request.user).named(self.day).counted(self.day)
        return rows.select_related("unit").order_by("path")

    def tops(self):
        """What one reaches that hangs below nothing else one reaches."""
        paths = sorted(self.request.user.reach(None))
        outer = [path for path in paths if not any(path != other and within(path, other) for other in paths)]
        return list(self.lines().filter(unit__path__in=outer))

    def asked(self, name, most):
        """A small number out of the address, 0 for nonsense."""
        word = self.request.GET.get(name, "")
        return min(int(word), most) if word.isdecimal() and len(word) < 10 else 0


def nested(tops, lines):
    """Hang every line below the one it hung below; `inner` stays None where nothing was loaded."""
    at = {line.path: line for line in (*lines, *tops)}
    for line in at.values():
        line.inner = None
    for line in lines:
        above = at.get(line.path[:-WIDTH])
        if above is not None and line not in tops:
            above.inner = [*(above.inner or []), line]
    return tops


def levels_below(tops, levels):
    """The lines down to so many levels below these."""
    asked = Q(pk__in=())
    for top in tops:
        asked |= Q(path__under=top.path, depth__gt=len(top.path), depth__lte=len(top.path) + WIDTH * levels)
    return asked


class Tree(AsOf, Page):
    """The tops of what one reaches; each opens to what hung below it on that day."""

    title = _("组织树")
    template_name = "org/tree.html"
    demands = False

    def get_context_data(self, **kwargs):
        text = self.request.GET.get("q", "").strip()[:40]
        shown = {"found": self.found(text)} if text else self.drawn()
        return super().get_context_data(
            day=self.day,
            iso=self.day.isoformat(),
            today=self.today,
            text=text,
            levels=LEVELS,
            level=self.asked("levels", LEVELS[-1]),
            **shown,
            **kwargs,
        )

    def drawn(self):
        tops = self.tops()
        wanted = self.wanted(tops)
        lines = list(self.lines().annotate(depth=Length("path")).filter(wanted)[: AT_ONCE + 1]) if wanted else []
        too_many = len(lines) > AT_ONCE
        gone = Unit.objects.filter(dissolved_on__lte=self.day)
        cut = list(self.lines().filter(superior__in=gone)) if gone.exists() else []
        draw = Branches(self.day, self.asked("open", 10**9))
        return {
            "nodes": draw.of(nested(tops, [] if too_many else lines)),
            "too_many": too_many,
            "cut_off": draw.of(nested(cut, [])),
        }

    def wanted(self, tops):
        """Which lines are loaded at once: the levels asked for, the way to one unit, or the first level below a top."""
        levels, sought = self.asked("levels", LEVELS[-1]), self.asked("open", 10**9)
        if sought:
            line = Edge.objects.tree(self.day).visible_to(self.request.user).filter(unit=sought).first()
            way = [Edge(path=path) for path in ancestors_of(line.path)] if line else []
            return levels_below([step for step in way if any(within(step.path, top.path) for top in tops)], 1)
        return levels_below(tops, levels or 1) if levels or len(tops) == 1 else None

    def found(self, text):
        """Units of that day by their names of then, initials or codes, each with the way down to it."""
        named = Q(then_name__icontains=text) | Q(own_naming__short_name__icontains=text)
        named |= Q(unit__initials__startswith=text.lower()) | Q(unit__code__istartswith=text)
        lines = list(self.lines().filter(named)[: FOUND + 1])
        above = {path for line in lines for path in ancestors_of(line.path)}
        names = dict(
            Edge.objects.tree(self.day).named(self.day).filter(path__in=above).values_list("path", "then_name")
        )
        for line in lines:
            line.way = [names[path] for path in ancestors_of(line.path) if path in names]
        return lines


class Below(AsOf, Scoped, SingleObjectMixin, TemplateView):
    """One level of the tree, as a fragment; long ones in pieces (`?after=` the path of the last)."""

    queryset = Unit.objects.all()
    template_name = "org/_below.html"

    def get_context_data(self, **kwargs):
        self.object = self.get_object()
        lines = self.lines().filter(superior=self.object, path__gt=self.request.GET.get("after", "")[:64])
        lines = list(lines[: A_LEVEL + 1])
        shown = nested(lines[:A_LEVEL], [])
        more = shown[-1].path if len(lines) > A_LEVEL else ""
        drawn = Branches(self.day).of(shown)
        return super().get_context_data(lines=shown, nodes=drawn, more=more, iso=self.day.isoformat(), **kwargs)


class Lines(AsOf, ListPage):
    """The tree of a day as a list: for export, sorting and filtering."""

    table = LineTable
    filters = LineFilter
    search_fields = ("then_name", "unit__initials", "unit__code")
    search_hint = _("当时的名称、拼音首字母、编码")
    links = [Link(_("组织树"), "org:tree", icon="tree")]
    empty_text = _("这一天没有符合条件的单位。")
    queryset = Edge.objects.all()

    @cached_property
    def day(self):
        try:
            return date.fromisoformat(self.query.data.get("on", ""))
        except ValueError:
            return self.today

    def get_title(self):
        return gettext("组织名册（%(day)s）") % {"day": self.day.isoformat()}

    def get_queryset(self):
        return self.scope(self.lines().annotate(depth=Length("path")))


class Chart(AsOf, Page):
    """What hung below one unit on that day, on paper."""

    template_name = "org/chart.html"
    demands = False
    levels = (1, 2, 3, 4)

    def get_title(self):
        return gettext("组织结构图")

    def get_context_data(self, **kwargs):
        top = self.top()
        levels = self.asked("levels", self.levels[-1]) or 2
        lines = self.lines().annotate(depth=Length("path")).filter(levels_below([top], levels)) if top else []
        lines = list(lines[: AT_ONCE + 1])
        too_many = len(lines) > AT_ONCE
        nested([top] if top else [], [] if too_many else lines)
        return super().get_context_data(
            top=top,
            day=self.day,
            iso=self.day.isoformat(),
            levels=self.levels,
            level=levels,
            too_many=too_many,
            most=AT_ONCE,
            **kwargs,
        )

    def top(self):
        wanted = self.asked("of", 10**9)
        return self.lines().filter(unit=wanted).first() if wanted else next(iter(self.tops()), None)
