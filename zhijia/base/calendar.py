"""Working days in China: weekends, public holidays and the working weekends of the State Council's notice (调休).

A year whose notice is not known is refused, never guessed. The kept library knows the years up to its release; a
`Table` (rows an office entered from the notice) goes before it. Periods begin the day after (民法典第二百零一条), so
`workdays_between(day, add_workdays(day, n)) == n`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

import chinese_calendar

from .verdict import need

DAY = timedelta(days=1)


class Table(Protocol):
    """Where a notice newer than the library is kept."""

    def changes(self, year: int) -> Mapping[date, bool] | None:
        """Days that differ from the plain week (True = worked, False = off), or None if the year is not known."""


@lru_cache(maxsize=64)
def _kept(year: int) -> Mapping[date, bool] | None:
    off = {day: False for day in chinese_calendar.holidays if day.year == year}
    return off | {day: True for day in chinese_calendar.workdays if day.year == year} if off else None


class _Provisional:
    """Plain weeks for a year whose notice is not out yet: good for an office's own time limit, not for a legal one."""

    def changes(self, year: int) -> Mapping[date, bool]:
        return _kept(year) or {}


PROVISIONAL = _Provisional()


def _changes(year: int, table: Table | None) -> Mapping[date, bool]:
    changes = table.changes(year) if table else None
    changes = _kept(year) if changes is None else changes
    message = "还没有%(year)d年的放假调休安排，算不出工作日：请按国务院办公厅通知录入后再试"
    need(changes is not None, message, year=year).or_refuse()
    return changes


def is_workday(day: date, table: Table | None = None) -> bool:
    """is_workday(date(2026, 2, 14)) is True (a working Saturday). Refuses an unknown year, as everything here."""
    day = date(day.year, day.month, day.day)  # a datetime counts as its day
    return _changes(day.year, table).get(day, day.weekday() < 5)


def add_workdays(day: date, n: int, table: Table | None = None) -> date:
    """The n-th working day after `day` (before it for a negative n); `day` itself for 0."""
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while not is_workday(day, table):
            day += step
    return day


def workdays_between(start: date, end: date, table: Table | None = None) -> int:
    """Working days after `start` up to and including `end`; negative if `end` is earlier."""
    if end < start:
        return -workdays_between(end - DAY, start - DAY, table)
    return sum(is_workday(start + n * DAY, table) for n in range(1, (end - start).days + 1))


def on_or_after(day: date, table: Table | None = None) -> date:
    """A period that would end on a day off ends on the next working day (民法典第二百零三条)."""
    while not is_workday(day, table):
        day += DAY
    return day


# --- Festivals ---


@dataclass(frozen=True)
class Festival:
    name: str
    on: date


# 春节, 端午, 中秋 by the lunar calendar, as month and day
_LUNAR = """
2008:0207/0608/0914 2009:0126/0528/1003 2010:0214/0616/0922 2011:0203/0606/0912 2012:0123/0623/0930 2013:0210/0612/0919
2014:0131/0602/0908 2015:0219/0620/0927 2016:0208/0609/0915 2017:0128/0530/1004 2018:0216/0618/0924 2019:0205/0607/0913
2020:0125/0625/1001 2021:0212/0614/0921 2022:0201/0603/0910 2023:0122/0622/0929 2024:0210/0610/0917 2025:0129/0531/1006
2026:0217/0619/0925 2027:0206/0609/0915 2028:0126/0528/1003 2029:0213/0616/0922 2030:0203/0605/0912 2031:0123/0624/1001
2032:0211/0612/0919 2033:0131/0601/0908 2034:0219/0620/0927 2035:0208/0610/0916 2036:0128/0530/1004 2037:0215/0618/0924
2038:0204/0607/0913 2039:0124/0527/1002 2040:0212/0614/0920 2041:0201/0603/0910 2042:0122/0622/0928 2043:0210/0611/0917
2044:0130/0531/1005 2045:0217/0619/0925 2046:0206/0608/0915 2047:0126/0529/1004 2048:0214/0615/0922 2049:0202/0604/0911
2050:0123/0623/0930
"""
LUNAR = {int(line[:4]): tuple(line[5:].split("/")) for line in _LUNAR.split()}


def festivals(year: int) -> list[Festival]:
    """The seven 法定节日 of 《全国年节及纪念日放假办法》第二条 in order of date: the day itself, not the days off.

    festivals(2026)[1] == Festival("春节", date(2026, 2, 17)). Known for 2008 to 2050.
    """
    need(year in LUNAR, "没有%(year)d年的农历节日", year=year).or_refuse()
    spring, dragon, moon = (date(year, int(text[:2]), int(text[2:])) for text in LUNAR[year])
    clear = date(year, 4, int((year - 2000) * 0.2422 + 4.81) - (year - 2000) // 4)  # 清明, the 21st century's formula
    days = {"元旦": date(year, 1, 1), "春节": spring, "清明节": clear, "劳动节": date(year, 5, 1)}
    days |= {"端午节": dragon, "中秋节": moon, "国庆节": date(year, 10, 1)}
    return sorted((Festival(name, on) for name, on in days.items()), key=lambda festival: festival.on)
