"""What the walk through the house needs: a drive of the college alone, running, and one still being planned."""

from datetime import timedelta
from decimal import Decimal

from zhijia.areas.organising.drives import actions


def furnish(world):
    college, done = world.units["YL-CJ"], {"by": world.users["college"], "at": world.now}
    running, _draft = (plan(college, title, world.today, **done) for title in ("后勤职工入会行动", "保洁员入会行动"))
    running = actions.open_drive(drive=running, **done)
    late = actions.plan_visit(
        drive=running, unit=world.units["YL-CJ-07"], planned_on=world.today, visitors="周宁", **done
    )
    actions.plan_visit(
        drive=running, unit=college, place="财院食堂公司", planned_on=world.today, visitors="周宁", **done
    )
    late = actions.hold_visit(visit=late, held_on=world.today, found="没有台账", **done)
    answers = {row.seq: ("no" if row.seq == 1 else "yes", "") for row in late.answers.all()}
    actions.answer_visit(visit=late, answers=answers, due_on=world.today + timedelta(days=10), **done)


def plan(college, title, today, **done):
    days = {"starts_on": today - timedelta(days=20), "ends_on": today + timedelta(days=40)}
    drive = actions.plan_drive(unit=college, title=title, groups="logistics", rate=Decimal("0.9"), **days, **done)
    actions.set_goal(drive=drive, unit=college, group="logistics", staff=30, target=27, **done)
    return drive
