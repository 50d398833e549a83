from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from . import rules
from .models import BankBatch, BankCard, Card


def tail(row):
    return f"{'*' * 14}{row.person.id_tail}" if row.person.id_tail else ""


def number(row):
    return rules.spaced(row.number)


def stars(row):
    return f"**** {row.tail}" if row.tail else ""


class CardTable(Table):
    columns = [
        Column("person.name", _("姓名"), link=True, note="person.home"),
        Column("number", _("会员卡号"), value=number, sort="number"),
        Column("version", _("第几张"), kind="number", hidden=True),
        Column(
            "shown",
            _("状态"),
            kind="state",
            labels=rules.CARD_SHOWN,
            colours=Card.state_colours,
            value=lambda row: row.shown,
            sort="shown",
        ),
        Column("issued_on", _("发卡日期"), kind="date"),
        Column("valid_to", _("有效期至"), kind="date"),
        Column("ended_at", _("停用时间"), kind="datetime", hidden=True),
        Column("reason", _("停用原因"), hidden=True),
    ]
    order = "-issued_on"


class MemberTable(Table):
    columns = [
        Column("person.name", _("姓名"), note="unit.name"),
        Column("id_tail", _("身份证号"), value=tail, sort=False),
        Column("joined_on", _("会籍起始"), kind="date"),
    ]
    order = "person.name"


class BatchTable(Table):
    columns = [
        Column("number", _("批次号"), link=True),
        Column("unit.name", _("单位")),
        Column("bank", _("合作银行")),
        Column("people", _("人数"), kind="number", unit=_("人"), value=lambda row: row.people, sort=False),
        Column("made", _("已制卡"), kind="number", unit=_("人"), value=lambda row: row.made, sort=False),
        Column("activated", _("已激活"), kind="number", unit=_("人"), value=lambda row: row.activated, sort=False),
        Column("state", _("状态"), kind="state", colours=BankBatch.state_colours),
        Column("opened_at", _("登记时间"), kind="datetime", hidden=True),
        Column("sent_at", _("送银行时间"), kind="datetime"),
    ]
    order = "-number"


class BankCardTable(Table):
    columns = [
        Column("person.name", _("姓名"), link=True, note="person.home"),
        Column("id_tail", _("身份证号"), value=tail, sort="person__id_tail"),
        Column("tail", _("卡号后四位"), value=stars, sort=False),
        Column("state", _("状态"), kind="state", colours=BankCard.state_colours),
        Column("batch.number", _("批次号")),
        Column("applied_on", _("申领日期"), kind="date"),
        Column("made_on", _("制卡日期"), kind="date"),
        Column("activated_on", _("激活日期"), kind="date"),
        Column("lost_on", _("挂失日期"), kind="date", hidden=True),
        Column("ended_on", _("注销日期"), kind="date", hidden=True),
        Column("note", _("说明"), hidden=True),
    ]
    order = "-applied_on"


SIGNING, STOPPED, REVOKED = _("正在使用"), _("已停止签名"), _("已作废")
KEY_COLOURS = {SIGNING: "good", REVOKED: "late"}


class KeyTable(Table):
    columns = [
        Column("code", _("密钥编号")),
        Column("generation", _("第几代"), kind="number"),
        Column("state", _("状态"), kind="state", value=lambda key: key_word(key), colours=KEY_COLOURS, sort=False),
        Column("begun_at", _("启用时间"), kind="datetime"),
        Column("ended_at", _("停止签名时间"), kind="datetime"),
        Column("revoked_at", _("作废时间"), kind="datetime"),
        Column("by", _("办理人"), sort=False),
        Column("reason", _("原因")),
    ]
    order = "-generation"


def key_word(key):
    if key.revoked_at:
        return REVOKED
    return SIGNING if key.signing else STOPPED
