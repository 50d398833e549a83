"""Composition, sizes, the arithmetic of elections, ends of terms, what a post brings: by table, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.kernels.bodies.rules import composition, elections, posts, sizes, terms
from zhijia.kernels.bodies.rules.composition import BLOCK, WARN, Listed, Quota, check

CLASSES = frozenset({"front_line", "model", "grassroots"})
EIGHTY = Quota("three", "一线职工、劳模和基层工会工作者", CLASSES, at_least=Decimal("0.8"))
SHOWN = Quota("three", "一线职工、劳模和基层工会工作者", CLASSES)


def people(classed, total, also=()):
    return [Listed(n, frozenset({"front_line", *also} if n < classed else ())) for n in range(total)]


# --- composition ---


@pytest.mark.parametrize(
    ("classed", "total", "percent"), [(12, 21, "57.1"), (54, 77, "70.1"), (0, 9, "0.0"), (9, 9, "100.0")]
)
def test_the_share_of_a_list_has_one_digit(classed, total, percent):
    (finding,) = check(people(classed, total), [SHOWN])
    assert (finding.percent, finding.counted, finding.total, finding.ok) == (Decimal(percent), classed, total, True)


def test_a_person_in_two_categories_counts_once():
    assert check(people(12, 21, also=("model", "grassroots")), [SHOWN])[0].counted == 12


def test_the_same_person_twice_on_a_list_counts_once():
    (finding,) = check(people(4, 6) + people(4, 6), [SHOWN])
    assert (finding.counted, finding.total) == (4, 6)


@pytest.mark.parametrize(
    ("classed", "total", "ok", "percent", "missing"),
    [
        (80, 100, True, "80.0", 0),
        (799, 1000, False, "79.9", 1),
        (800, 1000, True, "80.0", 0),
        (7999, 10000, False, "79.9", 1),  # 79.99 is not rounded up to the bound it misses
        (70, 100, False, "70.0", 10),
        (4, 5, True, "80.0", 0),
    ],
)
def test_a_bound_is_compared_exactly(classed, total, ok, percent, missing):
    (finding,) = check(people(classed, total), [EIGHTY])
    assert (finding.ok, finding.percent, finding.missing) == (ok, Decimal(percent), missing)
    assert finding.blocks is not ok


def test_what_is_missing_is_told_for_the_seats_of_the_list():
    (finding,) = check(people(4, 6), [EIGHTY], seats=7)
    assert finding.say() == "一线职工、劳模和基层工会工作者 4 人，占 66.7%，低于 80%，还差 2 人"


def test_an_empty_list_lacks_everybody():
    (finding,) = check([], [EIGHTY], seats=10)
    assert (finding.percent, finding.missing) == (None, 8)
    assert finding.say() == "名单里还没有人，低于 80%，还差 8 人"


def test_too_many_leaders_are_counted_and_only_warned_of():
    leaders = Quota("leader", "领导干部", frozenset({"leader"}), at_most=Decimal("0.2"), severity=WARN)
    listed = [Listed(n, frozenset({"leader"} if n < 4 else ())) for n in range(15)]
    (finding,) = check(listed, [leaders])
    assert finding.say() == "领导干部 4 人，占 26.7%，高于 20%，超出 1 人"
    assert not finding.ok and not finding.blocks


@given(total=st.integers(1, 400), data=st.data())
def test_adding_what_is_missing_by_replacing_others_makes_it_pass(total, data):
    classed = data.draw(st.integers(0, total))
    (finding,) = check(people(classed, total), [EIGHTY])
    assert finding.ok == (Fraction(classed, total) >= Fraction(4, 5))
    assert check(people(classed + finding.missing, total), [EIGHTY])[0].ok
    if finding.missing:
        assert not check(people(classed + finding.missing - 1, total), [EIGHTY])[0].ok


def test_sex_people_and_age_follow_from_the_person():
    facts = {"sex": "女", "ethnicity": "白族", "born_on": date(1991, 3, 11)}
    found = composition.derived(**facts, on=date(2026, 3, 10), young_until=34)
    assert found == {"women", "minority", "young"}
    assert composition.derived(**facts, on=date(2026, 3, 11), young_until=34) == {"women", "minority"}
    assert composition.derived(sex="男", ethnicity="汉族") == frozenset()


def test_a_quota_is_read_from_the_words_of_policy():
    row = {
        "label": "三类",
        "categories": "一线职工、劳模和先进人物",
        "at_least": "0.8",
        "severity": "不得提交",
        "clause": "第五条",
    }
    quota = composition.quota_of(row)
    assert (quota.categories, quota.at_least, quota.at_most) == ({"front_line", "model"}, Decimal("0.8"), None)
    assert (quota.severity, quota.clause) == (BLOCK, "第五条")
    with pytest.raises(ValueError, match="老师"):
        composition.quota_of(row | {"categories": "老师"})


def test_a_quota_may_follow_a_proportion():
    women = Quota("women", "女性", frozenset({"women"}))
    assert composition.share_of(women, 30, 60).at_least == Decimal("0.5")
    assert composition.share_of(women, 20, 60).at_least == Decimal("0.333")
    assert composition.as_among_members(women, 20, 60).at_least == Decimal("0.333")
    assert composition.as_among_members(women, 0, 0) == women
    named = replace(women, at_least=Decimal("0.3"))
    assert composition.as_among_members(named, 20, 60) == named
    young = replace(women, categories=frozenset({"young"}))
    assert composition.as_among_members(young, 20, 60) == young


# --- sizes ---

NATIONAL = sizes.bands_of(
    [
        {"upto": 24, "least": 3, "most": 5},
        {"upto": 200, "least": 3, "most": 7},
        {"upto": 1000, "least": 7, "most": 15},
        {"upto": None, "least": 37, "most": 45},
        {"upto": 5000, "least": 15, "most": 21},
    ]
)
LOCAL = sizes.bands_of(
    [{"upto": 25, "least": 3, "most": 3, "odd": "是"}, {"upto": 100, "least": 3, "most": 5, "odd": "是"}], "示例"
)


@pytest.mark.parametrize(
    ("members", "said"), [(24, "3至5人"), (25, "3至7人"), (200, "3至7人"), (201, "7至15人"), (5001, "37至45人")]
)
def test_the_size_of_a_committee_follows_its_members(members, said):
    assert sizes.committee_size(members, NATIONAL).say() == said


def test_a_local_rule_may_ask_for_odd_numbers():
    wanted = sizes.committee_size(60, LOCAL)
    assert [n for n in range(1, 8) if wanted.holds(n)] == [3, 5]
    assert sizes.committee_size(20, LOCAL).say() == "3人（单数）"
    assert sizes.committee_size(101, LOCAL) is None


def test_advice_says_the_number_and_the_clause():
    wanted = sizes.committee_size(60, LOCAL)
    assert sizes.advice(4, wanted, "委员名额", 60) == "会员60人的委员名额一般为3至5人（单数），现为4人（示例）"
    assert sizes.advice(5, wanted, "委员名额", 60) == sizes.advice(9, None, "委员名额", 60) == ""


def test_who_must_have_a_committee():
    assert [sizes.needs_committee(n) for n in (24, 25)] == [False, True]
    assert [sizes.needs_women_committee(n) for n in (9, 10)] == [False, True]


# --- elections ---


@pytest.mark.parametrize(
    ("seats", "rate", "least"),
    [(15, "0.05", 16), (21, "0.05", 23), (9, "0.10", 10), (3, "0.05", 4), (1, "0", 1), (20, "0.05", 21)],
)
def test_more_stand_than_are_elected(seats, rate, least):
    assert elections.candidates_min(seats, Decimal(rate)) == least


@pytest.mark.parametrize(
    ("attended", "expected", "valid"), [(41, 61, True), (40, 61, False), (2, 3, True), (62, 61, False)]
)
def test_two_thirds_make_a_meeting(attended, expected, valid):
    assert elections.meeting_valid(attended, expected) is valid


def test_the_arithmetic_of_the_quorum_is_shown():
    assert elections.quorum_said(41, 61) == "应到61人，实到41人，41×3=123 ≥ 61×2=122"
    assert elections.quorum(61) == 41
    assert "至少要到41人" in str(elections.may_meet(40, 61))
    assert "多于应到" in str(elections.may_meet(62, 61))


def test_more_than_half_of_those_due_are_needed():
    assert elections.votes_needed(61) == 31
    outcome = elections.count({"甲": 31, "乙": 30}, seats=2, expected=61)
    assert (outcome.elected, outcome.runoff, outcome.short) == (("甲",), (), 1)


def test_seats_go_to_the_most_votes_whatever_the_order_of_the_list():
    outcome = elections.count({"甲": 40, "乙": 55, "丙": 50}, seats=2, expected=61)
    assert (outcome.elected, outcome.settled) == (("乙", "丙"), True)


def test_a_tie_at_the_last_seat_is_voted_on_again():
    outcome = elections.count({"甲": 55, "乙": 40, "丙": 40, "丁": 33}, seats=2, expected=61)
    assert (outcome.elected, outcome.runoff, outcome.short) == (("甲",), ("乙", "丙"), 1)


def test_a_tie_above_the_cut_needs_no_second_vote():
    assert elections.count({"甲": 55, "乙": 55, "丙": 40}, seats=2, expected=61).elected == ("甲", "乙")


@given(votes=st.dictionaries(st.integers(), st.integers(0, 61), max_size=12), seats=st.integers(1, 9))
def test_nobody_is_elected_without_a_majority_and_nobody_above_is_left_out(votes, seats):
    outcome = elections.count(votes, seats=seats, expected=61)
    chosen = set(outcome.elected)
    assert len(chosen) + outcome.short == seats
    assert all(votes[name] >= 31 for name in (*chosen, *outcome.runoff))
    left = [votes[name] for name in votes if name not in chosen and name not in outcome.runoff]
    assert not chosen or not left or min(votes[name] for name in chosen) >= max(left)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"issued": 42, "returned": 41, "attended": 41}, "发出选票42张"),
        ({"issued": 41, "returned": 42, "attended": 41}, "选举无效"),
        ({"issued": 41, "returned": 40, "attended": 41}, "得41票"),
    ],
)
def test_numbers_of_a_vote_must_fit_together(numbers, said):
    assert said in str(elections.result_sound({"甲": 41}, expected=61, **numbers))


# --- terms ---


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2026-11-09", None),
        ("2026-11-10", 6),
        ("2027-02-10", 3),
        ("2027-04-10", 1),
        ("2027-05-10", 1),
        ("2027-05-11", 0),
    ],
)
def test_a_term_is_told_at_six_three_one_months_and_when_over(day, stage):
    assert terms.stage(date(2027, 5, 10), date.fromisoformat(day)) == stage


def test_a_term_ends_years_after_the_election():
    assert terms.due_on(date(2020, 11, 11), 5) == date(2025, 11, 11)
    assert terms.due_on(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert terms.due_on(date(2020, 11, 11), 5, date(2026, 5, 1)) == date(2026, 5, 1)


def test_an_alert_says_the_day_and_what_to_do():
    assert (
        terms.alert(date(2026, 3, 1), date(2026, 3, 10))
        == "已于2026-03-01届满，逾期9天，请尽快换届，或报上级工会同意延期"
    )
    assert "不足3个月" in terms.alert(date(2026, 6, 1), date(2026, 3, 10))
    assert terms.alert(date(2027, 6, 1), date(2026, 3, 10)) == ""


@pytest.mark.parametrize(
    ("term", "number", "kind", "said"),
    [
        (7, 1, "plenary", "七届一次全体会议"),
        (9, 2, "extended", "九届二次全体（扩大）会议"),
        (9, None, "extended", "九届扩大会议"),
        (12, None, "joint", "十二届联席会议"),
    ],
)
def test_a_session_is_called_by_term_and_number(term, number, kind, said):
    assert terms.session_name(term, number, kind) == said


@pytest.mark.parametrize(
    ("until", "ok"), [("2026-12-01", True), ("2026-12-02", False), ("2026-06-01", False), ("2026-06-02", True)]
)
def test_an_extension_is_half_a_year_at_most(until, ok):
    assert bool(terms.may_extend(date(2026, 6, 1), date.fromisoformat(until), 6)) is ok


@given(a=st.tuples(st.integers(0, 30), st.integers(0, 30)), b=st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_spans_meet_exactly_if_they_share_a_day(a, b):
    first = date(2026, 1, 1).toordinal()
    spans = [
        terms.Span(date.fromordinal(first + start), date.fromordinal(first + start + length))
        for start, length in (a, b)
    ]
    days = [set(range(start, start + length)) for start, length in (a, b)]
    if a[1] and b[1]:
        assert spans[0].meets(spans[1]) == spans[1].meets(spans[0]) == bool(days[0] & days[1])


def test_later_terms_bear_higher_numbers():
    known = [(2, date(2017, 5, 1)), (3, date(2022, 5, 1))]
    assert terms.in_order(4, date(2026, 5, 1), known)
    assert "第3届已登记" in str(terms.in_order(3, date(2026, 5, 1), known))
    assert "第2届已登记" in str(terms.in_order(1, date(2026, 5, 1), known))


# --- posts ---


@pytest.mark.parametrize(
    ("kind", "title", "unit", "time", "role"),
    [
        ("committee", "chair", "college", "full", "chair"),
        ("committee", "chair", "branch", "part", "branch_chair"),
        ("committee", "chair", "group", "part", "group_leader"),
        ("committee", "vice_chair", "college", "full", "chair"),
        ("committee", "vice_chair", "college", "part", ""),
        ("committee", "vice_chair", "province", "seconded", ""),
        ("committee", "vice_chair", "branch", "full", ""),
        ("committee", "member", "college", "part", ""),
        ("committee", "organiser", "school", "part", "chair"),
        ("standing", "chair", "province", "full", ""),
        ("audit", "member", "college", "part", "auditor"),
        ("audit", "director", "college", "part", "auditor"),
        ("women", "director", "college", "part", ""),
        ("group", "leader", "group", "part", "group_leader"),
    ],
)
def test_which_role_a_post_brings(kind, title, unit, time, role):
    assert posts.role_of(kind, title, unit, time) == role


def test_every_title_of_a_body_is_in_one_table():
    titles = {title for allowed in posts.TITLES.values() for title in allowed}
    assert {title for _kind, title in posts.ROLE_OF} <= titles
    assert all(sum(title in posts.HEADS for title in allowed) == 1 for allowed in posts.TITLES.values())


@pytest.mark.parametrize(
    ("title", "duties", "handles"),
    [
        ("chair", "", True),
        ("vice_chair", "财务资产", True),
        ("vice_chair", "文体活动", False),
        ("member", "财务资产", False),
    ],
)
def test_who_looks_after_the_money_does_not_audit_it(title, duties, handles):
    assert posts.looks_after_money(title, duties) is handles
    assert bool(posts.may_audit("甲", "audit", [("committee", title, duties)])) is not handles
    assert bool(posts.may_handle_money("甲", "committee", title, duties, [("audit", "member", "")])) is not handles


def test_duty_areas_without_an_owner():
    assert posts.without_owner(["组织建设", "财务资产", "文体活动"], ["组织建设、财务资产", ""]) == ["文体活动"]
