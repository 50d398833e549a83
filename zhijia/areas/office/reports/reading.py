"""The numbers of a report: each figure's scope, its value now or as frozen, and how it is said."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from zhijia.base.wording import Rule
from zhijia.kernels.indicators.base import Scope, indicators, values
from zhijia.kernels.indicators.facets import facet
from zhijia.kernels.records.registry import kinds, word_for
from zhijia.kernels.records.tables import TAG_NAMES

from .models import Figure, FrozenFigure
from .rules import Bound


@dataclass(frozen=True)
class Number:
    """One number as a page, a .docx or a rule needs it."""

    pk: int | None  # of the figure, while it may still change
    number: int
    name: str
    words: str  # 参互400人 → 400人
    exact: str  # 9,707.00元
    unit: Any
    scope: Scope | None
    url: str
    title: str
    bound: Bound
    value: Any = None  # as the indicator counts: fen for money
    indicator: str = ""  # its code
    frozen: FrozenFigure | None = None

    @property
    def query(self) -> str:
        """The filters as part of an address."""
        return urlencode(self.scope.filters) if self.scope else ""

    @property
    def rounded(self) -> bool:
        """Whether the words say less than the exact number."""
        return self.exact.replace(",", "").replace(".00", "") != self.words

    @property
    def period(self) -> str:
        return period_said(self.indicator, self.scope.start, self.scope.end) if self.scope else ""

    @property
    def filters(self) -> str:
        return filters_said(self.indicator, self.scope.filters) if self.scope else ""


def scope_of(figure, report) -> Scope:
    """The figure's own window, else the report's: flows up to the day the data go to, stocks on that day."""
    indicator = indicators.get(figure.indicator)
    start, end = figure.start, figure.end
    if end is None:
        stocked = indicator is not None and indicator.stocked
        start, end = report.start, report.as_of if stocked else min(report.end, report.as_of)
    return Scope(figure.unit, min(start, end), end, figure.tags)


def frozen_scope(frozen) -> Scope:
    return Scope(frozen.unit, frozen.start, frozen.end, frozen.tags)


def read_many(scopes: dict) -> dict:
    """{key: value} of {key: (indicator, scope)}: figures that ask about the same place and days share their queries."""
    together = defaultdict(list)
    for key, (indicator, scope) in scopes.items():
        together[scope.query].append((key, indicator, scope))
    found = {}
    for group in together.values():
        read = values([indicator for _key, indicator, _scope in group], group[0][2])
        found |= {key: read[indicator.code] for key, indicator, _scope in group}
    return found


def asked(figures, report) -> dict:
    """What must be counted: each figure's indicator, and the whole it is said to cover."""
    scopes = {}
    for figure in figures:
        if figure.indicator in indicators:
            scope = scope_of(figure, report)
            scopes[figure.number] = indicators[figure.indicator], scope
            if figure.whole in indicators:
                scopes[figure.number, "whole"] = indicators[figure.whole], Scope(scope.unit, scope.start, scope.end)
    return scopes


def numbers_of(report) -> dict[int, Number]:
    """Every number of a report by the number of its slot: frozen ones as they were published, others as of now."""
    if report.published:
        rows = FrozenFigure.objects.bound().filter(publication__report=report).select_related("unit")
        return {row.number: from_frozen(row) for row in rows}
    return count(list(report.figures.select_related("unit")), report)


def count(figures, report) -> dict[int, Number]:
    found = read_many(asked(figures, report))
    return {figure.number: _number(figure, report, found) for figure in figures}


def _number(figure, report, found) -> Number:
    indicator = indicators.get(figure.indicator)
    if indicator is None:
        fault = _("指标“%(code)s”已停用，请换一个") % {"code": figure.indicator}
        return _nothing(figure, figure.indicator, fault)
    value, scope = found[figure.number], scope_of(figure, report)
    if value is None:
        fault = _("“%(name)s”在这段期间没有数据，算不出来") % {"name": indicator.name}
        return _nothing(figure, str(indicator.name), fault, scope, indicator)
    words = worded(figure, indicator, value, found.get((figure.number, "whole")))
    unit = str(indicator.counting_unit)
    shown = unit if figure.shows_unit else ""
    return Number(
        pk=figure.pk,
        number=figure.number,
        name=str(indicator.name),
        words=words,
        exact=exact(indicator, value),
        unit=figure.unit,
        scope=scope,
        url=indicator.url(scope),
        title=indicator.title(scope),
        bound=Bound(words, indicator.plain(value), unit, bool(shown)),
        value=value,
        indicator=indicator.code,
    )


def _nothing(figure, name, fault, scope=None, indicator=None) -> Number:
    words = _("〔无数据〕")
    url = indicator.url(scope) if indicator else ""
    bound = Bound(words, None, "", fault=fault)
    return Number(figure.pk, figure.number, name, words, "—", figure.unit, scope, url, fault, bound)


def worded(figure, indicator, value, whole=None) -> str:
    """In the words of a report; 全覆盖 needs the whole, and without it the plain number is said."""
    if figure.rule == Rule.FULL_COVERAGE and whole is None:
        words = indicator.say(value)
    elif figure.rule == Rule.FULL_COVERAGE:
        words = indicator.say(value, figure.rule, of=whole)
    else:
        words = indicator.say(value, figure.rule)
    return words if figure.shows_unit else words.replace(str(indicator.counting_unit), "", 1)


def period_said(code, start, end) -> str:
    """From one day to another; of a stock, its day."""
    if code in indicators and indicators[code].stocked:
        return _("截至%(end)s") % {"end": end}
    return _("%(start)s至%(end)s") % {"start": start, "end": end}


def filters_said(code, filters) -> str:
    """事由：第十九期, in the words the kinds of record declare, or the indicator itself."""
    indicator = indicators.get(code)
    said = (_filter_said(indicator, name, value) for name, value in filters.items())
    return "、".join(f"{name}：{word}" for name, word in said)


def _filter_said(indicator, name, value):
    if indicator is not None and name in indicator.filters:
        known = facet(indicator.filters[name])
        return known.label or TAG_NAMES.get(name, name), known.words.get(value) or word_of(name, value)
    recorded = indicator.kinds if indicator is not None else ()
    return TAG_NAMES.get(name, name), _word(recorded[0] if recorded else "", name, value)


def _word(kind, tag, value) -> str:
    """As its kind of record says it; for rows that are no records, as the first kind that has a word for it."""
    return word_for(kind, tag, value) if kind or tag not in TAG_NAMES else word_of(tag, value)


def word_of(tag, value) -> str:
    words = (str(kind.word(tag, value)) for kind in kinds.values())
    return next((word for word in words if word != value), value)


def exact(indicator, value) -> str:
    """To the last fen: what the words were made from."""
    shown = indicator.display(value)
    return shown if value is None or indicator.measure == "ratio" else f"{shown}{indicator.counting_unit}"


def from_frozen(row: FrozenFigure) -> Number:
    scope = frozen_scope(row)
    indicator = indicators.get(row.indicator)
    return Number(
        pk=None,
        number=row.number,
        name=row.name,
        words=row.words,
        exact=row.exact,
        unit=row.unit,
        scope=scope,
        url=indicator.url(scope) if indicator else "",
        title=indicator.title(scope) if indicator else row.name,
        bound=Bound(row.words, None, row.counting_unit),
        indicator=row.indicator,
        frozen=row,
    )


def said_by(indicator, scope, *, rule, whole="", shows_unit=True, value=None) -> str:
    """How a figure not yet made would read: for the preview of the picker."""
    value = indicator.value(scope) if value is None else value
    if value is None:
        return ""
    of = indicators[whole].value(Scope(scope.unit, scope.start, scope.end)) if whole in indicators else None
    return worded(Figure(rule=rule, shows_unit=shows_unit), indicator, value, of)
