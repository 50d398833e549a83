from datetime import timedelta

import pytest

from .. import actions


@pytest.fixture
def entered(cast):
    """Enter an activity of the college, yesterday."""

    def enter(name="一次活动", **change):
        values = {"unit": cast.college, "day": cast.today - timedelta(days=1), "times": 12, "amount_fen": 3000}
        values |= {"by": cast.college_officer, "today": cast.today, "at": cast.now}
        return actions.enter(name=name, **values | change)

    return enter
