from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table


class RoundTable(Table):
    columns = [
        Column("title", _("名称"), link=True),
        Column("occasion", _("慰问类型")),
        Column("unit", _("慰问单位"), sort="unit__path"),
        Column("day", _("慰问日期"), kind="date"),
        Column("heads", _("人数"), kind="number", sort="heads"),
        Column("total_fen", _("合计"), kind="money", sort="total_fen"),
        Column("state", _("状态"), kind="state"),
        Column("fund", _("经费来源"), hidden=True),
    ]
    order = "-day"


class GiftTable(Table):
    columns = [
        Column("person.name", _("被慰问人"), link=True),
        Column("unit", _("所在单位"), sort="unit__path"),
        Column("round.title", _("慰问批次")),
        Column("round.occasion", _("慰问类型")),
        Column("day", _("慰问日期"), kind="date"),
        Column("amount_fen", _("慰问金额"), kind="money", total=True),
        Column("state", _("状态"), kind="state"),
        Column("receipt", _("签收方式"), hidden=True),
        Column("evidence", _("核实依据"), hidden=True),
    ]
    order = "-day"


class ListedTable(GiftTable):
    """The list of one round."""

    columns = [c for c in GiftTable.columns if not c.key.startswith("round.")]
    order = "unit"


class CandidateTable(Table):
    columns = [
        Column("name", _("姓名")),
        Column("home", _("所在单位"), sort="home_path"),
        Column("sex", _("性别")),
        Column("born_on", _("出生日期"), kind="date"),
        Column("id_tail", _("证件尾号"), hidden=True),
    ]
    order = "home"
