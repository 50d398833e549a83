"""Pages of the tree: who may open them, what they cost, what they change."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.kernels.org.actions import dissolve_unit, found_unit, move_unit
from zhijia.kernels.org.models import Edge, Unit


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.college_officer)
    return client


@pytest.fixture
def manager(client, cast):
    client.force_login(cast.manager)
    return client


@pytest.mark.parametrize("name", ["org:units", "org:tree"])
def test_pages_open_for_staff(officer, name):
    assert officer.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["org:unit", "org:below"])
def test_next_door_does_not_exist(officer, cast, name):
    assert officer.get(reverse(name, args=[cast.college.pk])).status_code == 200
    assert officer.get(reverse(name, args=[cast.sibling.pk])).status_code == 404


@pytest.mark.parametrize("name", ["org:edit", "org:link", "people:unit-move", "people:unit-dissolve"])
def test_changing_the_tree_is_for_managers(officer, cast, name):
    assert officer.get(reverse(name, args=[cast.college.pk])).status_code == 403


def test_the_list_costs_the_same_for_one_and_many(manager, cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        manager.get(reverse("org:units"), {"q": "会计"})
    for n in range(3):
        found_unit(code=f"X{n}", name=f"会计{n}组", kind="group", superior=cast.branch, on=cast.today)
    with CaptureQueriesContext(connection) as many:
        page = manager.get(reverse("org:units"), {"q": "会计"})
    assert page.content.decode().count("data-row=") == 4
    assert len(many) == len(few)


def test_units_are_found_by_initials_and_code(officer):
    for text in ("kjxy", "YL-CJ-01", "会计学院"):
        assert "会计学院分工会" in officer.get(reverse("org:units"), {"q": text}).content.decode()
    assert "理工" not in officer.get(reverse("org:units")).content.decode()


def test_the_tree_of_another_day(manager, cast):
    move_unit(unit=cast.branch, superior=cast.sibling, on=date(2026, 2, 1), by=None)
    below_college = reverse("org:below", args=[cast.college.pk])
    assert "会计学院分工会" in manager.get(below_college, {"on": "2026-01-31"}).content.decode()
    assert "会计学院分工会" not in manager.get(below_college, {"on": "2026-02-01"}).content.decode()
    assert manager.get(reverse("org:tree"), {"on": "nonsense"}).status_code == 200


def test_the_page_of_a_unit_tells_both_lines_roles_and_members(officer, cast):
    page = officer.get(cast.college.get_absolute_url()).content.decode()
    for word in ("周宁", "组织隶属", "在籍会员", "会计学院分工会", "云岭省教科文卫体工会"):
        assert word in page
    assert reverse("org:unit", args=[cast.province.pk]) not in page  # named, but not open to this officer
    assert "修改资料" not in page


def test_a_manager_founds_moves_links_and_dissolves(manager, cast):
    facts = {
        "code": "YL-CJ-02",
        "name": "艺术学院分工会",
        "kind": "branch",
        "superior": cast.college.pk,
        "on": "2026-03-01",
    }
    assert manager.post(reverse("org:found"), facts).status_code == 302
    unit = Unit.objects.get(code="YL-CJ-02")
    assert (
        manager.post(reverse("org:edit", args=[unit.pk]), {"name": "艺术系分工会", "kind": "branch"}).status_code == 302
    )
    line = {"kind": "funds", "superior": cast.province.pk, "on": "2026-03-05"}
    assert manager.post(reverse("org:link", args=[unit.pk]), line).status_code == 302
    move = {"superior": cast.sibling.pk, "on": "2026-03-10"}
    assert manager.post(reverse("people:unit-move", args=[unit.pk]), move).status_code == 302
    assert manager.post(reverse("people:unit-dissolve", args=[unit.pk]), {"on": "2026-03-20"}).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.superior, unit.dissolved_on) == ("艺术系分工会", cast.sibling, date(2026, 3, 20))
    assert Edge.objects.filter(unit=unit).count() == 3
    assert manager.get(unit.get_absolute_url()).status_code == 200


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(manager, cast):
    page = manager.post(
        reverse("org:found"),
        {"code": "YL-CJ", "name": "重名", "kind": "college", "superior": cast.province.pk, "on": "2026-03-01"},
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert "单位编码“YL-CJ”已被使用" in text or "具有" in text
    assert 'value="重名"' in text


def test_a_unit_with_members_is_not_dissolved(manager, cast):
    page = manager.post(reverse("people:unit-dissolve", args=[cast.branch.pk]), {"on": "2026-03-20"})
    assert page.status_code == 422
    assert "还有1名在籍会员" in page.content.decode()


def test_a_dissolved_unit_can_still_be_read(manager, cast):
    empty = found_unit(code="E", name="空组", kind="group", superior=cast.branch, on=date(2020, 1, 1))
    dissolve_unit(unit=empty, on=date(2026, 1, 1), by=None)
    assert "已于 2026-01-01 撤销" in manager.get(empty.get_absolute_url()).content.decode()


def test_a_branch_is_offered_only_superiors_one_manages(client, cast):
    user = cast.account("own_manager", "院管理员", cast.college, "system_manager")
    client.force_login(user)
    page = client.get(reverse("org:found")).content.decode()
    assert "云岭财经职业学院工会" in page
    assert "云岭理工学院工会" not in page
    facts = {"code": "Z", "name": "越界", "kind": "branch", "superior": cast.sibling.pk, "on": "2026-03-01"}
    assert client.post(reverse("org:found"), facts).status_code == 422
