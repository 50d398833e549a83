"""What has been chosen so far in the picker of numbers: its value, its rows, and how each wording would read."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from zhijia.base.wording import LABELS, Rule
from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.indicators.facets import facet
from zhijia.kernels.records.rules import TAGS
from zhijia.kernels.records.tables import TAG_NAMES

from .models import Figure, Report
from .reading import exact, period_said, said_by, scope_of, word_of

SHARES = 60  # choices of one filter


@dataclass
class Picked:
    report: Report
    unit: object
    code: str = ""
    start: date | None = None
    end: date | None = None
    tags: dict = field(default_factory=dict)
    rule: str = Rule.EXACT.value
    whole: str = ""
    shows_unit: bool = True

    @classmethod
    def of(cls, figure: Figure):
        return cls(
            figure.report,
            figure.unit,
            figure.indicator,
            figure.start,
            figure.end,
            figure.tags,
            figure.rule,
            figure.whole,
            figure.shows_unit,
        )

    @classmethod
    def asked(cls, report, data, units):
        """From what the form has in it, finished or not. `units`: those the user may choose."""
        key = data.get("unit", "")
        unit = units.filter(pk=key).first() if key.isdigit() else None
        tags = {name.removeprefix("tag_"): data[name] for name in data if name.startswith("tag_") and data[name]}
        code = data.get("indicator", "")
        start, end = _day(data.get("start")), _day(data.get("end"))
        whole_window = start is not None and end is not None and start <= end
        return cls(
            report,
            unit or report.unit,
            code if code in indicators else "",
            start if whole_window else None,
            end if whole_window else None,
            {name: value for name, value in tags.items() if name in known_tags(code)},
            data.get("rule") if data.get("rule") in LABELS else Rule.EXACT.value,
            data.get("whole", ""),
            "shows_unit" in data or "indicator" not in data,
        )

    @property
    def initial(self) -> dict:
        tags = {f"tag_{name}": value for name, value in self.tags.items()}
        return {
            "indicator": self.code,
            "unit": self.unit,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "whole": self.whole,
            "shows_unit": self.shows_unit,
            **tags,
        }

    @property
    def indicator(self):
        return indicators.get(self.code)

    @cached_property
    def scope(self):
        figure = Figure(indicator=self.code, unit=self.unit, start=self.start, end=self.end)
        return scope_of(figure, self.report).having(**self.tags)

    @cached_property
    def value(self):
        return self.indicator.value(self.scope) if self.indicator else None

    @property
    def period(self) -> str:
        return period_said(self.code, self.scope.start, self.scope.end)

    @property
    def exact(self) -> str:
        return exact(self.indicator, self.value)

    @cached_property
    def rows(self) -> int:
        return self.indicator.rows(self.scope).count() if self.indicator else 0

    @property
    def url(self) -> str:
        return self.indicator.url(self.scope)

    @property
    def words(self) -> str:
        return self._said(self.rule) if self.value is not None else ""

    def _said(self, rule) -> str:
        return said_by(
            self.indicator, self.scope, rule=rule, whole=self.whole, shows_unit=self.shows_unit, value=self.value
        )

    # What the form offers

    def rule_choices(self):
        """Each wording with what it would say: 480余场次（N余）."""
        if self.value is None:
            return [(rule.value, label) for rule, label in LABELS.items()]
        return [(rule.value, self._rule_label(rule, label)) for rule, label in LABELS.items() if self._offers(rule)]

    def _rule_label(self, rule, label):
        if rule == Rule.FULL_COVERAGE and not self.whole:
            return _("全覆盖（要与全体比）")
        return f"{self._said(rule)}（{label}）"

    def _offers(self, rule):
        """A hedge that gives way to the plain number is not offered a second time."""
        if rule in (Rule.EXACT, Rule.FULL_COVERAGE) or rule == self.rule:
            return True
        return self._said(rule) != self._said(Rule.EXACT)

    def whole_choices(self):
        if not self.indicator:
            return []
        unit = str(self.indicator.counting_unit)
        return [(i.code, i.name) for i in indicators.values() if str(i.counting_unit) == unit and i.code != self.code]

    def tag_choices(self):
        """(name, label, choices) of the filters under which this number has anything."""
        tags = known_tags(self.code)
        model = self.indicator.rows(self.scope).model if tags else None
        for name in tags:
            shares = [share for share in self._shares(name) if share.scope.filters[name]]
            if shares or name in self.tags:
                yield name, tag_label(self.indicator, name, model), self._choices(name, shares)

    def _shares(self, name):
        others = {key: value for key, value in self.tags.items() if key != name}
        scope = scope_of(Figure(indicator=self.code, unit=self.unit, start=self.start, end=self.end), self.report)
        return self.indicator.by_tag(scope.having(**others), name)[:SHARES]

    def _choices(self, name, shares):
        offered = [
            (str(share.scope.filters[name]), _("%(label)s（%(n)s）") % {"label": self._label(name, share), "n": shown})
            for share in shares
            for shown in [exact(self.indicator, share.value)]
        ]
        kept = self.tags.get(name)
        return offered if kept is None or kept in dict(offered) else [*offered, (kept, kept)]

    def _label(self, name, share):
        """Words of the kinds of record come with the share; those of a column, from its choices."""
        if self.indicator.recorded:
            return share.label
        value = share.scope.filters[name]
        words = facet(self.indicator.filters[name]).words
        column = column_of(self.indicator.rows(self.scope).model, self.indicator.filters[name])
        words = words or dict(column.flatchoices if column else ())
        return words.get(value) or word_of(name, str(value))


def column_of(model, given):
    """The column that a filter reads as it stands; None where it is worked out or further away."""
    try:
        return model._meta.get_field(getattr(facet(given), "lookup", ""))
    except FieldDoesNotExist:
        return None


def known_tags(code):
    indicator = indicators.get(code)
    if indicator is None or indicator.measure == "ratio":
        return ()
    if indicator.recorded:
        return tuple(tag for tag in TAGS if tag not in indicator.tags)
    return tuple(name for name, given in indicator.filters.items() if facet(given).expression)


def tag_label(indicator, name, model):
    if name in TAG_NAMES:
        return TAG_NAMES[name]
    column = column_of(model, indicator.filters[name])
    return facet(indicator.filters[name]).label or (column.verbose_name if column else name)


def _day(text):
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
