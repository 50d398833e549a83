from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table


class EntryTable(Table):
    columns = [
        Column("name", _("名称"), link=True),
        Column("unit", _("单位"), sort="unit__path"),
        Column("day", _("日期"), kind="date"),
        Column("times", _("服务人次"), kind="number", total=True),
        Column("amount_fen", _("金额"), kind="money", total=True),
        Column("state", _("状态"), kind="state"),
    ]
    order = "-day"
