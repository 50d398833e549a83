"""Numbers as a page shows them: value, words, trend, and the way to the rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .base import Indicator, indicators, series, values
from .periods import Window, month_end
from .scope import Scope

LARGE = 100_000_00  # fen


@dataclass(frozen=True)
class Reading:
    indicator: Indicator
    scope: Scope
    value: Any
    trend: tuple = ()

    @property
    def text(self):
        return self.indicator.display(self.value)

    @property
    def unit(self):
        return "" if self.indicator.measure == "ratio" else self.indicator.counting_unit

    @property
    def brief(self) -> tuple[str, str]:
        """Text and unit for a narrow card: large amounts in 万元, the exact one being in the title."""
        if self.indicator.measure == "amount" and abs(self.value) >= LARGE:
            return f"{Decimal(self.value) / LARGE * 10:,.2f}", _("万元")
        return self.text, self.unit

    @property
    def url(self):
        return self.indicator.url(self.scope)

    @property
    def title(self):
        exact = f"{self.text}{self.unit}"
        return _("；").join([exact, self.indicator.title(self.scope)])

    @property
    def line(self) -> list:
        return [self.indicator.plain(value) for _day, value in self.trend]

    @property
    def trend_label(self):
        return _("近一年") if self.trend else ""


def board(home=False) -> list[Indicator]:
    """The indicators of a dashboard, or the few of the home page, in their order."""
    shown = [i for i in indicators.values() if i.board and (i.home or not home)]
    return sorted(shown, key=lambda i: (i.board, i.code))


def readings(wanted, scope: Scope, *, trend=True) -> list[Reading]:
    """All of them in few queries; the trend is of the twelve months up to the end of the window."""
    found = values(wanted, scope)
    lines = series(wanted, scope.during(last_year(scope.end))) if trend else {}
    return [Reading(i, scope, found[i.code], tuple(lines.get(i.code, ()))) for i in wanted]


def last_year(end: date) -> Window:
    """Twelve whole months up to the one that day lies in."""
    start = end.replace(day=1, month=end.month % 12 + 1, year=end.year - (end.month < 12))
    return Window(start, month_end(end))
