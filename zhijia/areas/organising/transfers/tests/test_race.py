"""Two answers at the same moment, on a database that lets them; and any order of answers, on every database."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.areas.organising.transfers import actions
from zhijia.areas.organising.transfers.models import Answer, Transfer
from zhijia.areas.organising.transfers.rules import State
from zhijia.base.testing import at_once
from zhijia.base.verdict import Refused
from zhijia.kernels.people.models import Membership


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_agree_once(several_writers, cast, ends):
    transfer = ends.start(start="old")
    outcomes = at_once(*[lambda: ends.accept(transfer, cast.sibling_officer)] * 4)
    assert sum(not isinstance(one, str) for one in outcomes) == 1
    assert {one for one in outcomes if isinstance(one, str)} == {"这件接转“已完成”，不用再确认"}
    assert Answer.objects.filter(side="new").count() == 1
    assert Membership.objects.filter(person=cast.zhang).count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_nightly_job_at_the_same_moment_leave_one_answer(several_writers, cast, ends):
    late = cast.now + timedelta(days=20)
    for person in (cast.zhang, cast.li):
        transfer = ends.start(person, start="old")
        accept = lambda transfer=transfer: ends.accept(transfer, cast.sibling_officer, late)  # noqa: E731
        at_once(accept, lambda: actions.accept_silent(at=late), accept, lambda: actions.accept_silent(at=late))
        assert Answer.objects.filter(transfer=transfer, side="new").count() == 1
        assert ends.again(transfer).state == State.DONE
        assert Membership.objects.filter(person=person).count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_no_and_the_nightly_job_at_the_same_moment_are_one_or_the_other(several_writers, cast, ends):
    late = cast.now + timedelta(days=20)
    transfer = ends.start(start="old")
    refuse = lambda: actions.refuse(transfer=transfer, by=cast.sibling_officer, at=late, note="本人未到岗")  # noqa: E731
    at_once(refuse, lambda: actions.accept_silent(at=late))
    state, moved = ends.again(transfer).state, ends.where(cast.zhang) == cast.sibling
    assert (state == State.DONE) == moved and state in (State.DONE, State.REFUSED)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_both_ends_that_start_at_once_start_one(several_writers, cast, ends):
    at_once(*[lambda: ends.start(start="old"), lambda: ends.start(start="new"), lambda: ends.start()])
    assert Transfer.objects.count() == 1


MOVES = st.lists(
    st.sampled_from(
        ["start_member", "start_old", "start_new", "accept_old", "accept_new", "refuse", "withdraw", "night"]
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_order_of_verbs_gives_two_memberships_two_open_transfers_or_a_move_nobody_agreed_to(cast, ends, moves):
    from django.db import transaction

    with transaction.atomic():
        moved = play(cast, ends, moves)
        assert Membership.objects.standing().filter(person=cast.zhang).count() == 1
        assert Transfer.objects.open().filter(person=cast.zhang).count() <= 1
        done = Transfer.objects.filter(state=State.DONE)
        assert all(
            set(row.answers.filter(agreed=True).values_list("side", flat=True)) == {"old", "new"} for row in done
        )
        assert done.count() == moved == Membership.objects.filter(person=cast.zhang, entry="transferred_in").count()
        transaction.set_rollback(True)


def play(cast, ends, moves):
    """Each verb a day or a week later; refusals are part of the play."""
    at, before, moved = cast.now, ends.where(cast.zhang), 0
    for move in moves:
        at += timedelta(days=9 if move == "night" else 1)
        with suppress(Refused):
            step(cast, move, at)
        moved += ends.where(cast.zhang) != before
        before = ends.where(cast.zhang)
    return moved


def step(cast, move, at):
    here = Membership.objects.standing().get(person=cast.zhang).unit
    there = cast.college if here == cast.sibling else cast.sibling
    old, new = (
        (cast.sibling_officer, cast.college_officer)
        if here == cast.sibling
        else (cast.college_officer, cast.sibling_officer)
    )
    if move.startswith("start"):
        start = move.partition("_")[2]
        by = {"member": cast.member_user, "old": old, "new": new}[start]
        return actions.start_transfer(person=cast.zhang, to_unit=there, start=start, by=by, at=at)
    if move == "night":
        return actions.accept_silent(at=at)
    transfer = Transfer.objects.filter(person=cast.zhang).order_by("-pk").first() or Transfer(pk=0)
    if not transfer.pk:
        return None
    if move == "withdraw":
        return actions.withdraw(transfer=transfer, by=cast.member_user, at=at)
    if move == "refuse":
        return actions.refuse(transfer=transfer, by=new, at=at, note="不符合条件")
    return actions.accept(transfer=transfer, by=old if move == "accept_old" else new, at=at)
