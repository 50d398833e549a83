"""What the walk through the house needs: a round of the college's own, so that its neighbour must not see it.

In life a round is opened above the grassroots, where the neighbour sees it too: these rows are written past the verb.
"""

from datetime import date, timedelta

from zhijia.areas.organising.returns.models import Cell, DoubleCount, Return, Round
from zhijia.areas.organising.returns.rules import State
from zhijia.kernels.org.models import Unit

FORM = Return.Form
STATES = (State.SUBMITTED, State.SIGNED, State.APPROVED, State.EXCUSED)
WORDS = {"module": lambda: list("ABCDEFGHI")}


def furnish(world):
    college, by = world.units["YL-CJ"], world.users["insider"]
    opened(world, college, by, 2024)
    busy = opened(world, college, by, 2025)
    top = busy.returns.get()
    branches = Unit.objects.under(college.path).filter(superior=college).order_by("path")[: len(STATES)]
    for unit, state in zip(branches, STATES, strict=False):
        done = {"submitted_by": by, "submitted_at": world.now} if state != State.EXCUSED else {}
        Return.objects.create(round=busy, unit=unit, above=top, form=FORM.GRASSROOTS, state=state, **done)
    Cell.objects.create(of=top, item="A05", computed=9)
    DoubleCount.objects.create(of=top, item="A05", amount=1, reason="一人两处在册", by=by, at=world.now)


def opened(world, unit, by, year):
    made = Round.objects.create(
        unit=unit,
        title=f"{year}年二级工会统计",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        due_on=world.today + timedelta(days=5),
        opened_by=by,
        opened_at=world.now,
    )
    Return.objects.create(round=made, unit=unit, form=FORM.ABOVE)
    return made
