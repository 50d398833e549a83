"""From the poster to the member card, by every way there is; and everything that must not happen on it."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from zhijia.areas.organising.joining import actions, rules
from zhijia.areas.organising.joining.models import Application, Joined
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Membership
from zhijia.kernels.records.models import ServiceRecord

from .conftest import AGREED, DETAILS, PASSWORD, at, text

TOKENS = re.compile(r'csrfmiddlewaretoken" value="\w+|X-CSRFToken": "\w+')

# --- on the roll: in at once ---


def test_somebody_on_the_roll_joins_at_once_sets_a_password_and_lands_on_their_page(cast, joining, client):
    person = joining.staff()
    assert client.get(joining.door()).status_code == 200
    answer = client.post(joining.door(), joining.typed().form)
    assert answer["Location"] == at("password")
    membership = Membership.objects.get(person=person)
    assert (membership.unit, membership.state) == (cast.branch, "active")
    joined = Joined.objects.get()
    assert (joined.way, joined.membership, joined.unit) == ("roster", membership, cast.branch)
    assert sorted(joined.consents.values_list("kind", "version")) == sorted(AGREED.items())
    record = ServiceRecord.objects.get(kind="joining.joined")
    assert (record.person, record.unit) == (person, cast.branch)
    assert (record.occasion, record.group) == ("roster", "non_established")
    assert "于来" in text(client.get(at("password")))
    answer = client.post(at("password"), {"password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/me/"
    person.refresh_from_db()
    assert (person.user.phone, person.user.must_change) == ("13900000501", False)
    assert "云岭财经职业学院" in text(answer) or "会计学院分工会" in text(answer)


def test_the_telephone_and_the_password_sign_in_afterwards(cast, joining, client):
    joining.staff()
    client.post(joining.door(), joining.typed().form)
    client.post(at("password"), {"password": PASSWORD})
    client.logout()
    answer = client.post("/accounts/login/", {"login": "13900000501", "password": PASSWORD})
    assert answer.status_code == 302


def test_where_the_roll_knows_no_telephone_a_desk_looks_and_its_yes_notes_it(joining, client):
    """A name and a number are known to many; they open no account."""
    person = joining.staff(phone="")
    assert "没有直接核对上职工名册" in text(client.post(joining.door(), joining.typed().form))
    client.post(joining.door(), joining.typed().form | DETAILS)
    application = Application.objects.get()
    assert "名册上没有登记手机号" in str([f.text for f in actions.findings(application)])
    joining.rule([application])
    person.refresh_from_db()
    assert person.phone.reveal() == "13900000501" and person.memberships.exists()


@pytest.mark.parametrize("where", ["college", "branch"])
def test_one_joins_where_one_works_whichever_door_of_the_union_one_came_to(cast, joining, client, where):
    person = joining.staff(unit=cast.branch)
    client.post(joining.door(getattr(cast, where)), joining.typed().form)
    assert person.memberships.get().unit == cast.branch


@pytest.mark.parametrize("box", ["statute", "privacy"])
def test_nobody_joins_without_both_consents(joining, client, box):
    person = joining.staff()
    form = joining.typed().form
    del form[box]
    answer = client.post(joining.door(), form)
    assert answer.status_code == 422 and not person.memberships.exists()
    assert 'value="于来"' in text(answer)  # what was typed stays


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id_number": "990101199005065013"}, "身份证号第18位不对，请核对"),
        ({"id_number": "9901011990050650"}, "身份证号应为18位，现在是16位，请核对"),
        ({"phone": "1390000050"}, "手机号应为11位，现在是10位，请核对"),
        ({"name": ""}, "请填写姓名"),
    ],
)
def test_wrong_input_is_one_sentence_beside_its_field(joining, client, change, said):
    answer = client.post(joining.door(), joining.typed().form | change)
    assert answer.status_code == 422 and said in text(answer)
    assert not Membership.objects.filter(person__name="于来").exists()


def test_a_full_width_number_with_spaces_is_understood(joining, client):
    person = joining.staff()
    one = joining.typed()
    form = one.form | {"id_number": f"{one.id_number[:6]} {one.id_number[6:]}".lower(), "phone": "１39 0000 0501"}
    client.post(joining.door(), form)
    assert person.memberships.exists()


def test_whoever_went_away_before_the_password_may_come_back(cast, joining, client):
    person = joining.staff()
    client.post(joining.door(), joining.typed().form)
    client.session.flush()
    client.cookies.clear()
    assert "页面已过期" in text(client.get(at("password")))
    assert client.post(joining.door(), joining.typed().form)["Location"] == at("password")
    assert client.post(at("password"), {"password": PASSWORD})["Location"] == "/me/"
    assert person.memberships.count() == 1


def test_after_a_week_the_password_is_the_offices_business(cast, joining, client):
    joining.staff()
    client.post(joining.door(), joining.typed().form)
    Joined.objects.update(joined_at=cast.now - timedelta(days=rules.RESUME_DAYS + 400))
    answer = client.post(joining.door(), joining.typed().form)
    assert answer.status_code == 200 and "您已经是本工会的会员" in text(answer)


def test_weak_passwords_are_refused_in_plain_words(joining, client):
    person = joining.staff()
    client.post(joining.door(), joining.typed().form)
    for password in ("short1", "1234567890123", "a13900000501b"):
        assert client.post(at("password"), {"password": password}).status_code == 422
    person.refresh_from_db()
    assert person.user is None


def test_an_officer_who_helps_stays_signed_in_as_themselves(cast, joining, client):
    joining.staff()
    client.force_login(cast.college_officer)
    client.post(joining.door(), joining.typed().form)
    client.post(at("password"), {"password": PASSWORD})
    assert client.session["_auth_user_id"] == str(cast.college_officer.pk)


# --- members already ---


def as_member(joining, person, phone):
    one = joining.typed(name=person.name, phone=phone)
    return one.form | {"id_number": person.id_number.reveal()}


def test_a_member_of_this_union_is_told_kindly(cast, joining, client):
    answer = client.post(joining.door(), as_member(joining, cast.zhang, "13900000777"))
    assert "没有直接核对上职工名册" in text(answer)  # whoever does not know the telephone is told nothing
    people.edit_person(person=cast.zhang, phone="13900000777", by=cast.college_officer)
    answer = client.post(joining.door(), as_member(joining, cast.zhang, "13900000777"))
    assert "您已经是本工会的会员" in text(answer)
    assert not Application.objects.exists() and cast.zhang.memberships.count() == 1


def test_a_member_of_another_union_is_sent_to_transfer(cast, joining, client):
    people.edit_person(person=cast.qian, phone="13900000778", by=cast.college_officer)
    answer = client.post(joining.door(), as_member(joining, cast.qian, "13900000778"))
    assert "您现在是另一家工会的会员" in text(answer) and "云岭理工" not in text(answer)
    assert cast.qian.memberships.count() == 1 and not Application.objects.exists()


@pytest.mark.parametrize("where", ["zhang", "qian"])
def test_whoever_has_a_retained_membership_is_sent_to_resume_it(cast, joining, client, where):
    person = getattr(cast, where)
    people.edit_person(person=person, phone="13900000779", by=cast.college_officer)
    people.retain(membership=person.memberships.get(), reason="retired", on=cast.today)
    page = text(client.post(joining.door(), as_member(joining, person, "13900000779")))
    assert "您的会籍现在是保留状态" in page and "恢复会籍" in page and "去登录" not in page
    assert not Application.objects.exists() and person.memberships.standing().count() == 1


def test_a_stranger_cannot_tell_a_known_number_from_an_unknown_one(cast, joining, client):
    """Wrong name to a known number, wrong telephone to a known person, an unknown number: the same page."""
    known = joining.staff(serial=511, name="于知")
    number = known.id_number.reveal()
    tries = [
        joining.typed(name="别人").form | {"id_number": number, "phone": known.phone.reveal()},
        joining.typed(name="于知").form | {"id_number": number, "phone": "13911112222"},
        joining.typed(name="张三丰").form | {"id_number": cast.zhang.id_number.reveal()},
        joining.typed(serial=888, name="无人").form,
    ]
    pages = []
    for form in tries:
        answer = client.post(joining.door(), form)
        assert answer.status_code == 200
        page = TOKENS.sub("", text(answer))  # first: letters of what was typed may stand in them
        for typed in form.values():
            page = page.replace(str(typed), "…")
        pages.append(page)
    assert len(set(pages)) == 1 and "没有直接核对上职工名册" in pages[0]
    assert not Membership.objects.filter(person=known).exists()


# --- trying ---


def test_one_number_cannot_be_tried_all_day(joining, client):
    for _n in range(rules.LIMITS["number"].most):
        assert client.post(joining.door(), joining.typed(name="试一试").form).status_code == 200
    answer = client.post(joining.door(), joining.typed(name="试一试").form)
    assert answer.status_code == 422 and "尝试次数太多" in text(answer)


def test_one_browser_cannot_try_many_numbers(joining, client):
    client.get(joining.door())
    for n in range(rules.LIMITS["device"].most):
        assert client.post(joining.door(), joining.typed(serial=100 + n, name="试一试").form).status_code == 200
    assert client.post(joining.door(), joining.typed(serial=99, name="试一试").form).status_code == 422


def test_codes_cannot_be_guessed_for_long(joining, client):
    client.get(at("ask"))
    answers = [client.post(at("ask"), {"code": f"AAAA{n:04d}", "phone_tail": "0001"}) for n in range(13)]
    assert "尝试次数太多" in text(answers[-1]) and "尝试次数太多" not in text(answers[-2])


def test_what_is_counted_is_not_the_number_itself(joining, client, settings):
    client.post(joining.door(), joining.typed(name="试一试").form)
    assert not any("99010119900506" in key for key in cache._cache)
