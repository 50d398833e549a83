"""A quarter: the review opens by itself, roles are kept or ended, the manager's own by the chair, then it is closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from zhijia.areas.office.account_review import actions
from zhijia.areas.office.account_review.models import Line, Review
from zhijia.areas.office.account_review.rules import END, KEEP
from zhijia.areas.office.account_review.tasks import quarter
from zhijia.areas.office.account_review.watchers import watchers_of
from zhijia.base.verdict import Refused
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import RoleHeld, User
from zhijia.kernels.inbox.models import Deadline
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.people.models import Person
from zhijia.kernels.policy.actions import load_defaults


@pytest.fixture
def ready(cast, time_machine):
    time_machine.move_to("2026-03-10T04:00:00Z", tick=False)
    load_defaults(unit=cast.province, at=cast.now)
    return cast


@pytest.fixture
def review(ready):
    quarter(None)
    return Review.objects.get()


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_it_opens_once_a_quarter_where_a_manager_sits(ready, review):
    quarter(None)
    assert Review.objects.count() == 1
    assert review.unit == ready.province and review.quarter == "2026-1"
    assert review.lines.count() == RoleHeld.objects.count()
    assert Deadline.objects.open().get(source=review.source).ability == "manage"
    with pytest.raises(Refused, match="已开始账号复核"):
        actions.open_review(unit=ready.province, at=ready.now)


def test_from_the_first_line_to_the_close(ready, review):
    manager, chair = fresh(ready.manager), fresh(ready.province_chair)
    own = review.lines.get(held__user=manager)
    gone = review.lines.get(held__user=ready.college_officer)
    for line in review.lines.exclude(pk__in=[own.pk, gone.pk]):
        actions.judge(line=line, verdict=KEEP, by=manager, at=ready.now)
    with pytest.raises(Refused, match="请写明理由"):
        actions.judge(line=gone, verdict=END, by=manager, at=ready.now)
    actions.judge(line=gone, verdict=END, by=manager, at=ready.now, note="已调离")
    assert not fresh(ready.college_officer).can("edit")
    with pytest.raises(Refused, match="不能复核自己的角色"):
        actions.judge(line=own, verdict=KEEP, by=manager, at=ready.now)
    with pytest.raises(Refused, match="还有1个角色"):
        actions.close_review(review=review, by=manager, at=ready.now)
    actions.judge(line=own, verdict=KEEP, by=chair, at=ready.now)
    actions.close_review(review=review, by=manager, at=ready.now)
    assert not Deadline.objects.open().filter(source=review.source).exists()
    with pytest.raises(Refused, match="已办结"):
        actions.judge(line=own, verdict=KEEP, by=chair, at=ready.now)
    scope = Scope(ready.province, date(2026, 1, 1), date(2026, 12, 31))
    assert indicators["account_review.done"].value(scope) == 1
    assert indicators["account_review.rate"].value(scope) == 100


def test_the_chair_judges_managers_only(ready, review):
    line = review.lines.get(held__user=ready.college_officer)
    with pytest.raises(Refused, match="没有复核这个角色的权限"):
        actions.judge(line=line, verdict=KEEP, by=fresh(ready.province_chair), at=ready.now)


def test_idle_and_homeless_accounts_stand_out(ready, review):
    officer = review.lines.get(held__user=ready.college_officer)
    assert "从未登录" in officer.doubts and "未设置两步验证" in officer.doubts


def test_on_the_page_many_are_kept_at_once(ready, review, client):
    client.force_login(ready.manager)
    page = reverse("account_review:review", args=[review.pk])
    assert "还有" in client.get(page).content.decode()
    rows = [str(line.pk) for line in review.lines.all()]
    client.post(page, {"bulk": "keep", "row": rows, "confirm": "1"})
    assert list(review.lines.open()) == [review.lines.get(held__user=ready.manager)]
    client.force_login(ready.province_chair)
    line = Line.objects.open().get()
    client.post(reverse("account_review:managers"), {"bulk": "keep", "row": [str(line.pk)], "confirm": "1"})
    assert not Line.objects.open().exists()
    client.force_login(ready.manager)
    client.post(reverse("account_review:close", args=[review.pk]))
    review.refresh_from_db()
    assert review.closed_by == ready.manager


def test_a_neighbour_finds_nothing(ready, review, client):
    client.force_login(ready.sibling_officer)
    assert client.get(reverse("account_review:review", args=[review.pk])).status_code == 404
    assert client.get(reverse("account_review:watchers", args=[ready.zhang.pk])).status_code == 404


def test_who_sees_a_person_is_the_same_as_who_is_let_through(ready, client):
    client.force_login(ready.college_officer)
    page = client.get(reverse("account_review:watchers", args=[ready.zhang.pk])).content.decode()
    told = {held.user_id for held in watchers_of(ready.zhang, ready.today)}
    others = User.objects.exclude(pk=ready.member_user.pk)
    let_through = {user.pk for user in others if Person.objects.visible_to(user).filter(pk=ready.zhang.pk)}
    assert told == let_through
    assert ready.province_officer.name in page and ready.sibling_officer.name not in page


def test_a_deputy_sees_while_they_stand_in(ready):
    held = ready.college_officer.roles.get()
    deputy = access.open_account(username="deputy", name="代办", unit=ready.college)
    access.hand_over(
        held=held,
        to=deputy,
        from_on=ready.today,
        to_on=ready.today + timedelta(days=2),
        reason="出差",
        by=ready.college_officer,
    )
    assert deputy.pk in {row.user_id for row in watchers_of(ready.zhang, ready.today)}
