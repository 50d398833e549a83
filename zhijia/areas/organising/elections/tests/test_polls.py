"""The vote: its numbers, its rounds, its corrections."""

from datetime import timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Candidate
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Step
from zhijia.base.verdict import Refused

DAY = timedelta(days=1)


def vote(cast, led, office=Office.COMMITTEE, *, votes=None, **sheet):
    facts = {"expected": 61, "attended": 58, "issued": 58, "returned": 57, "void": 1} | sheet
    rows = list(actions.on_ballot(led.change, office))
    counts = votes or [50] * 5 + [3]
    return actions.record_poll(
        change=led.change,
        office=office,
        held_on=cast.today,
        scrutineers="林其、苏杭",
        votes={row.pk: (count, 0, 0) for row, count in zip(rows, counts, strict=True)},
        **facts,
        **led.by(cast.today),
    )


def test_the_derivation_is_kept_with_the_result(cast, standing):
    poll = vote(cast, standing())
    lines = {label: result for label, _sum, result in poll.outcome["lines"]}
    assert lines["当选票数"] == "至少31票"
    assert poll.outcome["lines"][0][1] == "应到61人，实到58人，58×3=174 ≥ 61×2=122"
    assert poll.short == 0 and poll.tallies.filter(elected=True).count() == 5
    assert Candidate.objects.filter(office="committee", state="not_elected").count() == 1


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ({"attended": 40, "issued": 40, "returned": 40}, "到会不足应到的三分之二，会议无效"),
        ({"returned": 59}, "收回选票59张，多于发出的58张，选举无效，请重新选举"),
        ({"issued": 59}, "发出选票59张，多于到会58人"),
        ({"void": 58}, "废票58张多于收回的选票"),
        ({"returned": 49, "void": 0}, "有候选人得50票，多于收回的49张选票"),
        ({"void": 8}, "合计多于有效票49张"),
    ],
)
def test_a_vote_whose_numbers_do_not_fit_is_refused(cast, standing, sheet, said):
    led = standing()
    with pytest.raises(Refused, match=said):
        vote(cast, led, **sheet)
    assert not led.change.polls.exists()


def test_more_marks_than_ballots_allow_are_refused(cast, standing):
    with pytest.raises(Refused, match="多选的选票应作废"):
        vote(cast, standing(), votes=[56] * 6)


def test_a_candidate_does_not_count_the_votes(cast, standing):
    led = standing()
    name = actions.on_ballot(led.change, Office.COMMITTEE).first().person.name
    rows = {row.pk: (40, 0, 0) for row in actions.on_ballot(led.change, Office.COMMITTEE)}
    with pytest.raises(Refused, match="不能担任监票人"):
        actions.record_poll(
            change=led.change,
            office="committee",
            held_on=cast.today,
            expected=61,
            attended=58,
            issued=58,
            returned=58,
            scrutineers=f"{name}、苏杭",
            votes=rows,
            **led.by(cast.today),
        )


def test_a_tie_at_the_cut_is_voted_on_again_among_the_tied(cast, standing):
    led = standing()
    poll = vote(cast, led, votes=[50, 50, 50, 50, 40, 40])
    assert len(poll.outcome["runoff"]) == 2 and poll.short == 1
    with pytest.raises(Refused, match="还差1人没有选出"):
        led.close(Step.CONGRESS, cast.today)
    assert actions.on_ballot(led.change, Office.COMMITTEE).count() == 2
    second = vote(cast, led, votes=[33, 20])
    assert (second.round, second.seats, second.short) == (2, 1, 0)
    assert Candidate.objects.filter(office="committee", state="elected").count() == 5


def test_too_few_may_be_left_open_by_leave_of_the_meeting(cast, standing):
    led = standing()
    poll = vote(cast, led, votes=[50, 50, 50, 50, 20, 10])
    assert poll.short == 1
    actions.leave_open(poll=poll, reason="大会举手通过，名额暂缺", **led.by(cast.today))
    assert poll.short == 0


def test_a_wrong_entry_is_struck_and_entered_anew(cast, standing):
    led = standing()
    poll = vote(cast, led)
    actions.void_poll(poll=poll, reason="票数录错", **led.by(cast.today))
    assert not Candidate.objects.filter(office="committee", state="elected").exists()
    assert vote(cast, led, votes=[49] * 5 + [3]).round == 1
