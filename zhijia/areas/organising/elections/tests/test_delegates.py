"""Delegates: seats shared out, the list handed in, credentials examined."""

from datetime import timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Delegate
from zhijia.areas.organising.elections.rules.steps import Mode, Step
from zhijia.base.verdict import Refused

DAY = timedelta(days=1)


def shares(led):
    return list(led.change.constituencies.values_list("place__name", "members", "seats"))


def test_seats_follow_the_members_of_each_constituency(cast, walk, members):
    members(16), members(6, cast.college)
    led = walk(mode=Mode.DELEGATES, delegate_seats=8)
    led.to_group(cast.today - 60 * DAY, "云财院工")
    actions.draw_constituencies(change=led.change, **led.by(cast.today))
    assert shares(led) == [("云岭财经职业学院工会", 7, 2), ("会计学院分工会", 17, 6)]


def test_at_eighty_percent_the_list_may_be_handed_in(cast, drawn):
    led = drawn(20, 16)
    actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    assert led.fresh().step == Step.CREDENTIALS


def test_one_below_eighty_percent_it_is_refused_with_the_number_missing(cast, drawn):
    led = drawn(20, 15)
    with pytest.raises(Refused, match="基层工会工作者 15 人，占 75.0%，低于 80%，还差 1 人"):
        actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    assert led.fresh().step == Step.DELEGATES
    row = Delegate.objects.filter(change=led.change, front_line=False, model=False, grassroots=False).first()
    actions.edit_delegate(delegate=row, front_line=True, **led.by(cast.today))
    actions.hand_in_delegates(change=led.change, **led.by(cast.today))


def test_at_seventy_nine_point_nine_percent_it_is_refused(cast, drawn):
    """159 of 199: 79.899 %. One more and it is 80.4 %."""
    led = drawn(199, 159)
    with pytest.raises(Refused, match="159 人，占 79.9%，低于 80%，还差 1 人"):
        actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    row = Delegate.objects.filter(change=led.change, front_line=False, model=False, grassroots=False).first()
    actions.edit_delegate(delegate=row, model=True, **led.by(cast.today))
    actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    assert led.fresh().step == Step.CREDENTIALS


def test_a_written_exception_passes_only_where_policy_allows_it(cast, drawn, policy):
    led = drawn(10, 7)
    why = {"exception": "本单位一线职工多在外地支教，已报上级工会说明"}
    with pytest.raises(Refused, match="占 70.0%，低于 80%，还差 1 人"):
        actions.hand_in_delegates(change=led.change, **why, **led.by(cast.today))
    policy("elections.delegate_exception", "可以")
    with pytest.raises(Refused, match="或写明书面说明后提交"):
        actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    actions.hand_in_delegates(change=led.change, **why, **led.by(cast.today))
    assert led.fresh().exception == why["exception"]


def test_a_list_that_is_not_full_is_not_handed_in(cast, drawn):
    led = drawn(10, 10)
    row = led.change.delegates.standing().first()
    actions.remove_delegate(delegate=row, **led.by(cast.today))
    with pytest.raises(Refused, match="代表还没有选齐"):
        actions.hand_in_delegates(change=led.change, **led.by(cast.today))


def test_a_delegate_of_another_constituency_or_union_is_refused(cast, drawn):
    led = drawn(10, 10)
    branch = led.change.constituencies.get(place=cast.branch)
    row = branch.delegates.first()
    actions.remove_delegate(delegate=row, **led.by(cast.today))
    with pytest.raises(Refused, match="钱邻不在选区“会计学院分工会”"):
        actions.add_delegate(constituency=branch, person=cast.qian, **led.by(cast.today))
    with pytest.raises(Refused, match="李念.*不在选区"):
        actions.add_delegate(constituency=branch, person=cast.li, **led.by(cast.today))


def test_the_branch_lists_its_own_delegates_and_no_others(cast, drawn):
    led = drawn(10, 10)
    branch = led.change.constituencies.get(place=cast.branch)
    row = branch.delegates.first()
    by = {"by": cast.branch_chair, "at": cast.now}
    actions.edit_delegate(delegate=row, position="教师", **by)
    other = led.change.constituencies.get(place=cast.college).delegates.first()
    with pytest.raises(Refused, match="没有为云岭财经职业学院工会填报代表的权限"):
        actions.edit_delegate(delegate=other, position="教师", **by)


def test_who_fails_the_examination_is_replaced_by_their_constituency(cast, drawn):
    led = drawn(10, 10)
    actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    led.fresh()
    row, *others = led.change.delegates.standing().select_related("change", "person")
    passed, failed = Delegate.Credential.PASSED, Delegate.Credential.FAILED
    actions.check_credentials(delegates=others, credential=passed, **led.by(cast.today))
    with pytest.raises(Refused, match="写明原因"):
        actions.check_credentials(delegates=[row], credential=failed, **led.by(cast.today))
    actions.check_credentials(delegates=[row], credential=failed, note="已调出", **led.by(cast.today))
    with pytest.raises(Refused, match="资格不合格，请移出名单"):
        led.close(Step.CREDENTIALS, cast.today)
    actions.remove_delegate(delegate=row, reason="资格不合格", **led.by(cast.today))
    with pytest.raises(Refused, match="还没有选齐"):
        led.close(Step.CREDENTIALS, cast.today)


def test_nobody_examines_their_own_credentials(cast, drawn):
    led = drawn(10, 10)
    actions.hand_in_delegates(change=led.change, **led.by(cast.today))
    row = led.change.delegates.standing().select_related("person", "change").first()
    row.person.user = cast.college_officer
    row.person.save()
    cast.college_officer.refresh_from_db()
    with pytest.raises(Refused, match="不能审查本人的代表资格"):
        actions.check_credentials(delegates=[row], credential="passed", **led.by(cast.today))
