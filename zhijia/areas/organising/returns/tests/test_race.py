"""Two hands at once, on a database that lets them."""

import pytest

from zhijia.areas.organising.returns import actions
from zhijia.areas.organising.returns.models import Cell
from zhijia.areas.organising.returns.rules import State
from zhijia.base.testing import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("several_writers")]


def test_two_who_fill_in_one_sheet_lose_nothing(cast, year):
    """Different items are both kept; of the same item one is kept and the other told."""
    year.open()
    of = year.fill_in("YL-CJ", B01=3, B05=5)
    put = lambda code, value, seen: actions.put_values(  # noqa: E731
        of=of,
        values={code: {"adjusted": value}},
        seen={code: {"adjusted": seen}},
        by=cast.college_officer,
        at=cast.now,
    )
    assert at_once(lambda: put("B01", 4, 3), lambda: put("B05", 6, 5)) == [1, 1]
    assert dict(of.cells.filter(item__in=["B01", "B05"]).values_list("item", "adjusted")) == {"B01": 4, "B05": 6}
    outcomes = at_once(*[lambda value=value: put("B01", value, 4) for value in (7, 8, 9)])
    kept = of.cells.get(item="B01").adjusted
    refused = [one for one in outcomes if isinstance(one, str)]
    assert outcomes.count(1) == 1 and kept in (7, 8, 9)
    assert set(refused) == {f"专职工会干部刚刚被别人改为“{kept:.0f}”；请核对，仍要用您填的，请再保存一次"}


def test_numbers_taken_anew_while_somebody_types_keep_what_is_typed(cast, year):
    year.open()
    of = year.fill_in("YL-CJ", B01=3)
    typed = {"B01": {"adjusted": 4}, "A05": {"adjusted": 9, "reason": "校区合并"}}
    put = lambda: actions.put_values(of=of, values=typed, by=cast.college_officer, at=cast.now)  # noqa: E731
    fill = lambda: actions.fill(of=of, by=cast.college_officer, at=cast.now)  # noqa: E731
    at_once(put, fill, fill)
    assert dict(of.cells.filter(item__in=["A05", "B01"]).values_list("item", "adjusted")) == {"A05": 9, "B01": 4}


def test_a_round_taken_back_while_a_return_is_handed_up_is_one_or_the_other(cast, year):
    round = year.open()
    of = year.fill_in("YL-CJ")
    at_once(
        lambda: actions.withdraw_round(round=round, reason="期间有误", by=cast.province_officer, at=cast.now),
        lambda: actions.submit(of=of, by=cast.college_officer, at=cast.now),
    )
    left = list(round.returns.exclude(submitted_at=None).values_list("state", flat=True))
    assert left == [State.SUBMITTED] or not Cell.objects.exists()


def test_one_return_submitted_twice_at_once_is_submitted_once(cast, year):
    year.open()
    of = year.fill_in("YL-CJ")
    outcomes = at_once(*[lambda: actions.submit(of=of, by=cast.college_officer, at=cast.now)] * 4)
    refused = [one for one in outcomes if isinstance(one, str)]
    assert len(refused) == 3 and set(refused) == {"报表现在是“待主席签报”，只有填报中或退回修改的可以提交"}


def test_a_sum_handed_up_while_a_part_is_opened_never_leaves_a_hole(cast, year):
    year.open()
    year.report("YL-C-1", by=year.hands["YL-C"][0])
    year.fill_in("YL-C")
    submit = lambda: actions.submit(of=year.of("YL-C"), by=year.hands["YL-C"][0], at=cast.now)  # noqa: E731
    reopen = lambda: actions.reopen(of=year.of("YL-C-1"), reason="更正", by=cast.province_officer, at=cast.now)  # noqa: E731
    at_once(submit, reopen)
    city, school = year.of("YL-C"), year.of("YL-C-1")
    assert (city.state, school.state) in {(State.SUBMITTED, State.APPROVED), (State.OPEN, State.RETURNED)}
    total = Cell.objects.get(of=city, item="A05").reported
    assert total == (3 if school.state == State.APPROVED else None)


def test_two_parts_accepted_at_once_are_both_in_the_sum(cast, year):
    year.open()
    year.report("YL-CJ")
    year.report("YL-LG")
    at_once(*[lambda code=code: year.approve(code, cast.province_officer) for code in ("YL-CJ", "YL-LG")])
    assert Cell.objects.get(of=year.of("YL"), item="A05").reported == 3
