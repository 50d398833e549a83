"""Typed values of one return out of a spreadsheet; the columns are those its export writes."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports

from . import actions, rules
from .models import Cell, Return

CELL = "returns.cell"
TYPED = ("adjusted", "reason", "note")
KEPT = actions.KEPT
RETURN = "returns.return"


def parsed(text) -> Decimal | None:
    """1,234.50 or empty; anything else raises."""
    text = (text or "").replace(",", "").replace("，", "").strip()
    if not text:
        return None
    number = Decimal(text)
    if not number.is_finite():
        raise InvalidOperation
    return number


@imports
class Values(ImportSpec):
    code = "returns.values"
    title = _("统计报表填报数据")
    subject_label = _("统计报表")
    notes = (
        _("从报表的“全部数据”导出，填好“填报数、调整理由、说明”三列再导入；其他列只供核对，改了也不会生效。"),
        _("自动取数的项目，填报数与自动取数不同的，须写调整理由。"),
    )
    columns = (
        ImportColumn("item", _("代码"), ("项目代码", "指标代码"), True, example="B01", width=8),
        ImportColumn("label", _("指标"), ("指标名称", "项目"), width=28),
        ImportColumn("unit", _("计量单位"), ("单位",), width=10),
        ImportColumn("computed", _("自动取数"), width=12),
        ImportColumn("adjusted", _("填报数"), ("上报数", "数值"), example="3", width=12),
        ImportColumn("reason", _("调整理由"), longest=200, width=24),
        ImportColumn("note", _("说明"), ("备注",), longest=200, width=24),
    )
    key = ("item",)
    watched = {CELL: KEPT, RETURN: ("state",)}  # what has been handed up is not taken back

    def subjects(self, user, unit):
        rows = Return.objects.visible_to(user, "edit") if user else Return.objects.all()
        return (
            rows.filter(state__in=rules.WRITABLE).select_related("unit", "round").order_by("-round__end", "unit__path")
        )

    def prepare(self, context):
        joined = Return.objects.select_related("unit", "round__unit", "above__unit")
        context.of = joined.get(pk=context.subject_id)
        if context.user is not None:
            actions.may_edit(context.of, context.user).or_refuse()
        context.cells = {cell.item: cell for cell in context.of.cells.all()}

    def check(self, rows, context):
        for row in rows:
            row.what = row["item"]
            self.check_one(row, context.cells.get(row["item"].upper()))

    def check_one(self, row, cell):
        if cell is None:
            row.fault("item", say("报表里没有这个代码，请先自动取数，再从“全部数据”导出"))
            return
        try:
            value = self.value_of(row, cell)
        except InvalidOperation:
            row.fault("adjusted", say("请填数字，按选项填写的项目填选项前的号码"))
            return
        row.values["put"] = {"adjusted": value, "reason": row["reason"] or "", "note": row["note"] or ""}
        for reason in rules.may_put(cell.declared, cell.computed, value, row["reason"] or "").reasons:
            row.fault("reason" if reason.field.endswith("-reason") else "adjusted", reason.say(say))
        row.outcome = "unchanged" if self.same(cell, row["put"]) else "updated"

    @staticmethod
    def value_of(row, cell):
        """The word of a coded answer is understood too: the export writes it."""
        words = {str(word): Decimal(code) for code, word in cell.declared.choices}
        text = (row["adjusted"] or "").strip()
        return words[text] if text in words else parsed(text)

    @staticmethod
    def same(cell, put) -> bool:
        return all(getattr(cell, name) == value for name, value in put.items())

    def write(self, rows, context):
        changed = {row["item"].upper(): row["put"] for row in rows if row.outcome != "unchanged"}
        before = {code: {name: getattr(context.cells[code], name) for name in KEPT} for code in changed}
        actions.put_values(of=context.of, values=changed, by=context.user, at=context.now)
        for row in rows:
            code = row["item"].upper()
            if code in changed:
                row.changed(RETURN, context.of.pk, {"state": context.of.state})
                row.changed(CELL, context.cells[code].pk, before[code])

    def kept(self, user):
        return Return.objects.visible_to(user, "export").select_related("unit", "round").order_by("-round__end")

    def current(self, unit, user, subject=None):
        rows = Return.objects.visible_to(user, "export").under(unit.path).order_by("-round__end")
        of = rows.filter(pk=subject.pk).first() if subject else rows.filter(unit=unit).first()
        for cell in Cell.objects.filter(of=of).order_by("item") if of else ():
            item = cell.declared
            told = {"item": cell.item, "label": str(item.label), "unit": str(item.unit)}
            yield told | {
                "computed": rules.plain(cell.computed),
                "adjusted": rules.plain(cell.adjusted),
                "reason": cell.reason,
                "note": cell.note,
            }
