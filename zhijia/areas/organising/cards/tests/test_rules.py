"""States as a table, numbers that notice a slip, and the minute a code lives."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.areas.organising.cards import rules
from zhijia.areas.organising.cards.rules import BANK_MOVES, CARD_MOVES, BankState, CardState


def test_every_state_has_its_moves_a_name_and_a_colour():
    assert set(CARD_MOVES) == set(CardState) == set(rules.CARD_NAMES) == set(rules.CARD_COLOURS)
    assert set(BANK_MOVES) == set(BankState) == set(rules.BANK_NAMES) == set(rules.BANK_COLOURS)
    for moves in (CARD_MOVES, BANK_MOVES):
        assert set().union(*moves.values()) <= set(moves)


def test_nothing_comes_back_from_the_dead():
    assert not CARD_MOVES[CardState.ENDED] and not CARD_MOVES[CardState.REPLACED]
    assert all(not BANK_MOVES[state] for state in rules.BANK_OVER)
    assert all(CardState.ACTIVE not in moves for moves in CARD_MOVES.values())


@given(st.integers(0, 10**13 - 1), st.integers(0, 15), st.integers(1, 9))
def test_a_number_notices_one_wrong_digit(chance, place, by):
    number = rules.card_number(chance)
    assert len(number) == 16 and rules.number_fault(number) is None
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert rules.number_fault(wrong) is not None


@pytest.mark.parametrize(
    ("text", "fault", "tail"),
    [
        ("0128", None, "0128"),
        ("6222****0128", None, "0128"),
        ("**** 0128", None, "0128"),
        ("6222021234567890128", "请只填卡号后四位：平台不保存完整的银行卡号", None),
        ("12", "请填写银行卡号后四位", None),
    ],
)
def test_of_a_bank_card_only_four_digits_are_taken_in(text, fault, tail):
    assert rules.tail_fault(text) == fault
    assert tail is None or rules.tail(text) == tail


@pytest.mark.parametrize(
    ("day", "last"), [(date(2026, 3, 10), date(2031, 3, 9)), (date(2024, 2, 29), date(2029, 2, 28))]
)
def test_a_card_of_five_years_ends_the_day_before(day, last):
    assert rules.valid_to(day, 5) == last


@pytest.mark.parametrize(
    ("age", "good"), [(-31, False), (-30, True), (0, True), (60, True), (61, False), (3600, False)]
)
def test_a_code_is_believed_for_a_minute(age, good):
    assert bool(rules.fresh(1_000_000, 1_000_000 + age)) == good
