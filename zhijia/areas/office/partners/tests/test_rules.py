"""Papers, contracts and interests by table; no database."""

from datetime import date

import pytest

from zhijia.areas.office.partners import rules

TODAY = date(2026, 3, 10)
LICENCE = rules.Paper("律师事务所执业许可证", date(2026, 3, 10))


@pytest.mark.parametrize(
    ("kind", "papers", "ok"),
    [
        ("law_firm", [], False),
        ("law_firm", [LICENCE], True),  # the last day is still good
        ("law_firm", [rules.Paper("证", date(2026, 3, 9))], False),
        ("hospital", [rules.Paper("长期许可")], True),
        ("merchant", [], True),
    ],
)
def test_who_needs_a_licence_shows_one_that_holds(kind, papers, ok):
    assert bool(rules.may_propose(rules.PROPOSED, kind, papers, TODAY)) is ok


@pytest.mark.parametrize("state", [rules.IN_REVIEW, rules.ADMITTED, rules.LEFT])
def test_only_what_is_not_yet_in_is_proposed(state):
    assert not rules.may_propose(state, "merchant", [], TODAY)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ""),
        ({"state": rules.PROPOSED}, "请先办理准入"),
        ({"to_on": date(2026, 3, 9)}, "不能早于起始日期"),
        ({"papers": [rules.Paper("执业证", date(2026, 3, 9))]}, "已过期"),
    ],
)
def test_a_contract_is_signed_with_who_is_in(given, said):
    asked = {"state": rules.ADMITTED, "from_on": TODAY, "to_on": TODAY, "papers": []} | given
    assert said in str(rules.may_sign(**asked)) and bool(rules.may_sign(**asked)) is not bool(said)


@pytest.mark.parametrize(
    ("score", "declared", "ok"), [(0, False, True), (100, False, True), (101, False, False), (80, True, False)]
)
def test_an_opinion_comes_from_who_has_no_interest(score, declared, ok):
    assert bool(rules.may_evaluate(rules.ADMITTED, score, declared)) is ok


def test_nobody_leaves_with_a_contract_running():
    assert rules.may_leave(rules.ADMITTED, 0)
    assert "还有2份合同" in str(rules.may_leave(rules.ADMITTED, 2))
    assert not rules.may_leave(rules.LEFT, 0)


def test_a_wrong_check_digit_is_named():
    assert rules.sound("") and not rules.sound("91350100M000100Y44")
    assert rules.sound("91350100M000100Y43")
