"""Targets, pace and survey: the tables without a database."""

from datetime import date
from decimal import Decimal

import pytest

from zhijia.areas.organising.drives import rules
from zhijia.kernels.org.models import StaffCount
from zhijia.kernels.people.models import Employment

START, END = date(2026, 1, 1), date(2026, 4, 10)  # a hundred days


def test_every_group_is_a_footing_of_staff_counts_and_of_employments():
    assert set(rules.GROUPS) <= set(StaffCount.Group.values) & set(Employment.Kind.values)
    assert "established" not in rules.GROUPS


@pytest.mark.parametrize(
    ("staff", "rate", "target"), [(20, "0.8", 16), (11, "0.8", 9), (1, "0.01", 1), (10, "1", 10), (0, "0.8", 0)]
)
def test_a_target_is_rounded_up_and_never_more_than_there_are(staff, rate, target):
    assert rules.target_of(staff, Decimal(rate)) == target


@pytest.mark.parametrize(
    ("day", "due"), [(date(2025, 12, 31), 4), (date(2026, 2, 19), 7), (date(2026, 4, 10), 10), (date(2027, 1, 1), 10)]
)
def test_the_pace_runs_from_those_there_before_to_the_target(day, due):
    share = rules.due_share(START, END, day)
    assert rules.due_by(10, 4, share) == due
    assert rules.is_behind(due - 1, 10, 4, share) and not rules.is_behind(due, 10, 4, share)


def test_more_than_the_target_before_the_start_is_never_behind():
    assert rules.due_by(5, 8, rules.due_share(START, END, END)) == 8


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 3, "33.3"), (2, 3, "66.7"), (0, 5, "0.0"), (1, 0, None)])
def test_a_rate_has_one_digit(part, whole, said):
    assert rules.percent(part, whole) == (said and Decimal(said))


@pytest.mark.parametrize(
    ("held", "unanswered", "failing", "mended", "state"),
    [
        (False, 5, 0, False, "planned"),
        (True, 1, 0, False, "answering"),
        (True, 0, 2, False, "mending"),
        (True, 0, 2, True, "done"),
        (True, 0, 0, False, "done"),
    ],
)
def test_where_a_visit_stands_follows_from_its_answers(held, unanswered, failing, mended, state):
    assert rules.visit_state(held, unanswered, failing, mended) == state


def test_a_survey_with_holes_is_no_survey_and_a_fault_needs_a_day():
    assert "还缺：台账" in str(rules.answered(["台账"], False, None))
    assert "整改期限" in str(rules.answered([], True, None))
    assert rules.answered([], True, END)


def test_the_tables_are_total():
    assert set(rules.MOVES) == set(rules.STATE_NAMES) == set(rules.State)
    assert set(rules.VISIT_NAMES) == set(rules.Visited)


def test_a_drive_lasts_and_is_for_somebody():
    assert not rules.sound(START, START, ["care_worker"], Decimal("0.8"))
    assert not rules.sound(START, END, [], Decimal("0.8"))
    assert not rules.sound(START, END, ["care_worker"], Decimal(0))
    assert not rules.goal_sound(10, 11)
