"""Rules by table, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.areas.organising.elections.rules import delegates, standing, steps, strokes
from zhijia.areas.organising.elections.rules.counting import Sheet, Votes, reckoned, sound
from zhijia.areas.organising.elections.rules.papers import ASKING, FORMS, REPLY_TO, Paper
from zhijia.areas.organising.elections.rules.standing import Field, Office
from zhijia.areas.organising.elections.rules.steps import Mode, Place, Route, Step
from zhijia.kernels.bodies.rules import elections

END = date(2026, 6, 30)


def test_every_step_has_its_line_and_every_way_begins_and_ends_alike():
    assert set(steps.STEPS) == set(Step)
    for route in Route:
        for mode in Mode:
            way = steps.route_of(route, mode)
            assert (way[0], way[-1]) == (Step.PLAN, Step.ARCHIVE)
            assert all(steps.REPLIES[step] in way for step in steps.REPLIES if step in way)


def test_a_union_that_meets_as_a_whole_elects_no_delegates():
    assert Step.DELEGATES not in steps.route_of(Route.REGULAR, Mode.MEMBERS)
    assert Step.CREDENTIALS in steps.route_of(Route.REGULAR, Mode.DELEGATES)


def test_due_dates_are_counted_back_from_the_end_of_the_term_and_rise():
    way = steps.route_of(Route.REGULAR, Mode.DELEGATES)
    due = steps.due_dates(way, END)
    assert due[Step.PLAN] == END - timedelta(days=180) and due[Step.CONGRESS] == END
    assert due[Step.RESULT_REPLY] - due[Step.RESULT] == timedelta(days=15)
    assert list(due.values()) == sorted(due.values())
    short = steps.due_dates(steps.route_of(Route.CO_OPTION, Mode.MEMBERS), END, steps.SHORT_LEADS)
    assert list(short.values()) == sorted(short.values())


def test_a_step_back_stops_before_a_reply():
    places = [Place(Step.PLAN, END, END), Place(Step.REQUEST, END)]
    assert steps.may_step_back(places)
    assert "已报上级工会" in str(steps.may_step_back([Place(Step.REQUEST, END, END), Place(Step.REQUEST_REPLY, END)]))
    assert not steps.may_step_back([Place(Step.PLAN, END)])


def test_every_document_that_asks_has_its_reply():
    assert set(REPLY_TO) == set(ASKING)
    assert all(FORMS[reply].by_superior and FORMS[reply].kind == "批复" for reply in REPLY_TO.values())
    assert set(FORMS) == set(Paper)


# --- delegates ---


@pytest.mark.parametrize(
    ("seats", "members", "given_out"),
    [
        (10, {"a": 50, "b": 30, "c": 20}, {"a": 5, "b": 3, "c": 2}),
        (8, {"a": 7, "b": 17}, {"a": 2, "b": 6}),
        (3, {"a": 1, "b": 1}, {"a": 2, "b": 1}),
        (5, {"a": 0, "b": 9}, {"a": 0, "b": 5}),
        (0, {"a": 9}, {"a": 0}),
        (4, {}, {}),
    ],
)
def test_seats_by_the_largest_remainder(seats, members, given_out):
    assert delegates.share_out(seats, members) == given_out


counts = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 900), min_size=1, max_size=12)


@given(st.integers(0, 240), counts)
def test_all_seats_are_given_and_nobody_is_more_than_one_from_their_share(seats, members):
    shared, total = delegates.share_out(seats, members), sum(members.values())
    assert sum(shared.values()) == (seats if total else 0)
    for key, count in members.items():
        assert not total or abs(shared[key] * total - seats * count) < total


@given(st.integers(1, 240), counts)
def test_no_constituency_is_left_without_a_voice_where_seats_suffice(seats, members):
    fixed = delegates.at_least_one(delegates.share_out(seats, members), members)
    peopled = [key for key, count in members.items() if count]
    assert sum(fixed.values()) == (seats if peopled else 0)
    if seats >= len(peopled):
        assert all(fixed[key] for key in peopled)


# --- standing ---


@pytest.mark.parametrize(
    ("office", "relation", "allowed"),
    [
        (Office.COMMITTEE, "none", True),
        (Office.COMMITTEE, "", True),  # not said yet: asked for before the list is closed
        (Office.COMMITTEE, "admin_head", False),
        (Office.STANDING, "relative", False),
        (Office.CHAIR, "hr_head", False),
        (Office.AUDIT, "legal", False),
        (Office.COMMITTEE, "finance", True),
        (Office.AUDIT, "finance", False),
        (Office.AUDIT_CHAIR, "finance", False),
    ],
)
def test_who_may_hold_what(office, relation, allowed):
    assert bool(standing.may_hold(office, relation, "张知远")) is allowed


@pytest.mark.parametrize(
    ("office", "others", "allowed"),
    [
        (Office.COMMITTEE, [], True),
        (Office.COMMITTEE, ["committee"], False),
        (Office.AUDIT, ["committee"], False),
        (Office.COMMITTEE, ["audit"], False),
        (Office.CHAIR, [], False),
        (Office.CHAIR, ["committee"], True),
        (Office.AUDIT_CHAIR, ["audit"], True),
        (Office.AUDIT_CHAIR, ["committee"], False),
    ],
)
def test_who_may_stand_beside_what_else(office, others, allowed):
    assert bool(standing.may_stand(office, others, "张知远")) is allowed


@pytest.mark.parametrize(
    ("seats", "rate", "wanted"), [(15, "0.05", 16), (21, "0.05", 23), (9, "0.10", 10), (1, "0", 1)]
)
def test_the_margin_of_candidates(seats, rate, wanted):
    assert elections.candidates_min(seats, rate) == wanted
    assert standing.wide_enough(Field(Office.COMMITTEE, seats, wanted, wanted))
    assert "还差1人" in str(standing.wide_enough(Field(Office.COMMITTEE, seats, wanted, wanted - 1)))


def test_the_gap_in_rank_is_said_of_the_chair_only():
    assert standing.rank_gap("chair", "middle_head") and not standing.rank_gap("chair", "deputy")
    assert not standing.rank_gap("vice_chair", "middle_head")


# --- the vote ---

SHEET = Sheet(expected=61, attended=41, issued=41, returned=41, void=0, seats=1)


def test_two_thirds_make_a_meeting_and_more_than_half_of_those_due_elect():
    votes = {1: Votes("甲", 31), 2: Votes("乙", 10)}
    assert sound(SHEET, votes)
    outcome = elections.count({1: 31, 2: 10}, seats=1, expected=61)
    assert outcome.elected == (1,)
    lines = {label: (said, result) for label, said, result in reckoned(SHEET, votes, outcome)}
    assert lines["当选票数"] == ("应到61人的过半数：61÷2＝30.5", "至少31票")
    assert lines["当选"] == ("1人", "甲")
    assert not elections.count({1: 30}, seats=1, expected=61).elected


def test_forty_of_sixty_one_are_too_few():
    few = Sheet(expected=61, attended=40, issued=40, returned=40, void=0, seats=1)
    assert "到会不足应到的三分之二" in str(sound(few, {1: Votes("甲", 31)}))


def test_no_more_marks_than_the_ballots_allow():
    assert "多选的选票应作废" in str(sound(SHEET, {1: Votes("甲", 31), 2: Votes("乙", 11)}))


# --- strokes ---


@pytest.mark.parametrize(
    ("character", "count"), [("丁", 2), ("王", 4), ("李", 7), ("周", 8), ("赵", 9), ("黄", 11), ("魏", 17), ("㐀", 0)]
)
def test_strokes_are_known(character, count):
    assert strokes.strokes(character) == count


def test_names_by_the_strokes_of_the_surname_then_of_the_name():
    names = ["黄河", "王伟", "丁宁", "李一", "王一", "刘洋", "欧阳修"]
    assert strokes.in_order(names) == ["丁宁", "王一", "王伟", "刘洋", "李一", "欧阳修", "黄河"]
    assert strokes.said(names) == "以姓氏笔画为序"


def test_a_character_the_table_does_not_know_stands_last_and_is_named():
    names = ["㐀明", "王伟"]
    assert strokes.in_order(names) == ["王伟", "㐀明"]
    assert "㐀未收入笔画表" in strokes.said(names)
