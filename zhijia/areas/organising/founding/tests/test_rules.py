"""The tables are total, and what must hold before a step."""

from datetime import date

import pytest

from zhijia.areas.organising.founding.rules import changes, lines, process, surveying
from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import WIDTH

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("moves", "states", "names"),
    [
        (process.MOVES, process.Step, process.STEP_NAMES),
        (changes.MOVES, changes.State, changes.STATE_NAMES),
        (surveying.STAGE_MOVES, surveying.Stage, surveying.STAGE_NAMES),
    ],
)
def test_every_state_has_its_moves_and_its_word_and_is_reached(moves, states, names):
    assert set(moves) == set(names) == set(states)
    reached = set().union(*moves.values())
    first = next(iter(states))
    assert set(states) - reached <= {first}


def test_every_fault_has_a_kind_and_every_sort_of_change_what_it_needs():
    assert set(lines.KINDS) == set(lines.Fault) and set(changes.SORTS) == set(changes.Change)
    assert set(process.STATIONS) == set(process.Step) and set(surveying.SORTS) == set(surveying.Sort)


def test_every_sort_of_unit_names_real_codes():
    for _name, kind, sector, ownership in surveying.SORTS.values():
        assert kind in Unit.GRASSROOTS and sector in Unit.Sector.values
        assert ownership in (*Unit.Ownership.values, "")


@pytest.mark.parametrize(
    ("paths", "desk"),
    [
        (["0001"], "0001"),
        (["0001", "0001"], "0001"),
        (["00010002", "00010003"], "0001"),
        (["00010002", "0001"], "0001"),
        (["000100020001", "00010002"], "00010002"),
        (["0001", "0002"], ""),
    ],
)
def test_the_desk_stands_above_everything_concerned(paths, desk):
    assert changes.desk_path(paths, WIDTH) == desk


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("卢静、裴洛", ["卢静", "裴洛"]),
        ("卢静，裴洛；江南", ["卢静", "裴洛", "江南"]),
        ("卢静 裴洛\n江南", ["卢静", "裴洛", "江南"]),
        ("、", []),
    ],
)
def test_names_are_read_however_an_office_separates_them(text, names):
    assert process.names_in(text) == names


@pytest.mark.parametrize(("members", "word"), [(24, "不足 25 人"), (25, "已满 25 人"), (26, "已满 25 人")])
def test_twenty_five_members_need_a_committee(members, word):
    assert word in str(surveying.form_of(members))


@pytest.mark.parametrize(("sent", "held", "ok"), [(0, 0, True), (4, 1, True), (5, 0, False), (0, 2, False)])
def test_letters_are_throttled_by_sender_and_by_telephone(sent, held, ok):
    assert bool(surveying.may_ask(sent, held)) is ok


@pytest.mark.parametrize(("staff", "women", "ok"), [(10, 10, True), (10, 11, False), (None, 5, True), (10, None, True)])
def test_women_are_part_of_the_staff(staff, women, ok):
    assert bool(surveying.counts_sound(staff, women)) is ok


@pytest.mark.parametrize(
    ("joint", "parts", "people", "ok"),
    [(False, 0, 3, True), (False, 1, 2, False), (True, 1, 3, False), (True, 2, 3, True)],
)
def test_a_preparatory_group_has_three_and_a_joint_union_two_units(joint, parts, people, ok):
    assert bool(process.may_ask_approval(joint=joint, parts=parts, committee_members=people)) is ok


def test_a_congress_lies_between_the_reply_and_today():
    given = {"accepted": 1, "waiting": 0, "joint": False, "approved_on": DAY, "today": DAY}
    assert process.may_record_congress(held_on=DAY, **given)
    assert not process.may_record_congress(held_on=date(2026, 3, 9), **given)
    assert not process.may_record_congress(held_on=date(2026, 3, 11), **given)
    assert "没有核对" in str(process.may_record_congress(held_on=DAY, **given | {"waiting": 2}))


def test_a_change_of_long_ago_is_not_asked_for_here():
    assert changes.sound(change="rename", effective_on=date(2025, 3, 10), asked_on=DAY)
    assert not changes.sound(change="rename", effective_on=date(2024, 3, 10), asked_on=DAY)


def test_what_the_search_still_finds_is_not_closed():
    assert not lines.may_close(True, True) and lines.may_close(True, False) and lines.may_close(False, False)
    assert not lines.sound_plan(DAY, date(2026, 3, 9))
