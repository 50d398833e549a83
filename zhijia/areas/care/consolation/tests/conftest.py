from datetime import date

import pytest

from zhijia.areas.care.consolation import actions
from zhijia.kernels.policy.actions import set_parameter

CAPS = {"birthday": 500, "festival_year": 2200, "hospital": 2000, "retirement": 2000}


@pytest.fixture
def caps(cast):
    """What the province allows."""
    for name, yuan in CAPS.items():
        set_parameter(
            key=f"consolation.{name}",
            unit=cast.province,
            value=yuan * 100,
            effective_from=date(2025, 8, 21),
            source="云岭工发〔2025〕8号",
            clause="第七条",
            verified=True,
        )


@pytest.fixture
def birthdays(cast, caps):
    """The college's March birthdays, nobody listed yet."""

    def make(title="三月生日慰问", day=None, **more):
        facts = {"occasion": "birthday", "form": "cake", "standard_fen": 30000} | more
        return actions.draw_up(
            unit=cast.college, title=title, day=day or cast.today, by=cast.college_officer, at=cast.now, **facts
        )

    return make


@pytest.fixture
def given(cast, birthdays):
    """A round approved and handed over to 张知远 and 李念."""

    def make(**more):
        round_ = birthdays(**more)
        wishes = [actions.Wish(cast.zhang), actions.Wish(cast.li)]
        actions.list_persons(round_=round_, wishes=wishes, by=cast.college_officer, at=cast.now)
        round_ = actions.submit_round(round_=round_, by=cast.college_officer, at=cast.now)
        actions.rule_round(case=round_.case, by=cast.college_chair, ruling="approve", at=cast.now)
        gifts = list(round_.gifts.all())
        actions.give(gifts=gifts, on=cast.today, by=cast.college_officer, at=cast.now)
        round_.refresh_from_db()
        return round_

    return make
