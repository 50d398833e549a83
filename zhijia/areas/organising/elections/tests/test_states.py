"""What pages and papers say in states that are rare: a vacancy, a request sent back, a vote that goes on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.models import PartyOpinion, TermChange
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.papers import FORMS, Paper
from zhijia.areas.organising.elections.rules.standing import Field, Office, some, wide_enough
from zhijia.areas.organising.elections.rules.steps import Mode, Step, papers_of
from zhijia.areas.organising.elections.showing import sheet
from zhijia.base.verdict import Refused
from zhijia.kernels.bodies.actions import take_post

from .conftest import lists
from .test_polls import vote

DAY = timedelta(days=1)
VACANCY = {"audit_seats": 0, "chair_seats": 0, "vice_chair_seats": 0}


@pytest.fixture
def vacancy(cast, walk, members):
    """Two stand for one seat; the superior has agreed to both requests and to the result."""
    people = members(12)
    led = walk(
        route="by_election",
        end_on=cast.today + 60 * DAY,
        committee_seats=1,
        reason="因王某同志退休，出现空缺。",
        **VACANCY,
    )
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
    return led


def words_of(change, kind) -> str:
    shown = sheet(change, kind, actions.paper_of(change, kind))
    attached = [line for _name, _title, lines in shown.attachments for line in lines]
    lines = [f"{line.text}{line.follow}" for line in [*shown.lines, *attached]]
    return "\n".join([shown.title, *(name for name, _title, _lines in shown.attachments), *lines])


def test_a_vacancy_is_filled_by_those_who_sit(cast, client, walk, members):
    people = members(12)
    led = walk(route="by_election", end_on=cast.today + 60 * DAY, committee_seats=1, **VACANCY)
    for person in people[2:5]:
        take_post(term=led.change.term, person=person, title="member", from_on=led.change.term.from_on, declared=True)
    TermChange.objects.update(step=Step.CONGRESS)
    led.change.stages.filter(seq__lt=led.change.stages.get(step=Step.CONGRESS).seq).update(done_on=cast.today)
    client.force_login(cast.college_officer)
    asked = client.get(f"/elections/{led.change.pk}/polls/committee/").context["form"].initial
    assert asked["expected"] == 3 and asked["held_on"] <= timezone.localdate()


# --- papers ---


def test_the_papers_of_a_vacancy_speak_of_nothing_else(vacancy):
    told = {kind: words_of(vacancy.change, kind) for kind in FORMS}
    assert not [kind for kind, text in told.items() if "经费审查" in text or "换届" in text or "。。" in text]
    assert "事由：因王某同志退休，出现空缺。根据" in told[Paper.REQUEST]
    assert "同意云岭财经职业学院工会补选工会委员会委员1名。" in told[Paper.REQUEST_REPLY]
    assert "补选人员名册" in told[Paper.ROSTER] and "本办法经会议通过后施行" in told[Paper.RULES]
    assert str(actions.paper_of(vacancy.change, Paper.REQUEST)) == "云岭财经职业学院工会第六届补选请示"
    assert [opinion.about_said for opinion in vacancy.change.party_opinions.all()] == ["补选工作", "候选人"]


def test_a_reply_quotes_the_document_it_answers(vacancy):
    said = words_of(vacancy.change, Paper.CANDIDATES_REPLY)
    asked = sheet(vacancy.change, Paper.CANDIDATES_REQUEST).title
    assert f"你会《{asked}》（云财院工〔2025〕4号）收悉" in said


def test_a_list_of_one_name_has_no_order(nominating, cast):
    nominating.nominate(Office.COMMITTEE, nominating.people[:2], cast.today)
    nominating.nominate(Office.CHAIR, nominating.people[:1], cast.today)
    several, one = words_of(nominating.change, Paper.CANDIDATES).split("主席候选人")[:2]
    assert "笔画" in several and "笔画" not in one


def test_papers_claim_nothing_that_has_not_happened(cast, walk, members):
    members(12)
    change = walk().change
    assert "同意为" not in words_of(change, Paper.CANDIDATES_REPLY)
    for kind in (Paper.RESULT, Paper.RESULT_REPLY):
        assert "选举结果还没有登记" in words_of(change, kind) and "符合" not in words_of(change, kind)
    assert "不选代表" in words_of(change, Paper.DELEGATES)


def test_the_request_names_only_what_is_elected(cast, walk, members):
    members(12)
    alone = words_of(walk(audit_seats=0, vice_chair_seats=0).change, Paper.REQUEST)
    assert "经费审查" not in alone and "委员会委员由大会无记名投票差额选举产生；主席由第一次全委会选举" in alone


def test_a_ballot_says_how_each_of_its_columns_is_marked(standing):
    assert "弃权的在“弃权”栏画“○”" in words_of(standing().change, Paper.BALLOT)


# --- whose turn, and what next ---


def page_of(client, user, change) -> str:
    client.force_login(user)
    return client.get(change.get_absolute_url()).content.decode()


def test_a_request_sent_back_says_why_and_lets_the_plan_be_changed(cast, client, walk, members):
    members(12)
    led = walk()
    led.close(Step.PLAN, cast.today)
    led.party(PartyOpinion.About.CHANGE, cast.today)
    led.ask(papers.Paper.REQUEST, cast.today, "云财院工〔2026〕3号")
    case = actions.paper_of(led.change, Paper.REQUEST).case
    assert f'href="{case.get_absolute_url()}"' in page_of(client, cast.province_officer, led.change)
    assert "去批复" not in page_of(client, cast.college_officer, led.change)
    actions.rule_paper(case=case, by=cast.province_officer, ruling="return", at=cast.now, note="名额偏多，请调整。")
    page = page_of(client, cast.college_officer, led.fresh())
    assert "上级工会退回了换届请示：名额偏多，请调整。" in page and "修改计划" in page and "前批复" not in page


def test_a_posted_notice_is_not_posted_again(cast, client, nominating):
    led = nominating
    led.stand(lists(led.people), cast.today)
    notice = actions.post_notice(change=led.change, contact="工会办公室", **led.by(cast.today))
    page = page_of(client, cast.college_officer, led.change)
    assert "登记公示结果" in page and "发布公示" not in page
    type(notice).objects.update(to_on=notice.to_on + 900 * DAY)
    early = client.get(f"/elections/notices/{notice.pk}/close/")
    assert early.status_code == 403
    said = early.content.decode()
    assert "现在不能办理" in said and "才满" in said and f'href="{led.change.get_absolute_url()}"' not in said
    assert f'href="{notice.get_absolute_url()}"' in said


def test_a_union_that_meets_as_a_whole_lists_no_delegates(cast, client, nominating):
    address = f"/elections/{nominating.change.pk}/delegates/"
    client.force_login(cast.college_officer)
    assert f"{address}add/" not in client.get(address).content.decode()
    assert "不选代表" in client.get(f"{address}add/").content.decode()


def test_what_was_agreed_to_is_not_given_up(cast, vacancy):
    with pytest.raises(Refused, match="上级工会已批复选举结果，不能终止"):
        actions.drop(change=vacancy.fresh(), reason="不办了", by=cast.college_chair, at=cast.now)


@pytest.mark.parametrize(("policy_says", "asked"), [("可以", True), ("不可以", False)])
def test_a_written_exception_is_asked_for_where_policy_takes_one(cast, client, policy, drawn, policy_says, asked):
    policy("elections.delegate_exception", policy_says)
    led = drawn(20, 15)
    client.force_login(cast.college_officer)
    page = client.get(f"/elections/{led.change.pk}/delegates/hand-in/")
    assert ("exception" in page.context["form"].fields) is asked and "还差 1 人" in page.content.decode()


def test_a_candidate_is_put_on_the_list_by_the_form(cast, client, nominating):
    """The page offers only the offices of this election: what it offers it also takes."""
    led, person = nominating, nominating.people[0]
    address = f"/elections/{led.change.pk}/candidates/add/"
    client.force_login(cast.college_officer)
    typed = {"office": "committee", "person": person.pk, "relation": "none", "nominations": "12"}
    assert client.post(address, typed).status_code == 302
    assert led.change.candidates.get().person == person
    wrong = client.post(address, {"office": "standing", "person": cast.qian.pk})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"office", "person"}


# --- votes ---


def test_everything_wrong_with_a_vote_is_told_at_once(cast, standing):
    led = standing()
    with pytest.raises(Refused) as refused:
        actions.record_poll(
            change=led.change,
            office=Office.COMMITTEE,
            held_on=cast.today + DAY,
            scrutineers=led.people[0].name,
            votes={row.pk: (99, 0, 0) for row in actions.on_ballot(led.change, Office.COMMITTEE)},
            expected=61,
            attended=40,
            issued=70,
            returned=75,
            void=80,
            **led.by(cast.today),
        )
    assert {reason.field for reason in refused.value.reasons} == {
        "held_on", "scrutineers", "attended", "issued", "returned", "void", "votes",
    }  # fmt: skip
    assert "-" not in str(refused.value)  # nothing is held against fewer than no ballots


def test_after_one_vote_comes_the_next_and_then_the_end_of_the_step(cast, client, standing):
    led = standing()
    client.force_login(cast.college_officer)
    first = vote(cast, led)
    assert f"/elections/{led.change.pk}/polls/audit/" in client.get(first.get_absolute_url()).content.decode()
    second = vote(cast, led, Office.AUDIT, votes=[50, 49, 48, 3])
    assert f"/elections/{led.change.pk}/close/congress/" in client.get(second.get_absolute_url()).content.decode()
    assert client.get(f"/elections/polls/{second.pk}/leave-open/").status_code == 403


def test_a_round_voted_on_again_misses_nobody_any_more(cast, client, standing):
    led = standing()
    vote(cast, led, votes=[50, 50, 50, 50, 3, 3])
    assert "还差 1 人" in page_of(client, cast.college_officer, led.change)
    vote(cast, led, votes=[40, 3])
    page = page_of(client, cast.college_officer, led.change)
    assert "还差 1 人" not in page and "已再次投票" in page


def test_many_names_are_counted_where_not_all_are_said():
    assert some(["甲", "乙", "丙"], most=2) == "甲、乙等3人" and some(["甲"]) == "甲"


def test_only_a_wide_ballot_is_told_to_be_one():
    chair = Field(Office.CHAIR, 1, 1, 0)
    assert "差额" not in str(wide_enough(chair))
    assert "差额" in str(wide_enough(Field(Office.COMMITTEE, 5, 6, 5)))


def test_a_way_has_its_own_papers():
    assert Paper.DELEGATES not in papers_of("by_election", Mode.MEMBERS)
    assert set(papers_of("regular", Mode.DELEGATES)) == set(FORMS)
