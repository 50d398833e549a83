from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base.verdict import Refused
from zhijia.base.wording import LABELS, Rule, say, share, true_of

HEDGES = [rule for rule in Rule if rule is not Rule.FULL_COVERAGE]
VALUES = st.integers(0, 10**11) | st.integers(0, 2000) | st.decimals(0, 10**9, places=2)


@pytest.mark.parametrize(
    ("value", "unit", "rule", "said"),
    [
        (17_507, "人次", "exact", "17507人次"),
        (Decimal("9707.50"), "元", "exact", "9707.5元"),
        (487, "场次", "over", "480余场次"),
        (480, "场次", "over", "480余场次"),
        (23, "场次", "over", "20余场次"),
        (8_532, "人", "over", "8500余人"),
        (6_041, "人次", "over", "6000余人次"),
        (13_040, "人次", "over", "1.3万余人次"),
        (28_863_000, "元", "over", "2886.3万余元"),
        (7_653_000, "元", "over", "765.3万余元"),
        (123_456_789, "元", "over", "1.23亿余元"),
        (7, "场次", "over", "7场次"),
        (53_210, "人次", "many", "5万多人次"),
        (123_456, "人", "many", "12万多人"),
        (50_000, "人次", "many", "5万人次"),
        (386_980, "人", "nearly", "近38.7万人"),
        (387_000, "人", "nearly", "38.7万人"),
        (19, "所", "nearly", "近20所"),
        (11, "所", "nearly", "11所"),
        (Decimal("83.2"), "%", "above", "80%以上"),
        (80, "%", "above", "80%以上"),
        (53_210, "人次", "above", "5.3万人次以上"),
        (50_123_456, "元", "exceeds", "超5012.3万元"),
        (50_000_000, "元", "exceeds", "5000万元"),
        (305_000, "人次", "in_wan", "30.5万人次"),
        (54_800, "人", "in_wan", "5.48万人"),
        (1_920_000, "元", "in_wan", "192万元"),
        (9_999, "元", "in_wan", "9999元"),
    ],
)
def test_said(value, unit, rule, said):
    assert say(value, unit, rule) == said
    assert true_of(said, value)


def test_a_rounder_step_and_the_place_of_the_hedge():
    assert say(123_456, "人", "over", step=100_000) == "10余万人"
    assert say(123_456, "人", "over", step=10_000) == "12万余人"
    assert say(1_234_567, "人", "many", step=100_000) == "120多万人"
    assert say(50_123_000, "元", "exceeds", step=10_000_000) == "超5000万元"
    assert say(4_321, "人", "over", step=10_000) == "4321人"  # less than one step: nothing to hedge
    with pytest.raises(ValueError, match="power of ten"):
        say(487, "人", "over", step=50)


@pytest.mark.parametrize(
    ("value", "of", "said"),
    [(24, 24, "24家全覆盖"), (23, 24, "23家（覆盖95.8%）"), (9999, 10_000, "9999家（覆盖99.9%）"), (0, 0, "0家")],
)
def test_full_coverage_is_said_only_at_a_hundred_percent(value, of, said):
    assert say(value, "家", "full_coverage", of=of) == said


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_never_full_coverage_below_the_whole(value, of):
    said = say(value, "家", Rule.FULL_COVERAGE, of=of)
    assert ("全覆盖" in said) == (value == of > 0)
    assert value >= of or "100%" not in said


@given(VALUES, st.sampled_from(HEDGES), st.sampled_from(["人次", "元", "%", "", "场次"]))
def test_whatever_is_said_is_true(value, rule, unit):
    assert true_of(say(value, unit, rule), value)


@given(VALUES, st.sampled_from(HEDGES), st.integers(0, 9), st.integers(1, 6))
def test_whatever_is_said_is_true_at_any_step(value, rule, zeros, digits):
    assert true_of(say(value, "人", rule, step=10**zeros, digits=digits), value)


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("480余场次", [480, 487, 489], [479, 490]),
        ("300余名", [300, 399], [299, 400]),
        ("达5万多人次", [50_001, 59_999], [50_000, 60_000]),
        ("１.３ 万余人次", [13_000, 13_999], [12_999, 14_000]),
        ("10余万人", [100_000, 199_999], [99_999, 200_000]),
        ("二十余场", [20, 29], [30]),
        ("近38.7万人", [386_001, 386_999], [387_000, 386_000]),
        ("近20所", [18, 19], [17, 20, 21]),
        ("80%以上", [80, 95], [Decimal("79.9")]),
        ("不低于80%", [80], [79]),
        ("超5000万元", [50_000_001, 90_000_000], [50_000_000]),
        ("超过3万", [30_001], [30_000]),
        ("不超过3万", [30_000], [30_001]),
        ("90分以下", [90], [91]),
        ("不满90天", [89], [90]),
        ("17507人次", [17_507], [17_508]),
        ("17,507人次", [17_507], []),
        ("30.5万人次", [305_000, 304_812], [304_000]),
        ("3万人", [30_000, 29_999], [27_000]),
        ("1.2亿元", [120_000_000], [130_000_000]),
        ("约20所", [19, 20, 25], [26]),
    ],
)
def test_true_of(text, true, false):
    assert [value for value in true if not true_of(text, value)] == []
    assert [value for value in false if true_of(text, value)] == []


def test_coverage_typed_by_hand_needs_the_whole():
    assert true_of("全覆盖", 24, of=24)
    assert true_of("24家全覆盖", 24, of=24)
    assert not true_of("24家全覆盖", 24)
    assert not true_of("全覆盖", 23, of=24)
    assert not true_of("20家全覆盖", 24, of=24)


@pytest.mark.parametrize("text", ["", "省级以上", "普遍建立", "3亿万人", "5到6人", "1.2.3"])
def test_unreadable_text_is_refused(text):
    with pytest.raises(Refused, match="看不懂"):
        true_of(text, 1)


def test_a_share_is_never_rounded_up_to_all():
    assert share(999, 1000, 0) == "99%"
    assert share(24, 24) == "100%"
    assert share(1, 3) == "33.3%"
    with pytest.raises(Refused):
        share(0, 0)


def test_words_are_said_of_exact_numbers_only():
    with pytest.raises(TypeError):
        say(1.5, "元")
    assert set(LABELS) == set(Rule)
