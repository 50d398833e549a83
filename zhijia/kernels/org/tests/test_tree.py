"""Founding, moving, linking and dissolving: today's tree changes, yesterday's stays as it was."""

from datetime import date, timedelta

import pytest

from zhijia.base.noting import history_of
from zhijia.base.verdict import Refused
from zhijia.kernels.org.actions import dissolve_unit, edit_unit, found_unit, link_unit, move_unit
from zhijia.kernels.org.models import Edge, Unit

MOVED = date(2026, 1, 1)


def names(units):
    return {unit.name for unit in units}


def path_on(unit, day):
    return Edge.objects.as_of(day).get(unit=unit, kind=Edge.Kind.ORGANISATIONAL).path


def test_units_stand_below_each_other(cast):
    assert cast.branch.path.startswith(cast.college.path)
    assert names(cast.college.descendants()) == {"会计学院分工会"}
    assert [unit.name for unit in cast.branch.ancestors()] == [cast.province.name, cast.college.name]
    assert cast.branch.nearest(Unit.GRASSROOTS) == cast.college
    assert (cast.province.level, cast.branch.level) == (1, 3)
    assert cast.branch.initials == "kjxyfgh"


def test_a_code_is_used_once(cast):
    with pytest.raises(Refused, match="YL-CJ"):
        found_unit(code="YL-CJ", name="另一个", kind="college", superior=cast.province, on=cast.today)


def test_a_code_may_be_left_to_the_house_below_another_unit(cast):
    first, second = (found_unit(name=n, kind="group", superior=cast.branch, on=cast.today) for n in ("甲组", "乙组"))
    assert (first.code, second.code) == (f"{cast.branch.code}-01", f"{cast.branch.code}-02")
    with pytest.raises(Refused, match="没有上级的单位请填写单位编码"):
        found_unit(name="另一个省", kind="province", on=cast.today)


def test_a_moved_unit_takes_its_subtree_along_and_leaves_its_past(cast):
    old = cast.branch.path
    move_unit(unit=cast.college, superior=cast.sibling, on=MOVED, by=cast.manager)
    branch = Unit.objects.get(pk=cast.branch.pk)
    assert branch.path.startswith(cast.sibling.path)
    assert path_on(branch, MOVED - timedelta(1)) == old
    assert path_on(branch, MOVED) == branch.path
    assert [e.by for e in history_of(cast.college)][0] == cast.manager


def test_a_number_is_not_given_twice_even_after_moves(cast):
    """The superior itself moved: paths of before and after must not be compared as text."""
    group = found_unit(code="G", name="一组", kind="group", superior=cast.branch, on=date(2020, 1, 1))
    move_unit(unit=group, superior=cast.college, on=MOVED, by=None)
    move_unit(unit=cast.college, superior=cast.sibling, on=MOVED + timedelta(1), by=None)
    branch = Unit.objects.get(pk=cast.branch.pk)
    fresh = [found_unit(code=f"N{n}", name=f"{n}组", kind="group", superior=branch, on=cast.today) for n in range(3)]
    assert len({unit.path for unit in fresh}) == 3
    assert all(number > 1 for number in (int(unit.path[-4:], 36) for unit in fresh))


@pytest.mark.parametrize(
    ("superior", "on", "field"),
    [
        ("branch", MOVED, "superior"),
        ("college", MOVED, "superior"),
        ("province", MOVED, "superior"),
        ("sibling", date(2014, 1, 1), "on"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(cast, superior, on, field):
    with pytest.raises(Refused) as refused:
        move_unit(unit=cast.college, superior=getattr(cast, superior), on=on, by=None)
    assert field in {reason.field for reason in refused.value.reasons}


def test_a_move_may_not_predate_what_hangs_below(cast):
    found_unit(code="G", name="新组", kind="group", superior=cast.branch, on=date(2026, 2, 1))
    with pytest.raises(Refused, match="2026-02-01"):
        move_unit(unit=cast.college, superior=cast.sibling, on=MOVED, by=None)


def test_a_dissolved_unit_has_a_past_and_no_future(cast):
    dissolve_unit(unit=cast.branch, on=MOVED, by=cast.manager)
    assert cast.branch in Unit.objects.as_of(MOVED - timedelta(1))
    assert cast.branch not in Unit.objects.as_of(MOVED)
    assert not Edge.objects.as_of(MOVED).filter(unit=cast.branch).exists()
    move_unit(unit=cast.college, superior=cast.sibling, on=MOVED + timedelta(1), by=None)
    assert not Edge.objects.filter(unit=cast.branch, to_on__isnull=True).exists()
    with pytest.raises(Refused, match="已于2026-01-01撤销"):
        dissolve_unit(unit=cast.branch, on=MOVED, by=None)


def test_what_stands_below_is_settled_first(cast):
    with pytest.raises(Refused, match="会计学院分工会"):
        dissolve_unit(unit=cast.college, on=MOVED, by=None)


def test_nothing_is_founded_below_a_unit_that_is_gone(cast):
    dissolve_unit(unit=cast.branch, on=MOVED, by=None)
    with pytest.raises(Refused, match="撤销"):
        found_unit(code="G", name="组", kind="group", superior=cast.branch, on=cast.today)


def test_second_lines_follow_each_other(cast):
    first = link_unit(unit=cast.college, superior=cast.sibling, kind="funds", on=date(2020, 1, 1), by=None)
    link_unit(unit=cast.college, superior=cast.province, kind="funds", on=MOVED, by=None)
    link_unit(unit=cast.college, superior=cast.sibling, kind="guidance", on=MOVED, by=None)
    first.refresh_from_db()
    assert first.to_on == MOVED
    open_ones = Edge.objects.filter(unit=cast.college, to_on__isnull=True)
    assert set(open_ones.values_list("kind", flat=True)) == {"organisational", "funds", "guidance"}
    with pytest.raises(Refused, match="自己"):
        link_unit(unit=cast.college, superior=cast.college, kind="funds", on=cast.today, by=None)


def test_editing_leaves_what_was_there_before(cast):
    edit_unit(unit=cast.branch, by=cast.manager, name="会计与金融学院分工会", party_organisation="会计学院党总支")
    assert Unit.objects.get(pk=cast.branch.pk).initials == "kjyjrxyfgh"
    entry = history_of(cast.branch)[0]
    assert [(c.label, c.before, c.after) for c in entry.changes.all()] == [
        ("名称", "会计学院分工会", "会计与金融学院分工会"),
        ("同级党组织", "", "会计学院党总支"),
    ]


def test_reach_covers_the_subtree_and_nothing_beside_it(cast):
    assert names(Unit.objects.visible_to(cast.college_officer, "edit")) == {cast.college.name, cast.branch.name}
    assert names(Unit.objects.visible_to(cast.manager)) == names(Unit.objects.all())
    assert not Unit.objects.visible_to(cast.member_user).exists()
    assert not Unit.objects.visible_to(cast.college_officer, "manage").exists()
