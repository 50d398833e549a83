from datetime import UTC, datetime

import pytest

from zhijia.engines.flow.models import Case
from zhijia.engines.flow.registry import CaseKind, kinds


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["/flow/", "/flow/tray/", "/flow/stuck/", "/flow/mine/"])
def test_a_list_costs_the_same_for_any_number_of_rows(
    cast, client, handed_in, page, rows, django_assert_max_num_queries
):
    for n in range(rows):
        handed_in(title=f"申请{n}", subject=cast.college_chair if "mine" in page else cast.member_user)
    client.force_login(cast.college_chair)
    with django_assert_max_num_queries(20):
        assert client.get(page).status_code == 200


def test_the_tray_shows_what_waits_and_the_fragment_is_part_of_it(cast, client, handed_in):
    handed_in()
    client.force_login(cast.college_chair)
    whole = client.get("/flow/tray/").content.decode()
    part = client.get("/flow/tray/", headers={"HX-Request": "true"}).content.decode()
    assert "张知远的申请" in part and "<h1>" in whole and "<h1>" not in part


def test_the_day_of_a_case_is_the_day_here(cast, client, handed_in):
    case = handed_in()
    Case.objects.filter(pk=case.pk).update(opened_at=datetime(2026, 3, 9, 19, 31, tzinfo=UTC))
    client.force_login(cast.college_chair)
    assert ("登记时间", "2026-03-10 03:31") in client.get(f"/flow/{case.pk}/").context["facts"]


def test_next_door_sees_nothing(cast, client, handed_in):
    case = handed_in()
    client.force_login(cast.sibling_officer)
    assert client.get(f"/flow/{case.pk}/").status_code == 404
    assert client.post(f"/flow/{case.pk}/rule/", {"ruling": "approve"}).status_code == 404
    assert "张知远" not in client.get("/flow/").content.decode()


def test_the_member_sees_their_case_and_may_not_rule_on_it(cast, client, handed_in):
    case = handed_in()
    client.force_login(cast.member_user)
    page = client.get(f"/flow/{case.pk}/").content.decode()
    assert "单位初审" in page and "提交意见" not in page
    client.post(f"/flow/{case.pk}/rule/", {"ruling": "approve"})
    case.refresh_from_db()
    assert case.step == 0


def test_ruling_leads_on_to_the_next(cast, client, handed_in):
    first, second = handed_in(title="甲"), handed_in(title="乙")
    client.force_login(cast.college_chair)
    answer = client.post(f"/flow/{first.pk}/rule/", {"ruling": "approve"})
    assert answer.url == f"/flow/{second.pk}/"
    assert Case.objects.get(pk=first.pk).desk_unit == cast.province


def test_a_no_without_a_reason_says_so_beside_the_field_and_keeps_the_choice(cast, client, handed_in):
    case = handed_in()
    client.force_login(cast.college_chair)
    page = client.post(f"/flow/{case.pk}/rule/", {"ruling": "reject", "note": ""})
    assert page.status_code == 422 and "请写明理由" in page.content.decode()
    assert page.context["form"].data["ruling"] == "reject"


def test_a_case_is_taken_back_by_the_verb_of_its_business(cast, client, handed_in, monkeypatch):
    taken = []
    case = handed_in()
    monkeypatch.setattr(type(case.declared), "withdraw", lambda kind, **facts: taken.append(facts["case"]))
    client.force_login(cast.branch_chair)
    client.post(f"/flow/{case.pk}/withdraw/")
    assert taken == [case]


def test_every_kind_of_case_says_how_it_is_ruled_and_taken_back():
    for kind in kinds.values():
        for verb in ("url", "rule", "withdraw"):
            assert getattr(type(kind), verb) is not getattr(CaseKind, verb), (kind.code, verb)
