"""Columns of the register."""

from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .rules import TAGS


def _word(tag):
    return lambda record: record.word(tag)


def _standing(record):
    return _("冲销") if record.net < 0 else ""


TAG_NAMES = dict(zip(TAGS, (_("资金来源"), _("事由"), _("级别"), _("人群"), _("结果")), strict=True))


class RecordTable(Table):
    columns = [
        Column("day", _("日期"), kind="date"),
        Column("kind", _("类别"), value=lambda record: record.kind_name, sort="kind", link=True, note=_standing),
        Column("person.name", _("服务对象"), sort=False),
        Column("unit.name", _("单位"), sort="unit_path"),
        Column("occasion", TAG_NAMES["occasion"], value=_word("occasion"), sort=False),
        Column("times", _("人次"), kind="number", total=True),
        Column("amount_fen", _("金额"), kind="money", total=True),
        Column("fund", TAG_NAMES["fund"], value=_word("fund"), sort=False, hidden=True),
        Column("level", TAG_NAMES["level"], value=_word("level"), sort=False, hidden=True),
        Column("group", TAG_NAMES["group"], value=_word("group"), sort=False, hidden=True),
        Column("result", TAG_NAMES["result"], value=_word("result"), sort=False, hidden=True),
        Column("source", _("来源编号"), hidden=True),
        Column("recorded_at", _("登记时间"), kind="datetime", hidden=True),
    ]
    order = "-day"
