from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.areas.organising.returns import rules
from zhijia.areas.organising.returns.questionnaires import ABOVE, GRASSROOTS, Item, NotMore, PartsWithin, items
from zhijia.areas.organising.returns.questionnaires.base import Module, Questionnaire
from zhijia.areas.organising.returns.rules import State

PART, WHOLE, OTHER = (
    Item("P", "女会员", inner=True),
    Item("W", "会员", steady=True),
    Item("O", "农民工会员", inner=True),
)


def form(*checks):
    return Questionnaire("t", "试表", "", (Module("A", "组织", (WHOLE, PART, OTHER)),), checks)


def found(values, *checks, before=None, notes=(), swing=30):
    return rules.findings(form(*checks), values, before=before or {}, notes=set(notes), swing=swing)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", rules.VERBS)
def test_every_verb_is_allowed_or_refused_in_every_state(state, verb):
    verdict = rules.may_move(state, verb)
    assert bool(verdict) == ((state, verb) in rules.STEPS)
    assert verdict or rules.WORDS[state] in str(verdict)


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("open", "submit", "submitted"),
        ("returned", "submit", "submitted"),
        ("submitted", "sign", "signed"),
        ("submitted", "withdraw", "open"),
        ("signed", "approve", "approved"),
        ("signed", "send_back", "returned"),
        ("approved", "reopen", "returned"),
        ("open", "excuse", "excused"),
        ("excused", "recall", "open"),
    ],
)
def test_where_each_verb_leads(state, verb, after):
    assert rules.STEPS[State(state), verb] == after


@pytest.mark.parametrize(
    ("above", "free"),
    [(None, True), ("open", True), ("returned", True), ("submitted", False), ("signed", False), ("approved", False)],
)
def test_what_is_summed_is_locked_once_the_sum_is_handed_up(above, free):
    verdict = rules.not_locked(above and State(above), "云岭市教育工会")
    assert bool(verdict) == free
    assert free or "下级报表已锁定" in str(verdict)


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [
        (3, 5, ""),
        (5, 5, ""),
        (6, 5, "会员·女会员（6）不能大于会员（5），请核对"),
        (None, 5, ""),
        (6, None, ""),
    ],
)
def test_a_part_is_not_more_than_the_whole(part, whole, says):
    assert "".join(one.say() for one in found({"P": part, "W": whole}, NotMore("P", "W"))) == says


@pytest.mark.parametrize(
    ("values", "exactly", "says"),
    [
        ((2, 3, 5), False, ""),
        ((2, 2, 5), False, ""),
        ((2, 2, 5), True, "会员·女会员、会员·农民工会员合计（4）应当等于会员（5），请核对"),
        ((3, 3, 5), False, "会员·女会员、会员·农民工会员合计（6）不能大于会员（5），请核对"),
        ((3, 3, 5), True, "会员·女会员、会员·农民工会员合计（6）应当等于会员（5），请核对"),
    ],
)
def test_parts_add_up(values, exactly, says):
    told = dict(zip("POW", values, strict=True))
    assert "".join(one.say() for one in found(told, PartsWithin(("P", "O"), "W", exactly))) == says


@pytest.mark.parametrize(
    ("then", "now", "stops"),
    [(100, 130, False), (100, 131, True), (100, 70, False), (100, 69, True), (0, 50, False), (None, 50, False)],
)
def test_a_swing_past_thirty_per_cent_needs_a_note(then, now, stops):
    one = found({"W": now}, before={"W": then})
    assert bool(one) == stops
    assert not any(each.stops for each in found({"W": now}, before={"W": then}, notes=["W"]))


def test_a_swing_is_said_with_both_numbers():
    (one,) = found({"W": 1500}, before={"W": 1000})
    assert one.say() == "会员比上年增加50.0%（上年1,000，今年1,500），超过30%，请在说明栏写明原因"


def test_a_note_settles_a_warning_but_no_error():
    warn = found({"P": 6, "W": 5}, NotMore("P", "W", severity="warn"), notes=["P"])
    block = found({"P": 6, "W": 5}, NotMore("P", "W"), notes=["P"])
    assert [one.stops for one in warn + block] == [False, True]


COUNT, CHOICE, YUAN = (
    Item("N", "干部"),
    Item("C", "方式", choices=((1, "专职"), (2, "兼职"))),
    Item("M", "支出", whole=False),
)


@pytest.mark.parametrize(
    ("item", "computed", "adjusted", "reason", "says"),
    [
        (COUNT, None, Decimal(3), "", ""),
        (COUNT, None, None, "", ""),
        (COUNT, Decimal(3), Decimal(3), "", ""),
        (COUNT, Decimal(3), Decimal(4), "", "干部与自动取数不一致，请写明调整理由"),
        (COUNT, Decimal(3), Decimal(4), " ", "干部与自动取数不一致，请写明调整理由"),
        (COUNT, Decimal(3), Decimal(4), "两人月底报到", ""),
        (COUNT, None, Decimal("3.5"), "", "干部请填整数"),
        (COUNT, None, Decimal(-1), "", "干部不能是负数"),
        (COUNT, None, Decimal(10**15), "", "干部太大，请核对"),
        (YUAN, None, Decimal("3.50"), "", ""),
        (CHOICE, None, Decimal(2), "", ""),
        (CHOICE, None, Decimal(9), "", "方式请按选项填写"),
    ],
)
def test_what_may_be_typed(item, computed, adjusted, reason, says):
    assert str(rules.may_put(item, computed, adjusted, reason)) == says


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6))
def test_a_percentage_is_of_the_exact_fraction(part, whole):
    assert abs(rules.percent(part, whole) - Decimal(part) * 100 / whole) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("seen", "now", "typed", "says"),
    [
        (3, 3, 5, ""),
        (3, 4, 4, ""),
        (3, 4, 5, "干部刚刚被别人改为“4”；请核对，仍要用您填的，请再保存一次"),
        (3, None, 5, "干部刚刚被别人改为“空”；请核对，仍要用您填的，请再保存一次"),
    ],
)
def test_what_somebody_else_wrote_meanwhile_is_told(seen, now, typed, says):
    verdict = rules.not_unseen(COUNT, "N", seen=seen, now=now, typed=typed, said=rules.plain(now))
    assert str(verdict) == says


def test_an_adjustment_against_a_number_that_moved_stops():
    one = rules.outdated(COUNT, Decimal(3), Decimal(5))
    assert one.stops and "自动取数由3变为5" in one.say()


def test_nothing_to_divide_by_is_no_percentage():
    assert rules.percent(3, 0) is rules.percent(None, 3) is rules.percent(3, None) is None


# --- the forms themselves ---


def test_codes_are_unique_and_checks_name_items_that_exist():
    codes = [item.code for one in (GRASSROOTS, ABOVE) for item in one.items]
    assert len(codes) == len(set(codes)) == len(items)
    for one in (GRASSROOTS, ABOVE):
        assert {code for check in one.checks for code in check.codes} <= set(one.by_code)
        assert {code for item in one.items if item.ratio for code in item.ratio} <= set(one.by_code)


def test_a_coded_answer_or_a_ratio_is_never_summed():
    assert not any(item.summed for item in GRASSROOTS.items if item.choices or item.ratio)


def test_an_inner_line_is_named_with_the_line_it_belongs_to():
    assert rules.name_of(GRASSROOTS, "A06") == "工会会员人数·女会员"
    assert rules.name_of(GRASSROOTS, "A05") == "工会会员人数"


@pytest.mark.parametrize(("value", "said"), [(None, ""), (0, "0"), (1234, "1,234"), (Decimal("1234.50"), "1,234.50")])
def test_numbers_without_noughts(value, said):
    assert rules.plain(value) == said
