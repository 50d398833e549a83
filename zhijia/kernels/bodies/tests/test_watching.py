"""Meetings, and what is watched between them: terms running out, vacant chairs and seats."""

from datetime import date

import pytest

from zhijia.kernels.bodies import actions
from zhijia.kernels.bodies.advice import Standing
from zhijia.kernels.bodies.models import Post, Session
from zhijia.kernels.inbox.models import Deadline, Notice
from zhijia.kernels.people import actions as people_actions

from .conftest import given, refused

pytestmark = pytest.mark.django_db


# --- sessions ---


def hold(term, **facts):
    usual = {"term": term, "kind": "plenary", "held_on": date(2022, 5, 21), "attended": 6}
    return actions.record_session(**(usual | facts))


def test_plenaries_are_counted_inside_the_term(term):
    first = hold(term)
    extended = hold(term, kind="extended", held_on=date(2023, 1, 5), attended=5, expected=30)
    second = hold(term, kind="extended", declared=True, held_on=date(2023, 6, 1), held_to=date(2023, 6, 2), attended=8)
    assert [str(one) for one in (first, extended, second)] == [
        "三届一次全体会议",
        "三届扩大会议",
        "三届二次全体（扩大）会议",
    ]
    assert (first.expected, second.days) == (8, 2)


def test_a_plenary_without_two_thirds_is_not_valid(term):
    assert refused(hold, "5×3=15 < 8×2=16", "至少要到6人", term=term, attended=5) == "attended"
    assert refused(hold, "多于应到", term=term, attended=9) == "attended"
    assert not Session.objects.exists()


def test_sessions_stay_in_turn_and_inside_the_term(term):
    hold(term, held_on=date(2023, 6, 1))
    assert refused(hold, "先后不符", term=term, held_on=date(2023, 1, 1)) == "held_on"
    assert refused(hold, "任期以内", term=term, held_on=date(2021, 1, 1)) == "held_on"
    refused(hold, "结束日期", term=term, held_on=date(2024, 1, 2), held_to=date(2024, 1, 1))


# --- what is watched ---


def test_a_term_is_told_once_at_each_stage(term, cast):
    said = [
        actions.keep_watch(today=day, at=cast.now)["told"]
        for day in (date(2026, 11, 19), date(2026, 11, 20), date(2026, 12, 1))
    ]
    assert said == [0, 1, 0]
    deadline = Deadline.objects.get(source__startswith="bodies.term")
    assert (deadline.unit, deadline.due_on) == (cast.college, date(2027, 5, 20))
    assert Notice.objects.filter(user=cast.college_officer, title__contains="不足6个月").count() == 1
    actions.keep_watch(today=date(2027, 5, 21), at=cast.now)
    assert Notice.objects.filter(user=cast.province_officer, title__contains="逾期1天").count() == 1


def test_a_vacant_chair_has_a_clock_until_the_by_election(term, cast, people):
    actions.leave_post(post=term.posts.get(person=cast.zhang), on=date(2026, 1, 31), reason="退休")
    actions.keep_watch(today=cast.today, at=cast.now)
    assert Deadline.objects.open().get(source__startswith="bodies.vacancy").due_on == date(2026, 4, 30)
    assert any("应在2026-04-30前补选" in one.text for one in Standing(term.body, cast.today).advice)
    actions.take_post(term=term, person=people[8], title="chair", how="by_election", from_on=date(2026, 3, 1))
    actions.keep_watch(today=cast.today, at=cast.now)
    assert not Deadline.objects.open().filter(source__startswith="bodies.vacancy").exists()


def test_the_unit_of_a_seat_proposes_who_follows(cast, standards, people):
    province = actions.found_body(unit=cast.province, kind="committee", founded_on=date(2016, 6, 1))
    members = [given(cast.qian, "member", seat_unit=cast.sibling), given(cast.zhang, "member", seat_unit=cast.college)]
    term = actions.open_term(body=province, number=7, from_on=date(2022, 11, 11), years=5, seats=5, members=members)
    seat = term.posts.get(person=cast.zhang)
    refused(actions.propose_seat, "没有空缺", seat=seat, person=people[0], at=cast.now)
    actions.leave_post(post=seat, on=date(2026, 3, 1), reason="调离")
    actions.keep_watch(today=cast.today, at=cast.now)
    assert Deadline.objects.open().get(source=f"bodies.seat:{seat.pk}").unit == cast.college
    refused(actions.propose_seat, "不是云岭财经职业学院工会的人员", seat=seat, person=cast.qian, at=cast.now)
    first = actions.propose_seat(seat=seat, person=people[0], at=cast.now, by=cast.college_officer)
    refused(actions.propose_seat, "等待答复", seat=seat, person=people[1], at=cast.now)
    actions.keep_watch(today=cast.today, at=cast.now)  # now it is the union's turn
    waits = Deadline.objects.open().filter(source__startswith="bodies.", due_on=date(2026, 6, 1))
    assert waits.get().source == f"bodies.proposal:{first.pk}" and waits.get().unit == cast.province
    refused(actions.answer_seat, "写明理由", proposal=first, take=False)
    actions.answer_seat(proposal=first, take=False, answer="请推荐一线职工")
    second = actions.propose_seat(seat=seat, person=people[1], at=cast.now, by=cast.college_officer)
    actions.answer_seat(proposal=second, take=True, on=cast.today, by=cast.province_officer)
    assert term.posts.current().get(seat_unit=cast.college).person == people[1]
    assert not Post.objects.vacant_seats().exists()


def test_a_holder_who_is_no_member_any_more_is_pointed_out(term, cast, people):
    people_actions.transfer(person=people[2], unit=cast.sibling, on=date(2026, 2, 1))
    said = [one.text for one in Standing(term.body, cast.today).advice]
    assert any("陈溪已不是云岭财经职业学院工会的会员" in text for text in said)
