"""What an indicator is. A folder declares its own in `indicators.py`; whoever shows a number asks here.

    @indicator
    class ClaimTimes(Indicator):
        code, name, counting_unit, measure = "mutual_aid.claims", _("医疗互助补助人次"), _("人次"), "times"
        kinds = ("mutual_aid.claim",)
        definition = _("期内已发放的医疗互助补助次数，同一人多次补助分别计算")
        board = 20

Measures: rows 件、场次 · times 人次 · persons 人 · amount 元 (in fen) · units 家 · ratio % (Decimal or None).
"""

import json
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Count, F, Sum, Value
from django.db.models.functions import TruncMonth, TruncYear
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.base import wording
from zhijia.base.money import yuan
from zhijia.base.registry import Registry
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.registry import word_for

from . import counting
from .periods import steps
from .scope import Scope

__all__ = ["Indicator", "Ratio", "Scope", "Share", "indicator", "indicators", "tabulate", "values"]

indicator = indicators = Registry("indicators")


class Share(NamedTuple):
    """One line of a breakdown."""

    label: Any
    value: Any
    scope: Scope


class Indicator:
    """A number over records (name `kinds`), over dated rows (`flow` and `day`) or over a stock of a day (`stock`)."""

    code: str = ""
    name: Any = ""
    counting_unit: Any = ""
    definition: Any = ""
    measure = "rows"
    kinds: tuple[str, ...] = ()
    tags: dict = {}  # fixed tags of the records: {"occasion": "birthday"}, or several: {"occasion": ("a", "b")}
    board = 0  # place on a dashboard; 0: not shown there
    home = False  # also on the home page
    # Over rows that are not records:
    day = ""  # lookup of the day a row belongs to; with it `flow()` gives the rows
    person = "person"
    amount = "amount_fen"
    filters: dict[str, str] = {}  # filter name → lookup
    table = None  # zhijia.web.tables.Table for its rows; empty: by the model

    def __repr__(self):
        return f"<{type(self).__name__} {self.code}>"

    def flow(self):
        raise NotImplementedError(f"{self.code} names no kinds, no flow and no stock")

    def stock(self, day):
        """Rows that stood at the end of that day. Overriding it makes the indicator one of stock."""
        raise NotImplementedError

    @property
    def stocked(self) -> bool:
        return type(self).stock is not Indicator.stock

    @property
    def recorded(self) -> bool:
        return bool(self.kinds)

    @property
    def counted(self) -> str:
        """The column of the records whose different values it counts; empty if it sums."""
        return {"persons": "person", "units": "unit_path"}.get(self.measure, "")

    @property
    def additive(self) -> bool:
        """Whether the parts add up to the whole: one person counted in two units is still one person."""
        return self.measure in counting.COLUMN

    # What is asked of it

    def value(self, scope):
        return values([self], scope)[self.code]

    def rows(self, scope):
        """The rows that make the number."""
        if self.recorded:
            rows = ServiceRecord.objects.filter(scope.within("unit_path", "day"), counting.condition(self))
            return rows.filter(counting.tagged(scope.filters)).standing()
        if self.stocked:
            rows = self.stock(scope.end)
        else:
            rows = self.flow().filter(**{f"{self.day}__gte": scope.start, f"{self.day}__lte": scope.end})
        return rows.filter(scope.at_place(rows.path, scope.unit.path), self._filtered(scope))

    def series(self, scope, by="month") -> list[tuple]:
        """(first day, value) of every month or year of the window, empty ones too."""
        return line(tabulate([self], scope, by)[self.code], self, scope, by)

    def by_child(self, scope) -> list[Share]:
        return breakdown([self], scope)[self.code]

    def by_tag(self, scope, tag) -> list[Share]:
        """The number by fund, occasion, level, group or result."""
        found = tabulate([self], scope, tag)[self.code]
        kind = self.kinds[0] if self.kinds else ""
        shares = [
            Share(word_for(kind, tag, code) or _("未注明"), n, scope.having(**{tag: code})) for code, n in found.items()
        ]
        return sorted(shares, key=lambda share: -share.value)

    def row_hash(self, scope) -> str:
        """SHA-256 over the identities and contents of the rows, in whatever order they come."""
        if self.recorded:
            prints = self.rows(scope).values_list("digest", flat=True)
        else:
            prints = (_fingerprint(row) for row in self.rows(scope).values_list(*self._content()))
        return sha256("\n".join(sorted(prints)).encode()).hexdigest()

    def _content(self):
        extra = {"persons": [self.person], "amount": [self.amount], "times": ["times"]}.get(self.measure, [])
        return ["pk", *extra, *([self.day] if self.day else [])]

    # How it is said

    def display(self, value) -> str:
        if value is None:
            return "—"
        if self.measure == "amount":
            return yuan(value)
        return f"{value}%" if self.measure == "ratio" else f"{value:,}"

    def plain(self, value):
        """In the counting unit: yuan for fen."""
        return Decimal(value) / 100 if self.measure == "amount" and value is not None else value

    def say(self, value, rule="exact", **options) -> str:
        """As a report words it: 480余场次, 2886.3万余元."""
        return wording.say(self.plain(value), str(self.counting_unit), rule, **options)

    def url(self, scope) -> str:
        return f"{reverse('indicators:rows', args=[self.code])}?{scope.query}"

    def title(self, scope) -> str:
        """Definition, unit and period, for whoever points at the number."""
        unit = _("计量单位：%s") % self.counting_unit
        if self.stocked:
            period = _("截至 %(end)s，%(unit)s") % {"end": scope.end, "unit": scope.unit.name}
        else:
            period = str(scope)
        return _("；").join([str(self.definition or self.name), unit, period])

    # Counting

    def count(self, scope, by=None) -> dict:
        """{group: value} of an indicator that is not over records."""
        if self.stocked and by in counting.TRUNCATED:
            return self._stock_by(scope, by)
        rows = self.rows(scope).order_by()
        return dict(rows.values_list(self._grouping(rows, scope, by)).annotate(zj_value=self._aggregate()))

    def _aggregate(self):
        return {
            "persons": Count(self.person, distinct=True),
            "amount": Sum(self.amount, default=0),
            "times": Sum("times", default=0),
        }.get(self.measure) or Count("pk", distinct=True)

    def _grouping(self, rows, scope, by):
        if by in counting.TRUNCATED:
            return {"month": TruncMonth, "year": TruncYear}[by](self.day)
        if by == "child":
            return counting.segment_below([scope.unit.path], rows.path)
        return F(self.filters[by]) if by else Value("")

    def _stock_by(self, scope, by) -> dict:
        """The stock at the end of every month or year, in one query."""
        windows = steps(scope.start, scope.end, by)
        each = [
            self.rows(scope.during(window)).order_by().values_list(Value(number)).annotate(zj_value=self._aggregate())
            for number, window in enumerate(windows)
        ]
        found = dict(each[0].union(*each[1:], all=True)) if len(each) > 1 else dict(each[0])
        return {_first(window.start, by): found.get(number, 0) for number, window in enumerate(windows)}

    def _filtered(self, scope):
        return counting.tagged(
            {self.filters[name]: value for name, value in scope.filters.items() if name in self.filters}
        )


class Ratio(Indicator):
    """One indicator as a percentage of another; None where there is nothing to divide by."""

    measure = "ratio"
    counting_unit = "%"
    part: str = ""
    whole: str = ""
    digits = 1

    @property
    def stocked(self):
        return indicators[self.part].stocked

    def rows(self, scope):
        """The rows of the part; the whole has an indicator of its own."""
        return indicators[self.part].rows(scope)

    def row_hash(self, scope):
        both = [indicators[code].row_hash(scope) for code in (self.part, self.whole)]
        return sha256("/".join(both).encode()).hexdigest()

    def divide(self, part: dict, whole: dict) -> dict:
        return {group: self._percent(part.get(group, 0), n) for group, n in whole.items() if n}

    def _percent(self, part, whole):
        return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)

    def say(self, value, rule="exact", **options):
        return "" if value is None else super().say(value, rule, **options)


# Many at once


def tabulate(wanted, scope, by=None) -> dict[str, dict]:
    """{code: {group: value}}: every number shown anywhere is read here. Sums over records share one query."""
    ratios = [i for i in wanted if isinstance(i, Ratio)]
    needed = {i.code: i for i in wanted if not isinstance(i, Ratio)}
    needed |= {code: indicators[code] for ratio in ratios for code in (ratio.part, ratio.whole)}
    found: dict[str, dict] = {}
    for column in ("", "person", "unit_path"):
        together = [i for i in needed.values() if i.recorded and i.counted == column]
        if together and column:
            found |= counting.distinct(together, scope, column, by)
        elif together:
            found |= counting.sums(together, scope, by)
    found |= {code: i.count(scope, by) for code, i in needed.items() if not i.recorded}
    return found | {ratio.code: ratio.divide(found[ratio.part], found[ratio.whole]) for ratio in ratios}


def values(wanted, scope) -> dict[str, Any]:
    """{code: value} of many indicators, in few queries."""
    found = tabulate(wanted, scope)
    return {i.code: found[i.code].get("", _none(i)) for i in wanted}


def line(found: dict, indicator, scope, by) -> list[tuple]:
    firsts = [_first(window.start, by) for window in steps(scope.start, scope.end, by)]
    return [(first, found.get(first, _none(indicator))) for first in firsts]


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
    none = _none(indicator)
    return own + [Share(child.unit, n or none, part) for child, n, part in made if part and (n or child.stays)]


def _none(indicator):
    return None if indicator.measure == "ratio" else 0


def _first(day, by):
    return day.replace(day=1) if by == "month" else day.replace(month=1, day=1)


def _fingerprint(row) -> str:
    return json.dumps([None if value is None else str(value) for value in row], separators=(",", ":"))
