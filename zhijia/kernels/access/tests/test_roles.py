"""Roles: dated, covering a subtree, never self-given; abilities never imply each other."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base.verdict import Refused
from zhijia.kernels.access import actions
from zhijia.kernels.access.abilities import ABILITIES, ROLES
from zhijia.kernels.access.models import RoleHeld, User, topmost
from zhijia.kernels.access.rules import device_of

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed

segment = st.sampled_from(["0001", "0002", "000A"])
paths = st.lists(st.lists(segment, min_size=1, max_size=4).map("".join), max_size=8)


def fresh(user):
    """As the next request would load it."""
    return User.objects.get(pk=user.pk)


@given(paths, st.lists(segment, min_size=1, max_size=5).map("".join))
def test_the_fewest_ranges_say_the_same(held, asked):
    kept = topmost(held)
    assert any(asked.startswith(path) for path in held) == any(asked.startswith(path) for path in kept)
    assert not any(one != other and one.startswith(other) for one in kept for other in kept)


def test_the_table_of_roles_names_only_known_abilities():
    assert {ability for role in ROLES.values() for ability in role.abilities} <= set(ABILITIES)
    assert all(role.abilities for role in ROLES.values())


def test_who_manages_accounts_reads_no_business_and_who_audits_changes_nothing():
    assert ROLES["system_manager"].abilities == {"manage"}
    assert not ROLES["auditor"].abilities & {"edit", "review", "approve", "pay", "manage", "publish"}
    assert not ROLES["officer"].abilities & {"manage", "pay", "approve"}


def test_a_role_covers_the_subtree_it_is_held_on(cast):
    officer = fresh(cast.college_officer)
    assert officer.can("edit", cast.college)
    assert officer.can("edit", cast.branch)
    assert not officer.can("edit", cast.sibling)
    assert not officer.can("edit", cast.province)
    assert officer.can("edit", cast.branch.path)
    assert not officer.can("manage")
    assert list(officer.desks("review")) == [cast.college]
    assert set(officer.units("edit")) == {cast.college, cast.branch}


def test_a_role_acts_from_its_first_day_until_its_last(cast, time_machine):
    user = cast.account("deputy", "代理")
    actions.grant_role(user=user, unit=cast.college, role="officer", from_on=date(2026, 3, 10), to_on=date(2026, 3, 20))
    days = {}
    for day in (9, 10, 19, 20):
        time_machine.move_to(cast.now.replace(day=day))
        days[day] = fresh(user).can("edit", cast.college)
    assert days == {9: False, 10: True, 19: True, 20: False}


def test_nobody_gives_a_role_to_oneself(cast):
    with pytest.raises(Refused, match="不能给自己授予角色"):
        actions.grant_role(user=cast.manager, unit=cast.college, role="officer", from_on=cast.today, by=cast.manager)


def test_nobody_gives_a_role_outside_their_reach(cast):
    user = cast.account("own_manager", "院管理员", cast.college, "system_manager")
    with pytest.raises(Refused, match="没有管理该单位账号的权限"):
        actions.grant_role(user=cast.member_user, unit=cast.sibling, role="officer", from_on=cast.today, by=user)
    with pytest.raises(Refused, match="没有管理该单位账号的权限"):
        actions.grant_role(
            user=cast.member_user, unit=cast.college, role="officer", from_on=cast.today, by=cast.college_chair
        )


def test_giving_the_same_role_twice_changes_nothing(cast):
    before = RoleHeld.objects.count()
    actions.grant_role(
        user=cast.college_officer, unit=cast.college, role="officer", from_on=cast.today, by=cast.manager
    )
    assert RoleHeld.objects.count() == before


def test_an_ended_role_stays_as_history(cast):
    held = cast.college_officer.roles.get()
    actions.end_role(held=held, on=cast.today - timedelta(1), by=cast.manager)
    assert not fresh(cast.college_officer).can("view")
    assert RoleHeld.objects.get(pk=held.pk).to_on == cast.today - timedelta(1)
    assert Entry.objects.filter(verb="access.end_role", target_text="周宁", by=cast.manager).count() == 1
    with pytest.raises(Refused, match="终止"):
        actions.end_role(held=held, on=cast.today, by=cast.manager)


@pytest.mark.parametrize(
    ("username", "phone", "why"),
    [
        ("zhang", None, "已被使用"),
        ("ZHANG", None, "已被使用"),
        ("13800138000", None, "不能用手机号"),
        ("a b", None, "不含空格"),
        ("newcomer", "13900000001", "已绑定其他账号"),
        ("newcomer", "1390000", "手机号应为11位"),
    ],
)
def test_an_account_that_cannot_be_opened(cast, username, phone, why):
    with pytest.raises(Refused, match=why):
        actions.open_account(username=username, name="新人", phone=phone)


def test_a_manager_handles_only_accounts_wholly_within_reach(cast):
    own = fresh(cast.account("own_manager", "院管理员", cast.college, "system_manager"))
    cast.account("two_hats", "两边", cast.college, "officer")
    two = User.objects.get(username="two_hats")
    actions.set_password(user=two, password="Another-2026", by=own)
    assert fresh(two).must_change
    actions.grant_role(user=two, unit=cast.sibling, role="officer", from_on=cast.today)
    with pytest.raises(Refused, match="管理范围以外"):
        actions.set_password(user=two, password="Another-2027", by=own)
    with pytest.raises(Refused, match="不能停用自己"):
        actions.switch_account(user=own, active=False, by=own)


def test_accounts_seen_by_a_manager_are_those_of_the_subtree(cast):
    own = cast.account("own_manager", "院管理员", cast.college, "system_manager")
    newcomer = actions.open_account(username="newcomer", name="新人", unit=cast.branch)
    seen = set(User.objects.visible_to(fresh(own), "manage"))
    assert {newcomer, cast.college_officer, cast.branch_chair} <= seen
    assert not {cast.sibling_officer, cast.province_officer, cast.manager} & seen
    assert set(User.objects.visible_to(fresh(cast.member_user))) == {cast.member_user}


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Mobile Safari/604 MicroMessenger/8.0",
            "iPhone · 微信",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/130 Safari/537 Edg/130", "Windows · Edge"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537", "安卓 · Chrome"),
        ("curl/8", "其他设备"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(agent, words):
    assert device_of(agent) == words
