from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.areas.office.reports import rules
from zhijia.areas.office.reports.rules import Bound, Part, Passage, State
from zhijia.base import wording
from zhijia.base.wording import Rule, true_of
from zhijia.engines.documents.figures import figures_in

# --- how it moves ---


def test_every_state_says_where_it_leads_and_what_it_is_called():
    assert set(rules.MOVES) == set(rules.STATE_NAMES) == set(rules.STATE_COLOURS) == set(State)


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        ("draft", "in_review", True),
        ("draft", "published", False),
        ("consulting", "draft", True),
        ("in_review", "published", True),
        ("published", "draft", False),
        ("published", "published", False),
        ("published", "void", True),
        ("void", "published", False),
    ],
)
def test_a_report_moves_by_the_table(state, to, allowed):
    assert bool(rules.may_move(state, to)) is allowed


def test_what_is_frozen_is_not_written_and_the_sentence_says_what_to_do():
    assert rules.may_write("draft") and rules.may_write("consulting")
    assert "修订" in str(rules.may_write("published"))
    assert "撤回" in str(rules.may_write("in_review"))


# --- slots ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("参互{{1}}，补助{{2}}。", ["参互", 1, "，补助", 2, "。"]),
        ("参互{{1 参互人数}}", ["参互", 1]),
        ("｛｛１ 参互｝｝人", [1, "人"]),
        ("{{ 12 }}", [12]),
        ("{{3医疗互助}}{{4}}", [3, 4]),
        ("没有取数", ["没有取数"]),
        ("", []),
        ("{{1234}}", ["{{1234}}"]),
        ("{{数}}", ["{{数}}"]),
        ("参互【数1 参互人数】，【数 2】", ["参互", 1, "，", 2]),
        ("【数据】【数1234】", ["【数据】【数1234】"]),
    ],
)
def test_a_text_is_read_as_words_and_slots(text, found):
    assert list(rules.pieces(text)) == found


def test_the_name_in_a_slot_follows_the_figure_and_cannot_break_out_of_it():
    assert rules.token(3, "补助 {金额】}") == "【数3 补助金额】"
    assert rules.relabelled("共{{3 旧名}}元，{{9}}", {3: "补助金额"}) == "共【数3 补助金额】元，【数9】"


def test_the_text_is_read_out_with_its_numbers():
    said = rules.spoken("参互{{1}}，补助{{2}}，补助金{{3}}。", {1: "400人", 2: "22人次", 3: "9707元"})
    assert said == "参互400人，补助22人次，补助金9707元。"


def test_the_sentence_of_a_slot_is_found():
    assert rules.sentence_of("第一句{{1}}。第二句{{2}}；第三句。", 2) == "第二句{{2}}"


# --- hand-typed numbers ---

BOUND = {
    1: Bound("58个", 58, "个"),
    2: Bound("400人", 400, "人"),
    3: Bound("22人次", 22, "人次"),
    4: Bound("9707元", Decimal("9707.00"), "元"),
    5: Bound("480余场次", 487, "场次"),
    6: Bound("400", 400, "人", False),
}
NO_SOURCE = "第2段手写的%s没有写来源，请改成取数或注明由谁提供"


def said_of(text, part=Part.REVIEW, source="", bound=BOUND):
    return [f.say() for f in rules.findings([Passage(2, part, text, source)], bound) if f.blocks]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("荣获{{1}}奖项，共59个。", ["第2段手写的59个与取数58个不一致"]),
        ("荣获{{1}}奖项，共58个。", []),
        ("参互{{2}}，发放0.97万元，补助金{{4}}。", []),
        ("补助金{{4}}（9708元）。", ["第2段手写的9708元与取数9707元不一致"]),
        ("开展竞赛{{5}}，即480余场次。", []),
        ("开展竞赛{{5}}，即490余场次。", ["第2段手写的490余场次与取数480余场次不一致"]),
        ("参互{{2}}，其中女职工180人。", [NO_SOURCE % "180人"]),
        ("参互{{2}}，比上年增加20人。", [NO_SOURCE % "20人"]),
        ("参互{{2}}，人均24.3元。", [NO_SOURCE % "24.3元"]),
        ("参互{{2}}。另有志愿者35人。", [NO_SOURCE % "35人"]),
        ("参互{{2}}，401名会员受益。", ["第2段手写的401名与取数400人不一致"]),
        ("参互{{2}}，补助22人次。", [NO_SOURCE % "22人次"]),
        ("2025年第十九期参互{{2}}。", []),
        ("参互{{2}}人。", ["第2段“400人”后面重复写了“人”"]),
        ("参互{{6}}人。", []),
        ("参互{{9}}。", ["第2段的【数9】还没有对应的取数"]),
        ("参互{{x}}{{2}}。", ["第2段有看不懂的取数记号“{{x}}”"]),
        ("参互{{2}}【数字】。", []),
        ("参互{{2}}【数2。", ["第2段有看不懂的取数记号“【数2。”"]),
        ("参互{{2。", ["第2段有看不懂的取数记号“{{2。”"]),
    ],
)
def test_a_typed_number_is_held_against_the_bound_ones_beside_it(text, said):
    assert said_of(text) == said


def test_a_source_covers_a_typed_number_but_not_a_contradiction():
    assert said_of("走访职工35人。", source="学院后勤处台账") == []
    assert said_of("荣获{{1}}，共59个。", source="学院后勤处台账") == ["第2段手写的59个与取数58个不一致"]


def test_what_is_only_promised_needs_no_source():
    assert said_of("开展活动10场次。", part=Part.NEXT) == []
    assert said_of("开展活动10场次。", part=Part.PROBLEMS) == [NO_SOURCE % "10场次"]


def test_a_number_that_cannot_be_counted_blocks():
    assert said_of("占{{1}}。", bound={1: Bound("〔无数据〕", None, "", fault="算不出来")}) == ["第2段：算不出来"]


@pytest.mark.parametrize(
    ("part", "text", "source", "warned"),
    [
        (Part.REVIEW, "各项工作取得新成效。", "", True),
        (Part.REVIEW, "各项工作取得新成效。", "委员会会议纪要", False),
        (Part.REVIEW, "参互{{2}}。", "", False),
        (Part.OPENING, "请予审议。", "", False),
        (Part.NEXT, "总体要求是……。", "", True),
        (Part.REVIEW, " ", "", True),
    ],
)
def test_statements_without_evidence_are_only_warned(part, text, source, warned):
    found = rules.findings([Passage(1, part, text, source)], BOUND)
    assert [f.blocks for f in found] == [False] * warned
    assert rules.may_publish(found, paragraphs=1)


def test_a_number_that_comes_to_nothing_is_worth_a_second_look():
    (found,) = rules.findings([Passage(3, Part.REVIEW, "补助{{1}}。")], {1: Bound("0人次", 0, "人次")})
    assert found.say() == "第3段的【数1】是0，请核对期间和筛选" and not found.blocks


def test_an_empty_report_is_not_published():
    assert "还没有正文" in str(rules.may_publish([], paragraphs=0))


# --- a law: what the slots say is what a reader finds in the text ---

UNITS = ("人次", "人", "元", "场次", "家")
HEDGED = st.sampled_from([Rule.EXACT, Rule.OVER, Rule.MANY, Rule.ABOVE, Rule.EXCEEDS, Rule.NEARLY, Rule.IN_WAN])
SLOTS = st.lists(st.tuples(st.integers(1, 10**7), st.sampled_from(UNITS), HEDGED), min_size=1, max_size=6)


@given(SLOTS)
def test_every_bound_number_is_found_again_in_the_text_that_is_read_out(numbers):
    words = {n: wording.say(value, unit, rule) for n, (value, unit, rule) in enumerate(numbers, 1)}
    text = "，".join(f"工作{rules.token(n, '指标')}" for n in words) + "。"
    found = figures_in(rules.spoken(text, words))
    assert [figure.text for figure in found] == list(words.values())
    for figure, (value, _unit, _rule) in zip(found, numbers, strict=True):
        assert true_of(figure.text, value)
    assert rules.hand_typed(text) == []


@given(SLOTS)
def test_a_typed_copy_of_a_bound_number_is_never_called_a_contradiction(numbers):
    value, unit, rule = numbers[0]
    words = wording.say(value, unit, rule)
    text = f"全年{{{{1}}}}，即{words}。"
    assert said_of(text, bound={1: Bound(words, value, unit)}) == []
