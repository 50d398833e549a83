from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .rules import STATE_TONES, VISIT_TONES, days_late


def lateness(row):
    """Of a drive past its end, of a visit whose faults are not mended in time."""
    due_on = row.overdue_from
    days = days_late(due_on, timezone.localdate()) if due_on else 0
    return _("已逾期 %(days)s 天") % {"days": days} if days else ""


LATE = staticmethod(lambda row: "zj-row-late" if lateness(row) else "")


class DriveTable(Table):
    columns = [
        Column("title", _("行动名称"), link=True),
        Column("group_names", _("职工类别"), sort=False),
        Column("state", _("状态"), kind="state", colours=STATE_TONES),
        Column("starts_on", _("开始日期"), kind="date"),
        Column("ends_on", _("结束日期"), kind="date", note=lateness),
        Column("rate", _("目标入会率"), kind="percent"),
        Column("units", _("单位数"), kind="number", sort="units"),
        Column("targets", _("目标人数"), kind="number", sort="targets"),
        Column("unit", _("组织单位"), sort="unit__path"),
    ]
    order = "-starts_on"
    row_class = LATE


class GoalTable(Table):
    columns = [
        Column("unit.name", _("单位"), link=True, sort="unit__path"),
        Column("group", _("职工类别")),
        Column("staff", _("职工人数"), kind="number", total=True),
        Column("target", _("目标"), kind="number", total=True),
        Column("before", _("行动前已入会"), kind="number", total=True),
        Column("typed", _("人工下达"), kind="bool"),
        Column("unit.code", _("单位编码"), hidden=True),
    ]
    order = "unit.name"


class MemberTable(Table):
    """The rows behind the number joined."""

    columns = [
        Column("person.name", _("姓名"), url=lambda row: row.person.get_absolute_url(), link=True),
        Column("unit.name", _("单位"), sort="unit__path"),
        Column("person.sex", _("性别")),
        Column("joined_on", _("到本工会日期"), kind="date"),
        Column("member_since", _("入会日期"), kind="date"),
        Column("person.id_tail", _("证件尾号"), hidden=True),
    ]
    order = "unit.name"


class VisitTable(Table):
    columns = [
        Column("name", _("被督导单位"), link=True, value=str, sort="unit__path"),
        Column("drive.title", _("入会行动")),
        Column("state", _("状态"), kind="state", colours=VISIT_TONES),
        Column("planned_on", _("计划日期"), kind="date"),
        Column("held_on", _("督导日期"), kind="date"),
        Column("visitors", _("督导人员")),
        Column("due_on", _("整改期限"), kind="date", note=lateness),
        Column("mended_on", _("整改完成"), kind="date"),
        Column("unit", _("所属工会"), sort="unit__path", hidden=True),
        Column("found", _("发现的问题"), hidden=True),
    ]
    order = "-planned_on"
    row_class = LATE
