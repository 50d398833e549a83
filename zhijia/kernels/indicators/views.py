"""Pages of numbers: what each means, how it moved, and the rows behind it."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.web.pages import Link, ListPage, Page

from . import periods
from .asked import indicator_called, scope_asked
from .base import Ratio, indicators
from .facets import facet
from .readings import Reading, last_year
from .scope import NAMES
from .tables import JOINED, table_for

MONTHS = 24  # a stock is counted anew for every point of its line


class Asked:
    """A page about one indicator and one scope."""

    above = False  # whether it may be about a unit over one's own

    @cached_property
    def indicator(self):
        return indicator_called(self.kwargs["code"])

    @cached_property
    def asked(self):
        user, data = self.request.user, self.request.GET
        return scope_asked(user, data, self.today, self.unit, indicator=self.indicator, above=self.above)


class Index(Page):
    title = _("指标目录")
    template_name = "indicators/index.html"

    def get_context_data(self, **kwargs):
        listed = sorted(indicators.values(), key=lambda i: (i.board or 999, i.code))
        return super().get_context_data(indicators=listed, **kwargs)


class Trend(Asked, Page):
    """One indicator: its number, month by month, and by the units directly below."""

    template_name = "indicators/indicator.html"

    def get_title(self):
        return self.indicator.name

    def get_context_data(self, **kwargs):
        asked, scope, window = self.indicator, self.asked, self.charted
        by = "year" if asked.stocked and len(periods.steps(*window, "month")) > MONTHS else "month"
        said = "%Y-%m" if by == "month" else "%Y"
        return super().get_context_data(
            indicator=asked,
            scope=scope,
            reading=Reading(asked, scope, asked.value(scope)),
            months=[(f"{day:{said}}", asked.plain(value)) for day, value in asked.series(scope.during(window), by)],
            columns=[_("月份") if by == "month" else _("年份"), asked.name],
            facets=self.facets(),
            shares=self.shares(),
            children=asked.by_child(scope),
            **kwargs,
        )

    def facets(self):
        """(label, address, chosen) of the ways to divide the number; each is counted only when it is asked for."""
        found = [(name, one.label) for name, one in self.divided.items()]
        return [
            (label, f"?{self.asked.query}&by={name}#by", name == self.request.GET.get("by")) for name, label in found
        ]

    @property
    def divided(self):
        """What every number it is made of can be divided by."""
        asked = self.indicator
        made_of = [indicators[asked.part], indicators[asked.whole]] if isinstance(asked, Ratio) else [asked]
        known = {name: [facet(each.filters.get(name)) for each in made_of] for name in asked.filters}
        return {name: found[0] for name, found in known.items() if all(one.label and one.expression for one in found)}

    def shares(self):
        chosen = self.request.GET.get("by")
        return self.indicator.by_tag(self.asked, chosen) if chosen in self.divided else []

    @property
    def charted(self):
        """At most five years of months; a short window is shown within its year."""
        window = self.asked.window
        months = len(periods.steps(*window, "month"))
        return window if 3 < months <= 60 else last_year(window.end)


class Rows(Asked, ListPage):
    """Every number opens here: the rows that make it, as far as the viewer's reach allows."""

    template_name = "indicators/rows.html"
    follows_unit = False
    demands = True
    above = True

    def get_title(self):
        return _("%(name)s的明细") % {"name": self.indicator.name}

    @property
    def key(self):
        return f"indicators:rows:{self.indicator.code}"

    @cached_property
    def filter_names(self):
        return (*NAMES, "period", *self.asked.filters)

    @cached_property
    def behind(self):
        return self.indicator.rows(self.asked)

    @property
    def table(self):
        return table_for(self.indicator, self.behind.model)

    def get_queryset(self):
        rows = self.behind.select_related(*JOINED.get(self.behind.model, ()))
        return self.scope(rows)

    @property
    def links(self):
        return [Link(_("走势与分布"), self.trend_url, icon="chart")] if self.inside else []

    @property
    def inside(self):
        return self.request.user.can("view", self.asked.unit)

    @property
    def trend_url(self):
        return f"{reverse('indicators:indicator', args=[self.indicator.code])}?{self.asked.query}"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(indicator=self.indicator, scope=self.asked, **kwargs)
        total = self.behind.count()
        return context | {
            "reading": Reading(self.indicator, self.asked, self.indicator.value(self.asked)) if self.inside else None,
            "behind": total,
            "hidden": total - context["total"],
        }
