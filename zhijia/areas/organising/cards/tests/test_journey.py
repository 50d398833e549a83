"""A card lives and dies; a code lives for a minute; the bank's card goes its own way."""

import json
from datetime import date, timedelta

import pytest

from zhijia.areas.organising.cards import actions, codes
from zhijia.areas.organising.cards.indicators import Activated, Applied, Electronic, Issued
from zhijia.areas.organising.cards.keys import is_signed, unb64
from zhijia.areas.organising.cards.models import BankBatch, BankCard, Card, CardKey
from zhijia.areas.organising.cards.rules import BankState, CardState
from zhijia.base.identity import synthetic_id
from zhijia.base.verdict import Refused
from zhijia.kernels.indicators.base import Scope
from zhijia.kernels.people.actions import edit_person, end_membership, register_member, transfer
from zhijia.kernels.people.models import Membership
from zhijia.kernels.trail.models import Entry

DEAD = "这张会员卡已挂失、换新或注销，不能使用"
STALE = "会员码已过期：请会员打开手机上的会员卡，扫正在变动的码（截图无效）"


# --- electronic cards ---


def test_a_member_takes_a_card_and_shows_a_code(cast, desk):
    card = desk.issue(by=cast.member_user)
    assert (card.version, card.valid_to) == (1, date(2031, 3, 9))
    shown = codes.read(desk.code(card))
    assert (shown.name, shown.unit, shown.number) == ("张**", str(cast.branch), card.number)
    assert desk.answer(desk.code(card)) == ""


@pytest.mark.parametrize(("seconds", "said"), [(0, ""), (60, ""), (61, STALE), (86_400, STALE)])
def test_a_picture_of_a_code_is_worth_a_minute(cast, desk, seconds, said):
    assert desk.answer(desk.code(desk.issue()), seconds) == said


def test_a_code_changed_in_one_place_is_forged(cast, desk):
    body, _dot, signature = desk.code(desk.issue()).partition(".")
    content = json.loads(unb64(body))
    content[4] = "李**"
    assert "签名不对" in desk.answer(f"{codes.b64(codes.packed(content))}.{signature}")
    assert "签名不对" in desk.answer(f"{body}.{signature[:-2]}AA")
    assert "这不是会员码" in desk.answer("https://example.org/")


def test_a_lost_card_dies_at_once_and_with_the_next_list(cast, desk):
    card = desk.issue()
    code = desk.code(card)
    actions.lose_card(card=card, by=cast.member_user, at=cast.now)
    assert desk.answer(code, 1) == DEAD
    _edition, _key, _at, prints = json.loads(unb64(codes.dead_list(cast.now).partition(".")[0]))
    assert prints == [codes.fingerprint(card.number, 1)]


def test_a_new_card_has_the_same_number_and_the_old_code_is_dead(cast, desk):
    old = desk.issue()
    code = desk.code(old)
    new = actions.replace_card(card=old, by=cast.member_user, at=cast.now)
    assert (new.number, new.version) == (old.number, 2)
    assert desk.answer(code) == DEAD and desk.answer(desk.code(new)) == ""
    with pytest.raises(Refused, match="这张电子会员卡“已换新”，不能再办理此操作"):
        actions.lose_card(card=old, by=cast.member_user, at=cast.now)


def test_the_end_of_membership_ends_the_card_before_anybody_writes_it_off(cast, desk):
    card = desk.issue()
    code = desk.code(card)
    end_membership(membership=Membership.objects.active().get(person=cast.zhang), state="withdrawn", on=cast.today)
    assert desk.answer(code) == DEAD
    assert codes.fingerprint(card.number, 1) in unb64(codes.dead_list(cast.now).partition(".")[0]).decode()
    assert actions.sweep(at=cast.now) == 1 and Card.objects.get().state == CardState.ENDED
    with pytest.raises(Refused, match="张知远现在不是在籍会员：恢复或办理入会后才能领会员卡"):
        desk.issue()


def test_the_card_follows_its_member_to_the_next_union(cast, desk):
    card = desk.issue()
    transfer(person=cast.zhang, unit=cast.sibling, on=cast.today)
    assert codes.read(desk.code(card)).unit == str(cast.sibling)
    assert list(Card.objects.visible_to(cast.sibling_officer)) == [card]
    assert not Card.objects.visible_to(cast.branch_chair).exists()


def test_one_card_in_use_each(cast, desk):
    desk.issue()
    cards, refused = actions.issue_many(persons=[cast.zhang, cast.li, cast.qian], by=cast.college_officer, at=cast.now)
    assert [card.person for card in cards] == [cast.li]
    assert [str(verdict) for _person, verdict in refused] == [
        "张知远已有使用中的电子会员卡",
        "只能为本人或本单位会员办理会员卡",
    ]


# --- keys ---


def test_a_key_is_succeeded_and_what_it_signed_a_moment_ago_is_still_believed(cast, desk):
    card = desk.issue()
    code, first = desk.code(card), CardKey.objects.get()
    second = actions.rotate_key(by=cast.manager, at=cast.now, reason="年度更换")
    assert first.code != second.code and CardKey.objects.signing().get() == second
    assert desk.answer(code) == "" and codes.read(desk.code(card)).key == second.code
    assert {key["code"] for key in codes.published_keys()} == {first.code, second.code}


def test_a_revoked_key_signed_nothing_and_another_signs_at_once(cast, desk):
    card = desk.issue()
    code, first = desk.code(card), CardKey.objects.get()
    actions.revoke_key(key=first, by=cast.manager, at=cast.now, reason="怀疑泄露")
    assert "签名不对" in desk.answer(code) and desk.answer(desk.code(card)) == ""
    assert first.code not in {key["code"] for key in codes.published_keys()}


def test_the_private_key_is_nowhere_in_the_database_and_follows_the_seal_key(cast, desk, settings):
    desk.issue()
    key = CardKey.objects.get()
    settings.SEAL_OLD_KEYS, settings.SEAL_KEY = [settings.SEAL_KEY], bytes(range(32))
    text = codes.dead_list(cast.now)  # the old seal key still signs for the old generation
    body, _dot, signature = text.partition(".")
    assert is_signed(key.public, signature, unb64(body))
    settings.SEAL_OLD_KEYS = []
    with pytest.raises(Refused, match="请系统管理员更换会员卡签名密钥"):
        codes.dead_list(cast.now)
    actions.rotate_key(by=cast.manager, at=cast.now, reason="更换封存密钥")
    assert codes.dead_list(cast.now)


# --- the bank's cards ---


@pytest.fixture
def batch(cast):
    for n, person in enumerate((cast.zhang, cast.li)):
        edit_person(person=person, by=cast.college_officer, phone=f"1990000000{n}", name=person.name)
    batch = actions.open_batch(unit=cast.college, bank="云岭农商银行", by=cast.college_officer, at=cast.now)
    actions.apply_many(batch=batch, persons=[cast.zhang, cast.li], by=cast.college_officer, at=cast.now)
    return batch


def results(cast, *rows):
    made = [actions.bank.Result(BankCard.objects.get(person=who), state, on, tail) for who, state, on, tail in rows]
    return actions.take_results(results=made, by=cast.college_officer, at=cast.now)


def test_from_application_to_use(cast, batch):
    sent = actions.send_batch(batch=batch, by=cast.college_officer, at=cast.now, reason="送银行制卡")
    assert sent.state == BankBatch.State.SENT
    assert set(BankCard.objects.values_list("state", flat=True)) == {BankState.MAKING}
    later = cast.today + timedelta(days=9)
    results(cast, (cast.zhang, BankState.MADE, later, "0128"), (cast.li, BankState.FAILED, later, ""))
    results(cast, (cast.zhang, BankState.ACTIVE, later + timedelta(days=2), ""))
    card = BankCard.objects.get(person=cast.zhang)
    assert (card.tail, card.made_on, card.activated_on) == ("0128", later, later + timedelta(days=2))
    scope = Scope(cast.college, later, later + timedelta(days=3))
    assert [i.value(scope) for i in (Applied(), Issued(), Activated())] == [1, 1, 1]
    before = Scope(cast.college, cast.today, cast.today)
    assert [i.value(before) for i in (Applied(), Issued(), Activated(), Electronic())] == [2, 0, 0, 0]
    entry = Entry.objects.get(verb="cards.send")
    assert entry.reason == "送银行制卡"


@pytest.mark.parametrize(
    ("state", "on", "tail", "said"),
    [
        (BankState.ACTIVE, date(2026, 3, 20), "0128", "这张银行会员卡“制卡中”，不能改为“使用中”"),
        (BankState.MADE, date(2026, 3, 20), "", "请填写卡号后四位"),
        (BankState.MADE, date(2026, 3, 1), "0128", "日期早于申领日期2026-03-10，请核对"),
    ],
)
def test_what_the_bank_says_wrongly_is_refused(cast, batch, state, on, tail, said):
    actions.send_batch(batch=batch, by=cast.college_officer, at=cast.now, reason="送银行制卡")
    with pytest.raises(Refused, match=said):
        results(cast, (cast.zhang, state, on, tail))


def test_who_may_not_apply(cast, batch):
    nobody = register_member(
        name="无手机", unit=cast.college, joined_on=date(2020, 9, 1), id_number=synthetic_id(date(1990, 5, 5), 7)
    )
    people = [cast.zhang, cast.qian, nobody]
    _cards, refused = actions.apply_many(batch=batch, persons=people, by=cast.college_officer, at=cast.now)
    assert [str(verdict) for _person, verdict in refused] == [
        "张知远已有一张银行会员卡或正在申领",
        "钱邻不是“云岭财经职业学院工会”的会员",
        "无手机还没有登记身份证号或手机号，银行不能制卡",
    ]


def test_a_sent_batch_takes_nobody_in_and_only_who_may_see_numbers_sends_it(cast, batch):
    with pytest.raises(Refused, match="您没有查看敏感信息的权限"):
        actions.send_batch(batch=batch, by=cast.college_chair, at=cast.now, reason="送银行制卡")
    actions.send_batch(batch=batch, by=cast.college_officer, at=cast.now, reason="送银行制卡")
    with pytest.raises(Refused, match="已送银行，请另开一批"):
        actions.apply_many(batch=batch, persons=[cast.qian], by=cast.college_officer, at=cast.now)


def test_a_refused_card_may_be_applied_for_again_and_a_lost_one_found(cast, batch):
    actions.send_batch(batch=batch, by=cast.college_officer, at=cast.now, reason="送银行制卡")
    results(cast, (cast.li, BankState.FAILED, cast.today, ""), (cast.zhang, BankState.MADE, cast.today, "0128"))
    again = actions.open_batch(unit=cast.college, bank="云岭农商银行", by=cast.college_officer, at=cast.now)
    cards, _refused = actions.apply_many(batch=again, persons=[cast.li], by=cast.college_officer, at=cast.now)
    assert len(cards) == 1
    results(cast, (cast.zhang, BankState.ACTIVE, cast.today, ""))
    card = actions.report_bank_loss(card=BankCard.objects.get(person=cast.zhang), by=cast.member_user, at=cast.now)
    assert card.state == BankState.LOST
    results(cast, (cast.zhang, BankState.ACTIVE, cast.today + timedelta(days=5), ""))
    assert BankCard.objects.get(person=cast.zhang).activated_on == cast.today
    with pytest.raises(Refused, match="请写明注销的原因"):
        actions.give_up(card=card, by=cast.college_officer, at=cast.now, reason="")
