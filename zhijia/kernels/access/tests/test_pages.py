"""Accounts as a manager works with them."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhijia.kernels.access.models import RoleHeld, User

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed


@pytest.fixture
def manager(client, cast):
    client.force_login(cast.manager)
    return client


@pytest.fixture
def own_manager(client, cast):
    """The manager of the college, who must see nothing of the sibling."""
    client.force_login(cast.account("own_manager", "院管理员", cast.college, "system_manager"))
    return client


def test_accounts_are_for_managers(client, cast):
    client.force_login(cast.college_officer)
    page = client.get(reverse("access:accounts"))
    assert page.status_code == 200
    assert "province_officer" not in page.content.decode()
    assert client.get(reverse("access:account", args=[cast.branch_chair.pk])).status_code == 404
    assert client.get(reverse("access:open")).status_code == 403


def test_a_manager_next_door_sees_nothing(own_manager, cast):
    page = own_manager.get(reverse("access:accounts")).content.decode()
    assert "college_officer" in page
    assert "sibling_officer" not in page
    for name in ("account", "edit", "password", "grant"):
        assert own_manager.get(reverse(f"access:{name}", args=[cast.sibling_officer.pk])).status_code == 404
    for name in ("switch", "drop-factor"):
        assert own_manager.post(reverse(f"access:{name}", args=[cast.sibling_officer.pk])).status_code == 404
    held = cast.sibling_officer.roles.get()
    assert own_manager.get(reverse("access:end", args=[held.pk])).status_code == 404


def test_the_list_costs_the_same_for_few_and_many(manager, cast):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            manager.get(reverse("access:accounts"))
        return len(queries)

    few = cost()
    for n in range(3):
        cast.account(f"more{n}", f"更多{n}", cast.college, "officer")
    assert cost() == few


def test_from_opening_an_account_to_its_end(manager, cast):
    typed = {
        "username": "newcomer",
        "name": "新来",
        "phone": "13900000008",
        "password": "Start-2026-x",
        "unit": cast.college.pk,
        "role": "officer",
    }
    answer = manager.post(reverse("access:open"), typed)
    user = User.objects.get(username="newcomer")
    assert answer.url == user.get_absolute_url()
    assert user.must_change
    assert user.can("edit", cast.branch)

    page = manager.get(user.get_absolute_url()).content.decode()
    for word in ("登记和修改", "云岭财经职业学院工会", "139****0008", "等待本人修改"):
        assert word in page
    assert "13900000008" not in page

    grant = {"unit": cast.sibling.pk, "role": "auditor", "from_on": "2026-03-01", "to_on": "2026-12-31"}
    assert manager.post(reverse("access:grant", args=[user.pk]), grant).status_code == 302
    held = RoleHeld.objects.get(user=user, role="officer")
    assert (
        manager.post(reverse("access:end", args=[held.pk]), {"on": timezone.localdate().isoformat()}).status_code == 302
    )
    manager.post(reverse("access:switch", args=[user.pk]))
    user.refresh_from_db()
    assert not user.is_active
    verbs = list(Entry.objects.about(user).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["access.open", "access.grant", "access.grant", "access.end_role", "access.close"]


def test_a_role_for_oneself_is_refused_on_the_page_too(manager, cast):
    grant = {"unit": cast.college.pk, "role": "officer", "from_on": "2026-03-01"}
    page = manager.post(reverse("access:grant", args=[cast.manager.pk]), grant)
    assert page.status_code == 422
    assert "不能给自己授予角色" in page.content.decode()


def test_a_weak_first_password_is_refused_beside_its_field(manager, cast):
    typed = {"username": "newcomer", "name": "新来", "password": "12345", "unit": cast.college.pk}
    page = manager.post(reverse("access:open"), typed)
    assert page.status_code == 422
    assert 'value="新来"' in page.content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_everybody_reads_the_table_of_roles_and_their_own_abilities(client, cast):
    client.force_login(cast.college_officer)
    assert "经审委员" in client.get(reverse("access:roles")).content.decode()
    page = client.get(reverse("access:mine")).content.decode()
    assert "登记和修改" in page
    assert "云岭财经职业学院工会" in page
