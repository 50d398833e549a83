"""Columns for the rows behind a number that are not records."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import StaffCount, Unit
from zhijia.kernels.people.models import Membership
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.tables import RecordTable
from zhijia.web.tables import Column, Table


class MembershipTable(Table):
    columns = [
        Column(
            "person.name", _("姓名"), link=True, sort="person__initials", url=lambda row: row.person.get_absolute_url()
        ),
        Column("unit.name", _("所属工会"), sort="unit__path"),
        Column("member_since", _("入会日期"), kind="date"),
        Column("joined_on", _("到本工会日期"), kind="date", hidden=True),
        Column("entry", _("来由"), hidden=True),
        Column("ended_on", _("终止日期"), kind="date"),
        Column("state", _("会籍状态"), kind="state"),
    ]
    order = "member_since"


class UnitTable(Table):
    columns = [
        Column("code", _("编码")),
        Column("name", _("名称"), link=True),
        Column("kind", _("类别")),
        Column("founded_on", _("成立日期"), kind="date"),
        Column("dissolved_on", _("撤销日期"), kind="date", hidden=True),
        Column("headcount", _("职工人数"), kind="number"),
    ]


class StaffTable(Table):
    columns = [
        Column("unit.name", _("单位"), link=True, sort="unit__path", url=lambda row: row.unit.get_absolute_url()),
        Column("counted_on", _("登记日期"), kind="date"),
        Column("group", _("人群")),
        Column("persons", _("人数"), kind="number", total=True),
    ]
    order = "unit.name"


class AnyTable(Table):
    """For rows nobody has described: what they call themselves."""

    columns = [Column("name", _("名称"), link=True, value=str)]


TABLES = {ServiceRecord: RecordTable, Membership: MembershipTable, Unit: UnitTable, StaffCount: StaffTable}
JOINED = {ServiceRecord: ("person", "unit"), Membership: ("person", "unit"), StaffCount: ("unit",)}


def table_for(indicator, model):
    return indicator.table or TABLES.get(model, AnyTable)
