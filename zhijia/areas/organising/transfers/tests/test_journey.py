"""From the application to the membership at the new place, and every way on which it does not get there."""

from datetime import date, timedelta

import pytest
import time_machine

from zhijia.areas.organising.transfers import actions
from zhijia.areas.organising.transfers.indicators import Days, Done, Pending
from zhijia.areas.organising.transfers.models import Answer, Transfer
from zhijia.areas.organising.transfers.rules import State
from zhijia.areas.organising.transfers.timeline import story
from zhijia.base.noting import history_of
from zhijia.base.verdict import Refused
from zhijia.kernels.access.actions import grant_role
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.indicators.base import Scope
from zhijia.kernels.jobs.actions import enqueue
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.org.actions import dissolve_unit, found_unit
from zhijia.kernels.people.actions import end_membership
from zhijia.kernels.people.models import Membership
from zhijia.kernels.policy.actions import set_parameter


def decide(cast, key, value, unit=None):
    """The receiving union, or the one above it, sets its own value."""
    facts = {"unit": unit or cast.sibling, "effective_from": date(2026, 1, 1), "by": cast.manager, "at": cast.now}
    set_parameter(key=key, value=value, **facts)


def test_a_member_applies_both_ends_agree_and_the_membership_moves_that_day(cast, ends):
    transfer = ends.start(reason="应聘")
    assert (transfer.side, transfer.desk, transfer.due_on) == ("old", cast.college, date(2026, 3, 17))
    ends.accept(transfer, cast.college_officer)
    assert ends.again(transfer).desk == cast.sibling and ends.where(cast.zhang) == cast.branch
    done = ends.accept(transfer, cast.sibling_officer)
    assert done.state == State.DONE and done.closed_on == cast.today
    episode = Membership.objects.standing().get(person=cast.zhang)
    assert (episode.unit, episode.joined_on, episode.entry) == (cast.sibling, cast.today, "transferred_in")
    assert episode.member_since == date(2016, 9, 1)
    told = set(Notice.objects.filter(user=cast.member_user).values_list("title", flat=True))
    assert f"张知远：会籍已转到{cast.sibling}" in told


@pytest.mark.parametrize(("start", "waits"), [("old", "sibling"), ("new", "college")])
def test_the_end_that_starts_has_agreed_already(cast, ends, start, waits):
    transfer = ends.start(start=start)
    assert transfer.desk == getattr(cast, waits)
    answer = transfer.answers.get()
    assert answer.agreed and not answer.automatic and answer.side == start


def test_a_branch_chair_may_start_but_the_college_still_answers(cast, ends):
    transfer = ends.start(start="old", by=cast.branch_chair)
    assert transfer.desk == cast.college and not transfer.answers.exists()
    with pytest.raises(Refused, match="现在由“云岭财经职业学院工会”确认，您不能代办"):
        ends.accept(transfer, cast.branch_chair)


def test_silence_agrees_the_day_after_the_last_one_and_is_dated(cast, ends):
    transfer = ends.start(start="old")
    assert ends.night(7) == {"agreed": 0, "void": 0, "stuck": 0}
    assert ends.night(8) == {"agreed": 1, "void": 0, "stuck": 0}
    answer = transfer.answers.get(side="new")
    assert answer.automatic and answer.by is None and "视为同意" in answer.note
    assert ends.again(transfer).closed_on == date(2026, 3, 18)
    assert Membership.objects.standing().get(person=cast.zhang).joined_on == date(2026, 3, 18)
    assert ends.night(9)["agreed"] == 0


def test_when_a_member_started_each_end_has_its_own_days(cast, ends):
    transfer = ends.start()
    ends.night(8)
    moved = ends.again(transfer)
    assert (moved.state, moved.side, moved.due_on) == (State.OPEN, "new", date(2026, 3, 25))
    ends.night(16)
    assert ends.again(transfer).state == State.DONE


def test_a_refusal_says_why_and_no_silence_revives_it(cast, ends):
    transfer = ends.start()
    with pytest.raises(Refused, match="不同意的请写明理由"):
        actions.refuse(transfer=transfer, by=cast.college_officer, at=cast.now, note=" ")
    actions.refuse(transfer=transfer, by=cast.college_officer, at=cast.now, note="借款没有结清，请先到财务处办理")
    assert ends.night(60)["agreed"] == 0 and ends.where(cast.zhang) == cast.branch
    notice = Notice.objects.filter(user=cast.member_user).latest("pk")
    assert "借款没有结清，请先到财务处办理" in notice.title
    assert ends.start().state == State.OPEN  # and one may ask again


def test_a_desk_at_which_nobody_sits_is_reported_above_and_does_not_agree(cast, ends):
    empty = found_unit(
        code="YL-KK", name="云岭空岗学院工会", kind="college", superior=cast.province, on=date(2020, 1, 1)
    )
    transfer = ends.start(to_unit=empty, start="old")
    notice = Notice.objects.get(user=cast.province_chair)
    assert notice.title.startswith("云岭空岗学院工会无人确认会籍接转") and notice.url == transfer.get_absolute_url()
    assert ends.night(30) == {"agreed": 0, "void": 0, "stuck": 1}
    assert Notice.objects.filter(user=cast.province_chair).count() == 1  # told once
    assert ends.accept(transfer, cast.province_officer).state == State.DONE  # the unit above may


def test_where_policy_says_so_an_empty_desk_agrees_too(cast, ends):
    empty = found_unit(
        code="YL-KK", name="云岭空岗学院工会", kind="college", superior=cast.province, on=date(2020, 1, 1)
    )
    decide(cast, "transfers.empty_desk_passes", "是", cast.province)
    transfer = ends.start(to_unit=empty, start="old")
    assert ends.night(8)["agreed"] == 1 and ends.again(transfer).state == State.DONE


def test_where_policy_gives_no_days_nothing_is_ever_agreed_in_silence(cast, ends):
    decide(cast, "transfers.auto_accept_days", 0)
    transfer = ends.start(start="old")
    assert transfer.due_on is None and ends.night(400)["agreed"] == 0


def test_where_policy_counts_calendar_days_the_job_goes_by_them(cast, ends):
    decide(cast, "transfers.auto_accept_days", 3)
    decide(cast, "transfers.days_counted", "日历日")
    transfer = ends.start(start="old", at=cast.now + timedelta(days=6))  # a Monday
    assert transfer.due_on == date(2026, 3, 19)
    assert ends.night(9)["agreed"] == 0 and ends.night(10)["agreed"] == 1


def test_the_nightly_job_itself_says_what_it_did(cast, ends):
    ends.start(start="old")
    later = cast.now + timedelta(days=8)
    with time_machine.travel(later, tick=False):
        job = enqueue(code="transfers.silence", at=later)
        run_jobs()
    job.refresh_from_db()
    assert job.message == "自动同意 1 件，失效 0 件，岗位无人 0 件"
    assert ends.where(cast.zhang) == cast.sibling


def test_what_the_kernel_will_not_move_is_void_and_holds_up_nobody(cast, ends):
    bad, good = ends.start(start="old"), ends.start(cast.li, start="old")
    Membership.objects.filter(person=cast.zhang).update(joined_on=cast.today + timedelta(days=30))
    assert ends.night(8) == {"agreed": 1, "void": 1, "stuck": 0}
    assert ends.again(bad).state == State.VOID and ends.again(good).state == State.DONE
    assert Notice.objects.filter(user=cast.member_user, title__startswith="张知远：会籍接转失效").exists()


def test_every_step_is_a_line_of_the_history(cast, ends):
    transfer = ends.start()
    ends.accept(transfer, cast.college_officer)
    ends.night(16)
    assert [(entry.says, entry.who, entry.summary) for entry in history_of(transfer)][:2] == [
        ("逾期自动同意会籍接转", "系统", "状态：办理中 → 已完成"),
        ("同意会籍接转", cast.college_officer.name, f"确认单位：{cast.college} → {cast.sibling}"),
    ]


def test_the_member_and_whoever_started_may_take_it_back_nobody_else(cast, ends):
    transfer = ends.start(start="new")
    for user in (cast.college_officer, cast.province_officer):
        with pytest.raises(Refused, match="只有申请人或会员本人可以撤回"):
            actions.withdraw(transfer=transfer, by=user, at=cast.now)
    actions.withdraw(transfer=transfer, by=cast.member_user, at=cast.now)
    assert ends.again(transfer).state == State.WITHDRAWN
    with pytest.raises(Refused, match="这件接转“已撤回”，不用再确认"):
        ends.accept(transfer, cast.college_officer)


# --- refused at the start, each with what to do ---


def test_to_a_dissolved_union(cast, ends):
    gone = found_unit(code="YL-GG", name="云岭旧校工会", kind="college", superior=cast.province, on=date(2016, 1, 1))
    dissolve_unit(unit=gone, on=date(2020, 1, 1), by=cast.manager)
    gone.refresh_from_db()
    with pytest.raises(Refused, match="“云岭旧校工会”已于2020-01-01撤销，请改选接收其职工的工会"):
        ends.start(to_unit=gone)


@pytest.mark.parametrize("unit", ["college", "branch"])
def test_to_where_one_is(cast, ends, unit):
    with pytest.raises(Refused, match="不用接转；换分工会、小组请由工会干事办理内部调整"):
        ends.start(to_unit=getattr(cast, unit))


def test_while_another_is_under_way(cast, ends):
    first = ends.start()
    with pytest.raises(Refused, match=rf"张知远已有一件接转正在办理（{first.number}），请等它办完，或先撤回"):
        ends.start(start="old")
    assert Transfer.objects.count() == 1


def test_who_is_no_member(cast, ends):
    episode = Membership.objects.standing().get(person=cast.zhang)
    end_membership(membership=episode, state="withdrawn", on=cast.today)
    with pytest.raises(Refused, match="没有在籍会籍，不用接转：请直接向新单位工会申请入会"):
        ends.start()


def test_for_somebody_else(cast, ends):
    with pytest.raises(Refused, match="只能申请本人的会籍接转"):
        ends.start(by=cast.branch_chair)
    with pytest.raises(Refused, match="您不能为“钱邻|您不能为“云岭理工学院工会”的会员办理转出"):
        ends.start(person=cast.qian, to_unit=cast.college, start="old")
    with pytest.raises(Refused, match="您不能为“云岭理工学院工会”办理转入"):
        ends.start(start="new", by=cast.college_officer)


def test_a_new_employer_without_a_union_parks_the_membership_with_whoever_looks_after_the_territory(cast, ends):
    with pytest.raises(Refused, match="是单位工会，不代管其他单位职工的会籍"):
        ends.start(employer="云岭晨光培训学校")
    transfer = ends.start(to_unit=cast.province, employer="云岭晨光培训学校")
    assert transfer.destination == "云岭晨光培训学校（会籍暂存云岭省教科文卫体工会）"
    ends.accept(transfer, cast.college_officer)
    ends.accept(transfer, cast.province_officer)
    assert ends.where(cast.zhang) == cast.province


# --- what changed on the way ---


def test_a_membership_that_ended_on_the_way_voids_the_transfer(cast, ends):
    transfer = ends.start(start="old")
    episode = Membership.objects.standing().get(person=cast.zhang)
    end_membership(membership=episode, state="withdrawn", on=cast.today)
    with pytest.raises(Refused, match="张知远已不是在籍会员，这件接转办不下去了：请撤回"):
        ends.accept(transfer, cast.sibling_officer)
    assert ends.night(8) == {"agreed": 0, "void": 1, "stuck": 0}
    assert ends.again(transfer).state == State.VOID and not Answer.objects.filter(automatic=True).exists()


def test_many_are_started_and_agreed_together(cast, ends):
    wanted = [actions.Wanted(person, cast.sibling) for person in (cast.zhang, cast.li, cast.qian)]
    begun, refused = actions.start_many(wanted=wanted, start="old", by=cast.college_officer, at=cast.now)
    assert [transfer.person for transfer in begun] == [cast.zhang, cast.li] and len(refused) == 1
    done, skipped = actions.accept_many(transfers=begun, by=cast.sibling_officer, at=cast.now)
    assert len(done) == 2 and not skipped
    assert {ends.where(cast.zhang), ends.where(cast.li)} == {cast.sibling}
    done, skipped = actions.accept_many(transfers=begun, by=cast.sibling_officer, at=cast.now)
    assert not done and [str(verdict) for _t, verdict in skipped] == ["这件接转“已完成”，不用再确认"] * 2


def test_three_hundred_cost_hardly_more_queries_than_thirty(cast, ends, django_assert_max_num_queries):
    from zhijia.base.identity import synthetic_id
    from zhijia.kernels.people.actions import register_member

    people = [
        register_member(
            name="会员", unit=cast.college, joined_on=date(2020, 9, 1), id_number=synthetic_id(date(1981, 1, 1), n)
        )
        for n in range(30)
    ]
    wanted = [actions.Wanted(person, cast.sibling) for person in people]
    with django_assert_max_num_queries(25 + 4 * len(people)):  # the trail writes one entry each
        begun, _refused = actions.start_many(wanted=wanted, start="old", by=cast.college_officer, at=cast.now)
    assert len(begun) == 30


def test_the_story_says_where_it_is_and_what_comes_next(cast, ends):
    transfer = ends.start()
    assert [(event.title, event.state) for event in story(transfer)] == [
        ("会员本人发起接转", "done"),
        ("等待转出方确认", "now"),
        ("转入方确认", "next"),
    ]
    ends.accept(transfer, cast.college_officer)
    ends.night(30)
    assert [event.title for event in story(ends.again(transfer))][1:] == [
        "转出方同意",
        "转入方自动同意",
        f"会籍已转到{cast.sibling}",
    ]


def test_figures_count_what_waits_at_whose_desk_and_how_long_it_took(cast, ends):
    ends.start()
    ends.start(cast.qian, cast.college, start="new", by=cast.college_officer)
    march = {unit: Scope(unit, date(2026, 3, 1), date(2026, 3, 31)) for unit in (cast.college, cast.sibling)}
    assert [Pending().value(scope) for scope in march.values()] == [1, 1]
    ends.night(8)
    assert Pending().value(march[cast.sibling]) == 1  # Zhang's came there; Qian's is done
    assert Done().value(march[cast.college]) + Done().value(march[cast.sibling]) == 1
    assert Days().value(Scope(cast.province, date(2026, 3, 1), date(2026, 3, 31))) == 6


def test_whoever_sits_at_both_ends_is_no_exception(cast, ends):
    grant_role(user=cast.college_officer, unit=cast.sibling, role="officer", from_on=date(2020, 1, 1))
    cast.college_officer.__dict__.pop("held", None)
    transfer = ends.start(start="old")
    assert transfer.state == State.OPEN
    assert ends.accept(transfer, cast.college_officer, cast.now + timedelta(days=1)).state == State.DONE
