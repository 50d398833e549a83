"""Somebody is away and a colleague acts for them: dated, logged, and never on the absent one's own matters."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from zhijia.base.verdict import Refused
from zhijia.kernels.access import actions
from zhijia.kernels.access.models import RoleHeld, User

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed

FIRST, AFTER = date(2026, 3, 10), date(2026, 3, 21)


def colleague(cast, username, name):
    return actions.open_account(username=username, name=name, password=cast.password, unit=cast.college)


@pytest.fixture
def deputy(cast):
    return colleague(cast, "deputy", "代办")


def handed_over(cast, to, **changes):
    held = cast.college_officer.roles.get()
    how = {"held": held, "to": to, "from_on": FIRST, "to_on": AFTER, "reason": "年休假", "by": cast.college_officer}
    return actions.hand_over(**(how | changes))


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_the_deputy_acts_for_the_days_named_and_no_longer(cast, deputy, time_machine):
    handed_over(cast, deputy)
    able = {}
    for day in (date(2026, 3, 9), FIRST, date(2026, 3, 20), AFTER):
        time_machine.move_to(f"{day}T04:00:00Z")
        able[day] = fresh(deputy).can("edit", cast.branch)
    assert list(able.values()) == [False, True, True, False]


def test_the_absent_holder_keeps_the_role_and_the_trail_names_both(cast, deputy):
    handed_over(cast, deputy)
    assert fresh(cast.college_officer).can("edit", cast.college)
    entry = Entry.objects.get(verb="access.hand_over")
    assert entry.by == cast.college_officer and entry.reason == "年休假"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"from_on": AFTER, "to_on": FIRST}, "截止日期不能早于起始日期"),
        ({"from_on": date(1999, 1, 1)}, "才开始"),
    ],
)
def test_days_that_cannot_be_are_refused(cast, deputy, changes, said):
    with pytest.raises(Refused, match=said):
        handed_over(cast, deputy, **changes)


def test_nobody_stands_in_for_themselves_or_after_being_switched_off(cast, deputy):
    with pytest.raises(Refused, match="不能由本人代理本人"):
        handed_over(cast, cast.college_officer)
    deputy.is_active = False
    with pytest.raises(Refused, match="已停用"):
        handed_over(cast, deputy)


def test_a_stranger_cannot_hand_over_what_is_not_theirs(cast, deputy):
    with pytest.raises(Refused, match="只有本人或系统管理员"):
        handed_over(cast, deputy, by=fresh(cast.sibling_officer))


def test_a_role_one_only_stands_in_for_is_not_passed_on(cast, deputy):
    held = handed_over(cast, deputy)
    third = colleague(cast, "third", "三人")
    with pytest.raises(Refused, match="不能再转给别人"):
        actions.hand_over(held=held, to=third, from_on=FIRST, to_on=AFTER, reason="出差", by=fresh(deputy))


def test_two_deputies_on_the_same_days_are_refused(cast, deputy):
    handed_over(cast, deputy)
    third = colleague(cast, "third", "三人")
    with pytest.raises(Refused, match="已由代办代理"):
        handed_over(cast, third, from_on=FIRST + timedelta(days=3))


def test_who_comes_back_early_takes_the_role_back(cast, deputy, time_machine):
    held = handed_over(cast, deputy)
    time_machine.move_to("2026-03-15T04:00:00Z")
    actions.take_back(held=held, on=date(2026, 3, 15), by=cast.college_officer)
    assert not fresh(deputy).can("edit", cast.college)
    with pytest.raises(Refused, match="已于2026-03-15结束"):
        actions.take_back(held=held, on=date(2026, 3, 16), by=cast.college_officer)


def test_the_end_of_the_role_ends_what_hangs_on_it(cast, deputy):
    held = handed_over(cast, deputy)
    actions.end_role(held=held.acts_for, on=date(2026, 3, 12), by=None)
    held.refresh_from_db()
    assert held.to_on == date(2026, 3, 12)


def test_on_the_page_one_asks_a_colleague_and_takes_it_back(cast, client, deputy, time_machine):
    time_machine.move_to("2026-03-10T04:00:00Z")
    client.force_login(cast.college_officer)
    held = cast.college_officer.roles.get()
    page = reverse("access:hand-over", args=[held.pk])
    typed = {"to": deputy.pk, "from_on": "2026-03-10", "until": "2026-03-20", "reason": "出差"}
    assert client.get(page).status_code == 200
    assert client.post(page, typed | {"until": "2026-03-01"}).status_code == 422
    assert client.post(page, typed).status_code == 302
    made = RoleHeld.objects.get(acts_for=held)
    assert made.to_on == AFTER and made.last_day == date(2026, 3, 20)
    assert "代办" in client.get(reverse("access:mine")).content.decode()
    client.post(reverse("access:take-back", args=[made.pk]))
    made.refresh_from_db()
    assert made.to_on == made.last_day == FIRST
    mine = client.get(reverse("access:mine")).content.decode()
    assert "已结束" in mine and reverse("access:take-back", args=[made.pk]) not in mine
    time_machine.move_to("2026-06-09T04:00:00Z")
    assert "我请人代理的" not in client.get(reverse("access:mine")).content.decode()


def test_a_neighbour_finds_no_such_page(cast, client, deputy):
    made = handed_over(cast, deputy)
    client.force_login(cast.sibling_officer)
    assert client.get(reverse("access:hand-over", args=[made.acts_for_id])).status_code == 404
    assert client.post(reverse("access:take-back", args=[made.pk])).status_code == 404
