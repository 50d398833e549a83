"""A drive for nursing aides and logistics staff, half way: goals, progress, one visit with something to mend."""

from datetime import timedelta
from decimal import Decimal

from zhijia.base.identity import synthetic_id
from zhijia.kernels.org import actions as org
from zhijia.kernels.people import actions as people

from . import actions, counting

TITLE = "入会行动"

# code of the unit → group → (staff besides who is on the roster, members before the drive, joined since)
GROUPS = {
    "YL-ZX": {"care_worker": (40, 6, 18), "logistics": (22, 4, 6)},
    "YL-LJ-SY": {"care_worker": (25, 2, 3)},
    "YL-LG": {"logistics": (30, 5, 12), "dispatched": (12, 1, 1)},
    "YL-SF": {"logistics": (28, 3, 2)},
}


def build(world):
    start, end = world.today - timedelta(days=90), world.today + timedelta(days=90)
    serial = 0
    for code, groups in GROUPS.items():
        unit = world.units[code]
        here = {group: counting.members_of(group, world.today, unit.path).count() for group in groups}
        staff = {group: n + here[group] for group, (n, _before, _since) in groups.items()}
        total = max(unit.headcount or 0, sum(staff.values()))
        org.count_staff(unit=unit, on=start - timedelta(days=10), counts={"total": total} | staff)
        for group, (_n, before, since) in groups.items():
            for n in range(before + since):
                day = start - timedelta(days=30) if n < before else start + timedelta(days=5 + 4 * (n - before))
                serial += 1
                join(world, unit, group, min(day, world.today), serial)
    drive = plan(world, start, end)
    visit(world, drive)


def join(world, unit, group, day, serial):
    one = world.crowd.one()
    born = world.today.replace(year=1968 + serial % 30, month=1 + serial % 12, day=1 + serial % 28)
    people.register_member(
        name=one.name, unit=unit, joined_on=day, kind=group, id_number=synthetic_id(born, 900 - serial % 400)
    )


def plan(world, start, end):
    by, at = world.officer_of(world.province), world.at(start)
    drive = actions.plan_drive(
        unit=world.province,
        title=f"{world.today.year}年护工护理员和后勤职工集中入会行动",
        groups="care_worker logistics dispatched",
        starts_on=start,
        ends_on=end,
        rate=Decimal("0.8"),
        plan="摸底、动员、集中办理、通报四步走；每月通报一次进度。",
        meeting_on=start + timedelta(days=7),
        by=by,
        at=at,
    )
    actions.set_goals(drive=drive, units=[world.units[code] for code in GROUPS], by=by, at=at)
    drive = actions.open_drive(drive=drive, by=by, at=at)
    actions.remind(drive=drive, units=[world.units["YL-SF"], world.units["YL-LJ-SY"]], by=by, at=world.at(world.today))
    return drive


def visit(world, drive):
    by, day = world.officer_of(world.province), world.today - timedelta(days=12)
    made = actions.plan_visit(
        drive=drive, unit=world.units["YL-LJ-SY"], planned_on=day, visitors="方远、高明", by=by, at=world.at(day)
    )
    made = actions.hold_visit(
        visit=made, held_on=day, found="护工由第三方公司派来，人数没有台账。", by=by, at=world.at(day)
    )
    answers = {row.seq: ("yes", "") for row in made.answers.all()}
    answers[1] = ("no", "只有大概人数")
    due = world.today + timedelta(days=20)
    actions.answer_visit(visit=made, answers=answers, due_on=due, by=by, at=world.at(day))
    actions.plan_visit(
        drive=drive,
        unit=world.province,
        place="云岭康养护理中心",
        planned_on=world.today + timedelta(days=6),
        visitors="方远",
        by=by,
        at=world.now,
    )
