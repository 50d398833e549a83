"""Units directly below a unit, now or once, each with the days on which it hung there."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from zhijia.kernels.org.models import Edge, Unit
from zhijia.kernels.org.paths import WIDTH
from zhijia.kernels.records.places import ONE_DAY

from .periods import Window


class Child(NamedTuple):
    unit: Unit
    start: date
    end: date

    @property
    def stays(self) -> bool:
        """Still hangs there and still exists."""
        return self.stood(date.max)

    def stood(self, day) -> bool:
        """Hung there and existed at the end of that day; otherwise it is shown only where it has a number."""
        founded, dissolved = self.unit.founded_on, self.unit.dissolved_on
        existed = (founded is None or founded <= day) and (dissolved is None or day < dissolved)
        return existed and self.start <= day <= self.end

    def clip(self, scope):
        """The part of a scope that is this child's under this superior; None if there is none."""
        start, end = max(self.start, scope.start), min(self.end, scope.end)
        return scope.at(self.unit).during(Window(start, end)) if start <= end else None


def children_of(unit) -> dict[str, Child]:
    """{segment: child}. A unit that left and came back has two segments: numbers are not used again."""
    once = Edge.objects.filter(superior=unit, kind=Edge.Kind.ORGANISATIONAL).values("unit")
    lines = Edge.objects.filter(unit__in=once, kind=Edge.Kind.ORGANISATIONAL).select_related("unit")
    episodes = defaultdict(list)
    first: dict[int, date] = {}
    for line in lines.order_by("from_on"):
        first.setdefault(line.unit_id, line.from_on)
        if line.superior_id == unit.pk:
            begins = date.min if line.from_on == first[line.unit_id] else line.from_on
            ends = line.to_on - ONE_DAY if line.to_on else date.max
            episodes[line.path[-WIDTH:]].append(Child(line.unit, begins, ends))
    made = {segment: Child(lines[-1].unit, lines[0].start, lines[-1].end) for segment, lines in episodes.items()}
    return dict(sorted(made.items()))
