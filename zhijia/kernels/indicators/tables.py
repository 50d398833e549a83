"""Columns for the rows behind a number that are not records."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
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
        Column("joined_on", _("入会日期"), kind="date"),
        Column("ended_on", _("终止日期"), kind="date"),
        Column("state", _("会籍状态"), kind="state"),
    ]
    order = "joined_on"


class UnitTable(Table):
    columns = [
        Column("code", _("编码")),
        Column("name", _("名称"), link=True),
        Column("kind", _("类别")),
        Column("founded_on", _("成立日期"), kind="date"),
        Column("headcount", _("职工人数"), kind="number"),
    ]


class AnyTable(Table):
    """For rows nobody has described: what they call themselves."""

    columns = [Column("name", _("名称"), link=True, value=str)]


TABLES = {ServiceRecord: RecordTable, Membership: MembershipTable, Unit: UnitTable}
JOINED = {ServiceRecord: ("person", "unit"), Membership: ("person", "unit")}


def table_for(indicator, model):
    return indicator.table or TABLES.get(model, AnyTable)
