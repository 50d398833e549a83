"""职工人数表: one line a unit and day."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports

from .. import actions, rules
from ..models import StaffCount
from .common import CODE, NAME, blame, known_units, unit_of

GROUPS = tuple(group.value for group in StaffCount.Group)
OTHERWISE = {"total": ("职工人数", "职工总人数"), "women": ("女职工人数", "其中：女"), "migrant": ("农民工人数",)}


@imports
class StaffSheet(ImportSpec):
    code = "org.staff_counts"
    title = _("职工人数")
    ability = "edit"
    key = ("code", "on")
    undoable = False  # a count of the same day is corrected by another import
    notes = (
        _("一个单位一天一行；同一天再导入就是更正。空着的人群保留以前的人数。"),
        _("女职工不能多于职工总数，各种用工形式合计也不能多于职工总数。"),
    )
    columns = (
        CODE,
        NAME,
        ImportColumn("on", _("统计日期"), ("截止日期", "日期"), True, "date", example="2026-03-31"),
        *(
            ImportColumn(group.value, group.label, OTHERWISE.get(group.value, ()), kind="int", width=10)
            for group in StaffCount.Group
        ),
    )

    def check(self, rows, context):
        units = known_units(row["code"] for row in rows)
        context.counted = counted(units.values())
        for row in rows:
            unit = unit_of(row, units, context)
            if unit:
                self.check_one(row, unit, context)

    def check_one(self, row, unit, context):
        on, counts = row["on"], {group: row[group] for group in GROUPS if row[group] is not None}
        history = context.counted.setdefault(unit.pk, {})
        if on > context.today:
            row.fault("on", say("统计日期晚于今天，请核对"))
        blame(row, rules.may_count(unit.founded_on, unit.dissolved_on, on), {})
        blame(row, rules.counts_fit(as_of(history, on) | counts, StaffCount.FOOTINGS), {})
        that_day = history.get(on, {})
        row.outcome = "created" if not that_day else "unchanged" if that_day == that_day | counts else "updated"
        history[on] = that_day | counts

    def write(self, rows, context):
        units = known_units(row["code"] for row in rows)
        history = counted(units.values())
        for row in rows:
            unit, counts = units[row["code"]], {group: row[group] for group in GROUPS if row[group] is not None}
            that_day = history.setdefault(unit.pk, {}).get(row["on"], {})
            row.outcome = "updated" if that_day else "created"
            if that_day == that_day | counts:
                row.outcome = "unchanged"
                continue
            actions.count_staff(unit=unit, on=row["on"], counts=counts, by=context.user)
            history[unit.pk][row["on"]] = that_day | counts

    def current(self, unit, user):
        counts = StaffCount.objects.visible_to(user, "export").under(unit.path).select_related("unit")
        line = None
        for count in counts.order_by("unit__path", "counted_on").iterator(chunk_size=2_000):
            if line is None or (line["code"], line["on"]) != (count.unit.code, count.counted_on):
                if line:
                    yield line
                line = dict.fromkeys(GROUPS) | {
                    "code": count.unit.code,
                    "name": count.unit.name,
                    "on": count.counted_on,
                }
            line[count.group] = count.persons
        if line:
            yield line


def counted(units) -> dict:
    """Unit → day → group → persons, of everything counted so far."""
    found = {}
    for unit, day, group, persons in StaffCount.objects.filter(unit__in=[unit.pk for unit in units]).values_list(
        "unit", "counted_on", "group", "persons"
    ):
        found.setdefault(unit, {}).setdefault(day, {})[group] = persons
    return found


def as_of(history, on) -> dict:
    """The latest count of each group up to that day."""
    known = {}
    for day in sorted(day for day in history if day <= on):
        known |= history[day]
    return known
