from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Application, Invitation, Round


def tail(read):
    """An identity number by its last signs: enough to tell namesakes apart."""

    def value(row):
        digits = read(row)
        return f"****{digits}" if digits else ""

    return value


class ApplicationTable(Table):
    columns = [
        Column("number", _("编号"), link=True, sort="case__number"),
        Column("name", _("姓名"), note="unit.name"),
        Column("id_tail", _("证件尾号"), value=tail(lambda row: row.id_tail), sort=False),
        Column("kind", _("用工形式")),
        Column("department", _("部门"), hidden=True),
        Column("position", _("岗位"), hidden=True),
        Column("dispatcher", _("派遣单位"), hidden=True),
        Column("state", _("状态"), kind="state", colours=Application.state_colours, note="case.desk_unit"),
        Column("applied_on", _("申请日期"), kind="date"),
        Column("due_on", _("办理期限"), kind="date", value=lambda row: row.case.due_on, sort="case__due_on"),
        Column("decided_on", _("办结日期"), kind="date", hidden=True),
    ]
    order = "-number"


class RoundTable(Table):
    columns = [
        Column("title", _("批次"), link=True, note="unit.name"),
        Column(
            "shown",
            _("状态"),
            kind="state",
            labels=Round.SHOWN,
            colours=Round.shown_colours,
            value=lambda row: row.shown,
            sort="shown",
        ),
        Column("opened_at", _("发起时间"), kind="datetime"),
        Column("expires_on", _("截止日期"), kind="date"),
        Column("invited", _("邀请"), kind="number", unit=_("人"), value=lambda row: row.invited, sort="invited"),
        Column("joined", _("已入会"), kind="number", unit=_("人"), value=lambda row: row.joined, sort="joined"),
        Column("waiting", _("没有确认"), kind="number", unit=_("人"), value=lambda row: row.waiting, sort="waiting"),
        Column("closed_at", _("结束时间"), kind="datetime", hidden=True),
    ]
    order = "-opened_at"


class InvitationTable(Table):
    columns = [
        Column("person.name", _("姓名"), link=True, note="unit.name"),
        Column("id_tail", _("证件尾号"), value=tail(lambda row: row.person.id_tail), sort=False),
        Column("round.title", _("批次")),
        Column(
            "shown",
            _("状态"),
            kind="state",
            labels=Invitation.SHOWN,
            colours=Invitation.state_colours,
            value=lambda row: row.shown,
            sort="shown",
        ),
        Column("invited_at", _("邀请时间"), kind="datetime", hidden=True),
        Column("answered_at", _("确认时间"), kind="datetime"),
        Column("reminders", _("提醒"), kind="number", unit=_("次")),
        Column("reminded_at", _("最近提醒"), kind="datetime", hidden=True),
        Column("round.expires_on", _("截止日期"), kind="date"),
    ]
    order = "person.name"


class CandidateTable(Table):
    columns = [
        Column("person.name", _("姓名"), note="unit.name", url=lambda row: row.person.get_absolute_url(), link=True),
        Column("id_tail", _("证件尾号"), value=tail(lambda row: row.person.id_tail), sort=False),
        Column("person.sex", _("性别")),
        Column("kind", _("用工形式")),
        Column("position", _("岗位")),
        Column("from_on", _("到岗日期"), kind="date"),
    ]
    order = "person.name"


class JoinedTable(Table):
    columns = [
        Column("person.name", _("姓名"), link=True, note="unit.name"),
        Column("id_tail", _("证件尾号"), value=tail(lambda row: row.person.id_tail), sort=False),
        Column("way", _("入会方式")),
        Column("joined_on", _("入会日期"), kind="date"),
        Column("joined_at", _("办理时间"), kind="datetime", hidden=True),
    ]
    order = "-joined_on"


def to(name):
    return lambda row: reverse(name, args=[row.pk])


class DoorTable(Table):
    columns = [
        Column("name", _("单位"), url=to("joining:door"), link=True, note="code"),
        Column(
            "door",
            _("网上入会"),
            kind="state",
            labels={True: _("开放"), False: _("未开放")},
            colours={True: "good", False: "quiet"},
            value=lambda row: row.door_open is not False,
            sort=False,
        ),
        Column("waiting", _("待审核申请"), kind="number", unit=_("件"), value=lambda row: row.waiting, sort="waiting"),
        Column("came", _("网上入会人数"), kind="number", unit=_("人"), value=lambda row: row.came, sort="came"),
        Column(
            "poster",
            _("海报"),
            value=lambda row: _("入会二维码海报"),
            url=to("joining:poster"),
            link=True,
            sort=False,
            export=False,
        ),
    ]
