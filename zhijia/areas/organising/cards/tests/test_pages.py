"""Faces of cards: the member's, the officer's, the stranger's who checks."""

import csv
import json
from io import BytesIO

import pytest
from django.urls import reverse
from lxml import html
from python_calamine import load_workbook

from zhijia.areas.organising.cards import actions, codes
from zhijia.areas.organising.cards.models import BankBatch, BankCard, Card, CardKey
from zhijia.areas.organising.cards.rules import BankState, CardState
from zhijia.base.sheets import imports
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.people.actions import edit_person, end_membership, retain
from zhijia.kernels.trail.models import Entry


def at(name, *args):
    return reverse(f"cards:{name}", args=args)


def test_a_member_takes_a_card_shows_it_loses_it_and_takes_another(cast, client, noon):
    client.force_login(cast.member_user)
    assert "领取电子会员卡" in client.get(at("mine")).content.decode()
    client.post(at("issue", cast.zhang.pk))
    card = Card.objects.get()
    page = client.get(at("mine")).content.decode()
    assert "截图超过一分钟无效" in page and at("code") in page
    client.post(at("card-lose", card.pk))
    assert "换领新卡" in client.get(at("mine")).content.decode()
    client.post(at("card-replace", card.pk))
    assert Card.objects.get(version=2).state == CardState.ACTIVE


def code_in(response):
    (picture,) = html.fromstring(response.content).xpath("//svg") or [None]
    return picture.get("data-code").partition("#")[2]


def test_the_code_is_another_one_half_a_minute_later_and_kept_nowhere(cast, desk, client, noon):
    desk.issue()
    client.force_login(cast.member_user)
    first = client.get(at("code"))
    assert "no-store" in first["Cache-Control"]
    noon.shift(30)
    second = client.get(at("code"))
    assert code_in(first) != code_in(second)
    noon.shift(31)
    assert "截图无效" in client.post(at("verify"), {"code": code_in(first)}).content.decode()
    assert "会员码有效" in client.post(at("verify"), {"code": code_in(second)}).content.decode()


def test_nobody_gets_a_code_for_somebody_else_s_card(cast, desk, client):
    desk.issue()
    client.force_login(cast.college_officer)
    assert "svg" not in client.get(at("code")).content.decode()


def test_a_stranger_checks_without_signing_in(cast, desk, client, noon):
    card = desk.issue()
    page = client.get(at("verify"))
    assert page.status_code == 200 and "zj-settings" in page.content.decode()
    said = client.post(at("verify"), {"code": desk.code(card)}).content.decode()
    assert "张**" in said and "张知远" not in said and "会员码有效" in said
    actions.lose_card(card=card, by=cast.member_user, at=cast.now)
    assert "已挂失、换新或注销" in client.post(at("verify"), {"code": desk.code(card)}).content.decode()


def test_what_is_published_needs_no_name_and_is_signed(cast, desk, client, noon):
    assert client.get(at("dead")).content == b""  # before the first card
    card = desk.issue()
    keys = json.loads(client.get(at("keyring")).content)["keys"]
    assert [key["code"] for key in keys] == [CardKey.objects.get().code]
    text = client.get(at("dead")).content.decode()
    body, _dot, signature = text.partition(".")
    assert codes.is_signed(keys[0]["public"], signature, codes.unb64(body))
    alive = client.get(at("standing"), {"card": f"{card.number}.1"})
    assert json.loads(alive.content) == {"alive": True, "now": int(cast.now.timestamp())}
    for nonsense in ("", "x", "1.2.3", "9" * 40):
        assert json.loads(client.get(at("standing"), {"card": nonsense}).content)["alive"] is False
    worker = client.get(at("worker"))
    assert worker["Content-Type"].startswith("text/javascript") and at("dead") in worker.content.decode()


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize("page", ["cards", "bank-cards", "batches", "holders"])
def test_a_list_costs_the_same_for_any_number_of_rows(cast, desk, client, page, rows, django_assert_max_num_queries):
    for n, person in enumerate((cast.zhang, cast.li)[:rows]):
        if page != "holders":
            desk.issue(person)
        edit_person(person=person, by=cast.college_officer, phone=f"1990000000{n}", name=person.name)
        batch = actions.open_batch(unit=cast.college, bank="云岭农商银行", by=cast.college_officer, at=cast.now)
        actions.apply_many(batch=batch, persons=[person], by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(25):
        response = client.get(at(page))
    assert response.context["total"] == (2 if page == "holders" else rows)


def test_next_door_sees_no_card(cast, desk, batch, client):
    card, bank_card = desk.issue(), BankCard.objects.first()
    client.force_login(cast.sibling_officer)
    for page in ("cards", "bank-cards", "batches"):
        assert client.get(at(page)).context["total"] == 0
    for address in (
        at("card", card.pk),
        at("bank-card", bank_card.pk),
        at("batch", batch.pk),
        at("batch-send", batch.pk),
    ):
        assert client.get(address).status_code == 404
    assert client.post(at("card-lose", card.pk)).status_code == 404
    assert client.get(at("batch-members", batch.pk)).status_code == 404


def test_officers_issue_to_many_by_ticking(cast, client, noon):
    client.force_login(cast.college_officer)
    rows = [row.pk for row in client.get(at("holders")).context["page_obj"]]
    client.post(at("holders"), {"bulk": "issue", "row": rows, "confirm": 1})
    assert Card.objects.count() == 2 and client.get(at("holders")).context["total"] == 0
    card = Card.objects.first()
    assert client.get(at("cards"), {"q": card.number[:4] + " " + card.number[4:]}).context["total"] == 1
    assert client.post(at("card-end", card.pk), {"reason": ""}).status_code == 422
    client.post(at("card-end", card.pk), {"reason": "调离"})
    assert Card.objects.get(pk=card.pk).state == CardState.ENDED


def test_keys_are_for_the_manager(cast, desk, client, noon):
    desk.issue()
    client.force_login(cast.college_officer)
    assert client.get(at("keys")).status_code == 403 and client.get(at("rotate")).status_code == 403
    client.force_login(cast.manager)
    assert client.get(at("keys")).context["total"] == 1
    client.post(at("rotate"), {"reason": "年度更换"})
    assert CardKey.objects.count() == 2
    first = CardKey.objects.order_by("generation").first()
    client.post(at("keys"), {"bulk": "revoke", "row": [first.pk], "confirm": 1, "reason": "怀疑泄露"})
    assert CardKey.objects.get(pk=first.pk).revoked_at


def test_a_manager_further_down_has_no_hand_on_keys_that_sign_for_all(cast, desk, client, noon):
    desk.issue()
    manager = cast.account("college_manager", "校管", cast.college, "system_manager")
    client.force_login(manager)
    assert client.get(at("keys")).context["total"] == 0
    refused = client.post(at("rotate"), {"reason": "年度更换"})
    assert refused.status_code == 422 and "只有最上级工会的系统管理员" in refused.content.decode()
    client.post(at("keys"), {"bulk": "revoke", "row": [CardKey.objects.get().pk], "confirm": 1, "reason": "怀疑泄露"})
    assert CardKey.objects.get().revoked_at is None


def test_paper_is_printed_for_a_card_in_use_only(cast, desk, client, noon):
    card = desk.issue()
    for user in (cast.member_user, cast.college_officer):
        client.force_login(user)
        page = client.get(at("card-face", card.pk)).content.decode()
        assert "zj-qr" in page and "纸面不作身份证明" in page and f"{card.number[:4]} {card.number[4:8]}" in page
    actions.lose_card(card=card, by=cast.member_user, at=cast.now)
    page = client.get(at("card-face", card.pk)).content.decode()
    assert "zj-qr" not in page and "不能打印" in page
    client.force_login(cast.sibling_officer)
    assert client.get(at("card-face", card.pk)).status_code == 404


def test_the_history_of_a_card_says_what_was_done_in_words(cast, desk, client, noon):
    card = actions.lose_card(card=desk.issue(), by=cast.member_user, at=cast.now, reason="手机丢失")
    client.force_login(cast.college_officer)
    text = client.get(at("card", card.pk)).content.decode()
    assert "挂失电子会员卡" in text and "使用中 → 已挂失" in text and "手机丢失" in text


def test_cards_are_issued_from_a_sheet_and_what_is_exported_comes_back_unchanged(cast, desk, tmp_path):
    path = tmp_path / "名单.csv"

    def load(*lines):
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([["姓名", "身份证号"], *lines])
        facts = {"unit": cast.college, "by": cast.college_officer, "at": cast.now}
        return exchange.import_file(spec="cards.issue", path=path, **facts)

    zhang, li = ([person.name, person.id_number.reveal()] for person in (cast.zhang, cast.li))
    wrong = load(["张知近", zhang[1]], [cast.qian.name, cast.qian.id_number.reveal()])
    assert wrong.bad == 2 and "本单位没有姓名和身份证号都相符的会员" in said(wrong)
    assert load(zhang, li).created == 2 and Card.objects.standing().count() == 2
    back = imports["cards.issue"].current(cast.college, cast.college_officer)
    again = load(*[[row["name"], row["id_number"].reveal()] for row in back])
    assert (again.unchanged, again.created, again.bad) == (2, 0, 0)


@pytest.fixture
def batch(cast):
    for n, person in enumerate((cast.zhang, cast.li)):
        edit_person(person=person, by=cast.college_officer, phone=f"1990000000{n}", name=person.name)
    batch = actions.open_batch(unit=cast.college, bank="云岭农商银行", by=cast.college_officer, at=cast.now)
    actions.apply_many(batch=batch, persons=[cast.zhang, cast.li], by=cast.college_officer, at=cast.now)
    return batch


def test_the_list_for_the_bank_leaves_with_a_reason_and_a_trace(cast, batch, client, noon):
    client.force_login(cast.college_officer)
    assert client.post(at("batch-send", batch.pk), {"reason": ""}).status_code == 422
    response = client.post(at("batch-send", batch.pk), {"reason": "送银行制卡"})
    assert "no-store" in response["Cache-Control"]
    rows = load_workbook(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:5] == ["序号", "姓名", "性别", "身份证号", "手机号"]
    assert {row[3] for row in rows[1:]} == {cast.zhang.id_number.reveal(), cast.li.id_number.reveal()}
    assert Entry.objects.filter(verb="cards.send", reason="送银行制卡").exists()
    assert BankBatch.objects.get().state == BankBatch.State.SENT


def test_a_batch_is_filled_by_ticking(cast, batch, client, noon):
    actions.give_up(card=BankCard.objects.get(person=cast.li), by=cast.college_officer, at=cast.now, reason="填错")
    client.force_login(cast.college_officer)
    (row,) = client.get(at("batch-members", batch.pk)).context["page_obj"]
    text = client.post(at("batch-members", batch.pk), {"bulk": "apply", "row": [row.pk], "confirm": 1}, follow=True)
    assert "已加入 1 人" in text.content.decode()
    assert "名单" in client.get(at("batch", batch.pk)).content.decode()


def said(batch):
    return str(list(batch.faults.values_list("message", flat=True)))


def test_the_bank_s_answer_is_read_from_a_sheet(cast, batch, tmp_path):
    actions.send_batch(batch=batch, by=cast.college_officer, at=cast.now, reason="送银行制卡")
    path = tmp_path / "回盘.csv"

    def load(*lines):
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([["姓名", "身份证号", "结果", "日期", "卡号后四位", "说明"], *lines])
        facts = {"unit": cast.college, "by": cast.college_officer, "subject_id": batch.pk, "at": cast.now}
        return exchange.import_file(spec="cards.results", path=path, **facts)

    zhang, li = (person.id_number.reveal() for person in (cast.zhang, cast.li))
    wrong = load(
        ["张知远", zhang, "制卡成功", "2026-03-10", "6222021234567890128", ""],
        ["李念", li, "已激活", "2026-03-10", "0129", ""],
        ["钱邻", cast.qian.id_number.reveal(), "制卡成功", "2026-03-10", "0130", ""],
    )
    assert (wrong.updated, wrong.bad) == (0, 3) and "平台不保存完整的银行卡号" in said(wrong)
    right = load(
        ["张知远", zhang, "制卡成功", "2026-03-10", "6222****0128", ""],
        ["李念", li, "制卡失败", "2026-03-10", "", "预留手机号不符"],
    )
    assert (right.updated, right.bad) == (2, 0)
    assert BankCard.objects.get(person=cast.zhang).state == BankState.MADE
    assert BankCard.objects.get(person=cast.li).note == "预留手机号不符"
    again = load(["张知远", zhang, "制卡成功", "2026-03-10", "0128", ""])
    assert (again.unchanged, again.updated) == (1, 0)


def test_the_person_s_page_tells_of_cards(cast, desk, client):
    client.force_login(cast.college_officer)
    page = reverse("people:person", args=[cast.zhang.pk])
    assert "发放电子会员卡" in client.get(page).content.decode()
    desk.issue()
    assert "电子会员卡" in client.get(page).content.decode()


def test_a_card_whose_holder_left_is_not_called_in_use(cast, desk, client):
    card = desk.issue()
    client.force_login(cast.college_officer)
    pages = (at("cards"), card.get_absolute_url(), cast.zhang.get_absolute_url())
    in_use = 'zj-good">使用中'
    assert [in_use in shown(client, page) for page in pages] == [True] * 3
    end_membership(membership=cast.zhang.memberships.get(), state="withdrawn", on=cast.today, reason="本人申请")
    for page in pages:
        assert "不在籍，已停用" in shown(client, page) and in_use not in shown(client, page)


def shown(client, page):
    return client.get(page).content.decode()


def test_a_card_is_offered_to_members_only_and_the_others_are_told_why(cast, client):
    retain(membership=cast.zhang.memberships.get(), reason="retired", on=cast.today)
    client.force_login(cast.member_user)
    assert "恢复会籍以后才能领会员卡" in client.get(at("mine")).content.decode()
    client.force_login(cast.college_officer)
    assert "发放电子会员卡" not in client.get(cast.zhang.get_absolute_url()).content.decode()
