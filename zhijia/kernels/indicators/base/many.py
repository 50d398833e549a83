"""Many numbers at once, in few queries: whatever is shown anywhere is read here."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from .. import counting
from ..periods import first_of, steps
from ..scope import Scope
from .registry import indicators

TOGETHER = (None, "child")  # groups of one type in every table, so that one statement reads many tables


class Share(NamedTuple):
    """One line of a breakdown."""

    label: Any
    value: Any
    scope: Scope


def tabulate(wanted, scope, by=None) -> dict[str, dict]:
    """{code: {group: value}}. Sums over records share one query, and so do counts over whatever other tables."""
    ratios = [i for i in wanted if i.made_of]
    needed = {i.code: i for i in wanted if not i.made_of}
    needed |= {code: indicators[code] for ratio in ratios for code in ratio.made_of}
    found: dict[str, dict] = {}
    for column in ("", "person", "unit_path"):
        together = [i for i in needed.values() if i.recorded and i.counted == column]
        if together and column:
            found |= counting.distinct(together, scope, column, by)
        elif together:
            found |= counting.sums(together, scope, by)
    found |= _counts([i for i in needed.values() if not i.recorded], scope, by)
    return found | {ratio.code: ratio.divide(*(found[code] for code in ratio.made_of)) for ratio in ratios}


def _counts(wanted, scope, by) -> dict[str, dict]:
    """Of those that are not over records."""
    joined = [i for i in wanted if i.joins and by in TOGETHER]
    found = {i.code: i.count(scope, by) for i in wanted if i not in joined}
    found |= {i.code: {} for i in joined}
    for code, group, value in union([i.tally(scope, by, i.code) for i in joined]):
        found[code][group] = value
    return found


def union(queries):
    """The rows of several queries by one statement."""
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else [row for rows in queries for row in rows]


def values(wanted, scope) -> dict[str, Any]:
    """{code: value} of many indicators, in few queries."""
    found = tabulate(wanted, scope)
    return {i.code: found[i.code].get("", i.none) for i in wanted}


def line(found: dict, indicator, scope, by) -> list[tuple]:
    firsts = [first_of(window.start, by) for window in steps(scope.start, scope.end, by)]
    return [(first, found.get(first, indicator.none)) for first in firsts]


def series(wanted, scope, by="month") -> dict[str, list[tuple]]:
    """{code: [(first day, value), …]} of many indicators."""
    found = tabulate(wanted, scope, by)
    return {i.code: line(found[i.code], i, scope, by) for i in wanted}


def breakdown(wanted, scope) -> dict[str, list[Share]]:
    """{code: [Share, …]}: the unit itself where it has something of its own, then each unit directly below."""
    found = tabulate(wanted, scope, "child")
    return {i.code: _shares(i, found[i.code], scope) for i in wanted}


def _shares(indicator, found, scope) -> list[Share]:
    own = [Share(_("本级"), found[""], scope.alone())] if found.get("") else []
    made = [(child, found.get(segment), child.clip(scope)) for segment, child in scope.children.items()]
    return own + [
        Share(child.unit, n or indicator.none, part)
        for child, n, part in made
        if part and (n or child.stood(scope.end))
    ]
