"""The night reminds on the days that policy names, once each, and nobody who has handed up."""

from datetime import date, timedelta

import pytest

from zhijia.areas.organising.returns import actions, rules
from zhijia.areas.organising.returns.tasks import remind_due
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.policy.actions import load_parameters
from zhijia.kernels.trail.models import Entry

from .conftest import DUE


@pytest.fixture
def nights(cast):
    """Runs the job every night from one day to another; gives the days on which it reminded anybody."""

    def run(first, last):
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        at = {day: cast.now + timedelta(days=(day - cast.today).days) for day in days}
        return [day for day in days if actions.remind_due(at=at[day])]

    return run


def test_each_step_reminds_once_and_only_who_is_waiting(cast, year, nights):
    year.open()
    year.report("YL-LG", by=cast.province_officer)
    steps = [DUE + timedelta(days=n) for n in (-7, -1, 1, 5, 10)]
    assert nights(cast.today, DUE + timedelta(days=40)) == steps
    assert [year.of(code).reminders for code in ("YL-CJ", "YL-C-1", "YL-LG")] == [5, 5, 0]
    said = list(Notice.objects.filter(user=cast.college_officer).order_by("pk").values_list("title", flat=True))
    assert said[1] == "报送提醒：云岭财经职业学院工会的“2025年工会统计年报”还没有提交，截止日期2026-03-20"
    assert said[-1].endswith("还没有提交，已逾期10天")
    assert not Notice.objects.filter(user__in=year.hands["YL-LG"], title__startswith="报送提醒").exists()
    assert Entry.objects.filter(verb="returns.remind", by=None).exists()


def test_only_the_signature_is_missing_and_the_chair_hears_of_it(cast, year, nights):
    year.open()
    year.fill_in("YL-CJ")
    year.submit("YL-CJ")
    nights(DUE, DUE + timedelta(days=1))
    assert "待主席签报，已逾期1天" in Notice.objects.filter(user=cast.college_chair).latest("pk").title


def test_the_days_are_policy_of_whoever_asks(cast, year, nights):
    values = {"returns.remind_before": [{"days": 0}], "returns.remind_after": [{"days": 3}]}
    rows = [
        {"key": key, "value": value, "effective_from": "2026-01-01", "source": "试"} for key, value in values.items()
    ]
    load_parameters(rows, unit=cast.province, at=cast.now)
    year.open()
    assert nights(cast.today, DUE + timedelta(days=20)) == [DUE, DUE + timedelta(days=3)]


def test_a_missed_night_is_made_up_for_and_the_superior_is_not_repeated(cast, year, nights):
    year.open()
    missed = DUE - timedelta(days=5)  # the step was two days before
    below = [year.of("YL-CJ")]
    actions.remind(returns=below, by=cast.province_officer, at=cast.now + timedelta(days=4))
    assert nights(missed, missed) == [missed] and nights(missed, missed) == []
    assert [year.of(code).reminders for code in ("YL-CJ", "YL-C-1")] == [1, 1]


def test_a_round_long_past_and_the_day_it_is_opened_are_left_alone(cast, year, nights):
    year.open(due_on=cast.today + timedelta(days=7))
    assert nights(cast.today, cast.today) == []
    year.open(start=date(2024, 1, 1), end=date(2024, 12, 31), due_on=date(2025, 3, 1), title="2024年报")
    assert nights(cast.today + timedelta(days=1), cast.today + timedelta(days=1)) == []


def test_the_job_says_how_many(cast, year):
    year.open()
    assert remind_due(None).startswith("提醒 ")


@pytest.mark.parametrize(
    ("today", "told", "expected"),
    [(3, None, True), (2, None, False), (9, None, True), (10, None, False), (4, 3, False), (4, 2, True)],
)
def test_a_step_is_due_from_its_day_for_a_week_until_it_was_told(today, told, expected):
    steps = rules.reminder_days(date(2026, 1, 10), [7], [])
    assert rules.is_step(steps, date(2026, 1, today), told and date(2026, 1, told)) is expected
