"""Where units stood: a record keeps the path of its day, and a question over years follows a unit through its moves."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta

from zhijia.kernels.org.models import Edge, Unit

ONE_DAY = timedelta(days=1)


class Places:
    """Paths by unit and day; each unit is looked up once."""

    def __init__(self):
        self._known: dict[int, tuple[list[date], list[str]]] = {}

    def learn(self, unit_ids):
        """Look up the lines of many units at once."""
        unknown = set(unit_ids) - self._known.keys()
        if not unknown:
            return
        found = _lines(unknown)
        for unit_id, path in Unit.objects.filter(pk__in=unknown - found.keys()).values_list("pk", "path"):
            found[unit_id] = ([date.min], [path])
        self._known |= found

    def path_on(self, unit_id: int, day: date) -> str:
        """Where the unit stood at the end of that day; before its first line, where that line put it."""
        if unit_id not in self._known:
            self.learn([unit_id])
        starts, paths = self._known[unit_id]
        return paths[max(bisect_right(starts, day) - 1, 0)]

    def spans(self, unit_id: int, start: date, end: date) -> list[tuple[str, date, date]]:
        """(path, first day, last day) of every place the unit held in the window, one after another."""
        self.learn([unit_id])
        starts, paths = self._known[unit_id]
        begins = [date.min, *starts[1:]]
        ends = [*(day - ONE_DAY for day in starts[1:]), date.max]
        clipped = ((path, max(a, start), min(b, end)) for path, a, b in zip(paths, begins, ends, strict=True))
        return [(path, a, b) for path, a, b in clipped if a <= b]


def _lines(unit_ids) -> dict[int, tuple[list[date], list[str]]]:
    edges = Edge.objects.filter(unit__in=unit_ids, kind=Edge.Kind.ORGANISATIONAL).order_by("from_on")
    found: dict[int, tuple[list[date], list[str]]] = defaultdict(lambda: ([], []))
    for unit_id, from_on, path in edges.values_list("unit_id", "from_on", "path"):
        found[unit_id][0].append(from_on)
        found[unit_id][1].append(path)
    return dict(found)


def past_paths(paths) -> list[str]:
    """Earlier places of the units that stand at these paths now: their own old records stay in their reach."""
    return list(
        Edge.objects.filter(kind=Edge.Kind.ORGANISATIONAL, unit__path__in=paths)
        .exclude(path__in=paths)
        .values_list("path", flat=True)
    )
