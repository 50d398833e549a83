"""Numbers as of a day: what happens later changes none of them, and they equal a replay of what had happened."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.base.verdict import Refused
from zhijia.kernels.indicators.base import Scope, indicators, tabulate
from zhijia.kernels.indicators.indicators.members import years_before
from zhijia.kernels.indicators.indicators.staff import group_of
from zhijia.kernels.org import actions as org
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Membership

pytestmark = pytest.mark.django_db
THEN, NOW, LATER = date(2015, 12, 31), date(2020, 11, 10), date(2021, 6, 1)


def number(code, unit, day, **filters):
    return indicators[code].value(Scope(unit, day, day, filters))


def hired(name, unit, on, **facts):
    return people.register_member(name=name, unit=unit, joined_on=on, **facts)


def standing(cast):
    """Every number of the two days, in every unit, with the rows and the parts below."""
    found = {}
    for day in (THEN, NOW):
        for unit in Unit.objects.filter(pk__in=[cast.province.pk, cast.college.pk, cast.sibling.pk, cast.branch.pk]):
            scope = Scope(unit, date(day.year, 1, 1), day)
            for code in ("members", "units", "units.direct", "units.branches", "members.joined"):
                asked = indicators[code]
                parts = {str(share.scope.unit.code): share.value for share in asked.by_child(scope) if share.value}
                found[day, unit.code, code] = asked.value(scope), asked.rows(scope).count(), parts
    return found


@pytest.fixture
def years(cast):
    """People from long ago on, and a union founded between the two days."""
    for n in range(3):
        hired(f"早{n}", cast.branch, date(2015, 3, 1))
    hired("邻", cast.sibling, date(2014, 1, 1))
    cast.young = org.found_unit(
        code="YL-XJ", name="云岭新建学院工会", kind="college", superior=cast.province, on=date(2018, 1, 1)
    )
    hired("新", cast.young, date(2018, 2, 1))
    return cast


def test_a_move_changes_no_earlier_day(years):
    before = standing(years)
    city = org.found_unit(code="YL-C", name="云岭市教育工会", kind="city", superior=years.province, on=date(2016, 1, 1))
    people.move_unit(unit=years.college, superior=city, on=LATER, by=years.manager)
    assert standing(years) == before
    assert number("members", city, NOW) == 0
    assert number("members", city, LATER) == number("members", years.college, LATER) == 5
    assert number("units.direct", years.province, NOW) == number("units.direct", years.province, LATER) + 1


def test_a_transfer_and_a_dissolution_change_no_earlier_day(years):
    before = standing(years)
    for person in [m.person for m in Membership.objects.active().filter(unit=years.young)]:
        people.transfer(person=person, unit=years.sibling, on=LATER, by=years.manager)
    people.dissolve_unit(unit=years.young, on=LATER, by=years.manager)
    assert standing(years) == before
    assert number("units", years.province, LATER - timedelta(days=1)) == 3
    assert number("units", years.province, LATER) == 2
    assert number("members", years.young, NOW) == 1
    assert number("units.dissolved", years.province, LATER) == 1


def test_a_merger_of_2021_changes_neither_2015_nor_2020(years):
    before = standing(years)
    people.merge_unions(
        units=[years.college], into=years.sibling, on=LATER, by=years.manager, document_no="云教工〔2021〕3号"
    )
    assert standing(years) == before
    sibling = Unit.objects.get(pk=years.sibling.pk)
    assert (number("members", sibling, NOW), number("members", sibling, LATER)) == (2, 7)
    assert (number("units", years.province, NOW), number("units", years.province, LATER)) == (3, 2)
    assert number("members", years.province, NOW) == number("members", years.province, LATER) == 8


def test_a_union_counts_by_the_kind_it_had(years):
    org.rename_unit(unit=years.young, name="云岭新建大学工会", kind="university", on=LATER, by=years.manager)
    kinds = [
        (number("units", years.province, day, kind="college"), number("units", years.province, day))
        for day in (NOW, LATER)
    ]
    assert kinds == [(2, 3), (1, 3)]
    shares = {str(s.label): s.value for s in indicators["units"].by_tag(Scope(years.province, NOW, NOW), "kind")}
    assert shares == {"职业院校工会": 2, "高等学校工会": 1}


def test_change_between_two_days_is_said_with_its_sign(years):
    scope = Scope(years.province, date(2016, 1, 1), NOW)
    change, growth = indicators["members.change"], indicators["members.growth"]
    assert indicators["units.change"].display(indicators["units.change"].value(scope)) == "+1"
    assert change.value(scope) == number("members", years.province, NOW) - number("members", years.province, THEN)
    assert growth.display(growth.value(scope)) == "+100.0%"
    assert growth.value(Scope(years.young, date(2016, 1, 1), NOW)) is None


# --- who they are ---


def test_members_are_told_apart_by_sex_footing_and_age_of_the_day(cast):
    hired("甲", cast.branch, date(2016, 1, 1), sex="女", born_on=date(1980, 7, 1), kind="dispatched")
    day = date(2016, 6, 30)
    assert number("members", cast.college, day, sex="女") == number("members.women", cast.college, day) == 1
    assert number("members", cast.college, day, footing="dispatched") == 1
    assert number("members.off_payroll", cast.college, day) == 1
    bands = [number("members", cast.branch, date(year, 7, 1), age="45") for year in (2016, 2025, 2026)]
    assert bands == [1, 2, 1]  # 36 on that very day, then 45 beside one of 40; at 46 she has left the band
    shares = indicators["members"].by_tag(Scope(cast.branch, date(2017, 1, 1), date(2017, 1, 1)), "age")
    assert {(str(s.label), s.value) for s in shares} == {("35岁及以下", 1), ("36–45岁", 1)}


@pytest.mark.parametrize(
    ("day", "before"), [(date(2024, 2, 29), date(1988, 2, 29)), (date(2023, 3, 1), date(1987, 3, 1))]
)
def test_years_are_whole_years(day, before):
    assert years_before(day, 36) == before
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)


def test_every_episode_is_counted_once_as_what_it_is(cast):
    day = date(2024, 5, 1)
    person = hired("甲", cast.branch, date(2020, 1, 1))
    people.transfer(person=person, unit=cast.sibling, on=day, by=cast.manager)
    leaver = hired("乙", cast.branch, date(2020, 1, 1))
    episode = leaver.memberships.active().get()
    people.end_membership(membership=episode, state=Membership.State.WITHDRAWN, on=day, by=cast.manager)
    codes = ("members.joined", "members.transferred_in", "members.transferred_out", "members.left")
    year = (date(2024, 1, 1), date(2024, 12, 31))
    assert [indicators[code].value(Scope(cast.province, *year)) for code in codes] == [0, 1, 1, 1]
    assert [indicators[code].value(Scope(cast.college, *year)) for code in codes] == [0, 0, 1, 1]
    why = indicators["members.left"].by_tag(Scope(cast.college, *year), "state")
    assert [(str(s.label), s.value) for s in why] == [("已退会", 1)]


# --- staff ---


@pytest.mark.parametrize(
    ("filters", "group"),
    [
        ({}, "total"),
        ({"sex": "女"}, "women"),
        ({"footing": "dispatched"}, "dispatched"),
        ({"fund": "会费"}, "total"),
        ({"sex": "男"}, ""),
        ({"sex": "女", "footing": "dispatched"}, ""),
        ({"footing": ("dispatched", "other")}, ""),
    ],
)
def test_a_count_answers_only_what_was_counted(filters, group):
    assert group_of(filters) == group


def test_coverage_is_members_by_the_staff_counted_last(cast):
    org.count_staff(unit=cast.college, on=date(2020, 1, 1), counts={"total": 4, "women": 2}, by=cast.manager)
    org.count_staff(unit=cast.college, on=date(2024, 1, 1), counts={"total": 5}, by=cast.manager)
    org.count_staff(unit=cast.branch, on=date(2024, 1, 1), counts={"total": 3}, by=cast.manager)
    assert [number("staff", cast.college, date(year, 6, 1)) for year in (2019, 2023, 2025)] == [None, 4, 5]
    assert number("staff", cast.province, date(2025, 6, 1)) == 5  # the branch lies within the college
    assert number("staff", cast.branch, date(2025, 6, 1)) == 3
    assert number("members.coverage", cast.college, date(2019, 6, 1)) is None
    assert number("members.coverage", cast.college, date(2025, 6, 1)) == Decimal("40.0")
    assert number("members.coverage", cast.college, date(2025, 6, 1), sex="女") == Decimal("50.0")
    change = indicators["members.coverage_change"]
    assert change.display(change.value(Scope(cast.college, date(2023, 6, 1), date(2025, 6, 1)))) == "-10.0"
    shares = indicators["members.coverage"].by_child(Scope(cast.college, NOW, date(2025, 6, 1)))
    assert [(str(s.label), s.value) for s in shares] == [("会计学院分工会", Decimal("33.3"))]


# --- the law ---

PLACES = ("province", "east", "west", "a", "b", "a1")
PEOPLE = ("zhang", "li", "qian")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from(PLACES[1:]), st.sampled_from(PLACES)),
        st.tuples(st.just("transfer"), st.sampled_from(PEOPLE), st.sampled_from(PLACES)),
        st.tuples(st.just("leave"), st.sampled_from(PEOPLE), st.none()),
        st.tuples(st.just("join"), st.sampled_from(PEOPLE), st.sampled_from(PLACES)),
        st.tuples(st.just("dissolve"), st.sampled_from(PLACES[1:]), st.none()),
        st.tuples(st.just("merge"), st.sampled_from(("a", "b")), st.sampled_from(("a", "b"))),
        st.tuples(st.just("rename"), st.sampled_from(("a", "b")), st.sampled_from(("school", "college"))),
    ),
    max_size=12,
)


class World:
    """Two cities, two colleges, a branch; and beside the database a plain picture of every day."""

    def __init__(self, cast):
        self.cast, self.day = cast, date(2017, 1, 1)
        self.units = {"province": cast.province, "a": cast.college, "b": cast.sibling, "a1": cast.branch}
        for name in ("east", "west"):
            self.units[name] = org.found_unit(
                code=name, name=name, kind="city", superior=cast.province, on=date(2015, 1, 1)
            )
        self.pictures = {}
        self.look()

    def do(self, verb, what, where):
        self.day += timedelta(days=1)
        try:
            with transaction.atomic():
                getattr(self, verb)(what, self.fresh(where))
        except Refused:
            pass
        self.look()

    def fresh(self, name):
        return Unit.objects.get(pk=self.units[name].pk) if name in self.units else name

    def look(self):
        """What stands now, read the plain way; later steps must not change what is answered for this day."""
        episodes = Membership.objects.filter(state=Membership.State.ACTIVE)
        units = {unit.pk: unit for unit in Unit.objects.all()}
        self.pictures[self.day] = (
            {pk: unit.superior_id for pk, unit in units.items()},
            {pk: unit.kind for pk, unit in units.items() if unit.dissolved_on is None},
            dict(episodes.values_list("person_id", "unit_id")),
        )

    def by(self):
        return {"on": self.day, "by": self.cast.manager}

    def move(self, what, where):
        people.move_unit(unit=self.fresh(what), superior=where, **self.by())

    def transfer(self, what, where):
        people.transfer(person=getattr(self.cast, what), unit=where, **self.by())

    def join(self, what, where):
        people.admit(person=getattr(self.cast, what), unit=where, **self.by())

    def leave(self, what, where):
        episode = getattr(self.cast, what).memberships.active().first()
        if episode:
            people.end_membership(membership=episode, state=Membership.State.WITHDRAWN, **self.by())

    def dissolve(self, what, where):
        people.dissolve_unit(unit=self.fresh(what), **self.by())

    def merge(self, what, where):
        people.merge_unions(units=[self.fresh(what)], into=where, document_no="1号", **self.by())

    def rename(self, what, kind):
        unit = self.fresh(what)
        org.rename_unit(unit=unit, name=f"{unit.name}二", kind=kind, **self.by())

    # What the pictures say

    def below(self, day, pk) -> set:
        above, _standing, _members = self.pictures[day]
        found = {pk}
        while more := {unit for unit, superior in above.items() if superior in found} - found:
            found |= more
        return found

    def members(self, day, pk) -> int:
        below = self.below(day, pk)
        return sum(unit in below for unit in self.pictures[day][2].values())

    def count(self, day, pk, kinds) -> int:
        below = self.below(day, pk)
        return sum(unit in below and kind in kinds for unit, kind in self.pictures[day][1].items())


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_day_is_answered_as_if_asked_on_it(cast, steps):
    with undone():
        world = World(cast)
        for step in steps:
            world.do(*step)
        wanted = [indicators[code] for code in ("members", "units")]
        shared = Scope(cast.province, world.day, world.day)
        for unit in Unit.objects.filter(pk__in=[unit.pk for unit in world.units.values()]):
            for day in world.pictures:
                scope = shared.at(unit).during((day, day))
                expected = {"members": world.members(day, unit.pk), "units": world.count(day, unit.pk, Unit.GRASSROOTS)}
                assert {code: found.get("", 0) for code, found in tabulate(wanted, scope).items()} == expected
                schools = world.count(day, unit.pk, ("school",))
                assert indicators["units"].value(scope.having(kind="school")) == schools
                assert_parts(indicators["members"], scope, expected["members"])


def assert_parts(asked, scope, total):
    shares = asked.by_child(scope)
    assert sum(share.value for share in shares) == total
    for share in shares:
        assert asked.value(share.scope) == share.value == asked.rows(share.scope).count()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_came_and_went_is_what_changed(cast, steps):
    """Members at the end = at the beginning + joined, moved in − left, moved out; of a whole nothing else happens."""
    with undone():
        world = World(cast)
        first = world.day
        for step in steps:
            world.do(*step)
        scope = Scope(cast.province, first + timedelta(days=1), world.day + timedelta(days=1))
        joined, left = (indicators[code] for code in ("members.joined", "members.left"))
        episodes = Membership.objects.filter(joined_on__gt=first, entry="joined").count()
        assert joined.rows(scope).count() == episodes
        for asked in (joined, left):
            for share in asked.by_child(scope):
                assert asked.value(share.scope) == share.value


# --- in one reading ---


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_line_of_many_days_says_what_each_day_says(cast, steps):
    with undone():
        world = World(cast)
        for step in steps:
            world.do(*step)
        members = indicators["members"]
        for unit in (cast.province, cast.college):
            scope = Scope(Unit.objects.get(pk=unit.pk), date(2016, 6, 1), date(2017, 3, 31))
            for first, value in members.series(scope):
                last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
                assert value == members.value(scope.during((last, last)))
            assert members.series(scope.having(footing="established"))  # worked out for each day


# --- the page ---


def asof(client, user, status=200, **asked):
    client.force_login(user)
    answer = client.get("/indicators/asof/", asked)
    assert answer.status_code == status
    return answer


def test_the_page_of_a_day_compares_two_days_and_opens_both(client, years):
    org.count_staff(unit=years.college, on=date(2015, 1, 1), counts={"total": 9}, by=years.manager)
    answer = asof(client, years.province_officer, day="2020-11-10", before="2015-12-31", unit="YL")
    lines = {str(line.label): line for line in answer.context["lines"]}
    direct, members = lines["直属基层工会数"], lines["会员人数"]
    assert [(line.then.value, line.now.value, line.change) for line in (direct, members)] == [
        (2, 3, "+1"),
        (4, 8, "+4"),
    ]
    for line in (direct, members):
        gained, lost = (client.get(url) for url in (line.gained, line.lost))
        assert gained.context["total"] - lost.context["total"] == int(line.change)
        assert client.get(line.then.url).context["total"] == line.then.value
    kinds = {str(line.label): line.change for line in answer.context["kinds"]}
    assert kinds == {"高等学校工会": "0", "职业院校工会": "+1"}
    below = {str(line.label): (line.then.value, line.now.value) for line in answer.context["below"]}
    assert below == {"云岭财经职业学院工会": (3, 5), "云岭理工学院工会": (1, 2), "云岭新建学院工会": (0, 1)}


def test_days_to_come_and_nonsense_mean_today_and_last_year(client, years):
    answer = asof(client, years.province_officer, day="2999-01-01", before="x")
    assert answer.context["now_on"] <= timezone.localdate() and answer.context["then_on"] < answer.context["now_on"]
    answer = asof(client, years.province_officer, day="2015-12-31", before="2020-11-10")
    assert answer.context["then_on"] == answer.context["now_on"] == THEN


def test_a_day_of_a_foreign_unit_does_not_exist(client, years):
    asof(client, years.sibling_officer, 404, unit="YL-CJ")
    asof(client, years.member_user, 403)


def test_the_page_costs_the_same_however_many_units(client, years, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        asof(client, years.province_officer, unit="YL")


def test_a_number_is_divided_when_it_is_asked_for(client, years):
    client.force_login(years.province_officer)
    address = "/indicators/members/?unit=YL&from=2020-01-01&to=2020-11-10"
    assert "男" not in str(client.get(address).context["shares"])
    shares = client.get(f"{address}&by=sex").context["shares"]
    unknown = next(share for share in shares if str(share.label) == "性别未登记")
    assert unknown.value == 5
    assert client.get(indicators["members"].url(unknown.scope)).context["total"] == 5
    assert client.get("/indicators/members.coverage/?by=sex").status_code == 200
