"""The roster and the page of a person."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.base.identity import synthetic_id
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Person

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed

ROSTER = "people:roster"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.college_officer)
    return client


def text_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def enrol(cast, n, **more):
    more.setdefault("id_number", synthetic_id(date(1990, 1, 1 + n), 100 + n))
    return actions.register_member(name=f"试员{n}", unit=cast.branch, joined_on=date(2024, 9, 1), **more)


def test_the_roster_costs_the_same_for_one_and_many(officer, cast):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = text_of(officer, ROSTER, q="试员")
        return len(queries), page.count("data-row=")

    enrol(cast, 0)
    few, rows = cost()
    assert rows == 1
    for n in range(1, 4):
        enrol(cast, n)
    assert cost() == (few, 4)


def test_the_roster_shows_the_subtree_and_no_secret(officer, cast):
    page = text_of(officer, ROSTER)
    assert "张知远" in page
    assert "钱邻" not in page
    number = cast.zhang.id_number.reveal()
    assert number not in page
    assert f"{'*' * 14}{number[-4:]}" in page


@pytest.mark.parametrize("how", ["name", "initials", "number", "phone", "staff_no"])
def test_a_person_is_found_by(officer, cast, how):
    person = enrol(cast, 1, phone="13800138001", staff_no="B77")
    text = {
        "name": "试员1",
        "initials": "sy",
        "number": person.id_number.reveal(),
        "phone": "138 0013 8001",
        "staff_no": "B77",
    }[how]
    page = text_of(officer, ROSTER, q=text)
    assert page.count("data-row=") == 1
    assert person.get_absolute_url() in page


def test_a_whole_number_of_next_door_finds_nothing(officer, cast):
    assert text_of(officer, ROSTER, q=cast.qian.id_number.reveal()).count("data-row=") == 0


def test_filters_say_who(officer, cast):
    gone = enrol(cast, 1)
    actions.end_membership(membership=gone.memberships.get(), state="retained", on=cast.today)
    assert text_of(officer, ROSTER, state="retained").count("data-row=") == 1
    assert "试员1" not in text_of(officer, ROSTER, state="active")
    assert "李念" not in text_of(officer, ROSTER, unit=cast.branch.pk)
    assert text_of(officer, ROSTER, kind="dispatched").count("data-row=") == 0
    assert "李念" in text_of(officer, ROSTER, joined_on_from="2016-01-01", joined_on_to="2016-12-31")
    assert text_of(officer, ROSTER, state="none").count("data-row=") == 0


def test_the_page_of_a_person_masks_and_next_door_gets_nothing(officer, cast):
    page = text_of(officer, "people:person", cast.zhang.pk)
    number = cast.zhang.id_number.reveal()
    assert number not in page
    assert f"{number[:3]}***********{number[-4:]}" in page
    for name in ("person", "edit", "admit", "transfer", "end", "open-account"):
        assert officer.get(reverse(f"people:{name}", args=[cast.qian.pk])).status_code == 404
    assert officer.get(reverse("people:reveal", args=[cast.qian.pk, "id_number"])).status_code == 404


def test_a_secret_is_shown_once_after_a_reason(officer, cast):
    address = reverse("people:reveal", args=[cast.zhang.pk, "id_number"])
    number = cast.zhang.id_number.reveal()
    assert number not in officer.get(address).content.decode()
    assert officer.post(address, {"reason": "看"}).status_code == 422
    shown = officer.post(address, {"reason": "办理住院补助，核对身份"})
    assert number in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert Entry.objects.filter(verb="reveal", by=cast.college_officer).count() == 1
    assert number not in officer.get(address).content.decode()
    assert officer.get(reverse("people:reveal", args=[cast.zhang.pk, "home_path"])).status_code == 404


def test_a_branch_chair_sees_no_way_to_secrets(client, cast):
    client.force_login(cast.branch_chair)
    assert "reveal" not in text_of(client, "people:person", cast.zhang.pk)
    assert client.get(reverse("people:reveal", args=[cast.zhang.pk, "id_number"])).status_code == 403


def test_a_clerk_registers_corrects_transfers_and_ends(officer, cast):
    number = synthetic_id(date(1991, 2, 3), 12)
    typed = {
        "name": "柏青",
        "id_number": f" {number} ",
        "phone": "13800138012",
        "unit": cast.branch.pk,
        "joined_on": "2026-03-01",
        "kind": "established",
        "staff_no": "C12",
    }
    answer = officer.post(reverse("people:register"), typed)
    person = Person.objects.with_id_number(number).get()
    assert answer.url == person.get_absolute_url()
    change = {"name": "柏青", "education": "硕士", "kind": "dispatched", "position": "教师"}
    assert officer.post(reverse("people:edit", args=[person.pk]), change).status_code == 302
    assert (
        officer.post(
            reverse("people:transfer", args=[person.pk]), {"unit": cast.college.pk, "on": "2026-03-05"}
        ).status_code
        == 302
    )
    account = {"username": "baiqing", "password": "Start-2026-x"}
    assert officer.post(reverse("people:open-account", args=[person.pk]), account).status_code == 302
    end = {"state": "withdrawn", "on": "2026-03-09", "reason": "本人申请"}
    assert officer.post(reverse("people:end", args=[person.pk]), end).status_code == 302
    assert officer.get(reverse("people:end", args=[person.pk])).status_code == 403
    assert (
        officer.post(
            reverse("people:admit", args=[person.pk]), {"unit": cast.branch.pk, "on": "2026-03-10"}
        ).status_code
        == 302
    )
    page = text_of(officer, "people:person", person.pk)
    for word in ("硕士", "劳务派遣", "已退会", "在籍", "已转出"):
        assert word in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id_number": "53010219900101123"}, "身份证号应为18位，现在是17位"),
        ({"id_number": "zhang"}, "该身份证号已登记为“张知远”"),
        ({"phone": "123"}, "手机号应为11位"),
        ({"born_on": "1991-02-04"}, "出生日期与身份证号里的1991-02-03不一致"),
        ({"unit": "sibling"}, "选择一个有效"),
    ],
)
def test_each_mistake_gets_its_sentence_and_loses_nothing(officer, cast, change, sentence):
    typed = {
        "name": "柏青",
        "id_number": synthetic_id(date(1991, 2, 3), 12),
        "unit": cast.branch.pk,
        "joined_on": "2026-03-01",
        "kind": "established",
    } | change
    if typed["id_number"] == "zhang":
        typed["id_number"] = cast.zhang.id_number.reveal()
    if typed["unit"] == "sibling":
        typed["unit"] = cast.sibling.pk
    page = officer.post(reverse("people:register"), typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="柏青"' in page.content.decode()
    assert not Person.objects.filter(name="柏青").exists()


def test_a_member_sees_their_own_page_and_no_other(client, cast):
    client.force_login(cast.member_user)
    page = text_of(client, "people:mine")
    assert "张知远" in page
    assert "会计学院分工会" in page
    assert cast.zhang.id_number.reveal() not in page
    assert client.get(reverse("people:person", args=[cast.li.pk])).status_code == 404
    assert client.get(reverse("people:register")).status_code == 403
    assert "data-row=" not in text_of(client, ROSTER) or "李念" not in text_of(client, ROSTER)


def test_an_account_without_a_person_is_told_so(client, cast):
    client.force_login(cast.auditor)
    assert "还没有与花名册关联" in text_of(client, "people:mine")


def test_an_export_holds_the_mask_only(officer, cast):
    answer = officer.get(reverse(ROSTER), {"export": "csv"})
    body = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "张知远" in body
    assert cast.zhang.id_number.reveal() not in body
