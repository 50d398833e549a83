"""One page for a unit: a dozen numbers, how they moved, how they spread below it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators import periods
from zhijia.kernels.indicators.asked import scope_asked
from zhijia.kernels.indicators.base import breakdown
from zhijia.kernels.indicators.readings import board, readings
from zhijia.kernels.org.models import Unit
from zhijia.web.exporters import Export, exporters
from zhijia.web.pages import Page
from zhijia.web.tables import Column

SHOWN = 12


class Dashboard(Page):
    title = _("看板")
    template_name = "dashboard/dashboard.html"

    def get(self, request, *args, **kwargs):
        if request.GET.get("export"):
            return self.export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self):
        return scope_asked(self.request.user, self.request.GET, self.today, self.unit)

    @cached_property
    def shown(self):
        return board()[:SHOWN]

    @cached_property
    def spread(self):
        """[(unit or label, scope, {code: value})]: one line per unit directly below, one column per indicator."""
        found = breakdown(self.shown, self.asked)
        lines = {}
        for indicator in self.shown:
            for share in found[indicator.code]:
                key = (share.scope.own, share.scope.unit.code, share.scope.start)
                lines.setdefault(key, (share.label, share.scope, {}))[2][indicator.code] = share.value
        return list(lines.values())

    @cached_property
    def charted(self):
        """The indicator whose spread is drawn: the one asked for, or the first that has any."""
        wanted = self.request.GET.get("chart")
        filled = [i for i in self.shown if any(values.get(i.code) for _label, _scope, values in self.spread)]
        return next((i for i in self.shown if i.code == wanted), None) or next(iter(filled), None)

    def get_context_data(self, **kwargs):
        asked = self.asked
        return super().get_context_data(
            scope=asked,
            readings=readings(self.shown, asked),
            heads=[(indicator, f"{self.address(chart=indicator.code)}#chart") for indicator in self.shown],
            spread=[
                (label, [(i, scope, values.get(i.code, i.none)) for i in self.shown])
                for label, scope, values in self.spread
            ],
            charted=self.charted,
            chart=self.chart_rows(),
            chart_columns=[_("单位"), self.charted.name] if self.charted else [],
            periods=self.choices(),
            months=self.months(),
            units=self.units(),
            exports=[(e.label, self.address(export=e.code)) for e in exporters.values()] if self.may_export else [],
            print_url=self.address(print=1),
            partial=any(not i.additive for i in self.shown),
            **kwargs,
        )

    def chart_rows(self):
        if not self.charted:
            return []
        code = self.charted.code
        return [[str(label), float(self.charted.plain(values.get(code) or 0))] for label, _s, values in self.spread]

    # Ways to elsewhere

    def address(self, **changes):
        params = self.asked.params | {"chart": self.request.GET.get("chart", "")} | changes
        return f"{reverse('dashboard:dashboard')}?{urlencode({k: v for k, v in params.items() if v not in ('', None)})}"

    def choices(self):
        """(label, address, chosen) of three years and of the quarters of the year shown."""
        year = self.asked.end.year
        years = [str(y) for y in range(self.today.year - 2, self.today.year + 1)]
        return self._periods([*years, *(f"{year}-Q{n}" for n in range(1, 5))])

    def months(self):
        year = self.asked.end.year
        return self._periods([f"{year}-{n:02d}" for n in range(1, 13)])

    def _periods(self, codes):
        chosen = periods.name_of(self.asked.window)
        return [(period_name(code), self.period_address(code), code == chosen) for code in codes]

    def period_address(self, code):
        window = periods.parse(code)
        return self.address(**{"from": window.start.isoformat(), "to": window.end.isoformat()})

    def units(self):
        """Where one can go: up as far as one reaches, and to each unit below."""
        user, unit = self.request.user, self.asked.unit
        above = [(up, self.address(unit=up.code)) for up in unit.ancestors() if user.can("view", up)]
        below = [child.unit for child in self.asked.children.values() if child.stays]
        return {"above": above, "below": [(child, self.address(unit=child.code)) for child in below]}

    # Export

    @cached_property
    def may_export(self):
        return self.request.user.can("export", self.asked.unit)

    def export(self, code):
        if code not in exporters or not self.may_export:
            raise PermissionDenied(_("您的岗位没有导出权限；如有需要，请与本单位系统管理员联系"))
        total = (
            self.asked.unit,
            self.asked,
            {r.indicator.code: r.value for r in readings(self.shown, self.asked, trend=False)},
        )
        lines = Lines([total, *self.spread])
        title = f"{self.title}_{self.asked.unit.name}_{self.asked.start}_{self.asked.end}"
        return exporters[code].write(Export(self, columns_of(self.shown), lines, title))


class Lines(list):
    """Lines that an exporter reads as it reads a queryset."""

    model = Unit

    def iterator(self, chunk_size=None):
        return iter(self)


def columns_of(shown):
    unit = Column("unit", _("单位"), value=lambda line: getattr(line[0], "name", line[0]))
    return [unit, *(_column(indicator) for indicator in shown)]


def _column(indicator):
    kind = {"amount": "money", "ratio": "text"}.get(indicator.measure, "number")
    unit = str(indicator.counting_unit)
    return Column(
        indicator.code, indicator.name, kind=kind, unit=unit, value=lambda line: line[2].get(indicator.code, 0)
    )


def period_name(code):
    if "Q" in code:
        return _("第%(n)s季度") % {"n": code[-1]}
    year, dash, month = code.partition("-")
    return _("%(n)s月") % {"n": int(month)} if dash else _("%(year)s年") % {"year": year}
