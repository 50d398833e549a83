from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .rules import RULING_COLOURS, STATE_COLOURS


def kind_name(case):
    return case.declared.name


def in_place_of(case):
    """Below the title where the reader stands in for somebody; nothing in their own right."""
    return case.absent and gettext("代%(absent)s办理") % {"absent": case.absent}


class InTrayTable(Table):
    columns = [
        Column("title", _("事项"), link=True, note=in_place_of),
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


class InPlaceTable(Table):
    columns = [
        Column("at", _("办理时间"), kind="datetime"),
        Column("case.title", _("事项"), link=True, url=lambda given: given.case.get_absolute_url()),
        Column("ruling", _("意见"), kind="state", colours=RULING_COLOURS),
        Column("by", _("代理人"), sort="by__name"),
        Column("absent", _("代谁办理"), sort="absent__name"),
        Column("case.unit", _("单位"), sort="case__unit__path"),
        Column("note", _("说明"), sort=False),
        Column("case.number", _("编号")),
        Column("hand_over.ground", _("代理事由"), hidden=True),
    ]
    order = "-at"
