"""断线 noted by hand: places where a union is missing. What the nightly search finds is not typed in."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.base.verdict import need
from zhijia.kernels.org.imports.common import CODE, blame, known_units, unit_of

from .. import actions
from ..models import BrokenLine
from ..rules.lines import CAUSE_NAMES, KIND_NAMES, Fault, sound_plan
from .common import turned

LINE = "founding.brokenline"
PLAN = ("detail", "cause", "plan", "responsible", "due_on")
FACTS = (*PLAN, "fixed_on", "fixed_note")


def by_hand(rows):
    return rows.filter(fault=Fault.MISSING_UNION)


@imports
class MissingUnions(ImportSpec):
    code = "founding.lines"
    title = _("断线登记表")
    key = ("place",)
    notes = (
        _("只登记“应有工会的地方没有工会”；其他断线由系统排查，修好以后自动销号。"),
        _("同一单位、同一地方还没有销号的，更新其内容；空着的单元格不改动。填了销号日期的，办理销号。"),
    )
    columns = (
        replace(CODE, required=False, help=_("空着就是本单位")),
        ImportColumn("name", _("负责工会"), ("负责单位",), help=_("只用来核对，可以不填"), longest=100, width=26),
        ImportColumn("place", _("地方或单位"), ("单位", "断线单位"), True, longest=100, width=26, example=_("清溪县")),
        ImportColumn("fault", _("断线情形"), kind="choice", choices=turned(KIND_NAMES.items()), width=26),
        ImportColumn("detail", _("说明"), longest=200, width=30),
        ImportColumn("found_on", _("发现日期"), (), True, "date"),
        ImportColumn("cause", _("原因"), kind="choice", choices=turned(CAUSE_NAMES.items()), width=22),
        ImportColumn("plan", _("整改方案"), longest=500, width=40),
        ImportColumn("responsible", _("责任人"), longest=50),
        ImportColumn("due_on", _("完成期限"), kind="date"),
        ImportColumn("fixed_on", _("销号日期"), kind="date"),
        ImportColumn("fixed_note", _("整改结果"), longest=200, width=30),
    )
    watched = {LINE: ("place", *FACTS)}

    def identity(self, row, context):
        """One open line of a place; of closed ones as many as there are days of finding."""
        return row["code"], row["place"], row["fixed_on"] and row["found_on"]

    def check(self, rows, context):
        for row in rows:
            row.values["code"] = row["code"] or context.unit.code
        units = known_units(row["code"] for row in rows)
        known = by_hand(BrokenLine.objects).filter(unit__in=units.values(), place__in={row["place"] for row in rows})
        open_ones = {(line.unit_id, line.place): line for line in known if not line.fixed_on}
        closed = {(line.unit_id, line.place, line.found_on): line for line in known if line.fixed_on}
        for row in rows:
            unit = unit_of(row, units, context)
            row.what = row["place"]
            if unit:
                place = unit.pk, row["place"]
                row.values["unit"] = unit
                row.values["line"] = closed.get((*place, row["found_on"])) or open_ones.get(place)
                self.judge(row, context)

    def judge(self, row, context):
        line, changes = row["line"], self.differing(row)
        row.outcome = "created" if line is None else "updated" if changes else "unchanged"
        blame(row, self.sound(row, context.today), {})
        if line is None:
            return
        shut = need(
            not (line.fixed_on and changes), "这一处已于%(day)s销号，不能再改", field="place", day=line.fixed_on
        )
        same = need(
            line.found_on == row["found_on"],
            "这一处登记的发现日期是%(day)s，请核对",
            field="found_on",
            day=line.found_on,
        )
        blame(row, shut & same, {})

    def sound(self, row, today):
        found, fixed = row["found_on"], row["fixed_on"]
        hand = row["fault"] in (None, "", Fault.MISSING_UNION)
        return (
            need(hand, "这一种断线由系统排查，不用导入", field="fault")
            & need(found <= today, "发现日期晚于今天，请核对", field="found_on")
            & need(not fixed or found <= fixed <= today, "销号日期须在发现日期和今天之间", field="fixed_on")
            & need(not fixed or row["fixed_note"], "销号的，请写明整改结果", field="fixed_note")
            & need(fixed or not row["fixed_note"], "写了整改结果的，请填销号日期", field="fixed_on")
            & sound_plan(found, row["due_on"])
        )

    def differing(self, row) -> dict:
        """Columns the line says otherwise; an empty cell says nothing."""
        line = row["line"]
        return {name: row[name] for name in FACTS if row[name] and row[name] != getattr(line, name, None)}

    def write(self, rows, context):
        for row in sorted(rows, key=lambda row: row["fixed_on"] is None):  # closed ones make room for an open one
            if row.outcome != "unchanged":
                self.put(row, context)

    def put(self, row, context):
        line, changes, told = row["line"], self.differing(row), {"by": context.user, "at": context.now}
        before = {name: getattr(line, name) for name in changes} if line else {}
        plan = {name: changes[name] for name in PLAN if name in changes}
        if line is None:
            facts = {"place": row["place"], "found_on": row["found_on"], "today": context.today}
            line = actions.note_line(unit=row["unit"], **facts, **plan, **told)
            row.made((LINE, line.pk))
        else:
            line = actions.plan_line(line=line, **plan, **told) if plan else line
            row.changed(LINE, line.pk, before)
        if "fixed_on" in changes:
            actions.close_line(line=line, fixed_on=row["fixed_on"], note=row["fixed_note"], today=context.today, **told)

    def current(self, unit, user):
        rows = by_hand(BrokenLine.objects.visible_to(user, "export").under(unit.path)).select_related("unit")
        for line in rows.order_by("unit__path", "place", "found_on").iterator(chunk_size=2_000):
            facts = {name: getattr(line, name) for name in ("place", "fault", "found_on", *FACTS)}
            yield {"code": line.unit.code, "name": line.unit.name} | facts
