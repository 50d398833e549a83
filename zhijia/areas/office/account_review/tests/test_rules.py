"""Which roles deserve a second look, and who may not judge them. No database."""

from dataclasses import replace
from datetime import date

import pytest

from zhijia.areas.office.account_review import rules

TODAY = date(2026, 3, 10)
SOUND = rules.Facts(active=True, signed_in_on=date(2026, 3, 1), given_on=date(2020, 1, 1), two_steps=True, at_home=True)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-1"),
        (date(2026, 3, 31), "2026-1"),
        (date(2026, 4, 1), "2026-2"),
        (date(2026, 12, 31), "2026-4"),
    ],
)
def test_a_day_lies_in_its_quarter(day, quarter):
    assert rules.quarter_of(day) == quarter
    assert rules.quarter_of(rules.first_day(quarter)) == quarter


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"active": False}, ["账号已停用，角色还在"]),
        ({"at_home": False}, ["人员已不在本单位"]),
        ({"two_steps": False}, ["未设置两步验证"]),
        ({"signed_in_on": date(2025, 12, 10)}, []),  # 90 days ago: not more than 90
        ({"signed_in_on": date(2025, 12, 9)}, ["超过90天没有登录"]),
        ({"signed_in_on": None}, ["从未登录"]),
        ({"signed_in_on": None, "given_on": date(2026, 3, 1)}, []),
    ],
)
def test_what_stands_out(changes, said):
    assert rules.doubts(replace(SOUND, **changes), TODAY, 90) == said


@pytest.mark.parametrize(
    ("given", "ok"),
    [
        ({}, True),
        ({"by": 1}, False),
        ({"closed": True}, False),
        ({"verdict": rules.END}, False),
        ({"verdict": rules.END, "note": "已调离"}, True),
    ],
)
def test_nobody_confirms_their_own_role_and_an_end_has_a_reason(given, ok):
    asked = {"holder": 1, "by": 2, "closed": False, "verdict": rules.KEEP, "note": ""} | given
    assert bool(rules.may_judge(**asked)) is ok


def test_a_review_closes_when_every_line_is_judged():
    assert rules.may_close(0, False)
    assert "还有3个" in str(rules.may_close(3, False))
    assert not rules.may_close(0, True)
