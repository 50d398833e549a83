"""Who is counted where: in the tree of the day asked about, not in today's."""

from datetime import date

import pytest

from zhijia.kernels.bodies import actions, queries
from zhijia.kernels.bodies.advice import Standing
from zhijia.kernels.bodies.indicators import Groups, WomenRequired
from zhijia.kernels.bodies.models import Body
from zhijia.kernels.bodies.standards import members_of
from zhijia.kernels.indicators.scope import Scope
from zhijia.kernels.org.actions import rename_unit
from zhijia.kernels.people.actions import move_unit, register_member

pytestmark = pytest.mark.django_db

BEFORE, MOVED, AFTER = date(2020, 6, 30), date(2021, 3, 1), date(2022, 6, 30)


@pytest.fixture
def branch(cast):
    """Twenty-four women and one man in a branch that went from the college to its neighbour in 2021."""
    for n in range(25):
        register_member(
            name=f"周{'甲乙丙丁戊'[n % 5]}{'一二三四五'[n // 5]}",
            unit=cast.branch,
            joined_on=date(2018, 1, 1),
            sex="男" if n == 24 else "女",
        )
    move_unit(unit=cast.branch, superior=cast.sibling, on=MOVED, by=None)
    for unit in (cast.branch, cast.college, cast.sibling):
        unit.refresh_from_db()
    return cast.branch


def test_members_count_where_their_unit_stood(cast, branch):
    before, after = queries.members_by_unit(BEFORE), queries.members_by_unit(AFTER)
    assert before[cast.college.pk] - after[cast.college.pk] == before[branch.pk] >= 25
    assert after[cast.sibling.pk] - before[cast.sibling.pk] == after[branch.pk] == before[branch.pk]
    assert before[cast.province.pk] == after[cast.province.pk]
    for unit in (cast.province, cast.college, cast.sibling, branch):
        for day, counted in ((BEFORE, before), (AFTER, after)):
            assert members_of(unit, day)[0] == counted[unit.pk] == queries.roll_of(unit, day).count()


def test_a_union_must_have_its_committees_by_the_tree_of_the_day(cast, branch):
    def lacking(search, day):
        return [unit for unit in search(day) if unit in (cast.college, cast.sibling)]

    for search in (queries.units_without_committee, queries.units_without_women_committee):
        assert (lacking(search, BEFORE), lacking(search, AFTER)) == ([cast.college], [cast.sibling])
    assert lacking(queries.units_without_women_committee, BEFORE)[0].members >= 24


def test_the_indicator_of_required_committees_follows_the_same_tree(cast, branch):
    def required(unit, day):
        return WomenRequired().value(Scope(unit, day, day))

    assert (required(cast.college, BEFORE), required(cast.sibling, BEFORE)) == (1, 0)
    assert (required(cast.college, AFTER), required(cast.sibling, AFTER)) == (0, 1)
    assert required(cast.province, BEFORE) == required(cast.province, AFTER) == 1


def test_a_branch_that_became_a_union_owed_no_committee_before(cast):
    for n in range(25):
        register_member(
            name=f"吴{'甲乙丙丁戊'[n % 5]}{'一二三四五'[n // 5]}",
            unit=cast.branch,
            joined_on=date(2018, 1, 1),
            sex="女",
        )
    rename_unit(unit=cast.branch, name="会计学院工会", kind="college", on=MOVED)

    def told(day):
        kinds = [count.value(Scope(cast.branch, day, day)) for count in (WomenRequired(), Groups())]
        return kinds, cast.branch in queries.units_without_committee(day)

    assert told(BEFORE) == ([0, 0], False)
    assert told(AFTER) == ([1, 0], True)
    rename_unit(unit=cast.branch, name="会计学院工会小组", kind="group", on=date(2023, 1, 1))
    assert told(date(2023, 6, 30)) == ([0, 1], False)
    assert told(AFTER) == ([1, 0], True)  # nothing that was is told otherwise


def test_who_served_before_their_branch_left_was_a_member_then(cast, standards, branch):
    """A post of 2020 is recorded afterwards, for somebody whose branch belongs to the neighbour today."""
    body = actions.found_body(unit=cast.college, kind=Body.Kind.COMMITTEE, founded_on=date(2019, 1, 1))
    term = actions.open_term(body=body, number=1, from_on=date(2019, 1, 1), years=5, seats=5)
    person = branch.memberships.filter(person__name="周甲一").get().person
    actions.take_post(term=term, person=person, title="member", from_on=BEFORE)
    assert not any("已不是" in line.text for line in Standing(body, BEFORE).advice)
