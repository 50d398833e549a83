"""A period from its terms to the money paid out, and everything that must not happen on the way."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from zhijia.areas.care.mutual_aid import actions
from zhijia.areas.care.mutual_aid.models import Claim, Enrolment, PaymentList
from zhijia.base.verdict import Refused
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.verify import verify_records


def measured(cast, code, unit=None, **filters):
    scope = Scope(unit or cast.college, date(2025, 1, 1), date(2026, 12, 31), filters)
    return indicators[code].value(scope)


def test_the_nineteenth_period_from_terms_to_records(cast, aid, django_assert_max_num_queries):
    persons = aid.members(399)
    assert len(persons) == 400  # with 李念, who was there before
    with django_assert_max_num_queries(20):
        assert len(aid.enrol(persons).made) == 400

    short = aid.receive(5_000_000)
    with pytest.raises(Refused) as refused:
        actions.reconcile(receipt=short, by=aid.payer, at=aid.opening)
    assert str(refused.value) == "名册400人应缴60,000.00元，到账50,000.00元，少收10,000.00元，请核对名册、补缴或退回"

    rest = aid.receive(1_000_000, "LS-2")
    actions.reconcile(receipt=rest, by=aid.payer, at=aid.opening)
    assert Enrolment.objects.effective().count() == 400
    assert measured(cast, "mutual_aid.enrolments", occasion="19") == 400
    assert measured(cast, "mutual_aid.fees", occasion="19") == 6_000_000
    assert measured(cast, "mutual_aid.coverage") is not None

    enrolments = list(Enrolment.objects.select_related("person__user", "unit", "period__terms", "period__scheme__unit"))
    stays = [aid.facts(one) for one in enrolments[:21]] + [aid.facts(enrolments[21], 345_000)]
    claims, refused = aid.file(*stays)
    assert not refused and sum(claim.amount_fen for claim in claims) == 970_700

    _ruled, skipped = aid.rule(claims, cast.college_chair)
    assert not skipped and not Notice.objects.exists()  # no desk was empty
    approved, skipped = aid.rule(claims, cast.province_officer)
    assert not skipped and {claim.state for claim in approved} == {"approved"}

    drawn = actions.draw_list(period=aid.period, by=cast.province_officer, at=cast.now)
    with pytest.raises(Refused, match="您没有发放权限"):
        aid.pay(by=cast.province_officer, drawn=drawn)
    aid.pay(drawn=drawn)

    rows = ServiceRecord.objects.filter(kind="mutual_aid.claim").standing()
    assert (rows.count(), sum(row.amount_fen for row in rows)) == (22, 970_700)
    assert measured(cast, "mutual_aid.claims", occasion="19") == 22
    assert measured(cast, "mutual_aid.paid", occasion="19") == 970_700
    assert measured(cast, "mutual_aid.helped") == 22
    assert str(measured(cast, "mutual_aid.payout", occasion="19")) == "16.2"

    wrong = next(claim for claim in claims if claim.amount_fen == 53_000)
    actions.reverse_claim(claim=Claim.objects.get(pk=wrong.pk), reason="重复发放", by=cast.province_chair, at=cast.now)
    assert measured(cast, "mutual_aid.claims", occasion="19") == 21
    assert measured(cast, "mutual_aid.paid", occasion="19") == 917_700
    assert ServiceRecord.objects.filter(kind="mutual_aid.claim").standing().count() == 21
    assert list(verify_records()) == []


def test_whoever_draws_the_list_does_not_pay_it(cast, aid):
    both = cast.account("both", "双手", cast.province, "officer")
    from zhijia.kernels.access.actions import grant_role

    grant_role(user=both, unit=cast.province, role="accountant", from_on=date(2020, 1, 1))
    (enrolment,) = aid.cover([cast.li])
    aid.approve(aid.file(aid.facts(enrolment))[0])
    drawn = actions.draw_list(period=aid.period, by=both, at=cast.now)
    with pytest.raises(Refused, match="制表人不能发放自己制作的批次，请由会计办理"):
        aid.pay(by=both, drawn=drawn)
    drawn.paid_by = both
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database says so too
        drawn.save()


def test_a_list_is_voided_and_its_claims_wait_for_the_next(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    (claim,) = aid.approve(aid.file(aid.facts(enrolment))[0])
    first = actions.draw_list(period=aid.period, by=cast.province_officer, at=cast.now)
    with pytest.raises(Refused, match="没有待发放的补助"):
        actions.draw_list(period=aid.period, by=cast.province_officer, at=cast.now)
    actions.cancel_list(drawn=first, reason="账号有误", by=cast.province_officer, at=cast.now)
    second = actions.draw_list(period=aid.period, by=cast.province_officer, at=cast.now)
    assert list(second.claims.all()) == [claim] and first.number != second.number
    with pytest.raises(Refused, match="该批次已经办理过"):
        aid.pay(drawn=PaymentList.objects.get(pk=first.pk))


# --- what is refused, and in which words ---


def test_refusals_of_a_claim_say_what_is_wrong(cast, aid):
    paid, unpaid = aid.cover([cast.li])[0], None
    unpaid_key = aid.enrol([cast.zhang]).made[0]
    unpaid = Enrolment.objects.select_related("person", "unit", "period__scheme").get(pk=unpaid_key)
    aid.file(aid.facts(paid, invoice_no="FP 001"))
    asked = [
        aid.facts(paid, admitted=date(2025, 12, 31), days=3),
        aid.facts(paid, admitted=date(2026, 2, 2)),
        aid.facts(paid, admitted=date(2026, 2, 4), hospital="市二院"),
        aid.facts(paid, admitted=date(2026, 3, 1), invoice_no="FP001"),
        aid.facts(unpaid),
        aid.facts(paid, admitted=date(2026, 3, 1), total_fen=100),
        aid.facts(paid, admitted=date(2026, 3, 1), hospital=" "),
        aid.facts(paid, admitted=date(2026, 3, 9)),
    ]
    _filed, refused = aid.file(*asked)
    assert [str(verdict) for _facts, verdict in refused] == [
        "入院日期2025-12-31不在保障期2026-01-01至2026-12-31内，不能申请补助",
        "李念2026-02-02至2026-02-08在云岭省第一人民医院的住院已经申请过补助，不能重复申请",
        "李念2026-02-02至2026-02-08在云岭省第一人民医院的住院已经申请过补助，不能重复申请",
        "发票FP001已经申请过补助，不能重复申请",
        "该会员本期互助金尚未核对到账，参互未生效，请先办理缴费核对",
        "自付费用不能超过医疗总费用，请核对",
        "请填写就诊医院",
        "出院日期在今天之后，请出院后再申请",
    ]


def test_a_claim_that_earns_nothing_says_so_with_the_computation(cast, aid, provincial):
    (enrolment,) = provincial.cover([cast.li])
    with pytest.raises(Refused, match="不能申请补助|没有可补助的金额") as refused:
        actions.file_claim(
            facts=aid.facts(aid.cover([cast.zhang], reference="LS-9")[0], 0), by=cast.college_officer, at=cast.now
        )
    assert str(refused.value) == (
        "按本期条款计算，这次住院没有可补助的金额（住院补助：累计自付费用 0.00、起付线 800.00）"
    )
    assert provincial.file(provincial.facts(enrolment, 0, days=7))[0][0].amount_fen == 35_000


def test_costs_below_the_start_are_kept_and_added_to_the_next_stay(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    first, second = aid.file(
        aid.facts(enrolment, 50_000, admitted=date(2026, 1, 5)),
        aid.facts(enrolment, 248_500, admitted=date(2026, 2, 5)),
    )[0]
    assert (first.amount_fen, second.amount_fen) == (0, 43_700)
    aid.approve([first, second])
    first.refresh_from_db()
    assert (first.state, first.get_state_display()) == ("counted", "计入累计，不发放")
    drawn = actions.draw_list(period=aid.period, by=cast.province_officer, at=cast.now)
    assert list(drawn.claims.all()) == [second]


def test_what_is_refused_no_longer_counts_for_what_waits(cast, aid):
    """The preview of a later claim follows from the earlier one only while that one may still be approved."""
    (enrolment,) = aid.cover([cast.li])
    first, second = aid.file(
        aid.facts(enrolment, 50_000, admitted=date(2026, 1, 5)),
        aid.facts(enrolment, 248_500, admitted=date(2026, 2, 5)),
    )[0]
    aid.rule([first], cast.college_chair, "reject", "不属于住院")
    second.refresh_from_db()
    assert second.amount_fen == 33_700


def test_a_late_claim_for_an_earlier_stay_stays_under_the_cap(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    (june,) = aid.approve(aid.file(aid.facts(enrolment, 10_000_000, admitted=date(2026, 2, 20)))[0])
    assert june.amount_fen == 3_000_000
    with pytest.raises(Refused, match="没有可补助的金额"):
        actions.file_claim(
            facts=aid.facts(enrolment, 10_000_000, admitted=date(2026, 1, 10)), by=cast.college_officer, at=cast.now
        )


def test_joint_caps_and_exclusion_of_the_provincial_plan(cast, provincial):
    (enrolment,) = provincial.cover([cast.li])
    (claim,) = provincial.file(provincial.facts(enrolment, 6_000_000, date(2026, 1, 2), days=40, listed_disease=True))[
        0
    ]
    awards = {award.benefit: award for award in claim.awards.all()}
    assert claim.amount_fen == 2_700_000
    assert {code: award.amount_fen for code, award in awards.items()} == {
        "inpatient": 200_000,
        "critical": 2_500_000,
        "large_cost": 0,
    }
    assert "不能同时享受" in awards["large_cost"].amount.steps[0].label
    assert awards["inpatient"].amount.steps[0].used.verified and not awards["large_cost"].amount.steps[0].used.verified


def test_nobody_rules_on_their_own_claim(cast, aid):
    cast.li.user = cast.college_chair
    cast.li.save(update_fields=["user"])
    (enrolment,) = aid.cover([cast.li])
    claims, _refused = aid.file(aid.facts(enrolment))
    _ruled, skipped = aid.rule(claims, cast.college_chair)
    assert [str(verdict) for _case, verdict in skipped] == ["不能审核与本人有关的事项，请由其他人员办理"]


def test_the_college_next_door_files_and_enrols_nothing_here(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    with pytest.raises(Refused, match="您没有为云岭财经职业学院工会登记补助申请的权限"):
        actions.file_claim(facts=aid.facts(enrolment), by=cast.sibling_officer, at=cast.now)
    with pytest.raises(Refused, match="您没有为云岭财经职业学院工会办理参互的权限"):
        actions.enrol_many(
            period=aid.period, unit=cast.college, persons=[cast.zhang], by=cast.sibling_officer, at=aid.opening
        )
    stranger = aid.enrol([cast.qian]).refused
    assert [str(verdict) for _p, verdict in stranger] == ["不是本单位在籍会员，请先在花名册登记或办理转会"]


def test_members_file_for_themselves_and_hear_what_became_of_it(cast, aid):
    enrolment = aid.cover([cast.zhang])[0]
    claim = actions.file_claim(facts=aid.facts(enrolment), by=cast.member_user, at=cast.now)
    aid.approve([claim])
    aid.pay()
    titles = list(Notice.objects.filter(user=cast.member_user).order_by("pk").values_list("title", flat=True))
    assert titles == ["您的医疗互助补助申请已审核通过，等待发放", "您的医疗互助补助金已发放"]


def test_returned_corrected_and_handed_in_again(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    first, second = aid.file(aid.facts(enrolment), aid.facts(enrolment, 100_000, admitted=date(2026, 2, 20)))[0]
    aid.rule([first], cast.college_chair, "return", "入院日期与结算单不符")
    with pytest.raises(Refused, match="已经申请过补助"):
        actions.resubmit_claim(
            claim=first, facts=aid.facts(enrolment, admitted=date(2026, 2, 22)), by=cast.college_officer, at=cast.now
        )
    with pytest.raises(Refused, match="您没有为云岭财经职业学院工会登记补助申请的权限"):
        actions.resubmit_claim(claim=first, facts=aid.facts(enrolment), by=cast.sibling_officer, at=cast.now)
    again = actions.resubmit_claim(
        claim=first, facts=aid.facts(enrolment, 80_000, date(2026, 2, 3)), by=cast.college_officer, at=cast.now
    )
    second.refresh_from_db()
    assert (again.state, again.amount_fen, second.amount_fen) == ("in_review", 0, 20_000)


def test_withdrawn_frees_the_stay(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    (claim,) = aid.file(aid.facts(enrolment, invoice_no="FP1"))[0]
    actions.withdraw_claim(claim=claim, by=cast.college_officer, at=cast.now)
    assert len(aid.file(aid.facts(enrolment, invoice_no="FP1"))[0]) == 1


# --- enrolment and fees ---


def test_enrolling_says_no_with_a_reason(cast, aid):
    aid.enrol([cast.li])
    early, late = aid.opening.replace(month=11), aid.opening.replace(year=2026, month=4)
    said = [str(v) for at in (aid.opening, early, late) for _p, v in aid.enrol([cast.li], at=at).refused]
    assert said[0] == "李念已参加第十九期，不能重复登记"
    assert said[1].startswith("本期参互从2025-12-01开始办理")
    assert said[2].startswith("本期参互已于2026-03-31截止，期中不再办理")


def test_who_was_in_the_period_before_pays_the_renewal_fee(cast, aid):
    before = actions.open_period(
        scheme=aid.scheme,
        number=18,
        enrol_from=date(2024, 12, 1),
        enrol_to=date(2025, 3, 31),
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 11, 30),
        at=aid.opening,
    )
    aid.enrol([cast.li], period=before, at=aid.opening.replace(year=2024))
    aid.enrol([cast.li, cast.zhang])
    fees = dict(Enrolment.objects.filter(period=aid.period).values_list("person__name", "fee_fen"))
    assert fees == {"李念": 12_000, "张知远": 15_000}


def test_a_list_for_the_province_puts_everybody_under_their_own_union(cast, aid):
    actions.enrol_many(
        period=aid.period, unit=cast.province, persons=[cast.zhang, cast.qian], by=cast.province_officer, at=aid.opening
    )
    assert dict(Enrolment.objects.values_list("person__name", "unit__name")) == {
        "张知远": "云岭财经职业学院工会",
        "钱邻": "云岭理工学院工会",
    }


def test_before_the_fee_one_may_leave_afterwards_not(cast, aid):
    first = Enrolment.objects.get(pk=aid.enrol([cast.li]).made[0])
    actions.cancel_enrolment(enrolment=first, by=cast.college_officer, at=aid.opening)
    (covered,) = [e for e in aid.cover([cast.li]) if e.state == "effective"]
    with pytest.raises(Refused, match="缴费核对后参互已生效，期中不办理退出"):
        actions.cancel_enrolment(enrolment=covered, by=cast.college_officer, at=aid.opening)


def test_money_that_fits_no_list_is_returned_and_may_be_entered_again(cast, aid):
    receipt = aid.receive(100)
    with pytest.raises(Refused, match="该单位没有等待缴费核对的参互人员，请先导入参互名册"):
        actions.reconcile(receipt=receipt, by=aid.payer, at=aid.opening)
    with pytest.raises(Refused, match="这笔银行流水已经登记过，请核对流水号"):
        aid.receive(100)
    actions.return_fee(receipt=receipt, reason="错汇", by=aid.payer, at=aid.opening)
    assert aid.receive(100).pk != receipt.pk


def test_terms_are_the_heads_business_and_never_go_back(cast, aid):
    from zhijia.areas.care.mutual_aid.terms import DEMO_BANDS

    with pytest.raises(Refused, match="权限"):
        actions.set_terms(
            scheme=aid.scheme, effective_from=date(2027, 1, 1), by=cast.college_chair, at=cast.now, **DEMO_BANDS
        )
    with pytest.raises(Refused, match="已有2024-01-01起生效的条款，新条款的生效日期须更晚"):
        actions.set_terms(scheme=aid.scheme, effective_from=date(2023, 1, 1), at=cast.now, **DEMO_BANDS)
    with pytest.raises(Refused, match="保障期与.*第十九期重叠"):
        actions.open_period(
            scheme=aid.scheme,
            number=20,
            enrol_from=aid.period.enrol_from,
            enrol_to=aid.period.enrol_to,
            starts_on=aid.period.ends_on,
            ends_on=aid.period.ends_on + timedelta(days=300),
            at=cast.now,
        )


@pytest.mark.parametrize("count", [1, 30])
def test_many_claims_cost_the_database_as_much_as_one(cast, aid, count, django_assert_max_num_queries):
    enrolments = aid.cover(aid.members(30)[:count])
    with django_assert_max_num_queries(60):
        claims, _refused = aid.file(*(aid.facts(one) for one in enrolments))
    assert len(claims) == count
    with django_assert_max_num_queries(60):
        aid.rule(claims, cast.college_chair)
    with django_assert_max_num_queries(60):
        aid.rule(claims, cast.province_officer)
    with django_assert_max_num_queries(60):
        aid.pay()
