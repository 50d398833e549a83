import pytest

from zhijia.areas.care.consolation import actions
from zhijia.areas.care.consolation.models import Gift, Round


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["/consolation/", "/consolation/gifts/"])
def test_a_list_costs_the_same_for_any_number_of_rows(
    cast, client, birthdays, page, rows, django_assert_max_num_queries
):
    for n in range(rows):
        round_ = birthdays(title=f"批次{n}", day=cast.today.replace(year=2026 + n))
        wish = actions.Wish(cast.zhang)
        actions.give_one(round_=round_, wish=wish, by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(22):
        shown = client.get(page).content.decode()
    assert shown.count("data-row=") == rows


def test_every_page_of_a_round_opens_for_its_officer_and_for_nobody_next_door(cast, client, given):
    round_ = given()
    gift = round_.gifts.first()
    pages = ["", "list/", "candidates/", "add/"]
    addresses = [f"/consolation/{round_.pk}/{page}" for page in pages] + [f"/consolation/gifts/{gift.pk}/"]
    for user, status in ((cast.college_officer, 200), (cast.sibling_officer, 404)):
        client.force_login(user)
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, status)


def test_from_the_form_to_the_list(cast, client, caps):
    client.force_login(cast.college_officer)
    typed = {
        "unit": cast.college.pk,
        "occasion": "birthday",
        "title": "三月生日慰问",
        "day": "2026-03-10",
        "form": "cake",
        "standard_fen": "300",
        "fund": "工会经费",
    }
    answer = client.post("/consolation/new/", typed)
    round_ = Round.objects.get()
    assert answer.url == f"/consolation/{round_.pk}/candidates/"
    client.post(answer.url, {"bulk": "add", "row": [cast.zhang.pk, cast.li.pk], "confirm": "1"})
    assert round_.gifts.count() == 2
    client.post(f"/consolation/{round_.pk}/submit/")
    round_.refresh_from_db()
    assert round_.state == Round.State.IN_REVIEW


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(cast, client, caps):
    client.force_login(cast.college_officer)
    typed = {"unit": cast.college.pk, "occasion": "birthday", "person": cast.zhang.pk, "day": "2026-03-10"}
    typed |= {"form": "money", "standard_fen": "300", "fund": "工会经费"}
    page = client.post("/consolation/single/", typed)
    assert page.status_code == 422
    assert "form" in page.context["form"].errors and page.context["form"]["standard_fen"].value() == "300"
    assert not Round.objects.exists()


def test_the_officer_next_door_cannot_choose_our_members(cast, client, birthdays):
    client.force_login(cast.sibling_officer)
    typed = {"unit": cast.sibling.pk, "occasion": "birthday", "person": cast.zhang.pk, "day": "2026-03-10"}
    typed |= {"form": "cake", "standard_fen": "300", "fund": "工会经费"}
    assert "person" in client.post("/consolation/single/", typed).context["form"].errors


def test_the_chair_approves_in_the_tray_and_sees_who_gets_what(cast, client, birthdays):
    round_ = birthdays()
    actions.give_one(round_=round_, wish=actions.Wish(cast.zhang), by=cast.college_officer, at=cast.now)
    round_ = actions.submit_round(round_=round_, by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_chair)
    assert "张知远" in client.get(f"/flow/{round_.case.pk}/").content.decode()
    client.post(f"/flow/{round_.case.pk}/rule/", {"ruling": "approve"})
    round_.refresh_from_db()
    assert round_.state == Round.State.APPROVED


def test_handing_over_asks_once_for_all_ticked(cast, client, birthdays):
    round_ = birthdays()
    actions.give_one(round_=round_, wish=actions.Wish(cast.zhang), by=cast.college_officer, at=cast.now)
    round_ = actions.submit_round(round_=round_, by=cast.college_officer, at=cast.now)
    actions.rule_round(case=round_.case, by=cast.college_chair, ruling="approve", at=cast.now)
    client.force_login(cast.college_officer)
    gift = Gift.objects.get()
    ticked = {"bulk": "give", "row": [gift.pk]}
    assert "签收方式" in client.post(f"/consolation/{round_.pk}/list/", ticked).content.decode()
    client.post(
        f"/consolation/{round_.pk}/list/", ticked | {"confirm": "1", "on": "2026-03-10", "receipt": "signature"}
    )
    gift.refresh_from_db()
    assert (gift.state, gift.receipt) == (Gift.State.GIVEN, "signature")


def test_a_member_sees_what_they_were_given_and_nothing_else(cast, client, given):
    gift = given().gifts.get(person=cast.zhang)
    client.force_login(cast.member_user)
    mine = client.get("/consolation/gifts/mine/").content.decode()
    assert mine.count("data-row=") == 1
    assert client.get(f"/consolation/gifts/{gift.pk}/").status_code == 200
    other = Gift.objects.exclude(pk=gift.pk).first()
    assert client.get(f"/consolation/gifts/{other.pk}/").status_code == 404
