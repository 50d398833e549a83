"""Laws of the text and the table of states; no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.areas.office.plans.demo import example
from zhijia.areas.office.plans.rules import lines
from zhijia.areas.office.plans.rules.lines import Kind, Line, Style, text_of
from zhijia.areas.office.plans.rules.reading import lines_of
from zhijia.areas.office.plans.rules.tasks import (
    COMPARISON_NAMES,
    STATE_COLOURS,
    STATE_NAMES,
    TABLE,
    Comparison,
    Facts,
    State,
    Target,
    is_overdue,
    may_cancel,
    may_complete,
    may_extend,
    state,
)
from zhijia.engines.documents.outline import parse_outline

# --- the text ---

words = st.text("甲乙丙丁，。；一二", min_size=0, max_size=12)
kinds = st.sampled_from([Kind.CHAPTER, Kind.ITEM, Kind.MEASURE, Kind.OTHER, Kind.PREAMBLE])
drawn_lines = st.lists(
    st.builds(Line, kinds, st.integers(1, 4), number=st.sampled_from(["", "（一）", "1."]), title=words, text=words),
    min_size=1,
    max_size=12,
).map(lambda drawn: [replace(line, pk=n) for n, line in enumerate(drawn, start=1)])


@given(drawn_lines, st.data())
def test_splitting_and_merging_never_lose_a_character(drawn, data):
    said = text_of(drawn)
    at = data.draw(st.integers(0, len(drawn) - 1))
    line = drawn[at]
    if len(line.words) > 1:
        cut = data.draw(st.integers(1, len(line.words) - 1))
        if lines.may_split(line, cut):
            drawn[at : at + 1] = lines.split(line, cut)
    assert text_of(drawn) == said
    if len(drawn) > 1:
        at = data.draw(st.integers(1, len(drawn) - 1))
        drawn[at - 1 : at + 1] = [lines.merge(drawn[at - 1], drawn[at])]
    assert text_of(drawn) == said


@given(drawn_lines, st.data())
def test_moving_and_shifting_keep_every_line(drawn, data):
    at, to = (data.draw(st.integers(0, len(drawn) - 1)) for _ in range(2))
    assert sorted(line.pk for line in lines.move(drawn, at, to)) == sorted(line.pk for line in drawn)
    if drawn[at].kind not in lines.FLAT:
        shifted = lines.swap(drawn, at, data.draw(st.sampled_from([-1, 1])))
        assert sorted(line.pk for line in shifted) == sorted(line.pk for line in drawn)


@given(drawn_lines, st.data())
def test_the_digest_changes_exactly_when_the_plan_says_something_else(drawn, data):
    before = lines.digest(("2026", "要点"), drawn)
    same = [replace(line, pk=None, start=9, hint="别处") for line in drawn]
    assert lines.digest(("2026", "要点"), same) == before
    at = data.draw(st.integers(0, len(drawn) - 1))
    other = [*drawn[:at], replace(drawn[at], text=drawn[at].text + "改"), *drawn[at + 1 :]]
    assert lines.digest(("2026", "要点"), other) != before
    assert lines.digest(("2027", "要点"), drawn) != before


@given(drawn_lines)
def test_parents_stand_above_and_higher_and_hold_things(drawn):
    for at, up in enumerate(lines.parents(drawn)):
        if up is not None:
            assert up < at and drawn[up].level < drawn[at].level and drawn[up].kind in lines.HOLDERS


@pytest.fixture(scope="module")
def college():
    return lines_of(parse_outline(example("college")))


def test_every_character_of_the_document_becomes_part_of_a_line(college):
    outline = parse_outline(example("college"))
    assert text_of(college) == "".join(outline.document.split("\n")).replace("\n", "")
    covered = sorted((line.start, line.end) for line in college)
    assert covered[0][0] == 0 and covered[-1][1] == len(outline.document)
    assert all(one[1] == two[0] for one, two in zip(covered, covered[1:], strict=False))


def test_items_without_measures_only_guide(college):
    assert [college[at].number for at in lines.guiding(college)] == ["（三）", "（六）", "（九）", "（十二）"]


def test_numbers_run_on_when_chapters_change_places(college):
    assert lines.style_of(college) == Style.PAREN
    chapters = [at for at, line in enumerate(college) if line.kind == Kind.CHAPTER]
    turned = lines.renumbered(lines.swap(college, chapters[0], 1), Style.PAREN)
    numbers = [line.number for line in turned if line.kind == Kind.ITEM]
    assert numbers[:3] == ["（一）", "（二）", "（三）"] and numbers[-1] == "（十二）"
    assert turned[chapters[0]].title == "动员教职工立足岗位建功"


def test_arabic_numbers_run_on_too():
    province = lines_of(parse_outline(example("province")))
    assert lines.style_of(province) == Style.ARABIC
    assert [line.number for line in province if line.kind == Kind.CHAPTER] == ["一、", "二、", "三、", "四、"]
    assert lines.renumbered(province, Style.ARABIC) == province


def test_numbers_of_no_known_style_are_left_alone(college):
    odd = [replace(line, number="第甲条") if line.kind == Kind.ITEM else line for line in college]
    assert lines.style_of(odd) == Style.KEPT and lines.renumbered(odd, Style.KEPT) == odd


def test_a_line_is_cut_after_a_sentence_or_else_after_a_comma():
    assert lines.seams("第一句。第二句。") == [4]
    assert lines.seams("会员入会，会员卡办理") == [5]
    assert lines.seams("一句") == []


def test_a_split_line_knows_where_each_half_stood():
    document = "（一）开头。后半句。"
    first, second = lines.split(Line(Kind.ITEM, 2, "（一）", "开头。", "后半句。", 0, len(document)), 3, document)
    assert (document[first.start : first.end], document[second.start : second.end]) == ("（一）开头。", "后半句。")


def test_differences_name_what_was_added_removed_and_changed():
    old = [Line(Kind.ITEM, 2, title=word, pk=n) for n, word in enumerate("甲乙丙", start=1)]
    new = [
        replace(old[0], previous=1),
        replace(old[1], title="乙改", previous=2),
        Line(Kind.ITEM, 2, title="丁"),
    ]
    assert [(one.change, one.before, one.after) for one in lines.differences(old, new)] == [
        ("changed", "乙", "乙改"),
        ("added", "", "丁"),
        ("removed", "丙", ""),
    ]


# --- states ---

DAY = date(2026, 3, 10)
BEFORE, AFTER = date(2026, 3, 9), date(2026, 3, 11)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, State.NOT_STARTED),
        ({"started_on": AFTER}, State.NOT_STARTED),
        ({"started_on": DAY}, State.GOING),
        ({"started_on": BEFORE}, State.GOING),
        ({"extended_on": DAY}, State.EXTENDED),
        ({"started_on": BEFORE, "extended_on": DAY}, State.EXTENDED),
        ({"extended_on": BEFORE, "completed_on": DAY}, State.DONE),
        ({"started_on": BEFORE, "completed_on": AFTER}, State.GOING),
        ({"started_on": BEFORE, "cancelled_on": DAY}, State.CANCELLED),
        ({"extended_on": BEFORE, "cancelled_on": DAY}, State.CANCELLED),
    ],
)
def test_the_first_fact_that_has_happened_decides(facts, expected):
    assert state(Facts(date(2026, 6, 30), **facts), DAY) == expected


@pytest.mark.parametrize(
    ("due", "facts", "late"),
    [
        (BEFORE, {}, True),
        (DAY, {}, False),  # the last day is still in time
        (AFTER, {}, False),
        (BEFORE, {"completed_on": DAY}, False),
        (BEFORE, {"cancelled_on": BEFORE}, False),
        (BEFORE, {"extended_on": BEFORE}, True),  # extended, and late again
        (BEFORE, {"completed_on": AFTER}, True),
    ],
)
def test_overdue_begins_the_day_after_the_last(due, facts, late):
    assert is_overdue(Facts(due, **facts), DAY) is late


def test_every_table_speaks_of_every_state():
    assert set(STATE_NAMES) == set(STATE_COLOURS) == set(State)
    assert {found for _fact, found in TABLE} | {State.NOT_STARTED} == set(State)
    assert set(COMPARISON_NAMES) == set(Comparison)


OPEN = Facts(DAY)


def said(verdict):
    return [reason.message for reason in verdict.reasons]


def test_nothing_completes_without_evidence():
    assert not may_complete(OPEN, DAY, evidence=0, target=None, actual=None)
    assert may_complete(OPEN, DAY, evidence=1, target=None, actual=None)


@pytest.mark.parametrize(("actual", "ok"), [(None, False), (0, False), (399, False), (400, True), (401, True)])
def test_a_number_must_be_reached(actual, ok):
    target = Target(Comparison.AT_LEAST, Decimal(400), date(2026, 12, 31))
    assert bool(may_complete(OPEN, DAY, evidence=5, target=target, actual=actual)) is ok


@pytest.mark.parametrize(("window_to", "actual", "ok"), [(BEFORE, 3, True), (BEFORE, 4, False), (DAY, 3, False)])
def test_at_most_is_known_only_after_the_window(window_to, actual, ok):
    target = Target(Comparison.AT_MOST, Decimal(3), window_to)
    assert bool(may_complete(OPEN, DAY, evidence=0, target=target, actual=actual)) is ok


@pytest.mark.parametrize(("actual", "percent"), [(None, 0), (0, 0), (199, 49), (399, 99), (400, 100), (500, 125)])
def test_a_share_is_never_rounded_up_to_the_whole(actual, percent):
    assert Target(Comparison.AT_LEAST, Decimal(400), DAY).share(actual) == percent


@pytest.mark.parametrize(
    ("until", "reason", "ok"),
    [(AFTER, "场地", True), (DAY, "场地", False), (None, "场地", False), (AFTER, " ", False)],
)
def test_longer_means_later_and_says_why(until, reason, ok):
    assert bool(may_extend(OPEN, DAY, until, reason)) is ok


def test_a_late_task_is_extended_into_the_future():
    late = Facts(date(2026, 1, 31))
    assert not may_extend(late, DAY, date(2026, 2, 20), "补办")
    assert may_extend(late, DAY, AFTER, "补办")


def test_what_is_over_stays_over():
    done = Facts(DAY, completed_on=BEFORE)
    assert said(may_cancel(done, DAY, "不办了")) and said(may_extend(done, DAY, AFTER, "再看看"))
    assert not may_cancel(OPEN, DAY, "")
