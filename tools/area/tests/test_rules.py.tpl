from datetime import date

import pytest

from ..rules import may_cancel, may_enter

TODAY = date(2026, 3, 10)
GOOD = {"day": date(2026, 3, 9), "today": TODAY, "times": 12, "amount_fen": 0}


def test_what_was_done_yesterday_may_be_entered():
    assert may_enter(**GOOD)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": date(2026, 3, 11)}, "day"),
        ({"day": date(2024, 3, 10)}, "day"),
        ({"times": 0}, "times"),
        ({"amount_fen": -1}, "amount_fen"),
    ],
)
def test_refused_beside_its_field(change, field):
    verdict = may_enter(**GOOD | change)
    assert [reason.field for reason in verdict.reasons] == [field]


def test_cancelled_once():
    assert may_cancel(cancelled=False)
    assert not may_cancel(cancelled=True)
