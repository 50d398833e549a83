"""A change of term from the plan to the archive, and what must not happen on the way."""

from datetime import timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Candidate, Delegate, Matter, Paper, PartyOpinion, TermChange
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Mode, Step
from zhijia.base.calendar import workdays_between
from zhijia.base.verdict import Refused
from zhijia.engines.flow.models import Case
from zhijia.kernels.bodies.models import Body, Post, Term
from zhijia.kernels.inbox.models import Deadline

from .conftest import lists

DAY = timedelta(days=1)


def test_from_the_plan_to_the_archive_and_the_new_committee_sits(cast, standing):
    led = standing()
    people, held = led.people, cast.today - 60 * DAY
    led.elect(Step.CONGRESS, held, 61)
    led.elect(Step.FIRST_SESSION, held, 61)
    change = led.ask(papers.Paper.RESULT, held + 3 * DAY, "云财院工〔2026〕1号", held + 10 * DAY)
    term = change.new_term
    assert (term.number, term.from_on, term.body) == (7, held, change.body)
    posts = Post.objects.filter(term=term).order_by("order")
    assert [(post.person, post.title) for post in posts] == [
        (people[0], "chair"),
        (people[1], "vice_chair"),
        *((person, "member") for person in people[2:5]),
    ]
    audit = Term.objects.get(body__unit=cast.college, body__kind=Body.Kind.AUDIT)
    assert audit.posts.get(title="director").person == people[6] and audit.posts.count() == 3
    assert Term.objects.get(number=6).ended_on == held
    led.finish(cast.today)
    change.refresh_from_db()
    assert (change.state, change.finished_on, change.on_time) == ("finished", cast.today, True)
    assert not Deadline.objects.open().filter(source=f"elections.change:{change.pk}").exists()


def test_the_turn_goes_to_the_superior_and_comes_back(cast, walk, members):
    members(12)
    led = walk()
    led.close(Step.PLAN, cast.today)
    led.party(PartyOpinion.About.CHANGE, cast.today)
    source = f"elections.change:{led.change.pk}"
    assert Deadline.objects.open().filter(source=source).exists()
    change = led.ask(papers.Paper.REQUEST, cast.today, "云财院工〔2026〕3号")
    assert change.step == Step.REQUEST_REPLY
    assert not Deadline.objects.open().filter(source=source).exists()
    case = Case.objects.get(kind="elections.paper")
    assert case in Case.objects.awaiting(cast.province_officer)
    actions.rule_paper(case=case, by=cast.province_officer, ruling="return", note="委员名额请核实", at=cast.now)
    assert led.fresh().step == Step.REQUEST
    paper = actions.hand_in(
        change=led.change,
        kind="request",
        number="云财院工〔2026〕3号",
        signatory="郑重",
        issued_on=cast.today,
        by=cast.college_officer,
        at=cast.now,
    )
    assert paper.case == case
    actions.rule_paper(case=case, by=cast.province_officer, ruling="approve", at=cast.now)
    actions.rule_paper(case=case, by=cast.province_chair, ruling="approve", at=cast.now)
    assert led.fresh().step == Step.GROUP
    assert Paper.objects.get(change=led.change, kind="request_reply").issued_on == cast.today


def test_nobody_rules_on_what_they_handed_in(cast, walk, members):
    members(12)
    led = walk()
    led.officer = cast.province_officer  # the superior's own clerk helps the college out
    led.close(Step.PLAN, cast.today)
    led.party(PartyOpinion.About.CHANGE, cast.today)
    led.ask(papers.Paper.REQUEST, cast.today, "云财院工〔2026〕3号")
    with pytest.raises(Refused, match="您本人提交"):
        actions.rule_paper(case=Case.objects.get(), by=cast.province_officer, ruling="approve", at=cast.now)


def test_without_the_party_organisation_nothing_goes_up(cast, walk, members):
    members(12)
    led = walk()
    led.close(Step.PLAN, cast.today)
    with pytest.raises(Refused, match="先登记同级党组织对换届工作的意见"):
        led.ask(papers.Paper.REQUEST, cast.today, "云财院工〔2026〕3号")


def test_a_request_without_its_number_form_is_refused_and_nothing_is_kept(cast, walk, members):
    members(12)
    led = walk()
    led.close(Step.PLAN, cast.today)
    led.party(PartyOpinion.About.CHANGE, cast.today)
    with pytest.raises(Refused, match="六角括号"):
        led.ask(papers.Paper.REQUEST, cast.today, "云财院工[2026]3号")
    assert not Paper.objects.exists() and led.fresh().step == Step.REQUEST


def test_steps_go_in_order_and_a_step_back_says_why(cast, walk, members):
    members(12)
    led = walk()
    with pytest.raises(Refused, match="现在办到“制定工作计划”，还不能办理“立卷归档”"):
        led.close(Step.ARCHIVE, cast.today, archive_place="档案柜")
    led.close(Step.PLAN, cast.today)
    with pytest.raises(Refused, match="写明退回的理由"):
        actions.step_back(change=led.change, reason=" ", **led.by(cast.today))
    actions.step_back(change=led.change, reason="名额有误", **led.by(cast.today))
    assert led.fresh().step == Step.PLAN


def test_the_plan_stands_once_it_has_gone_up(cast, walk, members):
    members(12)
    led = walk()
    actions.describe(change=led.change, committee_seats=7, **led.by(cast.today))
    led.to_group(cast.today - 40 * DAY, "云财院工")
    with pytest.raises(Refused, match="计划已随请示报上级工会"):
        actions.describe(change=led.change, committee_seats=9, **led.by(cast.today))


def test_one_change_at_a_time_for_one_committee(cast, walk, body, members):
    members(12)
    walk()
    with pytest.raises(Refused, match="已有一次选举正在办理"):
        walk()


# --- delegates ---


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


# --- candidates ---


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


# --- the vote ---


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


def test_a_result_the_superior_refuses_means_electing_again(cast, standing):
    led = standing()
    led.elect(Step.CONGRESS, cast.today, 61)
    led.elect(Step.FIRST_SESSION, cast.today, 61)
    led.ask(papers.Paper.RESULT, cast.today, "云财院工〔2026〕1号")
    case = Paper.objects.get(kind="result").case
    actions.rule_paper(case=case, by=cast.province_officer, ruling="reject", note="到会人数不实", at=cast.now)
    change = led.fresh()
    assert (change.step, change.elected_on) == (Step.CONGRESS, None)
    assert not change.polls.standing().exists() and change.new_term is None
    assert set(change.candidates.values_list("state", flat=True)) == {"standing"}


def test_a_reply_after_fifteen_days_is_flagged(cast, standing):
    led = standing()
    held = cast.today - 40 * DAY
    led.elect(Step.CONGRESS, held, 61)
    led.elect(Step.FIRST_SESSION, held, 61)
    led.ask(papers.Paper.RESULT, held + DAY, "云财院工〔2026〕1号", held + 17 * DAY)
    assert Paper.objects.get(kind="result").late
    assert not Paper.objects.get(kind="request").late


def test_roles_follow_the_posts_once_the_reply_is_there(cast, standing):
    led = standing()
    cast.zhang.user = None
    cast.zhang.save()
    led.people[0].user = cast.member_user
    led.people[0].save()
    led.elect(Step.CONGRESS, cast.today, 61)
    led.elect(Step.FIRST_SESSION, cast.today, 61)
    assert not cast.member_user.can("approve", cast.college)
    led.ask(papers.Paper.RESULT, cast.today, "云财院工〔2026〕1号", cast.today)
    user = type(cast.member_user).objects.get(pk=cast.member_user.pk)
    assert user.can("approve", cast.college)


def test_what_must_be_put_in_order_is_done_before_the_archive(cast, standing):
    led = standing()
    led.elect(Step.CONGRESS, cast.today, 61)
    led.elect(Step.FIRST_SESSION, cast.today, 61)
    led.ask(papers.Paper.RESULT, cast.today, "云财院工〔2026〕1号", cast.today)
    with pytest.raises(Refused, match="还有事项没有办结：工会法人资格变更登记"):
        led.close(Step.REGISTRATION, cast.today)
    matter = Matter.objects.get(change=led.change, kind="legal")
    with pytest.raises(Refused, match="无须办理的请写明原因"):
        actions.settle_matter(matter=matter, not_needed=True, **led.by(cast.today))
    actions.settle_matter(matter=matter, not_needed=True, note="不具备法人资格", **led.by(cast.today))


# --- a vacancy ---


def test_a_vacancy_takes_the_shorter_way_into_the_running_term(cast, walk, members):
    people = members(12)
    term = Term.objects.get(body__unit=cast.college)
    led = walk(
        route="by_election",
        end_on=cast.today + 60 * DAY,
        committee_seats=1,
        audit_seats=0,
        chair_seats=0,
        vice_chair_seats=0,
    )
    assert Step.DELEGATES not in [place.step for place in led.change.places]
    led.close(Step.PLAN, cast.today - 90 * DAY)
    led.party(PartyOpinion.About.CHANGE, cast.today - 90 * DAY)
    led.ask(papers.Paper.REQUEST, cast.today - 89 * DAY, "云财院工〔2025〕3号", cast.today - 85 * DAY)
    led.stand({Office.COMMITTEE: people[:2]}, cast.today - 80 * DAY)
    after = led.posted(cast.today - 75 * DAY)
    led.party(PartyOpinion.About.CANDIDATES, after)
    led.ask(papers.Paper.CANDIDATES_REQUEST, after, "云财院工〔2025〕4号", after + DAY)
    led.vote(Office.COMMITTEE, cast.today - 40 * DAY, 30, 28, lambda place: 25 - place * 22)
    led.close(Step.CONGRESS, cast.today - 40 * DAY)
    led.ask(papers.Paper.RESULT, cast.today - 39 * DAY, "云财院工〔2026〕5号", cast.today - 30 * DAY)
    post = Post.objects.get(term=term)
    assert (post.how, post.from_on) == ("by_election", cast.today - 40 * DAY)
    led.close(Step.ARCHIVE, cast.today, archive_place="档案柜")
    assert led.fresh().state == TermChange.State.FINISHED


# --- 协管 ---


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


def test_given_up_by_the_chair_with_a_reason(cast, walk, members):
    members(12)
    led = walk()
    with pytest.raises(Refused, match="终止换届由主席办理"):
        actions.drop(change=led.change, reason="单位合并", **led.by(cast.today))
    actions.drop(change=led.change, reason="单位合并", by=cast.college_chair, at=cast.now)
    assert led.fresh().state == TermChange.State.DROPPED
