"""Whatever is done to the tree in whatever order: the lines of each day are what a replay of the events says."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.base.verdict import Refused
from zhijia.kernels.org import actions
from zhijia.kernels.org.asof import unchanged_since
from zhijia.kernels.org.models import Edge, Naming, OrgEvent, StaffCount, Unit
from zhijia.kernels.org.paths import WIDTH, ancestors_of

FIRST = date(2020, 1, 1)
DAYS = 12
VERBS = ("found", "found", "found", "move", "move", "rename", "dissolve", "abandon", "link", "count")
deeds = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, DAYS), st.integers(0, 9), st.integers(0, 9)), max_size=25
)


def do(verb, day, unit, other, serial):
    on = FIRST + timedelta(day)
    match verb:
        case "found":
            actions.found_unit(code=f"U{serial}", name=f"单位{serial}", kind="branch", superior=unit, on=on)
        case "move":
            actions.move_unit(unit=unit, superior=other, on=on)
        case "rename":
            actions.rename_unit(unit=unit, name=f"新名{serial}", on=on)
        case "dissolve":
            actions.dissolve_unit(unit=unit, on=on)
        case "abandon":
            actions.dissolve_unit(unit=unit, on=on, leave_below=True)
        case "link":
            actions.link_unit(unit=unit, superior=other, kind="funds", on=on)
        case "count":
            actions.count_staff(unit=unit, on=on, counts={"total": serial + 3, "women": unit.pk % 5})


def perform(steps):
    """What was refused changed nothing; the rest happened, whatever day it was given."""
    actions.found_unit(code="ROOT", name="省工会", kind="province", on=FIRST)
    for serial, (verb, day, one, two) in enumerate(steps):
        units = list(Unit.objects.order_by("pk"))
        try:
            do(verb, day, units[one % len(units)], units[two % len(units)], serial)
        except Refused:
            continue


def replayed(day):
    """Unit → superior at the end of that day, from the events alone."""
    above = {}
    for event in OrgEvent.objects.filter(on__lte=day).order_by("on", "pk"):
        if event.kind in (OrgEvent.Kind.FOUND, OrgEvent.Kind.MOVE):
            above[event.unit_id] = event.other_id
        elif event.kind == OrgEvent.Kind.DISSOLVE:
            above.pop(event.unit_id)
    return above


def drawn(day):
    return dict(Edge.objects.tree(day).values_list("unit", "superior"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=deeds)
def test_the_tree_of_every_day_is_the_replay_of_its_events(db, steps):
    from django.db import transaction

    with transaction.atomic():
        perform(steps)
        for day in (FIRST + timedelta(n) for n in range(-1, DAYS + 2)):
            check(day)
        check_today()
        transaction.set_rollback(True)


def check(day):
    tree = drawn(day)
    assert tree == replayed(day)
    assert set(tree) == set(Unit.objects.as_of(day).values_list("pk", flat=True))
    lines = Edge.objects.tree(day).select_related("unit")
    paths = {line.unit_id: line.path for line in lines}
    assert len(set(paths.values())) == len(paths)
    gone = set(Unit.objects.filter(dissolved_on__lte=day).values_list("pk", flat=True))
    for unit, superior in tree.items():
        assert climbs(tree, unit)
        if superior in tree:
            assert paths[unit][:-WIDTH] == paths[superior]
        else:
            assert superior is None or superior in gone  # 断线
    for line in lines:
        assert line.unit.path_on(day) == line.path
        assert line.unit.naming_on(day) is not None
    if unchanged_since(day):
        standing = Unit.objects.as_of(day)
        assert paths == dict(standing.values_list("pk", "path"))


def climbs(tree, unit) -> bool:
    """No circle: the way up ends."""
    seen = set()
    while unit is not None and unit in tree:
        if unit in seen:
            return False
        seen.add(unit)
        unit = tree[unit]
    return True


def check_today():
    for unit in Unit.objects.all():
        last = Naming.objects.filter(unit=unit).order_by("from_on").last()
        assert (last.name, last.kind) == (unit.name, unit.kind)
        assert (last.to_on is None) == (unit.dissolved_on is None)
        totals = StaffCount.objects.filter(unit=unit, group="total").order_by("counted_on")
        assert unit.headcount == (totals.last().persons if totals else None)
        above = Unit.objects.filter(path__in=ancestors_of(unit.path)).order_by("path").last()
        assert above == unit.superior
