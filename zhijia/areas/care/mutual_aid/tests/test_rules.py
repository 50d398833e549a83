"""The terms of domain 5 as tables: no database, no clock."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.areas.care.mutual_aid.rules import (
    Band,
    Before,
    Benefit,
    Cover,
    JointCap,
    Kind,
    Stay,
    Terms,
    age,
    awards,
    fee,
    in_period,
    may_claim,
    may_enrol,
    same_stay,
    sound,
    total,
    waits_for_more,
)

YUAN = 100
BANDS = (
    Band(0, 5000 * YUAN, Decimal("0.2")),
    Band(5000 * YUAN, 10000 * YUAN, Decimal("0.3")),
    Band(10000 * YUAN, 30000 * YUAN, Decimal("0.4")),
    Band(30000 * YUAN, None, Decimal("0.5")),
)
BANDED = Benefit("inpatient", Kind.BANDED, "住院补助", deductible=800 * YUAN, cap=30000 * YUAN, bands=BANDS)
DIEM = Benefit(
    "inpatient",
    Kind.PER_DIEM,
    "住院补助",
    cap=2000 * YUAN,
    flat=300 * YUAN,
    flat_days=6,
    per_day=50 * YUAN,
    max_days=40,
)
CRITICAL = Benefit("critical", Kind.BY_DIAGNOSIS, "重大疾病", lump=25000 * YUAN, once=True)
LARGE = Benefit(
    "large_cost",
    Kind.BY_COST,
    "大额费用",
    bands=(
        Band(10000 * YUAN, 20000 * YUAN, lump=1500 * YUAN, from_included=True),
        Band(20000 * YUAN, 30000 * YUAN, lump=3000 * YUAN),
        Band(100000 * YUAN, None, lump=50000 * YUAN),
    ),
)
DAY = date(2025, 3, 1)


def stay(cost=0, days=5, **more):
    return Stay(DAY, DAY + timedelta(days=days), cost * YUAN, **more)


def paid(terms, *stays):
    """Fen that each stay in turn brings."""
    before, amounts = Before(), []
    for one in stays:
        given_now = awards(terms, one, before)
        amounts.append(total(given_now).fen)
        sums = dict(before.paid)
        for award in given_now:
            sums[award.code] = sums.get(award.code, 0) + award.amount.fen
        before = Before(before.cost + one.cost, before.days + one.days, sums)
    return amounts


@pytest.mark.parametrize(
    ("cost", "expected"),
    [(0, 0), (800, 0), (801, 20), (2985, 43700), (5000, 84000), (8000, 174000), (20000, 634000), (100000, 3000000)],
)
def test_bands_above_a_deductible(cost, expected):
    assert paid(Terms((BANDED,)), stay(cost)) == [expected]


def test_stays_of_a_period_are_added_up_before_banding():
    assert paid(Terms((BANDED,)), stay(500), stay(2485), stay(5015)) == [0, 43700, 130300]  # together as one of 8 000


def test_or_each_stay_stands_alone_under_the_periods_cap():
    terms = Terms((BANDED,), per_stay=True)
    assert paid(terms, stay(500), stay(2985), stay(100000)) == [0, 43700, 3000000 - 43700]


@pytest.mark.parametrize(("days", "expected"), [(1, 300), (6, 300), (7, 350), (40, 2000), (60, 2000)])
def test_by_days_in_hospital(days, expected):
    assert paid(Terms((DIEM,)), stay(days=days)) == [expected * YUAN]


def test_days_of_several_stays_count_together():
    assert paid(Terms((DIEM,)), stay(days=4), stay(days=3), stay(days=40)) == [30000, 5000, 165000]


@pytest.mark.parametrize(
    ("cost", "expected"),
    [(9999, 0), (10000, 1500), (20000, 1500), (20001, 3000), (30000, 3000), (100000, 0), (100001, 50000)],
)
def test_lump_sum_by_cost_band_first_bound_included(cost, expected):
    assert paid(Terms((LARGE,)), stay(cost)) == [expected * YUAN]


def test_a_listed_disease_pays_once_and_only_if_listed():
    terms = Terms((CRITICAL,))
    assert paid(terms, stay(), stay(listed_disease=True), stay(listed_disease=True)) == [0, 2500000, 0]


def test_benefits_of_one_stay_share_a_joint_cap():
    terms = Terms((DIEM, CRITICAL), joint_caps=(JointCap(("inpatient", "critical"), 26000 * YUAN),))
    assert paid(terms, stay(days=40, listed_disease=True)) == [26000 * YUAN]
    assert paid(terms, stay(days=6, listed_disease=True)) == [25300 * YUAN]


def test_of_exclusive_benefits_a_person_gets_one():
    terms = Terms((CRITICAL, LARGE), exclusive=(frozenset({"critical", "large_cost"}),))
    both = awards(terms, stay(15000, listed_disease=True), Before())
    assert [(a.code, a.amount.fen, bool(a.barred)) for a in both] == [
        ("critical", 2500000, False),
        ("large_cost", 0, True),
    ]
    assert "不能同时享受" in both[1].barred


COVER = Cover(date(2025, 1, 1), date(2025, 12, 31), effective=True)


@pytest.mark.parametrize(
    ("admitted", "first_time", "waiting", "ok"),
    [
        (date(2024, 12, 31), False, 0, False),
        (date(2025, 1, 1), False, 0, True),
        (date(2025, 12, 31), False, 0, True),
        (date(2026, 1, 1), False, 0, False),
        (date(2025, 1, 30), True, 30, False),
        (date(2025, 1, 31), True, 30, True),
        (date(2025, 1, 30), False, 30, True),
    ],
)
def test_the_day_of_admission_decides(admitted, first_time, waiting, ok):
    cover = Cover(COVER.starts_on, COVER.ends_on, True, first_time)
    terms = Terms((BANDED,), waiting_days=waiting)
    assert bool(in_period(terms, cover, Stay(admitted, admitted, 0))) is ok


def test_or_the_day_of_discharge_does():
    across = Stay(date(2024, 12, 28), date(2025, 1, 3), 0)
    assert in_period(Terms((BANDED,), decided_by="discharge"), COVER, across)
    assert not in_period(Terms((BANDED,)), COVER, across)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"discharged_on": DAY - timedelta(days=1)}, "discharged_on"),
        ({"discharged_on": date(2025, 9, 2)}, "discharged_on"),
        ({"cost": -1}, "self_pay_fen"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(change, field):
    claimed = Stay(**{"admitted_on": DAY, "discharged_on": DAY, "cost": 0} | change)
    assert [r.field for r in may_claim(Terms((BANDED,)), COVER, claimed, date(2025, 9, 1)).reasons] == [field]


@pytest.mark.parametrize(("today", "ok"), [(date(2025, 8, 28), True), (date(2025, 8, 29), False)])
def test_the_time_limit_counts_its_last_day(today, ok):
    terms = Terms((BANDED,), claim_days=180)
    assert bool(may_claim(terms, COVER, Stay(DAY, DAY, 0), today)) is ok


def test_no_cover_before_the_fee_has_arrived():
    unpaid = Cover(COVER.starts_on, COVER.ends_on, effective=False)
    assert "未生效" in str(may_claim(Terms((BANDED,)), unpaid, Stay(DAY, DAY, 0), DAY))


def test_renewal_and_first_fee():
    assert (fee(15000, 12000, enrolled_before=True), fee(15000, 12000, enrolled_before=False)) == (12000, 15000)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"member": False}, "不是本单位在籍会员，请先在花名册登记或办理转会"),
        ({"today": DAY - timedelta(days=1)}, "本期参互从2025-03-01开始办理，请届时再来"),
        ({"today": DAY + timedelta(days=31)}, "本期参互已于2025-03-31截止，期中不再办理"),
        ({"old": 60}, ""),
        ({"old": 61}, "超过参互年龄上限60周岁"),
        ({"old": None}, ""),
        ({"old": 61, "max_age": None}, ""),
    ],
)
def test_who_may_enrol_when(change, said):
    asked = {"member": True, "old": 40, "max_age": 60, "today": DAY, "opens_on": DAY, "closes_on": date(2025, 3, 31)}
    assert str(may_enrol(**asked | change)) == said


def test_an_age_limit_includes_the_year_it_names():
    assert age(date(1965, 1, 2), date(2025, 1, 1)) == 59
    assert age(date(1965, 1, 1), date(2025, 1, 1)) == 60


@pytest.mark.parametrize(
    ("admitted", "discharged", "hospital", "same"),
    [
        (date(2025, 3, 1), date(2025, 3, 9), "省一院", True),
        (date(2025, 3, 1), date(2025, 3, 1), "省一院", True),
        (date(2025, 3, 8), date(2025, 3, 20), "市二院", True),
        (date(2025, 3, 10), date(2025, 3, 20), "市二院", False),
        (date(2025, 2, 1), date(2025, 3, 1), "市二院", False),
        (date(2025, 2, 1), date(2025, 3, 2), "市二院", True),
    ],
)
def test_one_stay_is_not_two(admitted, discharged, hospital, same):
    assert same_stay(admitted, discharged, hospital, (date(2025, 3, 1), date(2025, 3, 10), "省一院")) is same


@pytest.mark.parametrize(
    ("terms", "before", "cost", "waits"),
    [
        (Terms((BANDED,)), Before(), 500, True),
        (Terms((BANDED,)), Before(), 801, False),
        (Terms((BANDED,)), Before(cost=50000), 500, False),
        (Terms((BANDED,)), Before(), 0, False),
        (Terms((BANDED,), per_stay=True), Before(), 500, False),
        (Terms((DIEM,)), Before(), 500, False),
    ],
)
def test_costs_below_the_start_wait_for_later_ones(terms, before, cost, waits):
    assert waits_for_more(terms, stay(cost), before) is waits


def banded_of(*bands):
    return Terms((Benefit("inpatient", Kind.BANDED, "住院补助", bands=bands),))


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms((BANDED, CRITICAL, LARGE)), "“大额费用”的分段要从小到大、首尾相接，只有最后一段可以不填上限"),
        (Terms((BANDED, CRITICAL)), ""),
        (Terms(()), "至少要有一个补助项目"),
        (Terms((BANDED, BANDED)), "补助项目不能重复"),
        (banded_of(), "“住院补助”要填写费用分段和每段比例"),
        (
            banded_of(Band(0, None, Decimal("0.2")), Band(100, 200, Decimal("0.3"))),
            "“住院补助”的分段要从小到大、首尾相接，只有最后一段可以不填上限",
        ),
        (Terms((Benefit("death", Kind.DEATH, "身故慰问"),)), "“身故慰问”要填写一次性补助金额"),
        (Terms((Benefit("inpatient", Kind.PER_DIEM, "住院补助"),)), "“住院补助”要填写每天补助或定额"),
        (Terms((BANDED,), joint_caps=(JointCap(("inpatient", "x"), 1),)), "合计封顶要选两个以上已填写的补助项目"),
    ],
)
def test_terms_that_cannot_be_meant_are_named(terms, said):
    assert str(sound(terms)) == said


COSTS = st.lists(st.integers(0, 20_000_000), min_size=1, max_size=6)


@given(COSTS, st.booleans())
def test_the_period_never_pays_more_than_its_cap_nor_less_than_nothing(costs, per_stay):
    amounts = paid(Terms((BANDED,), per_stay=per_stay), *(Stay(DAY, DAY, cost) for cost in costs))
    assert all(fen >= 0 for fen in amounts) and sum(amounts) <= BANDED.cap


@given(COSTS)
def test_added_up_the_order_and_the_cutting_of_stays_do_not_matter(costs):
    terms = Terms((BANDED,))
    forward = sum(paid(terms, *(Stay(DAY, DAY, cost) for cost in costs)))
    assert forward == sum(paid(terms, *(Stay(DAY, DAY, cost) for cost in reversed(costs))))
    assert forward == paid(terms, Stay(DAY, DAY, sum(costs)))[0]


@given(COSTS)
def test_the_derivation_ends_in_the_amount(costs):
    for cost in costs:
        amount = total(awards(Terms((BANDED,)), Stay(DAY, DAY, cost), Before()))
        assert (
            amount.steps[-1].result == amount.fen == total(awards(Terms((BANDED,)), Stay(DAY, DAY, cost), Before())).fen
        )
