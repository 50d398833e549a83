"""Candidates: who may stand, the notice, and the inspection of leaders."""

from datetime import timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Candidate
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Step
from zhijia.base.calendar import workdays_between
from zhijia.base.verdict import Refused

from .conftest import lists

DAY = timedelta(days=1)


def test_a_margin_too_small_is_refused_with_the_number_missing(cast, nominating):
    led = nominating
    few = lists(led.people) | {Office.COMMITTEE: led.people[:5]}
    with pytest.raises(Refused, match="工会委员会委员应选5人，候选人至少6人，现有5人，还差1人"):
        led.stand(few, cast.today)


def test_one_person_does_not_sit_on_the_committee_and_audit_it(cast, nominating):
    led = nominating
    led.nominate(Office.COMMITTEE, led.people[:1], cast.today)
    with pytest.raises(Refused, match="不能同时是工会委员会和经费审查委员会的人选"):
        led.nominate(Office.AUDIT, led.people[:1], cast.today)


def test_the_head_of_the_unit_may_not_stand(cast, nominating):
    led, person = nominating, nominating.people[0]
    with pytest.raises(Refused, match="是单位主要行政负责人，不得作为工会委员会委员候选人（工会法第十条"):
        actions.nominate(
            change=led.change, office=Office.COMMITTEE, person=person, relation="admin_head", **led.by(cast.today)
        )
    assert not Candidate.objects.exists()


def test_nobody_goes_on_undeclared_or_unreviewed(cast, nominating):
    led = nominating
    actions.nominate(change=led.change, office="committee", person=led.people[0], **led.by(cast.today))
    with pytest.raises(Refused, match="还没有申报回避情形.*还没有联审通过"):
        led.close(Step.NOMINATION, cast.today)


def test_a_chair_is_a_candidate_for_the_committee_first(cast, nominating):
    led = nominating
    with pytest.raises(Refused, match="还不是工会委员会委员候选人"):
        led.nominate(Office.CHAIR, led.people[:1], cast.today)


def test_who_withdraws_withdraws_from_what_rests_on_it(cast, nominating):
    led = nominating
    led.nominate(Office.COMMITTEE, led.people[:1], cast.today)
    led.nominate(Office.CHAIR, led.people[:1], cast.today)
    row = Candidate.objects.get(office="committee")
    actions.withdraw_candidate(candidate=row, reason="调离", **led.by(cast.today))
    assert set(Candidate.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_the_notice_stands_five_working_days(cast, nominating):
    led = nominating
    led.stand(lists(led.people), cast.today - 20 * DAY)
    notice = actions.post_notice(change=led.change, contact="工会办公室", **led.by(cast.today - 10 * DAY))
    assert (notice.days, workdays_between(notice.from_on, notice.to_on)) == (5, 5)
    with pytest.raises(Refused, match="公示期到.*才满"):
        actions.close_notice(notice=notice, **led.by(notice.to_on))
    with pytest.raises(Refused, match="有异议的请写明处理情况"):
        actions.close_notice(notice=notice, objections=1, **led.by(notice.to_on + DAY))
    actions.close_notice(notice=notice, objections=1, handling="核实后不影响任职", **led.by(notice.to_on + DAY))


def test_inspection_goes_in_order_and_is_never_ones_own(cast, nominating):
    led = nominating
    led.nominate(Office.COMMITTEE, led.people[:1], cast.today)
    actions.nominate(change=led.change, office="chair", person=led.people[0], rank="middle_head", **led.by(cast.today))
    chair = Candidate.objects.get(office="chair")
    assert "低于“按同级党政副职配备”" in chair.rank_gap
    by = led.by(cast.today)
    with pytest.raises(Refused, match="请先记录“动议”"):
        actions.inspect(candidate=chair, step="joint", held_on=cast.today, by_whom="学院党委组织部", **by)
    actions.inspect(candidate=chair, step="proposal", held_on=cast.today, by_whom="学院党委", **by)
    with pytest.raises(Refused, match="写明说明"):
        actions.inspect(candidate=chair, step="joint", held_on=cast.today, by_whom="联合考察组", said="no", **by)
    actions.inspect(
        candidate=chair, step="joint", held_on=cast.today, by_whom="联合考察组", said="no", note="暂不成熟", **by
    )
    with pytest.raises(Refused, match="“联合考察”不同意，不再往下办理"):
        actions.inspect(candidate=chair, step="party", held_on=cast.today, by_whom="学院党委", **by)
