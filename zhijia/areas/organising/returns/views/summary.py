"""汇总表: units down, items across."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.web.exporters import Export, exporters
from zhijia.web.pages import Page, found
from zhijia.web.tables import Column

from .. import rules
from ..models import Cell, DoubleCount, Return, said_of
from ..questionnaires import ABOVE, GRASSROOTS

MODULES = {module.code: module for form in (GRASSROOTS, ABOVE) for module in form.modules}


class Lines(list):
    """Lines that an exporter reads as it reads a queryset."""

    model = Return

    def iterator(self, chunk_size=None):
        return iter(self)


class Summary(Page):
    queryset = Return.objects.filter(form=Return.Form.ABOVE).select_related("unit", "round__unit")
    title = _("汇总表")
    template_name = "returns/summary.html"

    @cached_property
    def of(self):
        return found(self.get_queryset().filter(pk=self.kwargs["pk"]))

    def get_queryset(self):
        return self.scope(self.queryset.all())

    @cached_property
    def module(self):
        return MODULES.get(self.request.GET.get("module"), MODULES["A"])

    @cached_property
    def everyone(self):
        """Also what is not accepted yet; the sum at the foot counts only what is."""
        return self.request.GET.get("all") == "1"

    def get(self, request, *args, **kwargs):
        if request.GET.get("export"):
            return self.export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def below(self):
        rows = self.of.below.select_related("unit").order_by("unit__path")
        rows = rows.exclude(state=rules.State.EXCUSED) if self.everyone else rows.filter(state=rules.State.APPROVED)
        if self.module in ABOVE.modules:
            rows = rows.filter(form=Return.Form.ABOVE)
        return list(rows)

    @cached_property
    def found(self) -> dict:
        """{(return, item): (cell, value)}; one query."""
        codes = [item.code for item in self.module.items]
        returns = [one.pk for one in self.below] + [self.of.pk]
        rows = Cell.objects.filter(of__in=returns, item__in=codes).valued().values_list("of", "item", "pk", "value")
        return {(of, item): (pk, value) for of, item, pk, value in rows}

    def value(self, of, item):
        if item.ratio:
            return rules.percent(*(self.found.get((of, code), (None, None))[1] for code in item.ratio))
        return self.found.get((of, item.code), (None, None))[1]

    def line(self, of, name, url):
        cells = []
        for item in self.module.items:
            pk, value = self.found.get((of.pk, item.code), (None, None))
            shown = self.value(of.pk, item)
            said = (f"{shown}%" if shown is not None else "") if item.ratio else said_of(item, shown)
            cells.append((item, said, reverse("returns:cell", args=[pk]) if pk and value is not None else ""))
        return name, url, cells

    @cached_property
    def lines(self):
        return [self.line(one, one.unit.name, one.get_absolute_url()) for one in self.below]

    @cached_property
    def foot(self):
        """The sum of what is accepted, what is taken off, what is reported."""
        return self.line(self.of, gettext("汇总上报数"), self.of.get_absolute_url())

    @cached_property
    def twice(self) -> dict:
        rows = DoubleCount.objects.filter(of=self.of).order_by().values_list("item").annotate(total=Sum("amount"))
        return dict(rows)

    def get_context_data(self, **kwargs):
        off = [
            (item, f"−{rules.plain(self.twice[item.code])}" if item.code in self.twice else "")
            for item in self.module.items
        ]
        return super().get_context_data(
            of=self.of,
            module=self.module,
            modules=[(module, self.address(module=code)) for code, module in MODULES.items()],
            lines=self.lines,
            foot=self.foot,
            off=off if any(word for _item, word in off) else [],
            waiting=self.of.below.exclude(state__in=rules.SETTLED).count(),
            everyone=self.everyone,
            other_url=self.address(all="" if self.everyone else "1"),
            exports=[(e.label, self.address(export=e.code)) for e in exporters.values() if e.offered is None],
            may_export=self.may_export,
            print_url=self.address(print=1),
            **kwargs,
        )

    def address(self, **changes):
        params = {"module": self.module.code, "all": "1" if self.everyone else ""} | changes
        kept = {name: value for name, value in params.items() if value}
        return f"{reverse('returns:summary', args=[self.of.pk])}?{urlencode(kept)}"

    @property
    def may_export(self):
        return self.request.user.can("export", self.of.unit)

    def export(self, code):
        if code not in exporters or not self.may_export:
            raise PermissionDenied(_("您的岗位没有导出权限；如有需要，请与本单位系统管理员联系"))
        lines = Lines([*self.lines, self.foot])
        title = f"{self.of.round.title}_{self.of.unit.name}_{self.module.title}"
        return exporters[code].write(Export(self, self.columns(), lines, title))

    def columns(self):
        unit = Column("unit", _("单位"), value=lambda line: line[0])
        return [unit, *(self._column(place, item) for place, item in enumerate(self.module.items))]

    def _column(self, place, item):
        form = ABOVE if item.code in ABOVE.by_code else GRASSROOTS
        label = f"{item.code} {rules.name_of(form, item.code)}"
        return Column(item.code, label, unit=str(item.unit), value=lambda line: line[2][place][1].replace(",", ""))
