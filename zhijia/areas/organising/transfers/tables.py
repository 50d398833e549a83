from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Transfer


def tail(transfer):
    """Enough to tell namesakes apart; the other end needs no more."""
    return f"{'*' * 14}{transfer.person.id_tail}" if transfer.person.id_tail else ""


def waits_for(transfer):
    return transfer.desk if transfer.state == "open" else ""


class TransferTable(Table):
    columns = [
        Column("number", _("编号"), link=True),
        Column("person.name", _("姓名")),
        Column("id_tail", _("身份证号"), value=tail, sort="person__id_tail"),
        Column("from_unit.name", _("转出单位")),
        Column("to_unit.name", _("转入单位"), note="employer"),
        Column("state", _("状态"), kind="state", colours=Transfer.state_colours, note=waits_for),
        Column("due_on", _("确认期限"), kind="date"),
        Column("start", _("发起"), hidden=True),
        Column("opened_on", _("发起日期"), kind="date"),
        Column("closed_on", _("办结日期"), kind="date", hidden=True),
        Column("days", _("用时（工作日）"), kind="number", hidden=True),
        Column("employer", _("新单位（尚未建会）"), hidden=True),
        Column("reason", _("接转原因"), hidden=True),
    ]
    order = "-number"


class MemberTable(Table):
    """Those who may be ticked for leaving."""

    columns = [
        Column("person.name", _("姓名"), note="unit.name"),
        Column("id_tail", _("身份证号"), value=tail, sort=False),
        Column("person.sex", _("性别")),
        Column("joined_on", _("会籍起始"), kind="date"),
    ]
    order = "person.name"
