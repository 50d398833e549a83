"""One number: what it counts, where its rows are, how it is said."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import TruncMonth, TruncYear
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.base import wording
from zhijia.base.money import yuan
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.registry import word_for

from .. import counting
from ..facets import Column, facet
from ..periods import first_of, steps
from ..standing import Standing
from .many import Share, breakdown, line, tabulate, union, values


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
    filters: dict[str, Any] = {}  # filter name → lookup, or a Facet
    table = None  # zhijia.web.tables.Table for its rows; empty: by the model

    def __repr__(self):
        return f"<{type(self).__name__} {self.code}>"

    def flow(self):
        raise NotImplementedError(f"{self.code} names no kinds, no flow and no stock")

    def stock(self, day):
        """Rows that stood at the end of that day. Overriding it, or `lasting`, makes the indicator one of stock."""
        return self.episodes().filter(self._lasted(day))

    made_of: tuple[str, ...] = ()  # codes of the part and the whole of a ratio

    lasting: tuple[str, str] = ()  # lookups of the first day of an episode and of the first day after it
    episodes: Any = None  # with `lasting`: gives the rows, of whatever day

    def _lasted(self, day) -> Q:
        start, end = self.lasting
        return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))

    @property
    def stocked(self) -> bool:
        return bool(self.lasting) or type(self).stock is not Indicator.stock

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

    @property
    def none(self):
        """What is said where there is nothing: nothing counted is not nobody."""
        return None if self.measure in ("ratio", "staff") else 0

    # What is asked of it

    def value(self, scope):
        return values([self], scope)[self.code]

    def rows(self, scope):
        """The rows that make the number."""
        if self.recorded:
            rows = ServiceRecord.objects.filter(scope.within("unit_path", "day"), counting.condition(self))
            return rows.filter(counting.tagged(scope.filters)).standing()
        rows = self.stock(scope.end) if self.stocked else self.flow()
        return self._narrowed(rows.filter(self._standing(rows, scope).where("" if self.stocked else self.day)), scope)

    def series(self, scope, by="month") -> list[tuple]:
        """(first day, value) of every month or year of the window, empty ones too."""
        return line(tabulate([self], scope, by)[self.code], self, scope, by)

    def by_child(self, scope) -> list[Share]:
        return breakdown([self], scope)[self.code]

    def by_tag(self, scope, tag) -> list[Share]:
        """The number by fund, occasion, level, group or result, or by one of its own filters."""
        found = tabulate([self], scope, tag)[self.code]
        shares = [
            Share(self.word(tag, code) or _("未注明"), n, scope.having(**{tag: code})) for code, n in found.items()
        ]
        return sorted(shares, key=lambda share: -share.value)

    def word(self, tag, code):
        """What a value of a tag or filter is called."""
        if tag in self.filters:
            return facet(self.filters[tag]).words.get(code, code)
        return word_for(self.kinds[0] if self.kinds else "", tag, code)

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

    @property
    def joins(self) -> bool:
        """Whether its counts may be read by one statement together with those of other tables."""
        return type(self).count is Indicator.count

    def count(self, scope, by=None) -> dict:
        """{group: value} of an indicator that is not over records."""
        if self.stocked and by in counting.TRUNCATED:
            return self._stock_by(scope, by)
        return {group: value for _mark, group, value in self.tally(scope, by)}

    def tally(self, scope, by=None, mark=""):
        """Rows (mark, group, value): a query not run yet."""
        rows = self.rows(scope).order_by()
        return rows.values_list(Value(mark), self._grouping(rows, scope, by)).annotate(zj_value=self._aggregate())

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
            return self._standing(rows, scope).segment("" if self.stocked else self.day)
        return facet(self.filters[by]).expression(scope) if by else Value("")

    def _stock_by(self, scope, by) -> dict:
        """The stock at the end of every month or year, in one query."""
        windows = steps(scope.start, scope.end, by)
        if self._plain(scope):
            return self._lasted_by(scope, windows, by)
        each = [self.tally(scope.during(window), None, str(number)) for number, window in enumerate(windows)]
        found = {int(number): value for number, _group, value in union(each)}
        return {first_of(window.start, by): found.get(number, 0) for number, window in enumerate(windows)}

    def _plain(self, scope) -> bool:
        """Episodes of known days, narrowed by nothing that has to be worked out for each day."""
        asked = [self.filters[name] for name in scope.filters if name in self.filters]
        own = type(self).rows is Indicator.rows
        return bool(self.lasting) and own and all(isinstance(facet(one), Column) for one in asked)

    def _lasted_by(self, scope, windows, by) -> dict:
        """All days in one reading of the rows, each with the tree of its own day."""
        rows = self.episodes()
        where = [self._standing(rows, scope.during(window)).where() for window in windows]
        lasted = [self._lasted(window.end) for window in windows]
        if all(one == where[0] for one in where):
            rows = rows.filter(where[0])
        else:
            lasted = [a & b for a, b in zip(where, lasted, strict=True)]
        counts = {f"zj_{n}": Count(self.person, distinct=True, filter=one) for n, one in enumerate(lasted)}
        found = self._narrowed(rows, scope).aggregate(**counts)
        return {first_of(window.start, by): found[f"zj_{n}"] for n, window in enumerate(windows)}

    def _standing(self, rows, scope) -> Standing:
        """Where the units of the rows stood: on the last day for a stock, on each row's own day otherwise."""
        return Standing(scope, scope.end if self.stocked else scope.start, scope.end, rows.path)

    def _narrowed(self, rows, scope):
        for name, value in scope.filters.items():
            if name in self.filters:
                rows = facet(self.filters[name]).narrowed(rows, name, value, scope)
        return rows


def _fingerprint(row) -> str:
    return json.dumps([None if value is None else str(value) for value in row], separators=(",", ":"))
