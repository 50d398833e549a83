"""Figures that a real report stated, rebuilt from records made the way a user makes them.

A folder says in its `replay.py` what it builds and which figures must then come out; `bin/zhijia replay` builds a
generated province, asks the indicators, and compares value and wording. A figure that opens to no rows does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhijia.base.registry import Registry

from .base import Scope, indicators


@dataclass(frozen=True)
class Stated:
    """One figure as stated. `value`: in the measure of the indicator (fen for money). `unit`: a code of the world."""

    figure: str  # its number in the catalogue of figures
    indicator: str
    unit: str
    start: date
    end: date
    value: int
    wording: str
    rule: str = "exact"
    filters: Mapping[str, str] = field(default_factory=dict)


class Replay:
    """What one folder replays. `build(world)` runs after those of lower `order`."""

    code: str
    order = 50
    stated: tuple[Stated, ...] = ()

    def build(self, world):
        raise NotImplementedError(f"{self.code} builds nothing")


replays = Registry("replay")


def compare(stated: Stated, unit) -> dict[str, Any]:
    """The figure as it stands in the database now, beside what was stated."""
    indicator = indicators[stated.indicator]
    scope = Scope(unit, stated.start, stated.end, stated.filters)
    computed = indicator.value(scope)
    rows = indicator.rows(scope).count()
    wording = indicator.say(computed, stated.rule)
    return {
        "figure": stated.figure,
        "expected": stated.value,
        "computed": computed,
        "wording": wording,
        "expected_wording": stated.wording,
        "indicator": stated.indicator,
        "rows": rows,
        "equal": computed == stated.value and wording == stated.wording and rows > 0,
    }
