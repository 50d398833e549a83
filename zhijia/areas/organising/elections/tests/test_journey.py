"""A change of term from the plan to the archive, and what must not happen on the way."""

from datetime import timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import Matter, Paper, PartyOpinion, TermChange
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Step
from zhijia.base.verdict import Refused
from zhijia.engines.flow.models import Case
from zhijia.kernels.bodies.models import Body, Post, Term
from zhijia.kernels.inbox.models import Deadline

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


def test_given_up_by_the_chair_with_a_reason(cast, walk, members):
    members(12)
    led = walk()
    with pytest.raises(Refused, match="终止由主席办理"):
        actions.drop(change=led.change, reason="单位合并", **led.by(cast.today))
    actions.drop(change=led.change, reason="单位合并", by=cast.college_chair, at=cast.now)
    assert led.fresh().state == TermChange.State.DROPPED
