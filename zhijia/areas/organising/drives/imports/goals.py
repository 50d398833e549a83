"""The goals of a drive, as the office hands them down in a spreadsheet."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports

from .. import actions, counting
from ..models import Drive, Goal
from ..rules import GROUPS, State, goal_sound
from .common import Places

GOAL = "drives.goal"


@imports
class Goals(ImportSpec):
    code = "drives.goals"
    title = _("入会目标")
    key = ("unit", "group")
    subject_label = _("入会行动")
    notes = (_("单位填名称或编码；同一单位、同一类职工已有目标的，改为表中的数。"),)
    columns = (
        ImportColumn("unit", _("单位"), ("单位名称", "单位编码", "名称"), True, longest=100, width=30),
        ImportColumn(
            "group",
            _("职工类别"),
            ("类别", "群体"),
            True,
            "choice",
            choices={str(name): code for code, name in GROUPS.items()} | {"护工": "care_worker", "派遣": "dispatched"},
        ),
        ImportColumn("staff", _("职工人数"), ("人数", "该类职工人数"), True, "int"),
        ImportColumn("target", _("目标入会人数"), ("目标", "目标人数"), True, "int"),
    )
    watched = {GOAL: ("staff", "target", "typed")}

    def subjects(self, user, unit):
        rows = Drive.objects.visible_to(user, "edit") if user else Drive.objects.all()
        return rows.exclude(state=State.CLOSED)

    def prepare(self, context):
        context.drive = Drive.objects.select_related("unit").get(pk=context.subject_id)
        actions.may_drive(context.drive, context.user).or_refuse()
        context.places = Places(context.unit)

    def check(self, rows, context):
        known = {(goal.unit_id, goal.group): goal for goal in context.drive.goals.select_related("unit")}
        places = {(goal.unit.path, goal.group): None for goal in known.values()}
        for row in rows:
            row.what = row["unit"]
            unit = context.places.of(row)
            if unit is None:
                continue
            if row["group"] not in context.drive.group_codes:
                row.fault("group", say("这次行动不包括这类职工"))
            for reason in goal_sound(row["staff"] or 0, row["target"] or 0).reasons:
                row.fault("target", reason.say(say))
            row.values["found"] = unit
            goal = known.get((unit.pk, row["group"]))
            row.values["goal"] = goal
            places[unit.path, row["group"]] = row
            same = goal and (goal.staff, goal.target) == (row["staff"], row["target"])
            row.outcome = "unchanged" if same else "updated" if goal else "created"

        for low, high in counting.doubled(places).items():
            row = places[low] or places[high]
            if row is not None:
                row.fault("unit", say("上级或下级单位已有这一类的目标，两级都下达会重复计算，请只留一级"))

    def write(self, rows, context):
        for row in rows:
            goal = row["goal"]
            if row.outcome == "unchanged":
                continue
            before = goal and {"staff": goal.staff, "target": goal.target, "typed": goal.typed}
            facts = {name: row[name] for name in ("group", "staff", "target")}
            made = actions.set_goal(drive=context.drive, unit=row["found"], by=context.user, at=context.now, **facts)
            if before:
                row.changed(GOAL, made.pk, before)
            else:
                row.made((GOAL, made.pk))

    def kept(self, user):
        return Drive.objects.visible_to(user).order_by("-starts_on")

    def current(self, unit, user, subject=None):
        """The goals of a drive, as they may be imported again."""
        rows = Goal.objects.visible_to(user, "export").under(unit.path).order_by("unit__path", "group")
        drive = subject or Drive.objects.filter(goals__in=rows).order_by("-starts_on").first()
        for goal in rows.filter(drive=drive).select_related("unit").iterator(chunk_size=2_000):
            yield {"unit": goal.unit.code, "group": goal.group, "staff": goal.staff, "target": goal.target}
