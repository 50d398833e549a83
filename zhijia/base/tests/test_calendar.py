from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base.calendar import LUNAR, Festival, add_workdays, festivals, is_workday, on_or_after, workdays_between
from zhijia.base.verdict import Refused

DAYS = st.dates(date(2010, 1, 1), date(2025, 6, 30))


class Notice2031:
    """A notice the library does not have: one Thursday off, one Sunday worked."""

    def changes(self, year):
        return {date(2031, 1, 2): False, date(2031, 1, 5): True} if year == 2031 else None


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked for 春节
        (date(2026, 2, 17), False),
        (date(2026, 3, 10), True),
        (date(2026, 3, 14), False),
    ],
)
def test_workdays(day, worked):
    assert is_workday(day) is worked


def test_counting():
    assert add_workdays(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert add_workdays(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert add_workdays(date(2026, 2, 24), -1) == date(2026, 2, 14)
    assert add_workdays(date(2026, 2, 17), 0) == date(2026, 2, 17)
    assert workdays_between(date(2026, 2, 13), date(2026, 2, 24)) == 2
    assert on_or_after(date(2026, 2, 17)) == date(2026, 2, 24)
    assert on_or_after(date(2026, 2, 14)) == date(2026, 2, 14)


@given(DAYS, st.integers(-120, 120))
def test_adding_and_counting_are_inverse(day, n):
    assert workdays_between(day, add_workdays(day, n)) == n


@given(DAYS, st.integers(0, 200))
def test_the_library_agrees(day, length):
    end = day + timedelta(days=length)
    assert workdays_between(day, end) == len(chinese_calendar.get_workdays(day + timedelta(days=1), end))


def test_an_unknown_year_is_refused_not_guessed():
    with pytest.raises(Refused, match="2031年"):
        is_workday(date(2031, 1, 2))
    with pytest.raises(Refused, match="2003年"):
        add_workdays(date(2004, 1, 2), -5)


def test_a_table_goes_before_the_library():
    assert not is_workday(date(2031, 1, 2), Notice2031())
    assert add_workdays(date(2031, 1, 1), 2, Notice2031()) == date(2031, 1, 5)
    assert is_workday(date(2026, 2, 14), Notice2031())  # a year the table leaves to the library
    with pytest.raises(Refused, match="2032年"):
        add_workdays(date(2031, 12, 30), 5, Notice2031())


def test_festivals_of_a_year():
    assert [festival.name for festival in festivals(2026)] == [
        "元旦",
        "春节",
        "清明节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
    ]
    assert festivals(2026)[1] == Festival("春节", date(2026, 2, 17))
    assert [festival.name for festival in festivals(2028)][-2:] == ["国庆节", "中秋节"]
    with pytest.raises(Refused, match="农历"):
        festivals(2051)


@pytest.mark.parametrize("year", [year for year in LUNAR if year <= 2026])
def test_every_festival_was_a_day_off(year):
    assert [festival.name for festival in festivals(year) if is_workday(festival.on)] == []
