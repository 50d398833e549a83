"""What an indicator is asked about: a unit with all below it, the days, and further filters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from zhijia.base.verdict import need
from zhijia.kernels.org.models import Unit, under
from zhijia.kernels.records.places import Places

from .children import children_of
from .periods import Window
from .standing import Trees

NAMES = ("unit", "from", "to", "own")  # query parameters that are not filters


@dataclass(frozen=True)
class Scope:
    """Days from start to end, both included. `filters` name tags of a record (fund, occasion …) or `person` (a key)."""

    unit: Unit
    start: date
    end: date
    filters: Mapping[str, object] = field(default_factory=dict)
    own: bool = False  # only what stands at the unit itself, nothing below it
    places: Places = field(default_factory=Places, repr=False, compare=False)  # shared by all scopes made from this one
    trees: Trees = field(default_factory=Trees, repr=False, compare=False)  # likewise

    def __post_init__(self):
        need(self.start <= self.end, "起始日期不能晚于截止日期", field="from").or_refuse()
        object.__setattr__(self, "filters", MappingProxyType(dict(self.filters)))

    @cached_property
    def spans(self) -> list[tuple[str, date, date]]:
        """(path, first day, last day): the unit's places in the window. One, unless it moved."""
        return self.places.spans(self.unit.pk, self.start, self.end)

    @cached_property
    def children(self):
        """Units directly below, now or once, by the segment of their path."""
        return children_of(self.unit)

    def within(self, path: str, day: str) -> Q:
        """Rows whose path and day, as these lookups name them, lie in the scope."""
        found = Q(pk__in=())
        for place, start, end in self.spans:
            found |= self.at_place(path, place) & Q(**{f"{day}__gte": start, f"{day}__lte": end})
        return found

    def at_place(self, lookup: str, place: str) -> Q:
        return Q(**{lookup: place}) if self.own else under(lookup, place)

    @property
    def window(self) -> Window:
        return Window(self.start, self.end)

    def at(self, unit) -> "Scope":
        return replace(self, unit=unit, filters=dict(self.filters))

    def during(self, window) -> "Scope":
        start, end = window
        return replace(self, start=start, end=end, filters=dict(self.filters))

    def having(self, **filters) -> "Scope":
        return replace(self, filters={**self.filters, **filters})

    @property
    def params(self) -> dict:
        days = {"from": self.start.isoformat(), "to": self.end.isoformat()}
        return {"unit": self.unit.code, **days, **({"own": "1"} if self.own else {}), **self.filters}

    @property
    def query(self) -> str:
        """As part of an address: unit=YL-CJ&from=2026-01-01&to=2026-12-31."""
        return urlencode(self.params)

    def alone(self) -> "Scope":
        return replace(self, filters=dict(self.filters), own=True)

    def __str__(self):
        name = _("%(unit)s本级") % {"unit": self.unit.name} if self.own else self.unit.name
        return _("%(unit)s，%(start)s 至 %(end)s") % {"unit": name, "start": self.start, "end": self.end}
