"""What each face shows, to whom, at what cost; and that next door sees nothing."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from zhijia.areas.organising.joining import actions, links
from zhijia.areas.organising.joining.models import Door, Invitation, Joined, Round
from zhijia.kernels.org.actions import found_unit

from .conftest import AGREED, at

LISTS = ["applications", "joins", "doors", "rounds", "invitations"]


@pytest.fixture
def full(cast, joining):
    """Three applications, one of them approved; a round of three, one of them joined."""
    applications = [joining.apply(serial=710 + n, name="于申") for n in range(3)]
    joining.rule(applications[:1])
    round = joining.round()
    joining.invite(round, joining.many(3))
    first = Invitation.objects.order_by("pk").first()
    tail = first.person.id_number.reveal()[-6:]
    actions.answer(invitation=first, tail=tail, phone="", consents=AGREED, at=cast.now)
    return applications


def seen(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(at(name, *args), query)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", [*LISTS, "candidates"])
def test_a_list_costs_the_same_for_any_number_of_rows(cast, joining, client, page, rows, django_assert_max_num_queries):
    joining.rule([joining.apply(serial=710 + n) for n in range(rows)])
    [joining.apply(serial=720 + n) for n in range(rows)]
    rounds = [joining.round() for _n in range(rows)]
    joining.invite(rounds[0], joining.many(rows))
    joining.many(rows, first=640)
    found_unit(code="YL-CJ-02", name="金融学院分工会", kind="branch", superior=cast.college, on=date(2020, 1, 1))
    client.force_login(cast.college_officer)
    args = [rounds[0].pk] if page == "candidates" else []
    with django_assert_max_num_queries(22):
        answer = client.get(at(page, *args))
    assert answer.status_code == 200 and answer.context["total"] >= rows


@pytest.mark.parametrize("page", LISTS)
def test_the_fragment_is_part_of_the_list(cast, client, full, page):
    client.force_login(cast.college_officer)
    part = client.get(at(page), headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" not in part and "zj-grid" in part


@pytest.mark.parametrize("page", ["applications", "joins", "rounds", "invitations"])
def test_the_neighbour_sees_nothing_in_the_lists(cast, client, full, page):
    assert seen(client, cast.sibling_officer, page).context["total"] == 0


def test_the_neighbour_finds_no_page_of_a_row(cast, client, full):
    client.force_login(cast.sibling_officer)
    pages = {
        "application": full[0].pk,
        "reveal-number": full[0].pk,
        "reveal-phone": full[0].pk,
        "own": full[0].pk,
        "joined": Joined.objects.first().pk,
        "round": Round.objects.get().pk,
        "candidates": Round.objects.get().pk,
        "slips": Round.objects.get().pk,
        "links": Round.objects.get().pk,
        "invitation": Invitation.objects.first().pk,
        "door": cast.college.pk,
        "poster": cast.college.pk,
    }
    assert {name: client.get(at(name, pk)).status_code for name, pk in pages.items()} == dict.fromkeys(pages, 404)
    for name in ("remind", "close"):
        assert client.post(at(name, pages["round"])).status_code == 404


def test_every_page_of_a_row_opens_to_the_officer_within_a_few_queries(
    cast, client, full, django_assert_max_num_queries
):
    client.force_login(cast.college_officer)
    waiting = Invitation.objects.waiting().first()
    pages = [("application", pk) for pk in (full[0].pk, full[1].pk)]
    pages += [(name, Round.objects.get().pk) for name in ("round", "candidates", "slips", "links")]
    pages += [("joined", Joined.objects.first().pk), ("invitation", waiting.pk), ("reveal-number", full[0].pk)]
    pages += [("door", cast.college.pk), ("poster", cast.college.pk)]
    for name, pk in pages:
        with django_assert_max_num_queries(30):
            assert client.get(at(name, pk)).status_code == 200, name


def test_the_reviewer_approves_many_from_the_list(cast, client, full):
    client.force_login(cast.college_chair)
    rows = [row.pk for row in full[1:]]
    page = client.post(at("applications"), {"bulk": "approve", "row": rows}).content.decode()
    assert "同意" in page
    client.post(at("applications"), {"bulk": "approve", "row": rows, "confirm": "1"})
    full[2].refresh_from_db()
    assert full[2].state == "approved"


def test_the_auditor_reads_and_changes_nothing(cast, client, full):
    client.force_login(cast.auditor)
    assert client.get(at("application", full[0].pk)).status_code == 200
    assert client.post(at("applications"), {"bulk": "approve", "row": [full[1].pk], "confirm": "1"}).status_code == 404
    assert client.get(at("door", cast.college.pk)).status_code in (403, 404)
    assert client.get(at("reveal-number", full[0].pk)).status_code in (403, 404)
    export = client.get(at("applications"), {"export": "csv"})
    body = b"".join(export.streaming_content) if export.streaming else export.content
    assert export.status_code == 200 and full[1].id_number.reveal().encode() not in body


def test_the_history_of_an_application_is_told(cast, client, full):
    page = seen(client, cast.auditor, "application", full[0].pk).content.decode()
    assert "同意记录" in page and "2023-10" in page and "2026-01" in page


def test_inviting_from_the_roll_page(cast, joining, client):
    joining.many(3)
    client.force_login(cast.college_officer)
    answer = client.post(
        at("round-new"),
        {"unit": cast.college.pk, "title": "第一批", "expires_on": timezone.localdate() + timedelta(days=181)},
    )
    assert "截止日期最晚为180天之后" in answer.content.decode()
    round = joining.round()
    page = client.get(at("candidates", round.pk))
    assert page.context["total"] == 3
    done = {"bulk": "invite", "every": "1", "confirm": "1"}
    client.post(at("candidates", round.pk), done)
    assert Invitation.objects.filter(round=round).count() == 3
    assert client.get(at("candidates", round.pk)).context["total"] == 0
    rows = list(Invitation.objects.values_list("pk", flat=True))
    client.post(at("invitations"), {"bulk": "remind", "row": rows[:2], "confirm": "1"})
    client.post(at("invitations"), {"bulk": "take_back", "row": rows[2:], "confirm": "1"})
    assert sorted(Invitation.objects.values_list("state", "reminders")) == [
        ("invited", 1),
        ("invited", 1),
        ("withdrawn", 0),
    ]
    client.post(at("remind", round.pk))
    client.post(at("close", round.pk))
    assert client.get(at("invitations"), {"shown": "lapsed"}).context["total"] == 2


def test_the_links_are_a_sheet_to_paste_from(cast, client, full):
    answer = seen(client, cast.college_officer, "links", Round.objects.get().pk)
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    waiting = Invitation.objects.waiting()
    assert lines[0] == ["姓名", "单位", "入会链接", "截止日期", "可直接粘贴的话"]
    assert {line[2] for line in lines[1:]} == {f"http://testserver{links.slip_address(row)}" for row in waiting}


def test_slips_carry_one_code_a_person(cast, client, full):
    page = seen(client, cast.college_officer, "slips", Round.objects.get().pk).content.decode()
    assert page.count('class="zj-qr"') == 2 and "data:" not in page.partition("<main")[2]


def test_settings_are_saved_and_who_reviews_is_a_dated_value(cast, client):
    client.force_login(cast.college_officer)
    form = {"open": "on", "contact": "校工会办公室", "desk": "分工会初审后单位审核"}
    client.post(at("door", cast.college.pk), form)
    assert Door.objects.get().contact == "校工会办公室"
    page = client.get(at("door", cast.college.pk)).content.decode()
    assert "校工会办公室" in page and "/joining/at/" in page
    answer = client.post(at("door", cast.college.pk), form | {"desk": "单位审核"})
    assert "今天" in answer.content.decode() or "已有这个参数" in answer.content.decode()
    client.post(at("door", cast.college.pk), {"contact": "", "desk": form["desk"]})
    assert Door.objects.get().open is False


def test_a_branch_chair_sets_the_branch_only(cast, client):
    client.force_login(cast.branch_chair)
    assert client.get(at("door", cast.branch.pk)).status_code == 200
    assert client.get(at("door", cast.college.pk)).status_code == 404


# --- the public face ---


@pytest.mark.parametrize("text", ["财经", "YL-CJ", "ylcj", "会计学院"])
def test_a_stranger_finds_the_union_and_learns_its_name_and_code_only(cast, client, text):
    page = client.get(at("start"), {"q": text}).content.decode()
    assert "云岭财经职业学院工会" in page and "/joining/at/" in page
    assert "张知远" not in page and "郑重" not in page


def test_unions_above_take_in_nobody(cast, client):
    page = client.get(at("start"), {"q": "云岭省"}).content.decode().partition("<main")[2]
    assert "/joining/at/" not in page and "没有找到" in page
    assert "暂未开放" in client.get(links.address_of(cast.province)).content.decode()


def test_made_up_addresses_do_not_exist(cast, client):
    for name in ("1", f"{cast.college.pk}.AAAA", "x.y.z"):
        assert client.get(at("at", name)).status_code == 404
    assert client.get(at("slip", "AAAAAAAAAAAAAAAA")).status_code == 404


@pytest.mark.parametrize("page", ["start", "ask", "progress", "password"])
def test_public_pages_answer_a_visitor_and_everybody_signed_in(cast, client, page):
    assert client.get(at(page)).status_code == 200
    for user in (cast.member_user, cast.college_officer, cast.manager):
        assert seen(client, user, page).status_code == 200


def test_nothing_typed_by_the_public_is_kept_on_the_device(cast, joining, client):
    page = client.get(joining.door()).content.decode()
    assert "data-draft" not in page and client.get(joining.door())["Cache-Control"] == "no-store, private"


def test_the_desk_and_the_home_page_say_what_waits(cast, joining, client):
    joining.apply()
    client.force_login(cast.college_chair)
    assert "入会申请等您审核" in client.get(reverse("web:home")).content.decode()
    assert "于申申请加入" in client.get(reverse("web:todos")).content.decode()
