"""How records are counted: sums from the monthly summary, edges and persons from the rows, many in one query.

`by` says what the numbers are broken down by: None, "month", "year", "child", or a tag of the record.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Case, F, Q, Sum, TextField, Value, When
from django.db.models.functions import Substr, TruncMonth, TruncYear

from zhijia.kernels.org.models import under
from zhijia.kernels.org.paths import WIDTH
from zhijia.kernels.people.duplicates.queries import stands_for
from zhijia.kernels.records.models import RecordTally, ServiceRecord
from zhijia.kernels.records.rules import TAGS

from .periods import split

COLUMN = {"rows": "net", "times": "times", "amount": "amount_fen"}
TRUNCATED = {"month": TruncMonth, "year": TruncYear}


@dataclass(frozen=True)
class Part:
    """A table to read, with the condition that cuts out what is asked about."""

    model: type
    day: str
    where: Q


def parts(scope) -> list[Part]:
    """Whole months from the summary, the rest from the rows; only rows where the summary cannot tell."""
    if not scope.filters.keys() <= set(TAGS):
        return [rows_of(scope)]
    found = []
    for place, start, end in scope.spans:
        there = scope.at_place("unit_path", place)
        months, edges = split(start, end)
        if months:
            found.append(Part(RecordTally, "month", Q(month__gte=months.start, month__lte=months.end) & there))
        if edges:  # as a list of days: a range OR a range would not be looked up in an index
            found.append(Part(ServiceRecord, "day", Q(day__in=[day for edge in edges for day in edge.days]) & there))
    return found


def rows_of(scope) -> Part:
    return Part(ServiceRecord, "day", scope.within("unit_path", "day"))


def tagged(tags) -> Q:
    """The condition of fixed tags or filters: a value, or several of which any will do."""
    made = Q()
    for name, value in tags.items():
        several = isinstance(value, list | tuple | set | frozenset)
        made &= Q(**{f"{name}__in" if several else name: value})
    return made


def condition(indicator) -> Q:
    return Q(kind__in=indicator.kinds) & tagged(indicator.tags)


def grouping(by, scope, day):
    """The expression to group by; rows of one group get one key."""
    if by in TRUNCATED:
        return TRUNCATED[by](day)
    if by == "child":
        return segment_below([place for place, _a, _b in scope.spans], "unit_path")
    return F(by) if by else Value("", output_field=TextField())


def segment_below(places, path):
    """The segment of the child that a path lies under; empty for the unit itself. It stays when the unit moves."""
    cut = {place: Substr(path, len(place) + 1, WIDTH) for place in places}
    if len({len(place) for place in places}) == 1:
        return cut[places[0]]
    return Case(*(When(under(path, place), then=expression) for place, expression in cut.items()))


def sums(indicators, scope, by=None) -> dict[str, dict]:
    """{code: {group: sum}} for any number of summed indicators over records."""
    found = {indicator.code: defaultdict(int) for indicator in indicators}
    for part in parts(scope):
        rows = part.model.objects.filter(part.where, among(indicators), tagged(scope.filters))
        wanted = {f"sum_{n}": Sum(COLUMN[i.measure], filter=condition(i)) for n, i in enumerate(indicators)}
        for group, *values in rows.values_list(grouping(by, scope, part.day)).annotate(**wanted):
            for indicator, value in zip(indicators, values, strict=True):
                if value is not None:
                    found[indicator.code][group] += int(value)
    return found


def distinct(indicators, scope, column, by=None) -> dict[str, dict]:
    """{code: {group: how many persons or units have something left after reversals}}; counted in the database."""
    part = _one_table(scope, column)
    rows = part.model.objects.filter(
        part.where, among(indicators), tagged(scope.filters), **{f"{column}__isnull": False}
    )
    left = {f"left_{n}": Sum("net", filter=condition(i)) for n, i in enumerate(indicators)}
    one = stands_for("person") if column == "person" and scope.trees.any_merged else F(column)
    inner = rows.order_by().values(zj_group=grouping(by, scope, part.day), zj_one=one).annotate(**left)
    sql, params = inner.query.sql_with_params()
    counts = ", ".join(f"SUM(CASE WHEN {name} > 0 THEN 1 ELSE 0 END)" for name in left)
    found: dict[str, dict] = {indicator.code: {} for indicator in indicators}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT zj_group, {counts} FROM ({sql}) AS kept GROUP BY zj_group", params)
        for group, *numbers in cursor.fetchall():
            for indicator, number in zip(indicators, numbers, strict=True):
                if number:
                    found[indicator.code][_as_day(group) if by in TRUNCATED else group] = number
    return found


def among(indicators) -> Q:
    """What any of them counts; exactly so for one, so that the index is used to the full."""
    if len(indicators) == 1:
        return condition(indicators[0])
    return Q(kind__in={kind for indicator in indicators for kind in indicator.kinds})


def _one_table(scope, column) -> Part:
    """Distinct things do not add up over tables, so one table must know them all; the summary knows no persons."""
    found = parts(scope)
    summary = column == "unit_path" and len(found) == 1 and found[0].model is RecordTally
    return found[0] if summary else rows_of(scope)


def _as_day(value):
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
