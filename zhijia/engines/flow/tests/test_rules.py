from types import SimpleNamespace

import pytest

from zhijia.engines.flow.rules import (
    MOVES,
    OWNERS,
    RULING_NAMES,
    STATE_COLOURS,
    STATE_NAMES,
    Ruling,
    State,
    after,
    counting_seat,
    may_move,
    may_rule,
    may_sit,
    may_submit,
)


def test_every_table_speaks_of_every_state():
    assert set(MOVES) == set(OWNERS) == set(STATE_NAMES) == set(STATE_COLOURS) == set(State)
    assert set(RULING_NAMES) == set(Ruling)


def test_whoever_owns_nothing_leads_nowhere():
    assert {state for state, to in MOVES.items() if not to} == {s for s, who in OWNERS.items() if who == "nobody"}


@pytest.mark.parametrize(
    ("ruling", "step", "steps", "expected"),
    [
        ("approve", 0, 2, (State.IN_REVIEW, 1)),
        ("approve", 1, 2, (State.APPROVED, 1)),
        ("approve", 0, 1, (State.APPROVED, 0)),
        ("return", 1, 3, (State.RETURNED, 0)),
        ("reject", 1, 3, (State.REJECTED, 1)),
    ],
)
def test_where_a_case_lies_after_a_ruling(ruling, step, steps, expected):
    assert after(ruling, step, steps) == expected


@pytest.mark.parametrize(
    ("by", "opened_by", "subject", "ruling", "note", "reasons"),
    [
        (1, 2, 3, "approve", "", []),
        (1, None, None, "approve", "", []),
        (2, 2, 3, "approve", "", ["这是您本人提交的事项，须由他人审核"]),
        (3, 2, 3, "approve", "", ["不能审核与本人有关的事项，请由其他人员办理"]),
        (1, 2, 3, "return", "  ", ["退回或不同意时请写明理由"]),
        (1, 2, 3, "reject", "材料不齐", []),
    ],
)
def test_who_may_rule(by, opened_by, subject, ruling, note, reasons):
    assert [reason.say() for reason in may_rule(by, opened_by, subject, ruling, note).reasons] == reasons


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED, State.WITHDRAWN])
def test_what_is_closed_stays_closed(state):
    assert not may_submit(state) and not may_move(state, State.RETURNED)


def test_what_is_handed_in_is_not_handed_in_again():
    assert str(may_submit(State.IN_REVIEW)) == "该事项已经提交，请等待审核"


OWN, FOR_2, FOR_3 = (SimpleNamespace(absent=absent) for absent in (None, 2, 3))


@pytest.mark.parametrize(
    ("seats", "opened_by", "subject", "counts", "reasons"),
    [
        ([OWN], 2, 3, OWN, 0),
        ([OWN], None, None, OWN, 0),
        ([FOR_2], 4, 5, FOR_2, 0),
        ([FOR_2], None, None, FOR_2, 0),
        ([FOR_2], 2, 5, None, 1),
        ([FOR_2], 4, 2, None, 1),
        ([FOR_2, FOR_3], 2, 5, FOR_3, 0),
        ([FOR_2, FOR_3], 4, 5, FOR_2, 0),
        ([FOR_2, FOR_3], 2, 3, None, 1),
        ([], 2, 3, None, 1),
    ],
)
def test_by_which_seat_one_rules(seats, opened_by, subject, counts, reasons):
    assert counting_seat(seats, opened_by, subject) == counts
    assert len(may_sit(seats, opened_by, subject).reasons) == reasons
