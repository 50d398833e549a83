"""The way in: by username, by telephone, with a wrong password, locked out, with a second factor."""

import base64
import hmac
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.urls import reverse

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def sign_in(client, login, password):
    return client.post(LOGIN, {"login": login, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["college_officer", "13900000001", " 139 0000 0001 "])
def test_username_and_telephone_both_open_the_door(client, cast, login):
    answer = sign_in(client, login, cast.password)
    assert answer.status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("login", ["college_officer", "13900000001", "nobody", "13900000099"])
def test_a_wrong_password_and_an_unknown_name_sound_the_same(client, cast, login):
    answer = sign_in(client, login, "wrong")
    assert not is_in(client)
    assert "用户名（手机号）或密码不对" in answer.content.decode()
    assert f'value="{login}"' in answer.content.decode() or login.isdigit()


def test_five_wrong_passwords_lock_both_names_of_the_account(client, cast, time_machine):
    time_machine.move_to(cast.now)
    for login in ["college_officer", "13900000001", "college_officer", "13900000001", "college_officer"]:
        sign_in(client, login, "wrong")
    for login in ("college_officer", "13900000001"):
        answer = sign_in(client, login, cast.password).content.decode()
        assert not is_in(client)
        assert "密码连续输错次数过多，请15分钟后再试" in answer
    time_machine.shift(600)
    assert "请5分钟后再试" in sign_in(client, "college_officer", cast.password).content.decode()
    assert sign_in(client, "branch_chair", cast.password).status_code == 302  # others are not locked with it
    client.logout()
    time_machine.shift(301)
    assert sign_in(client, "college_officer", cast.password).status_code == 302


def test_a_new_password_from_the_manager_ends_the_wait(client, cast, time_machine):
    time_machine.move_to(cast.now)
    for _attempt in range(5):
        sign_in(client, "college_officer", "wrong")
    client.force_login(cast.manager)
    given = {"password": "Qingshan-2026"}
    assert client.post(f"/access/{cast.college_officer.pk}/password/", given).status_code == 302
    client.logout()
    assert sign_in(client, "college_officer", "Qingshan-2026").status_code == 302


def test_the_whole_site_asks_for_a_sign_in_and_leads_back(client, cast):
    answer = client.get(reverse("people:roster"))
    assert answer.status_code == 302
    assert answer.url.startswith(LOGIN)
    back = client.post(
        answer.url, {"login": "college_officer", "password": cast.password, "next": reverse("people:roster")}
    )
    assert back.url == reverse("people:roster")


def test_nobody_signs_up_by_themselves(client, db):
    page = client.post("/accounts/signup/", {"username": "x", "password1": "Secret-2026x", "password2": "Secret-2026x"})
    from zhijia.kernels.access.models import User

    assert not User.objects.filter(username="x").exists()
    assert page.status_code in (200, 302)


def test_a_switched_off_account_stays_out(client, cast):
    from zhijia.kernels.access.actions import switch_account

    switch_account(user=cast.college_officer, active=False, by=cast.manager)
    sign_in(client, "college_officer", cast.password)
    assert not is_in(client)


def test_a_password_given_by_a_manager_is_replaced_first(client, cast):
    from zhijia.kernels.access.actions import set_password

    set_password(user=cast.college_officer, password="Given-2026-x", by=cast.manager)
    sign_in(client, "college_officer", "Given-2026-x")
    answer = client.get(reverse("people:roster"))
    assert answer.url == reverse("account_change_password")
    assert "请先改成只有自己知道的密码" in client.get(answer.url).content.decode()
    mine = {"oldpassword": "Given-2026-x", "password1": "My-own-2026-y", "password2": "My-own-2026-y"}
    assert client.post(answer.url, mine).status_code == 302
    assert client.get(reverse("people:roster")).status_code == 200


@pytest.mark.parametrize("password", ["short1", "1234567890", "password123", "college_officer"])
def test_weak_passwords_are_refused_in_chinese(client, cast, password):
    client.force_login(cast.college_officer)
    typed = {"oldpassword": cast.password, "password1": password, "password2": password}
    page = client.post(reverse("account_change_password"), typed)
    errors = re.findall(r'class="zj-errors".*?</ul>', page.content.decode(), re.S)
    assert errors
    said = re.sub("^.*?>|<.*?>", "", errors[0])
    assert re.search("[\u4e00-\u9fff]", said) and not re.search("[A-Za-z]{3}", said)


def code_of(secret):
    """What an authenticator would show now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), int(time.time() // 30).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def test_a_second_factor_is_asked_for_once_it_is_set_up(client, cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.college_officer, secret)
    answer = sign_in(client, "college_officer", cast.password)
    assert not is_in(client)
    assert answer.url == reverse("mfa_authenticate")
    page = client.post(answer.url, {"code": "000000"})
    assert not is_in(client)
    assert page.status_code == 200
    assert client.post(answer.url, {"code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_a_lost_second_factor_is_dropped_by_a_manager_only(client, cast):
    TOTP.activate(cast.college_officer, generate_totp_secret())
    client.force_login(cast.college_chair)
    assert client.post(reverse("access:drop-factor", args=[cast.college_officer.pk])).status_code == 404
    client.force_login(cast.manager)
    client.post(reverse("access:drop-factor", args=[cast.college_officer.pk]))
    assert not Authenticator.objects.filter(user=cast.college_officer).exists()


@pytest.mark.parametrize(
    "name", ["account_change_password", "mfa_index", "usersessions_list", "account_logout", "access:mine"]
)
def test_pages_of_ones_own_account_open(client, cast, name):
    client.force_login(cast.member_user)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert re.search("[\u4e00-\u9fff]", page.content.decode())


def test_setting_up_an_authenticator_from_scan_to_next_sign_in(client, cast):
    sign_in(client, "college_officer", cast.password)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))  # a walk-up to an open screen changes nothing
    back = client.post(answer.url, {"password": cast.password, "next": reverse("mfa_activate_totp")})
    page = client.get(back.url).content.decode()
    assert "data:image/svg+xml" in page
    secret = next(word for word in re.findall(r'value="([A-Z2-7]{32})"', page))
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.status_code == 302
    assert Authenticator.objects.filter(user=cast.college_officer, type="totp").exists()
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    client.post(reverse("account_logout"))
    assert sign_in(client, "college_officer", cast.password).url == reverse("mfa_authenticate")


def test_other_devices_can_be_signed_out(client, cast):
    from django.test import Client

    other = Client()
    sign_in(other, "college_officer", cast.password)
    sign_in(client, "college_officer", cast.password)
    assert "当前" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert other.get(reverse("access:mine")).status_code == 302
    assert client.get(reverse("access:mine")).status_code == 200
