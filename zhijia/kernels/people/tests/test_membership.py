"""The table of R-MEM-01 is total, and the verbs do what it says; without and with a database."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from zhijia.base.verdict import Refused
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Membership, Person
from zhijia.kernels.people.rules import membership as life

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed

DAY = date(2026, 3, 1)


@pytest.mark.parametrize("verb", life.VERBS)
@pytest.mark.parametrize("state", life.STATES)
def test_every_state_and_verb_is_decided(state, verb):
    verdict = life.may(state, verb, name="张知远", unit="会计学院分工会")
    assert bool(verdict) is ((state, verb) in life.STEPS)
    if verdict:
        step = life.step(state, verb)
        assert bool(step.closes) is (state in life.OPEN)
        assert not step.closes or step.closes not in life.OPEN
        assert step.opens in ("", *life.OPEN)
        assert bool(step.entry) is bool(step.opens)
        assert (step.entry == life.RETAINED_IN) is (step.opens == life.RETAINED)
    else:
        assert "%" not in str(verdict)
        assert len(str(verdict)) > 6


def test_states_and_entries_of_the_table_are_those_of_the_model():
    assert {*life.STATES} - {life.NOBODY} == {*Membership.State.values}
    entries = {step.entry for step in life.STEPS.values()} - {""}
    assert entries == {*Membership.Entry.values}
    assert {verb for _state, verb in life.STEPS} == {*life.VERBS}
    assert life.OPEN == Membership.OPEN


@pytest.mark.parametrize(
    ("entry", "given", "before", "counts"),
    [
        ("joined", date(2010, 1, 1), date(2012, 1, 1), DAY),
        ("transferred_in", date(2010, 1, 1), date(2012, 1, 1), date(2010, 1, 1)),
        ("transferred_in", None, date(2012, 1, 1), date(2012, 1, 1)),
        ("transferred_in", None, None, DAY),
    ],
)
def test_from_when_a_membership_counts(entry, given, before, counts):
    assert life.since(entry, DAY, given, before) == counts


def tell(person):
    columns = ("unit", "state", "entry", "joined_on", "ended_on", "member_since")
    return list(person.memberships.order_by("joined_on", "pk").values_list(*columns))


SINCE = date(2016, 9, 1)


def test_a_move_inside_the_union_is_an_episode(cast):
    moved = actions.move_within(person=cast.zhang, unit=cast.college, on=DAY, by=cast.college_officer, reason="调整")
    assert tell(cast.zhang) == [
        (cast.branch.pk, "moved", "joined", SINCE, DAY, SINCE),
        (cast.college.pk, "active", "moved", DAY, None, SINCE),
    ]
    assert moved.previous == cast.zhang.memberships.order_by("pk").first()
    day_before = date(2026, 2, 28)
    assert Membership.objects.as_of(day_before).get(person=cast.zhang).unit == cast.branch
    assert Membership.objects.as_of(DAY).get(person=cast.zhang).unit == cast.college
    assert Membership.objects.joins().filter(person=cast.zhang).count() == 1
    entry = Entry.objects.about(cast.zhang).filter(verb="people.move").get()
    assert (entry.reason, entry.unit) == ("调整", cast.college)
    with pytest.raises(Refused, match="请办理转会"):
        actions.move_within(person=cast.zhang, unit=cast.sibling, on=DAY)
    with pytest.raises(Refused, match="已在"):
        actions.move_within(person=cast.zhang, unit=cast.college, on=DAY)


def test_a_whole_life(cast):
    zhang = cast.zhang
    actions.transfer(person=zhang, unit=cast.sibling, on=date(2020, 1, 1))
    held = zhang.memberships.active().get()
    kept = actions.retain(membership=held, reason="unemployed", on=date(2021, 1, 1), by=cast.province_officer)
    assert (kept.state, kept.kept_for, kept.unit) == ("retained", "unemployed", cast.sibling)
    back = actions.resume(membership=kept, unit=cast.branch, on=date(2022, 1, 1))
    out = actions.end_membership(membership=back, state="withdrawn", on=date(2023, 1, 1), reason="本人申请")
    assert (out.state, out.reason) == ("withdrawn", "本人申请")
    again = actions.admit(person=zhang, unit=cast.branch, on=date(2024, 1, 1))
    assert (again.entry, again.member_since, again.previous) == ("joined", date(2024, 1, 1), None)
    assert [row[1:3] for row in tell(zhang)] == [
        ("transferred", "joined"),
        ("kept", "transferred_in"),
        ("resumed", "retained"),
        ("withdrawn", "resumed"),
        ("active", "joined"),
    ]
    full = [zhang in Person.objects.members(date(year, 6, 1)) for year in range(2019, 2026)]
    assert full == [True, True, False, True, False, True, True]
    assert Person.objects.get(pk=zhang.pk).home == cast.branch


def test_somebody_comes_from_a_union_that_let_them_go(cast):
    held = cast.zhang.memberships.get()
    Membership.objects.filter(pk=held.pk).update(state="transferred", ended_on=date(2026, 2, 1))
    new = actions.admit(person=cast.zhang, unit=cast.sibling, on=DAY, entry=Membership.Entry.TRANSFERRED_IN)
    assert (new.member_since, new.previous) == (SINCE, held)
    outsider = actions.register_person(name="柏青", unit=cast.college)
    when = date(2009, 5, 1)
    new = actions.admit(person=outsider, unit=cast.college, on=DAY, entry="transferred_in", member_since=when)
    assert (new.member_since, new.joined_on) == (when, DAY)


@pytest.mark.parametrize("state", ["withdrawn", "lapsed", "expelled"])
def test_whoever_left_may_join_anew_but_not_before_the_day_they_left(cast, state):
    actions.end_membership(membership=cast.zhang.memberships.get(), state=state, on=DAY)
    with pytest.raises(Refused, match="上一段会籍到2026-03-01才终止"):
        actions.admit(person=cast.zhang, unit=cast.branch, on=date(2026, 2, 1))
    assert actions.admit(person=cast.zhang, unit=cast.branch, on=DAY).state == "active"


def test_the_dead_hold_no_membership_and_no_work(cast):
    actions.end_membership(membership=cast.zhang.memberships.get(), state="deceased", on=DAY)
    assert not cast.zhang.employments.current().exists()
    with pytest.raises(Refused, match="已登记为已故"):
        actions.admit(person=cast.zhang, unit=cast.branch, on=cast.today)


def test_many_transfers_are_all_or_none(cast):
    with pytest.raises(Refused, match="钱邻已在"):
        actions.transfer_many(persons=[cast.zhang, cast.qian], unit=cast.sibling, on=DAY)
    assert cast.zhang.memberships.active().get().unit == cast.branch
    gone = actions.transfer_many(persons=[cast.li, cast.zhang], unit=cast.sibling, on=DAY, reason="统一划转")
    assert [episode.person for episode in gone] == [cast.li, cast.zhang]
    assert {tell(person)[0][4] for person in (cast.li, cast.zhang)} == {DAY}
    assert cast.li.memberships.order_by("pk").first().reason == "统一划转"


@pytest.mark.parametrize(
    "columns",
    [
        {"ended_on": DAY},
        {"state": "withdrawn"},
        {"state": "withdrawn", "ended_on": date(2016, 8, 31)},
        {"member_since": date(2016, 9, 2)},
    ],
)
def test_the_database_keeps_episodes_whole(cast, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(person=cast.zhang).update(**columns)
