"""States of a job and turns of the clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zhijia.kernels.jobs import rules
from zhijia.kernels.jobs.models import Job
from zhijia.kernels.jobs.registry import Task

NOON = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_every_state_is_in_the_table():
    assert set(rules.NEXT) == set(Job.State.values)
    assert {state for following in rules.NEXT.values() for state in following} <= set(rules.NEXT)


@pytest.mark.parametrize("state", Job.State.values)
def test_only_open_jobs_can_be_cancelled_and_only_failed_ones_begun_again(state):
    assert bool(rules.may_cancel(state, False)) == (state in rules.OPEN)
    assert bool(rules.may_retry(state)) == (state == rules.FAILED)


def test_a_second_wish_to_cancel_is_told_to_wait():
    assert "正在等待当前步骤结束" in str(rules.may_cancel(rules.RUNNING, True))


@pytest.mark.parametrize(
    ("done", "total", "seconds", "left"),
    [(50, 100, 10, 10), (0, 100, 10, None), (5, 0, 10, None), (1, 100, 1, None), (100, 100, 10, 0)],
)
def test_time_left_is_said_only_when_it_can_be_known(done, total, seconds, left):
    assert rules.left(done, total, seconds) == left


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        (24, "02:00", "2026-03-11 02:00"),
        (24, "13:30", "2026-03-10 13:30"),
        (24, "12:00", "2026-03-11 12:00"),
        (1, "", "2026-03-10 13:00"),
    ],
)
def test_the_next_turn_lies_ahead(hours, at, expected):
    from datetime import time

    task = Task("x", "", None, period=timedelta(hours=hours), at=time.fromisoformat(at) if at else None)
    assert f"{task.next_after(NOON):%Y-%m-%d %H:%M}" == expected
