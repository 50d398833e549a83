"""Pages of the tree: who may open them, what they cost, what they change."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import load_workbook

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


LISTS = ["org:units", "org:lines", "org:events", "org:staff-counts", "org:legal-persons"]


@pytest.mark.parametrize("name", [*LISTS, "org:tree", "org:chart"])
def test_pages_open_for_staff(officer, name):
    assert officer.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["org:unit", "org:below"])
def test_next_door_does_not_exist(officer, cast, name):
    assert officer.get(reverse(name, args=[cast.college.pk])).status_code == 200
    assert officer.get(reverse(name, args=[cast.sibling.pk])).status_code == 404


@pytest.mark.parametrize("name", ["org:edit", "org:rename", "org:link", "people:unit-move", "people:unit-dissolve"])
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


def test_a_unit_without_a_code_gets_the_next_one(manager, cast):
    facts = {"name": "艺术学院分工会", "kind": "branch", "superior": cast.college.pk, "on": "2026-03-01"}
    assert manager.post(reverse("org:found"), facts).status_code == 302
    assert Unit.objects.get(name="艺术学院分工会").code == "YL-CJ-02"
    page = manager.post(reverse("org:found"), facts | {"name": "音乐学院分工会", "code": "YL-CJ-02"}).content.decode()
    assert "单位编码“YL-CJ-02”已被使用，请换一个" in page


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
    assert "还有1名" in page.content.decode()


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


SOUND = "81530000MC00000121"


def page_of(client, name, *args, **data):
    return client.get(reverse(name, args=args), data).content.decode()


def test_forms_of_next_door_do_not_exist(officer, cast):
    for name in ("org:staff", "org:legal"):
        assert officer.get(reverse(name, args=[cast.college.pk])).status_code == 200
        assert officer.get(reverse(name, args=[cast.sibling.pk])).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_every_list_costs_the_same_for_one_and_many_and_answers_fragments(client, cast, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from zhijia.kernels.org.actions import count_staff, register_legal_person

    client.force_login(cast.province_officer)
    for unit in (cast.college, cast.sibling):
        count_staff(unit=unit, on=date(2020, 1, 1), counts={"total": 100})
    register_legal_person(unit=cast.college, on=date(2020, 1, 1), representative="甲")
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name))
    for n in range(3):
        unit = found_unit(code=f"X{n}", name=f"{n}院", kind="college", superior=cast.province, on=cast.today)
        count_staff(unit=unit, on=cast.today, counts={"total": 10})
        register_legal_person(unit=unit, on=cast.today, representative="乙")
    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse(name))
    assert len(many) == len(few)
    fragment = client.get(reverse(name), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "data-row" in page.content.decode()


@pytest.mark.parametrize("name", ["org:events", "org:staff-counts", "org:legal-persons", "org:lines"])
def test_lists_end_at_ones_reach(client, cast, name):
    from zhijia.kernels.org.actions import count_staff, register_legal_person

    count_staff(unit=cast.college, on=date(2020, 1, 1), counts={"total": 100})
    register_legal_person(unit=cast.college, on=date(2020, 1, 1), representative="甲")
    client.force_login(cast.sibling_officer)
    assert "云岭财经职业学院工会" not in page_of(client, name)
    client.force_login(cast.college_officer)
    assert "云岭财经职业学院工会" in page_of(client, name)


def test_the_tree_shows_the_names_of_its_day(manager, cast):
    facts = {"name": "云岭财经大学工会", "kind": "university", "on": "2021-09-01", "document_no": "云教工〔2021〕7号"}
    assert manager.post(reverse("org:rename", args=[cast.college.pk]), facts).status_code == 302
    then = page_of(manager, "org:tree", on="2021-08-31")
    now = page_of(manager, "org:tree", on="2021-09-01")
    assert ("云岭财经职业学院工会" in then, "云岭财经大学工会" in then) == (True, False)
    assert ("云岭财经职业学院工会" in now, "云岭财经大学工会" in now) == (False, True)
    assert "还没有单位" in page_of(manager, "org:tree", on="2014-12-31")
    page = page_of(manager, "org:unit", cast.college.pk)
    for word in ("曾用名", "更名：云岭财经职业学院工会 → 云岭财经大学工会", "云教工〔2021〕7号", "单位更名"):
        assert word in page


def test_a_unit_is_found_in_the_tree_and_shown_in_its_place(manager, cast):
    page = page_of(manager, "org:tree", q="kjxy")
    assert "会计学院分工会" in page
    assert "云岭省教科文卫体工会 › 云岭财经职业学院工会" in page
    opened = page_of(manager, "org:tree", open=cast.branch.pk)
    assert "org-sought" in opened
    assert opened.index("云岭财经职业学院工会") < opened.index("会计学院分工会")
    assert "没有叫“没有的”的单位" in page_of(manager, "org:tree", q="没有的")
    assert manager.get(reverse("org:tree"), {"open": "999999999999", "levels": "x"}).status_code == 200


def test_levels_open_at_once(manager, cast):
    assert "会计学院分工会" not in page_of(manager, "org:tree")
    page = page_of(manager, "org:tree", levels=2)
    assert "会计学院分工会" in page
    assert "下级 3 个" in page


def test_what_was_cut_off_is_shown_apart(manager, cast):
    dissolve_unit(unit=cast.college, on=date(2021, 9, 1), leave_below=True)
    page = page_of(manager, "org:tree")
    assert page.index("断线") < page.index("会计学院分工会")
    assert "组织断线" in page_of(manager, "org:unit", cast.branch.pk)
    assert "会计学院分工会" in page_of(manager, "org:units", standing="cut")
    assert "理工" not in page_of(manager, "org:units", standing="cut")


def test_the_list_of_a_day_has_names_superiors_and_levels(client, cast):
    move_unit(unit=cast.branch, superior=cast.sibling, on=date(2026, 2, 1), by=None)
    client.force_login(cast.province_officer)
    response = client.get(reverse("org:lines"), {"on": "2026-01-31", "export": "xlsx"})
    content = b"".join(response) if response.streaming else response.content
    rows = load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()
    line = next(row for row in rows if "会计学院分工会" in row)
    assert line[:5] == ["会计学院分工会", "YL-CJ-01", "分工会", "云岭财经职业学院工会", 3]
    assert "组织名册（2026-01-31）" in page_of(client, "org:lines", on="2026-01-31")


def test_the_chart_goes_to_paper(manager, cast):
    page = page_of(manager, "org:chart", levels=2, on="2020-01-01")
    for word in ("云岭省教科文卫体工会", "云岭理工学院工会", "会计学院分工会", "2020-01-01"):
        assert word in page
    assert "style=" not in page.split("<main")[1].split("</main>")[0]
    assert "org-box" in page_of(manager, "org:chart", of=cast.college.pk)
    assert manager.get(reverse("org:chart"), {"of": "77777"}).status_code == 200


def test_a_long_level_comes_in_pieces(manager, cast, monkeypatch):
    monkeypatch.setattr("zhijia.kernels.org.views.tree.A_LEVEL", 1)
    first = page_of(manager, "org:below", cast.province.pk)
    assert "继续显示" in first
    rest = page_of(manager, "org:below", cast.province.pk, after=cast.college.path)
    assert "云岭理工学院工会" in rest
    assert "继续显示" not in rest


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("org:rename", {"name": "新名", "kind": "college"}),
        ("org:link", {"kind": "funds"}),
        ("org:staff", {"total": "5"}),
        ("org:legal", {"representative": "甲"}),
    ],
)
def test_what_has_not_happened_yet_is_not_written_down(client, cast, name, facts):
    user = cast.account("both", "全能", cast.province, "system_manager")
    cast.grant(user, cast.province, "officer")
    client.force_login(user)
    if name == "org:link":
        facts = facts | {"superior": cast.sibling.pk}
    page = client.post(reverse(name, args=[cast.college.pk]), facts | {"on": "2199-01-01"})
    assert page.status_code == 422
    assert "日期不能晚于今天" in page.content.decode()


def test_founding_in_the_future_is_refused(manager, cast):
    facts = {"code": "F", "name": "将来", "kind": "branch", "superior": cast.college.pk, "on": "2199-01-01"}
    page = manager.post(reverse("org:found"), facts)
    assert page.status_code == 422
    assert "日期不能晚于今天" in page.content.decode()
    assert not Unit.objects.filter(code="F").exists()


def test_an_officer_counts_staff_and_registers_the_legal_person(officer, cast):
    staff = reverse("org:staff", args=[cast.college.pk])
    refused = officer.post(staff, {"on": "2021-09-01", "total": "5", "women": "6"})
    assert refused.status_code == 422
    assert "女职工6人多于职工总数5人" in refused.content.decode()
    assert officer.post(staff, {"on": "2021-09-01", "total": "600", "women": "310"}).status_code == 302
    assert "上次 600 人" in page_of(officer, "org:staff", cast.college.pk)

    legal = reverse("org:legal", args=[cast.college.pk])
    facts = {"representative": "郑重", "registered_on": "2021-09-01", "on": "2021-09-01"}
    wrong = officer.post(legal, facts | {"uscc": "81530000MC00000122"})
    assert "统一社会信用代码第18位不对" in wrong.content.decode()
    assert officer.post(legal, facts | {"uscc": "81530000 mc0000012１"}).status_code == 302
    assert officer.post(legal, facts | {"uscc": SOUND, "kind": "change", "representative": "高明"}).status_code == 302
    page = page_of(officer, "org:unit", cast.college.pk)
    for word in (SOUND, "高明", "已登记", "变更", "310", "登记工会法人"):
        assert word in page
    cancel = reverse("org:legal-cancel", args=[cast.college.pk])
    assert "请填写文号" in officer.post(cancel, {"on": "2022-01-01"}).content.decode()
    assert officer.post(cancel, {"on": "2022-01-01", "document_no": "云工法〔2022〕1号"}).status_code == 302
    assert officer.get(cancel).status_code == 403
    assert officer.get(reverse("org:legal-cancel", args=[cast.branch.pk])).status_code == 404


def test_a_second_line_is_set_and_ended(manager, cast):
    link = reverse("org:link", args=[cast.college.pk])
    line = {"kind": "funds", "superior": cast.sibling.pk, "on": "2021-01-01", "document_no": "云工〔2021〕1号"}
    assert manager.post(link, line).status_code == 302
    assert "云岭理工学院工会" in page_of(manager, "org:unit", cast.college.pk)
    assert manager.post(link, {"kind": "funds", "superior": "", "on": "2022-01-01"}).status_code == 302
    page = page_of(manager, "org:unit", cast.college.pk)
    assert "终止经费隶属" in page
    assert "随组织隶属" in page


def test_forms_of_a_dissolved_unit_are_closed(manager, cast):
    dissolve_unit(unit=cast.branch, on=date(2026, 1, 1), by=None)
    page = manager.get(reverse("org:rename", args=[cast.branch.pk]))
    assert page.status_code == 403
    assert "已于2026-01-01撤销" in page.content.decode()


def test_the_way_down_and_a_branch_cost_a_fixed_number_of_queries(manager, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def costs():
        with CaptureQueriesContext(connection) as taken:
            page_of(manager, "org:tree", levels=3)
            page_of(manager, "org:below", cast.college.pk)
        return len(taken)

    few = costs()
    for n in range(4):
        found_unit(code=f"B{n}", name=f"{n}系分工会", kind="branch", superior=cast.college, on=cast.today)
    assert costs() == few
