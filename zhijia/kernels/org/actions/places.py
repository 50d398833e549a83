"""Places in the tree, and what stood where on the way to today."""

from django.db.models import F, Max
from django.db.models.functions import Coalesce

from ..models import Edge, Unit
from ..paths import WIDTH, number_of, segment

ORGANISATIONAL = Edge.Kind.ORGANISATIONAL


def locked(unit):
    return Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)


def free_path(superior) -> str:
    """The next free place below a unit (or among the roots). Numbers are not reused, not even of units that left."""
    now = Unit.objects.filter(superior=superior).values_list("path", flat=True)
    ever = Edge.objects.filter(superior=superior, kind=ORGANISATIONAL).values_list("path", flat=True)
    last = max(map(number_of, {*now, *ever}), default=0)
    return (superior.path if superior else "") + segment(last + 1)


def draw_lines(unit, on):
    """The line of a new unit from that day; if its superior was moved since, one for each place it had."""
    above = unit.superior
    since = list(above.edges.filter(kind=ORGANISATIONAL).exclude(to_on__lte=on).order_by("from_on")) if above else []
    if not since:
        Edge.objects.create(unit=unit, superior=above, path=unit.path, from_on=on)
    for line in since:
        path, begun = line.path + unit.path[-WIDTH:], max(on, line.from_on)
        Edge.objects.create(unit=unit, superior=above, path=path, from_on=begun, to_on=line.to_on)


def here_since(unit):
    """The day from which a unit stands where it stands today."""
    line = unit.edges.filter(kind=ORGANISATIONAL, to_on__isnull=True).first()
    return line.from_on if line else unit.founded_on


def last_change(edges):
    """The latest day on which one of these lines began or ended."""
    return edges.aggregate(day=Max(Coalesce(F("to_on"), F("from_on"))))["day"]
