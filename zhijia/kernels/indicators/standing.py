"""The tree of the day: rows know only today's place of their unit; here they are put where the unit stood then.

Most units never moved, and today's path is their path of any day. Those that did move (wanderers) are few: their
lines are read once for a page, and each is left out or brought in by name. Nothing moved: the condition is the plain
range of paths.
"""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Substr

from zhijia.kernels.org.models import Edge, Naming, Unit
from zhijia.kernels.org.paths import WIDTH
from zhijia.kernels.people.duplicates.queries import any_merged

from .counting import segment_below

FROZEN = "unit_path"  # rows with this column wrote down the place of their own day


class Stay(NamedTuple):
    """A wanderer below the unit asked about, from a day to a day, under the child of that segment."""

    unit_id: int
    segment: str
    start: date
    end: date


class Trees:
    """What ever moved, changed its kind or was merged; read once, for all the days a page asks about."""

    def __init__(self):
        self._wanderers: dict[int, str] | None = None
        self._kinds: list[tuple[int, str, str, date, date | None]] | None = None

    @cached_property
    def any_merged(self) -> bool:
        """Whether somebody has two files, so that persons have to be looked up before they are counted."""
        return any_merged()

    @property
    def wanderers(self) -> dict[int, str]:
        """{unit: its path of today} of the units that once stood elsewhere."""
        if self._wanderers is None:
            lines = Edge.objects.filter(kind=Edge.Kind.ORGANISATIONAL).exclude(path=F("unit__path"))
            self._wanderers = dict(lines.order_by().values_list("unit_id", "unit__path"))
        return self._wanderers

    def kind_on(self, unit, day) -> str:
        return self.kinds_on(day).get(unit.pk, unit.kind)

    def kinds_on(self, day) -> dict[int, str]:
        """{unit: kind} of the units that were of another kind on that day than today."""
        if self._kinds is None:
            other = Naming.objects.exclude(kind=F("unit__kind")).order_by("from_on")
            self._kinds = list(other.values_list("unit_id", "kind", "from_on", "to_on"))
        return {
            unit: kind
            for unit, kind, from_on, to_on in self._kinds
            if from_on <= day and (to_on is None or day < to_on)
        }


class Standing:
    """The rows of a scope between two days, by where their units stood; `lookup` is the row's way to today's path."""

    def __init__(self, scope, start, end, lookup):
        self.scope, self.start, self.end, self.lookup = scope, start, end, lookup
        self.now = scope.unit.path
        self.frozen = lookup.endswith(FROZEN)
        if self.frozen:
            return
        self.unit = unit_of(lookup)
        scope.places.learn([*scope.trees.wanderers, scope.unit.pk])
        self.stays, self.strangers = self._look()

    def where(self, day="") -> Q:
        """`day`: the lookup of a row's own day, where rows of a whole window are meant."""
        if self.frozen:
            return self.scope.within(self.lookup, day) if day else self._here(place=self._then)
        here = self._here() & self._during(day, self.start, self.end)
        if not self.stays and not self.strangers:
            return here
        if day:
            return here & ~self._among(self.strangers) | self._brought(day)
        brought = Q(pk__in=[stay.unit_id for stay in self.stays])
        units = Unit.objects.filter(self._here("path") & ~Q(pk__in=self.strangers) | brought)
        return Q(**{f"{self.unit}__in": units.order_by()})

    def segment(self, day=""):
        """The segment of the child a row stood under; empty for the unit itself."""
        if self.frozen:
            places = [place for place, _a, _b in self.scope.spans] if day else [self._then]
            return segment_below(places, self.lookup)
        plain = Substr(self.lookup, len(self.now) + 1, WIDTH)
        if not self.stays:
            return plain
        cases = [
            When(self._among(ids) & self._during(day, start, end), then=Value(segment))
            for (segment, start, end), ids in self._together().items()
        ]
        return Case(*cases, default=plain, output_field=CharField())

    def _look(self) -> tuple[list[Stay], list[int]]:
        """Stays of the wanderers, and those of them whom today's path would put in wrongly or at a wrong child."""
        stays, strangers = [], []
        for unit_id, now in self.scope.trees.wanderers.items():
            here = self._inside(now, self.now)
            found = self._stays(unit_id)
            if found == ([self._plain(unit_id, now)] if here else []):
                continue
            stays += found
            strangers += [unit_id] if here else []
        return stays, strangers

    def _stays(self, unit_id) -> list[Stay]:
        made = []
        for place, a, b in self.scope.places.spans(self.scope.unit.pk, self.start, self.end):
            for path, start, end in self.scope.places.spans(unit_id, a, b):
                if self._inside(path, place):
                    made.append(Stay(unit_id, path[len(place) :][:WIDTH], start, end))
        return _joined(made)

    def _plain(self, unit_id, now) -> Stay:
        return Stay(unit_id, now[len(self.now) :][:WIDTH], self.start, self.end)

    def _inside(self, path, place) -> bool:
        return path == place if self.scope.own else path.startswith(place)

    def _here(self, lookup="", place="") -> Q:
        return self.scope.at_place(lookup or self.lookup, place or self.now)

    @property
    def _then(self) -> str:
        return self.scope.places.path_on(self.scope.unit.pk, self.end)

    def _among(self, ids) -> Q:
        return Q(**{f"{self.unit}__in": ids})

    @staticmethod
    def _during(day, start, end) -> Q:
        return Q(**{f"{day}__gte": start, f"{day}__lte": end}) if day else Q()

    def _together(self) -> dict[tuple, list[int]]:
        groups = defaultdict(list)
        for unit_id, *stay in self.stays:
            groups[tuple(stay)].append(unit_id)
        return groups

    def _brought(self, day) -> Q:
        found = Q(pk__in=())
        for (_segment, start, end), ids in self._together().items():
            found |= self._among(ids) & self._during(day, start, end)
        return found


def _joined(stays) -> list[Stay]:
    """Stays under the same child that follow one another are one."""
    made: list[Stay] = []
    for stay in stays:
        if made and made[-1].segment == stay.segment:
            made[-1] = made[-1]._replace(end=stay.end)
        else:
            made.append(stay)
    return made


def unit_of(lookup) -> str:
    """From the way to the path to the way to the unit: plan__unit__path → plan__unit, home_path → home, path → pk."""
    if lookup == "path":
        return "pk"
    return lookup.removesuffix("__path").removesuffix("_path")
