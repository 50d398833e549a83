from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .rules import STATE_COLOURS


def kind_name(case):
    return case.declared.name


class InTrayTable(Table):
    columns = [
        Column("title", _("事项"), link=True),
        Column("kind", _("类别"), value=kind_name, sort="kind"),
        Column("unit.short_name", _("单位"), value=lambda case: case.unit),
        Column("due_on", _("办理期限"), kind="date"),
        Column("moved_at", _("到达时间"), kind="datetime"),
        Column("number", _("编号")),
    ]
    order = "due_on"


class CaseTable(Table):
    columns = [
        Column("title", _("事项"), link=True),
        Column("kind", _("类别"), value=kind_name, sort="kind"),
        Column("unit", _("单位"), sort="unit__path"),
        Column("state", _("状态"), kind="state", colours=STATE_COLOURS),
        Column("desk_unit", _("现在在谁那里"), sort=False),
        Column("moved_at", _("到达时间"), kind="datetime"),
        Column("number", _("编号")),
    ]
    order = "-moved_at"
