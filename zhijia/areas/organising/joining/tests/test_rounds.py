"""Staff asked by name, each with a link of their own: who may be asked, who may answer, until when."""

from datetime import timedelta

import pytest

from zhijia.areas.organising.joining import actions, rules
from zhijia.areas.organising.joining.models import Invitation, Joined
from zhijia.base.verdict import Refused
from zhijia.kernels.trail.models import Entry

from .conftest import AGREED, PASSWORD, at, text


@pytest.fixture
def invited(cast, joining):
    person = joining.staff()
    round = joining.round()
    joining.invite(round, [person])
    return Invitation.objects.select_related("person", "unit", "round").get()


def test_an_invited_person_confirms_with_the_end_of_the_number(cast, joining, client, invited):
    page = text(client.get(joining.slip(invited)))
    assert "于*" in page and "于来" not in page and "会计学院分工会" in page
    form = {"tail": joining.typed().id_number[-6:], "statute": "on", "privacy": "on"}
    assert client.post(joining.slip(invited), form)["Location"] == at("password")
    invited.refresh_from_db()
    assert invited.state == "joined" and invited.person.memberships.get().unit == cast.branch
    assert Joined.objects.get().way == "invited"
    assert client.post(at("password"), {"password": PASSWORD})["Location"] == "/me/"
    assert "已经确认过" in text(client.get(joining.slip(invited)))


def test_a_wrong_end_is_refused_and_after_six_the_slip_rests(joining, client, invited):
    form = {"tail": "000000", "statute": "on", "privacy": "on"}
    for _n in range(rules.LIMITS["slip"].most):
        assert "后6位不对" in text(client.post(joining.slip(invited), form))
    assert "尝试次数太多" in text(client.post(joining.slip(invited), form))
    assert not invited.person.memberships.exists()


def test_without_a_telephone_on_the_roll_one_is_asked_for(joining, client):
    person = joining.staff(phone="")
    joining.invite(joining.round(), [person])
    invitation = Invitation.objects.get()
    form = {"tail": joining.typed().id_number[-6:], "statute": "on", "privacy": "on"}
    assert "请填写手机号" in text(client.post(joining.slip(invitation), form))
    client.post(joining.slip(invitation), form | {"phone": "13900000900"})
    person.refresh_from_db()
    assert person.phone.reveal() == "13900000900" and person.memberships.exists()


def test_an_expired_invitation_says_so_and_can_be_sent_anew(cast, joining, client, invited):
    invited.round.expires_on = cast.today - timedelta(days=1)
    invited.round.save()
    page = text(client.get(joining.slip(invited)))
    assert "截止" in page and 'name="tail"' not in page
    form = {"tail": joining.typed().id_number[-6:], "statute": "on", "privacy": "on"}
    with pytest.raises(Refused, match="截止"):
        actions.answer(invitation=invited, tail=form["tail"], phone="", consents=AGREED, at=cast.now)
    outcome = joining.invite(joining.round(title="再来一批"), [invited.person])
    assert len(outcome.made) == 1
    invited.refresh_from_db()
    assert invited.state == "withdrawn"


def test_whoever_is_invited_may_say_no_and_is_left_alone(cast, joining, client, invited):
    slip, round = joining.slip(invited), invited.round
    assert "请填写身份证号后6位" in text(client.post(slip, {"decline": "1"}))
    assert "后6位不对" in text(client.post(slip, {"decline": "1", "tail": "000000"}))
    client.post(slip, {"decline": "1", "tail": joining.typed().id_number[-6:]})
    page = text(client.get(slip))
    assert "您已表示这次不入会" in page and joining.door(cast.branch) in page and 'name="tail"' not in page
    assert not invited.person.memberships.exists()
    with pytest.raises(Refused, match="您已表示这次不入会"):
        actions.answer(invitation=invited, tail="x", phone="", consents=AGREED, at=cast.now)
    assert [str(why) for _one, why in joining.invite(round, [invited.person]).refused] == [
        "于来已表示这一批不入会，请尊重本人意愿"
    ]
    assert len(joining.invite(joining.round(title="下一批"), [invited.person]).made) == 1
    client.force_login(cast.college_officer)
    assert "本人不入会" in text(client.get(round.get_absolute_url()))
    assert "本人不入会" in text(client.get(at("invitations") + "?shown=declined"))
    assert "于来" not in text(client.get(at("candidates", round.pk)))
    assert Entry.objects.filter(verb="joining.decline", unit=cast.branch).exists()


def test_what_is_over_offers_to_invite_anew(cast, joining, client, invited):
    actions.close_round(round=invited.round, by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_officer)
    for page in (text(client.get(invited.round.get_absolute_url())), text(client.get(invited.get_absolute_url()))):
        assert at("round-new") in page and at("slips", invited.round.pk) not in page
    rounds = text(client.get(at("rounds")))
    assert "已结束" in rounds and "没有确认（人）" in rounds
    assert invited.round.title not in text(client.get(at("rounds") + "?shown=running"))


def test_taken_back_or_closed_nobody_answers(cast, joining, invited):
    actions.close_round(round=invited.round, by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="收回"):
        actions.answer(invitation=invited, tail="x", phone="", consents=AGREED, at=cast.now)
    with pytest.raises(Refused, match="已经结束"):
        actions.close_round(round=invited.round, by=cast.college_officer, at=cast.now)


def test_whom_one_cannot_invite(cast, joining):
    no_number = joining.staff(serial=520, name="无号", number=False)
    waiting, fresh = joining.staff(serial=521, name="等着"), joining.staff(serial=522, name="新人")
    round = joining.round()
    joining.invite(round, [waiting])
    outcome = joining.invite(round, [cast.zhang, cast.qian, no_number, waiting, fresh])
    assert len(outcome.made) == 1
    assert [str(verdict) for _person, verdict in outcome.refused] == [
        "张知远已是“会计学院分工会”的会员",
        "钱邻不在云岭财经职业学院工会的职工名册上；钱邻已是“云岭理工学院工会”的会员",
        "名册上没有无号的身份证号，本人无法确认，请先补登",
        "等着已有一份等待确认的邀请",
    ]


@pytest.mark.parametrize("count", [3, 300])
def test_three_hundred_cost_as_many_queries_as_three(cast, joining, count, django_assert_max_num_queries):
    round, persons = joining.round(), joining.many(count, first=0) if count < 300 else joining.many(300, first=100)
    with django_assert_max_num_queries(15):
        outcome = joining.invite(round, persons)
    assert len(outcome.made) == count and outcome.refused == []


def test_the_neighbour_invites_nobody_here(cast, joining):
    round = joining.round()
    with pytest.raises(Refused, match="没有为云岭财经职业学院工会办理入会的权限"):
        actions.invite(round=round, persons=[], by=cast.sibling_officer, at=cast.now)


def test_every_step_is_in_the_trail(cast, joining, client, invited):
    application = joining.apply()
    joining.rule([application])
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"joining.round", "joining.invite", "joining.apply", "joining.rule", "joining.join", "people.admit"} <= verbs
