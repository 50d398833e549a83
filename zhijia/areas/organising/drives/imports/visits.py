"""督导: visits planned and held. The survey is answered on its page, every question of it; no sheet answers for it."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.base.text import one_line
from zhijia.kernels.org.paths import within

from .. import actions
from ..models import Drive, Visit
from ..rules import State, held_sound
from .common import Places

VISIT, ANSWER = "drives.visit", "drives.visitanswer"
HELD = ("held_on", "found")


@imports
class Visits(ImportSpec):
    code = "drives.visits"
    title = _("入会督导")
    key = ("drive", "unit", "place", "planned_on")
    notes = (
        _("所属工会填名称或编码；督导的是还没有工会的地方，在“被督导单位”写名称，所属工会填负责它的工会。"),
        _("同一行动、同一单位、同一计划日期的，只补登督导日期和发现的问题；问卷和整改在督导页面逐项填写。"),
    )
    columns = (
        ImportColumn("drive", _("入会行动"), ("行动名称", "行动"), True, longest=80, width=30),
        ImportColumn("unit", _("所属工会"), ("工会", "单位编码"), True, longest=100, width=26),
        ImportColumn("place", _("被督导单位"), ("督导地点",), longest=100, width=26),
        ImportColumn("planned_on", _("计划日期"), (), True, "date"),
        ImportColumn("visitors", _("督导人员"), (), True, longest=100, width=20),
        ImportColumn("held_on", _("督导日期"), kind="date"),
        ImportColumn("found", _("发现的问题"), width=40),
    )
    watched = {VISIT: ("planned_on", "visitors", *HELD, "state"), ANSWER: ("answer", "note")}

    def prepare(self, context):
        context.places = Places(context.unit)
        context.drives = {}
        for drive in Drive.objects.visible_to(context.user, "edit").select_related("unit"):
            context.drives.setdefault(drive.title, []).append(drive)

    def identity(self, row, context):
        return row["drive"], row["found_unit"].pk, row["place"], row["planned_on"]

    def check(self, rows, context):
        placed = [row for row in rows if self.place(row, context)]
        drives, units = {row["of"] for row in placed}, {row["found_unit"] for row in placed}
        known = Visit.objects.filter(drive__in=drives, unit__in=units).select_related("drive", "unit")
        there = {(one.drive_id, one.unit_id, one.place, one.planned_on): one for one in known}
        for row in placed:
            place = row["of"].pk, row["found_unit"].pk, row["place"], row["planned_on"]
            row.values["visit"] = there.get(place)
            self.judge(row, context)

    def place(self, row, context) -> bool:
        """The drive and the unit a line names; a place that is the union itself needs no name."""
        unit, drives = context.places.of(row), context.drives.get(row["drive"], [])
        row.what = row["place"] or row["unit"]
        if len(drives) != 1:
            row.fault("drive", say("没有这次入会行动，或不由您办理") if not drives else say("有几次行动同名，请先改名"))
        if unit is None or len(drives) != 1:
            return False
        if row["place"] in (unit.name, unit.short_name):
            row.values["place"] = ""
        row.values["found_unit"], row.values["of"] = unit, drives[0]
        return True

    def judge(self, row, context):
        visit, drive = row["visit"], row["of"]
        row.outcome = "created" if visit is None else "updated" if self.differing(row) else "unchanged"
        if visit is None and drive.state == State.CLOSED:
            row.fault("drive", say("行动已结束，不能再安排督导"))
        if not within(row["found_unit"].path, drive.unit.path):
            row.fault("unit", say("%(unit)s不在组织单位之下") % {"unit": row["found_unit"]})
        if visit and visit.visitors != row["visitors"]:
            row.fault("visitors", say("这次督导登记的督导人员是“%(names)s”，请核对") % {"names": visit.visitors})
        if row["found"] and not (row["held_on"] or (visit and visit.held_on)):
            row.fault("held_on", say("写了发现的问题，请填督导日期"))
        for reason in held_sound(row["held_on"], context.today, visit and visit.mended_on).reasons:
            row.fault("held_on", reason.say(say))

    def differing(self, row) -> dict:
        """What the line adds or says otherwise; an empty cell says nothing."""
        visit = row["visit"]
        stored = {"held_on": visit and visit.held_on, "found": one_line(visit.found) if visit else ""}
        return {name: row[name] for name in HELD if row[name] and row[name] != stored[name]}

    def write(self, rows, context):
        for row in rows:
            if row.outcome != "unchanged":
                self.put(row, {"by": context.user, "at": context.now})

    def put(self, row, told):
        visit, changes = row["visit"], self.differing(row)
        if visit is None:
            facts = {name: row[name] for name in ("place", "planned_on", "visitors")}
            visit = actions.plan_visit(drive=row["of"], unit=row["found_unit"], **facts, **told)
            row.made((VISIT, visit.pk), *((ANSWER, pk) for pk in visit.answers.values_list("pk", flat=True)))
        else:
            row.changed(VISIT, visit.pk, {name: getattr(visit, name) for name in (*HELD, "state")})
        if changes:
            held = {name: getattr(visit, name) for name in HELD} | changes
            actions.hold_visit(visit=visit, **held, **told)

    def current(self, unit, user):
        rows = Visit.objects.visible_to(user, "export").under(unit.path).select_related("drive", "unit")
        for one in rows.order_by("drive", "unit__path", "planned_on", "pk").iterator(chunk_size=2_000):
            facts = {name: getattr(one, name) for name in ("place", "planned_on", "visitors", *HELD)}
            yield {"drive": one.drive.title, "unit": one.unit.code} | facts
