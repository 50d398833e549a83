from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .rules import STATE_COLOURS


class ReportTable(Table):
    columns = [
        Column("title", _("标题"), value=lambda report: report.name, sort="title", link=True, note=lambda r: r.edition),
        Column("kind", _("类型")),
        Column("unit", _("单位"), sort="unit__path"),
        Column("start", _("期间起"), kind="date", hidden=True),
        Column("end", _("期间止"), kind="date"),
        Column("state", _("状态"), kind="state", colours=STATE_COLOURS),
        Column("publication.on", _("发布日期"), kind="date", sort="publication__on"),
        Column("code", _("报告代码")),
        Column("made_by", _("起草人"), sort=False, hidden=True),
    ]
    order = "-end"
