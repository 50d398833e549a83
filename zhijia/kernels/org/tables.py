from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table


class UnitTable(Table):
    columns = [
        Column("name", _("名称"), link=True, sort="path"),
        Column("code", _("单位编码")),
        Column("kind", _("类别"), value=lambda unit: unit.get_kind_display(), sort="kind"),
        Column("superior", _("上级工会"), sort="superior__path"),
        Column("headcount", _("职工人数"), kind="number"),
        Column("founded_on", _("成立日期"), kind="date"),
        Column("dissolved_on", _("撤销日期"), kind="date", hidden=True),
        Column("short_name", _("简称"), hidden=True),
    ]
    order = "name"
    row_class = staticmethod(lambda unit: "text-secondary" if unit.dissolved_on else "")
