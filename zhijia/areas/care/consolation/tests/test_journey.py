"""A month's birthdays from the list to the register, and what must not happen on the way."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from zhijia.areas.care.consolation import actions
from zhijia.areas.care.consolation.models import Gift, Round
from zhijia.base.verdict import Refused
from zhijia.kernels.exchange.actions import import_file
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.records.models import ServiceRecord


def one(cast, round_, person, **more):
    wish = actions.Wish(person, **more)
    return actions.give_one(round_=round_, wish=wish, by=cast.college_officer, at=cast.now)


def test_from_the_list_to_the_register(cast, given):
    round_ = given()
    assert round_.state == Round.State.GIVEN
    records = ServiceRecord.objects.filter(kind="consolation.gift")
    assert {(r.person.name, r.amount_fen, r.occasion, r.unit) for r in records} == {
        ("张知远", 30000, "birthday", cast.branch),
        ("李念", 30000, "birthday", cast.college),
    }
    year = Scope(cast.college, date(2026, 1, 1), date(2026, 12, 31))
    shown = {code: indicators[f"consolation.{code}"].value(year) for code in ("times", "persons", "amount", "birthday")}
    assert shown == {"times": 2, "persons": 2, "amount": 60000, "birthday": 2}


def test_a_second_birthday_gift_in_a_year_is_refused_with_its_clause(cast, birthdays, given):
    given()
    again = birthdays(title="补发生日慰问")
    with pytest.raises(Refused, match="张知远2026年已享受过生日慰问，每人每年一次（云岭工发〔2025〕8号第七条）"):
        one(cast, again, cast.zhang)
    assert not again.gifts.exists()


def test_the_database_too_refuses_a_gift_twice(cast, birthdays, given):
    gift = given().gifts.get(person=cast.zhang)
    again = birthdays(title="再来一次")
    gift.pk, gift.round = None, again
    with pytest.raises(IntegrityError), transaction.atomic():
        gift.save()


def test_the_approved_list_stands(cast, given):
    round_ = given()
    with pytest.raises(Refused, match="不能再改动"):
        actions.remove_person(gift=round_.gifts.first(), by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="不能再改动"):
        one(cast, round_, cast.li)


def test_nothing_is_handed_over_before_the_chair_has_agreed(cast, birthdays):
    round_ = birthdays()
    gift = one(cast, round_, cast.zhang)
    with pytest.raises(Refused, match="还没有审批通过"):
        actions.give(gifts=[gift], on=cast.today, by=cast.college_officer, at=cast.now)


def test_an_empty_list_is_not_handed_in(cast, birthdays):
    with pytest.raises(Refused, match="名单还是空的"):
        actions.submit_round(round_=birthdays(), by=cast.college_officer, at=cast.now)


def test_returned_corrected_and_handed_in_again(cast, birthdays):
    round_ = birthdays()
    gift = one(cast, round_, cast.zhang)
    round_ = actions.submit_round(round_=round_, by=cast.college_officer, at=cast.now)
    round_ = actions.rule_round(case=round_.case, by=cast.college_chair, ruling="return", note="李念漏了", at=cast.now)
    assert round_.state == Round.State.RETURNED
    one(cast, round_, cast.li)
    actions.remove_person(gift=gift, by=cast.college_officer, at=cast.now)
    round_ = actions.submit_round(round_=round_, by=cast.college_officer, at=cast.now)
    assert [g.person for g in round_.gifts.standing()] == [cast.li]


def test_a_refused_list_lets_its_persons_go(cast, birthdays):
    round_ = birthdays()
    one(cast, round_, cast.zhang)
    round_ = actions.submit_round(round_=round_, by=cast.college_officer, at=cast.now)
    actions.rule_round(case=round_.case, by=cast.college_chair, ruling="reject", note="经费不足", at=cast.now)
    assert one(cast, birthdays(title="改期"), cast.zhang)


def test_reversed_in_error_and_given_rightly(cast, birthdays, given):
    gift = given().gifts.get(person=cast.zhang)
    with pytest.raises(Refused, match="请由主席办理"):
        actions.reverse_gift(gift=gift, reason="发错人", by=cast.college_officer, at=cast.now)
    actions.reverse_gift(gift=gift, reason="发错人", by=cast.college_chair, at=cast.now)
    year = Scope(cast.college, date(2026, 1, 1), date(2026, 12, 31))
    assert indicators["consolation.times"].value(year) == 1
    assert one(cast, birthdays(title="重新登记"), cast.zhang)


def test_festivals_of_the_year_add_up_across_rounds(cast, birthdays):
    spring = birthdays(title="春节", occasion="festival", festival="spring", form="goods", standard_fen=150000)
    one(cast, spring, cast.zhang)
    autumn = birthdays(title="中秋", occasion="festival", festival="mid_autumn", form="goods", standard_fen=80000)
    with pytest.raises(Refused, match="2026年节日慰问累计2,300.00元，超过上限2,200.00元"):
        one(cast, autumn, cast.zhang)
    assert one(cast, autumn, cast.zhang, fen=70000).amount_fen == 70000


def test_the_standard_of_the_day_of_the_gift_acts_not_todays(cast, birthdays):
    early = birthdays(title="去年春天", day=date(2025, 3, 1))
    with pytest.raises(Refused, match="还没有录入“生日慰问”的标准"):
        one(cast, early, cast.zhang)


def test_which_illness_it_was_is_compared_and_cannot_be_read(cast, birthdays):
    visit = birthdays(title="住院慰问", occasion="hospital", form="money", standard_fen=50000)
    gift = one(cast, visit, cast.zhang, thing="阑尾炎", evidence="出院小结")
    assert "阑尾炎" not in gift.unique_key
    with pytest.raises(Refused, match="同一病种每年一次"):
        one(cast, visit, cast.zhang, thing="阑尾炎 ", evidence="出院小结")
    assert one(cast, visit, cast.zhang, thing="骨折", evidence="出院小结")


def test_one_persons_gift_is_approved_by_somebody_else(cast, caps):
    facts = {
        "occasion": "retirement",
        "day": cast.today,
        "form": "goods",
        "standard_fen": 100000,
        "evidence": "退休通知",
    }
    cast.li.user = cast.college_chair
    cast.li.save()
    round_ = actions.hand_in_single(
        person=cast.li, unit=cast.college, fund="工会经费", by=cast.college_officer, at=cast.now, **facts
    )
    with pytest.raises(Refused, match="不能审核与本人有关的事项"):
        actions.rule_round(case=round_.case, by=cast.college_chair, ruling="approve", at=cast.now)


def test_next_doors_member_is_not_ours(cast, birthdays):
    with pytest.raises(Refused, match="钱邻不是本单位在籍会员"):
        one(cast, birthdays(), cast.qian)


SHEET = """序号,慰问日期,被慰问人,慰问类型,慰问金额（元）
1,2026-03-02,张知远,生日慰问,300
2,2026-03-09,李念,生日,280.5
3,2026-03-09,查无此人,生日慰问,300
4,2026-03-09,李念,生日慰问,300
5,2026-03-09,张知远,节日慰问,300
6,2026-03-09,张知远,生日慰问,501
"""


def test_a_list_from_a_spreadsheet(cast, birthdays, tmp_path):
    path = tmp_path / "慰问.csv"
    path.write_text(SHEET, encoding="utf-8")
    batch = import_file(
        spec="consolation.gifts",
        path=path,
        unit=cast.college,
        by=cast.college_officer,
        subject_id=birthdays().pk,
        mode="keep_good",
        at=cast.now,
    )
    assert (batch.total, batch.good, batch.bad, batch.created) == (6, 2, 4, 2)
    assert {(g.person.name, g.amount_fen, g.day.day) for g in Gift.objects.all()} == {
        ("张知远", 30000, 2),
        ("李念", 28050, 9),
    }
    said = "；".join(fault.message for fault in batch.faults.all())
    for sentence in ("没有这个姓名", "李念2026年已享受过生日慰问", "慰问类型与批次", "超过上限500.00元"):
        assert sentence in said
