"""From the entry to the number, and back."""

from datetime import date

import pytest

from zhijia.base.verdict import Refused
from zhijia.kernels.indicators.base import Scope, indicators

from .. import actions

NAMES = ["activities", "times", "spent"]


def numbers(cast):
    """What the province sees of this year."""
    scope = Scope(cast.province, date(2026, 1, 1), date(2026, 12, 31))
    return [indicators[f"$label.{name}"].value(scope) for name in NAMES]


def test_what_is_entered_counts_until_it_is_cancelled(cast, entered):
    entry = entered()
    assert numbers(cast) == [1, 12, 3000]

    actions.cancel(entry=entry, reason="登记错了", by=cast.college_officer, at=cast.now)
    assert numbers(cast) == [0, 0, 0]

    with pytest.raises(Refused, match="已经撤销"):
        actions.cancel(entry=entry, reason="再撤一次", by=cast.college_officer, at=cast.now)


def test_the_same_is_not_entered_twice(entered):
    entered()
    with pytest.raises(Refused, match="已经登记过"):
        entered()


def test_nobody_enters_for_a_unit_out_of_reach(cast, entered):
    with pytest.raises(Refused, match="不能替这个单位"):
        entered(by=cast.sibling_officer)
