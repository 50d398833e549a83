from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from . import rules
from .models import Return, said_of


class RoundTable(Table):
    columns = [
        Column("title", _("名称"), link=True, note="unit.name"),
        Column("start", _("期间起"), kind="date"),
        Column("end", _("期间止"), kind="date"),
        Column("due_on", _("报送截止"), kind="date"),
        Column("asked", _("应报"), kind="number", sort=False),
        Column("received", _("已报"), kind="number", sort=False),
        Column("approved", _("已审核"), kind="number", sort=False),
    ]
    order = "-end"


class ReturnTable(Table):
    columns = [
        Column("unit.name", _("填报单位"), link=True, sort="unit__path", note="round.title"),
        Column("form", _("表种"), hidden=True),
        Column("state", _("状态"), kind="state", colours=Return.state_colours, labels=rules.WORDS),
        Column("round.due_on", _("截止"), kind="date"),
        Column("received_on", _("报出日期"), kind="date"),
        Column("above.unit.name", _("汇总到"), hidden=True, sort="above__unit__path"),
        Column("reminders", _("催报次数"), kind="number"),
        Column("reminded_at", _("最近催报"), kind="datetime", hidden=True),
        Column("reason", _("退回或免报原因"), hidden=True),
    ]
    order = "unit.name"
    row_class = staticmethod(lambda row: "zj-row-late" if row.late else "")


class InRoundTable(ReturnTable):
    """The round stands above the table; beside the unit stands whom it reports to."""

    columns = [
        Column("unit.name", _("填报单位"), link=True, sort="unit__path", note=lambda row: row.above and row.above.unit),
        *ReturnTable.columns[1:],
    ]


class CellTable(Table):
    """The columns of the import: what is exported here is read back there."""

    columns = [
        Column("item", _("代码")),
        Column("declared.label", _("指标"), link=True, sort=False),
        Column("declared.unit", _("计量单位"), sort=False),
        Column("computed", _("自动取数"), kind="figure", value=lambda row: rules.plain(row.computed), sort="computed"),
        Column(
            "adjusted",
            _("填报数"),
            kind="figure",
            value=lambda row: said_of(row.declared, row.adjusted),
            sort="adjusted",
        ),
        Column("reason", _("调整理由")),
        Column("note", _("说明")),
        Column("rows", _("明细条数"), kind="number", hidden=True),
        Column("row_hash", _("明细指纹"), hidden=True),
    ]
    order = "item"
