"""How far a drive is: members of each footing on a day, against what was asked. Few queries for any number of units."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from zhijia.kernels.org.models import StaffCount
from zhijia.kernels.org.paths import ancestors_of
from zhijia.kernels.people.models import Employment, Membership

from . import rules


def members_of(group, day, path=""):
    """Full members at the end of that day who then worked on that footing: the rows behind every number here."""
    working = Employment.objects.as_of(day).filter(person=OuterRef("person"), kind=group)
    rows = Membership.objects.as_of(day).filter(Exists(working))
    return rows.under(path) if path else rows


def joined_by_path(groups, day, path) -> dict:
    """(path, group) → members there and below it."""
    found: Counter = Counter()
    for group in groups:
        rows = (
            members_of(group, day, path).order_by().values_list("unit__path").annotate(n=Count("person", distinct=True))
        )
        for place, count in rows:
            for above in (*ancestors_of(place), place):
                found[(above, group)] += count
    return found


def staff_by_unit(groups, day, path) -> dict:
    """(unit, group) → the latest count not after that day."""
    rows = StaffCount.objects.as_of(day).filter(group__in=groups).under(path)
    return {(unit, group): persons for unit, group, persons in rows.values_list("unit", "group", "persons")}


def doubled(places) -> dict:
    """Of (path, group): each that lies below another one of the same group → that other one."""
    above = {(path, group): [(up, group) for up in ancestors_of(path)] for path, group in places}
    return {low: high for low, ups in above.items() for high in ups if high in above}


class Progress:
    """How far a line or a sum of lines is."""

    @property
    def rate(self):
        return rules.percent(self.joined, self.staff)

    @property
    def reached(self):
        return rules.percent(self.joined, self.target)

    @property
    def behind(self):
        return self.joined < self.due


@dataclass
class Line(Progress):
    """One unit and group of a drive, as of a day."""

    goal: object
    joined: int
    due: int

    @property
    def unit(self):
        return self.goal.unit

    @property
    def group_name(self):
        return self.goal.get_group_display()

    @property
    def staff(self):
        return self.goal.staff

    @property
    def target(self):
        return self.goal.target

    @property
    def gained(self):
        return self.joined - self.goal.before

    @property
    def missing(self):
        return max(self.target - self.joined, 0)

    @property
    def doubtful(self):
        """The head count is older or smaller than the roll."""
        return self.joined > self.staff


@dataclass
class Total(Progress):
    """All groups of one unit, or of all units, together."""

    unit: object
    lines: list

    def _sum(self, name):
        return sum(getattr(line, name) for line in self.lines)

    @property
    def staff(self):
        return self._sum("staff")

    @property
    def target(self):
        return self._sum("target")

    @property
    def joined(self):
        return self._sum("joined")

    @property
    def gained(self):
        return self._sum("gained")

    @property
    def due(self):
        return self._sum("due")

    @property
    def missing(self):
        return self._sum("missing")

    @property
    def doubtful(self):
        return any(line.doubtful for line in self.lines)


def lines_of(drive, day: date, goals=None) -> list[Line]:
    """Every goal of the drive with what had been reached at the end of that day."""
    goals = list(drive.goals.select_related("unit").order_by("unit__path", "group") if goals is None else goals)
    share = rules.due_share(drive.starts_on, drive.ends_on, day)
    joined = joined_by_path(drive.group_codes, day, drive.unit.path) if goals else {}
    return [
        Line(goal, joined[(goal.unit.path, goal.group)], rules.due_by(goal.target, goal.before, share))
        for goal in goals
    ]


def ranking(lines) -> list[Total]:
    """Units, the furthest first; equal ones by name."""
    by_unit: dict = {}
    for line in lines:
        by_unit.setdefault(line.unit, []).append(line)
    totals = [Total(unit, mine) for unit, mine in by_unit.items()]
    return sorted(totals, key=lambda total: (-(total.reached or 0), -total.joined, total.unit.name))


def by_group(lines) -> list[tuple]:
    """(group, total) in the order of the footings."""
    return [
        (name, Total(None, mine))
        for code, name in rules.GROUPS.items()
        if (mine := [x for x in lines if x.goal.group == code])
    ]
