"""Windows of days: whole months and ragged edges, and the periods an office speaks of. Pure."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
BY = ("month", "year")


class Window(NamedTuple):
    """Days from start to end, both included."""

    start: date
    end: date

    @property
    def days(self) -> list[date]:
        return [self.start + n * ONE_DAY for n in range((self.end - self.start).days + 1)]


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def split(start: date, end: date) -> tuple[Window | None, list[Window]]:
    """The whole months inside a window, and what is left over at its two ends."""
    first = start if start.day == 1 else month_end(start) + ONE_DAY
    last = end if end == month_end(end) else end.replace(day=1) - ONE_DAY
    if first > last:
        return None, [Window(start, end)]
    edges = [Window(start, first - ONE_DAY), Window(last + ONE_DAY, end)]
    return Window(first, last), [edge for edge in edges if edge.start <= edge.end]


def first_of(day: date, by: str) -> date:
    return day.replace(day=1) if by == "month" else day.replace(month=1, day=1)


def last_of(day: date, by: str) -> date:
    return month_end(day) if by == "month" else day.replace(month=12, day=31)


def steps(start: date, end: date, by: str) -> list[Window]:
    """The months or years a window touches, cut to the window."""
    made, day = [], start
    while day <= end:
        last = min(last_of(day, by), end)
        made.append(Window(day, last))
        day = last + ONE_DAY
    return made


def year(number: int) -> Window:
    return Window(date(number, 1, 1), date(number, 12, 31))


def quarter(number: int, which: int) -> Window:
    return Window(date(number, 3 * which - 2, 1), month_end(date(number, 3 * which, 1)))


_PERIOD = re.compile(r"(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?")


def parse(text: str) -> Window | None:
    """2026, 2026-Q1 or 2026-03 as a window; None for anything else."""
    found = _PERIOD.fullmatch(text or "")
    if not found or not 1900 <= int(found[1]) <= 2999:
        return None
    if found[2]:
        return quarter(int(found[1]), int(found[2]))
    if found[3]:
        first = date(int(found[1]), int(found[3]), 1)
        return Window(first, month_end(first))
    return year(int(found[1]))


def name_of(window: Window) -> str:
    """The code of a year, quarter or month; empty for any other window."""
    start, end = window
    for code in (f"{start:%Y}", f"{start:%Y}-Q{(start.month + 2) // 3}", f"{start:%Y-%m}"):
        if parse(code) == Window(start, end):
            return code
    return ""
