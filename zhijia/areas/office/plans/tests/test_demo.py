"""The demo is made by the verbs, and shows tasks in every state."""

import random
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from zhijia.areas.office.plans import demo
from zhijia.areas.office.plans.models import Plan, Task
from zhijia.areas.office.plans.rules.tasks import State


def test_two_years_at_the_college_and_one_at_the_province(cast):
    zone = ZoneInfo("Asia/Shanghai")
    world = SimpleNamespace(
        province=cast.province,
        units={unit.code: unit for unit in (cast.province, cast.college, cast.branch, cast.sibling)},
        users={},
        people=lambda unit: [],
        years=[2025, 2026],
        rng=random.Random(1),
        today=date(2026, 3, 10),
        at=lambda day: datetime.combine(day, time(10), zone),
    )
    demo.build(world)
    assert Plan.objects.adopted().count() == 3 and Plan.objects.filter(state="draft").count() == 1
    states = {task.state_on(world.today) for task in Task.objects.all()}
    assert states == set(State)
    assert Task.objects.overdue(world.today + timedelta(days=20)).exists()
    assert Task.objects.filter(parent__isnull=False).exists()
