"""Every number of a return as a table, and one number with the rows it was counted from."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import indicators
from zhijia.web.pages import Act, DetailPage, Link, ListPage, Sheet, found

from .. import rules
from ..actions.filling import approved_below, computed_one, frozen, scope_of
from ..models import Cell, Return
from ..questionnaires import GRASSROOTS
from ..tables import CellTable


class Cells(ListPage):
    queryset = Cell.objects.all()
    table = CellTable
    parent = Return
    search_fields = ("item", "reason", "note")
    search_hint = _("代码、理由、说明")
    follows_unit = False
    empty_text = _("还没有数据，请先自动取数")

    @cached_property
    def of(self):
        returns = Return.objects.visible_to(self.request.user, "view").select_related("unit", "round")
        return found(returns.filter(pk=self.kwargs["pk"]))

    def get_title(self):
        return gettext("%(unit)s·%(round)s") % {"unit": self.of.unit.name, "round": self.of.round.title}

    def get_queryset(self):
        return super().get_queryset().filter(of=self.of)

    @property
    def links(self):
        return [Link(_("返回报表"), self.of.get_absolute_url(), icon="arrow-left")]

    @property
    def sheets(self):
        return [Sheet("returns.values", self.of, self.of.unit)]


class CellPage(DetailPage):
    """What it was when it was handed up, what it is now, and the way to the rows."""

    queryset = Cell.objects.select_related("of__unit", "of__round__unit", "of__above__unit")
    template_name = "returns/cell.html"
    context_object_name = "cell"

    def get_title(self):
        form = self.object.of.form_of(self.object.item)
        return f"{self.object.item} {rules.name_of(form, self.object.item)}"

    def state(self, cell):
        return None

    @property
    def summed(self):
        return self.object.of.sums and self.object.item in GRASSROOTS.by_code

    @property
    def indicator(self):
        code = self.object.declared.indicator
        return indicators[code] if code in indicators and not self.summed else None

    def actions(self, cell):
        found = [Act(_("返回报表"), cell.of.get_absolute_url(), args=(), icon="arrow-left")]
        if self.indicator and cell.computed is not None:
            url = self.indicator.url(scope_of(cell.of, cell.declared))
            found.insert(0, Act(_("看明细"), url, args=(), primary=True, icon="list", method="get"))
        return found

    def facts(self, cell):
        told = [
            (_("填报单位"), cell.of.unit.name),
            (_("统计报送"), cell.of.round.title),
            (_("上报数"), f"{cell.said or '—'} {cell.declared.unit}"),
            (_("自动取数"), rules.plain(cell.computed) or "—"),
        ]
        if cell.is_adjusted:
            told += [(_("调整为"), rules.plain(cell.adjusted)), (_("调整理由"), cell.reason)]
        if cell.note:
            told.append((_("说明"), cell.note))
        if self.indicator:
            told += [(_("指标"), self.indicator.name), (_("定义"), self.indicator.definition)]
        return told

    def get_context_data(self, **kwargs):
        return super().get_context_data(parts=self.parts(), holds=self.holds(), **kwargs)

    def parts(self):
        """What a sum is made of: each return below, then what is counted twice."""
        if not self.summed:
            return []
        cell = self.object
        rows = approved_below(cell.of).filter(item=cell.item).select_related("of__unit").order_by("of__unit__path")
        below = [(one.of.unit.name, one.get_absolute_url(), one.said) for one in rows]
        twice = cell.of.doubles.filter(item=cell.item)
        return below + [(gettext("重复扣减：%s") % one.reason, "", f"−{rules.plain(one.amount)}") for one in twice]

    def holds(self):
        """(value now, rows now, same): only where it was frozen."""
        cell = self.object
        if not cell.row_hash:
            return None
        value, (rows, row_hash) = computed_one(cell), frozen(cell.of, cell)
        return {"value": rules.plain(value), "rows": rows, "same": (value, row_hash) == (cell.computed, cell.row_hash)}
