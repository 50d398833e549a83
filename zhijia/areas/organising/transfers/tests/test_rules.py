"""Tables of who may do what, without a database."""

from datetime import date

import pytest

from zhijia.areas.organising.transfers import rules
from zhijia.areas.organising.transfers.rules import Side, State

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("agreed", "then"),
    [(set(), Side.OLD), ({Side.OLD}, Side.NEW), ({Side.NEW}, Side.OLD), ({Side.OLD, Side.NEW}, None)],
)
def test_the_union_left_answers_first_and_each_end_once(agreed, then):
    assert rules.next_side(agreed) == then


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "张知远现在没有在籍会籍，不用接转：请直接向新单位工会申请入会"),
        ("retained", "张知远的会籍是保留状态：请先由原工会办理恢复会籍，再接转"),
        ("active", ""),
    ],
)
def test_only_a_full_membership_leaves(state, said):
    assert str(rules.may_leave("张知远", state)) == said


@pytest.mark.parametrize(
    ("dissolved_on", "parked", "territorial", "good"),
    [
        (None, False, False, True),
        (date(2026, 3, 11), False, False, True),
        (date(2026, 3, 10), False, False, False),
        (None, True, True, True),
        (None, True, False, False),
    ],
)
def test_where_a_membership_may_go(dissolved_on, parked, territorial, good):
    assert bool(rules.may_enter("甲工会", dissolved_on, TODAY, parked, territorial)) == good


@pytest.mark.parametrize(
    ("due_on", "empty", "policy", "passes"),
    [
        (date(2026, 3, 9), False, "否", True),
        (date(2026, 3, 10), False, "否", False),  # the last day is still theirs
        (None, False, "是", False),  # policy of 0 days: never
        (date(2026, 3, 9), True, "否", False),
        (date(2026, 3, 9), True, "是", True),
    ],
)
def test_silence_agrees_only_after_the_last_day_and_only_where_somebody_could_have_spoken(
    due_on, empty, policy, passes
):
    assert rules.accepts_silently(due_on, TODAY, empty, policy) == passes


@pytest.mark.parametrize(
    ("today", "days", "counted", "last"),
    [
        (date(2026, 3, 10), 5, "工作日", date(2026, 3, 17)),
        (date(2026, 3, 10), 3, "日历日", date(2026, 3, 13)),
        (date(2026, 3, 10), 5, "日历日", date(2026, 3, 16)),  # the 15th is a Sunday
        (date(2026, 9, 28), 3, "日历日", date(2026, 10, 8)),  # the National Day holiday goes by
        (date(2026, 2, 13), 1, "工作日", date(2026, 2, 14)),  # a Saturday that is worked
        (date(2026, 3, 10), 0, "日历日", None),
    ],
)
def test_the_last_day_is_counted_as_policy_says(today, days, counted, last):
    assert rules.last_day(today, days, counted) == last


@pytest.mark.parametrize("state", [state for state in State if state != State.OPEN])
def test_what_is_over_is_neither_answered_nor_taken_back(state):
    assert not rules.may_answer(state, "甲", True) and not rules.may_withdraw(state, True)


def test_a_no_says_why():
    assert not rules.may_refuse("  ") and rules.may_refuse("还有互助金没有结清")
