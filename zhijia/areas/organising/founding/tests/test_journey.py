"""From a letter off the street to a union with thirty members; a merger on a future day; what is refused on the way."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from zhijia.areas.organising.founding import actions, documents
from zhijia.areas.organising.founding.models import Application, Ask, OrgChange
from zhijia.areas.organising.founding.rules.changes import State
from zhijia.areas.organising.founding.rules.process import Step
from zhijia.base.verdict import Refused
from zhijia.kernels.bodies.models import Body, Term
from zhijia.kernels.inbox.models import Deadline, Notice
from zhijia.kernels.inbox.todos import todos_for
from zhijia.kernels.jobs.models import Job
from zhijia.kernels.org.actions import found_unit
from zhijia.kernels.org.models import OrgEvent, StaffCount, Unit
from zhijia.kernels.people.models import Employment, Membership, Person
from zhijia.kernels.trail.models import Entry

from .conftest import AUDIT, CHAIR, COMMITTEE, MEMBER, number_of, result

WORDS = {"name": "云岭博雅中学", "contact": "卢静", "phone": "13812345678", "sort": "private_school"}
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_from_a_letter_to_a_union_with_thirty_members(cast, begun, congress):
    ask = actions.send_ask(unit=cast.province, at=cast.now, address="203.0.113.9", staff=40, **WORDS)
    ask = actions.answer_ask(ask=ask, state="taken", answer="已受理，本周联系", by=cast.province_officer, at=cast.now)
    assert (ask.state, ask.target.stage) == (Ask.State.TAKEN, "listed")
    actions.note_contact(
        target=ask.target,
        on=cast.today,
        way="visit",
        said="校长同意",
        by=cast.province_officer,
        at=cast.now,
        today=cast.today,
    )
    founding = begun(targets=[ask.target])
    ask.target.refresh_from_db()
    assert ask.target.stage == "preparing"
    founding = actions.ask_founding(founding=founding, by=cast.province_officer, at=cast.now)
    assert (founding.step, founding.case.desk_unit) == (Step.ASKING, cast.province)
    founding = actions.rule_founding(case=founding.case, by=cast.province_chair, ruling="approve", at=cast.now)
    assert founding.step == Step.JOINING
    for n in range(30):
        actions.apply(founding=founding, name=f"职工{n:02d}", id_number=number_of(n), phone="", at=cast.now)
    actions.accept_many(applications=founding.applications.all(), by=cast.province_officer, at=cast.now)
    apps = list(founding.applications.order_by("pk"))
    founding = actions.record_congress(
        founding=founding,
        lines=result(apps),
        seats={COMMITTEE: 5, AUDIT: 3},
        by=cast.province_officer,
        at=cast.now,
        **congress,
    )
    founding = actions.report_result(founding=founding, by=cast.province_officer, at=cast.now)
    founding = actions.number_reply(
        founding=founding, founded_number="云教工〔2026〕21号", by=cast.province_officer, at=cast.now
    )
    founding = actions.rule_founding(case=founding.result_case, by=cast.province_chair, ruling="approve", at=cast.now)
    unit = founding.founded_unit
    assert (founding.step, unit.superior, unit.kind, unit.founded_on) == (
        Step.FOUNDED,
        cast.province,
        "school",
        cast.today,
    )
    assert (unit.code, unit.ownership, unit.sector) == ("YL-01", "", "education")
    assert Membership.objects.active().filter(unit=unit, joined_on=cast.today).count() == 30
    assert Employment.objects.filter(unit=unit).count() == 30
    assert StaffCount.objects.get(unit=unit, group="total").persons == 40
    term = Term.objects.get(body__unit=unit, body__kind=Body.Kind.COMMITTEE)
    assert (term.number, term.years, term.posts.count()) == (1, 5, 5)
    assert term.posts.get(title=CHAIR).person.name == "职工00"
    assert Term.objects.get(body__unit=unit, body__kind=Body.Kind.AUDIT).posts.count() == 3
    assert OrgEvent.objects.get(unit=unit, kind="found").document_no == "云教工〔2026〕21号"
    assert founding.follow_ups.count() == 6
    ask.target.refresh_from_db()
    assert (ask.target.stage, ask.target.founded_unit, ask.target.founded_on) == ("founded", unit, cast.today)
    assert documents.render(documents.certificate(founding, cast.today))[:2] == b"PK"


def test_what_remains_to_be_done_waits_in_the_tray_until_it_is_done(cast, founded):
    founding = founded()
    waiting = Deadline.objects.open().filter(source__startswith="founding.follow_up:")
    assert waiting.count() == founding.follow_ups.count() == 6
    seal = founding.follow_ups.get(code="seal")
    todo = next(one for one in todos_for(cast.province_officer) if "刻制工会印章" in str(one.title))
    assert (todo.due_on, str(todo.note)) == (seal.due_on, str(cast.province))
    assert todo.url == reverse("founding:follow-up", args=[seal.pk])
    assert not any("刻制工会印章" in str(one.title) for one in todos_for(cast.sibling_officer))
    given = {"done_on": founding.founded_on, "by": cast.province_officer, "at": cast.now}
    actions.finish_follow_up(follow_up=seal, **given)
    assert waiting.count() == 5 and not waiting.filter(due_on=seal.due_on, title__contains="印章").exists()


def test_every_paper_can_be_drawn_up_at_the_end(cast, founded):
    founding = founded()
    for paper, draw in documents.PAPERS.items():
        assert documents.ready(founding, paper)
        assert documents.render(draw(founding, cast.today))[:2] == b"PK"


def test_whoever_is_a_member_elsewhere_is_not_counted_and_not_taken_twice(cast, joining):
    founding = joining()
    number = cast.qian.id_number.reveal()
    row = actions.apply(founding=founding, name="钱邻", id_number=number, phone="", at=cast.now)
    actions.accept_many(applications=[row], by=cast.province_officer, at=cast.now)
    row.refresh_from_db()
    assert row.state == Application.State.ELSEWHERE and "云岭理工学院" in row.refused_for
    assert founding.applications.accepted().count() == 0


def test_a_member_who_joined_elsewhere_meanwhile_is_taken_in_after_the_transfer(cast, reported):
    from zhijia.kernels.people import actions as people

    founding = reported(count=31)
    last = founding.applications.order_by("-pk").first()
    person = people.register_member(
        name=last.name, unit=cast.sibling, joined_on=date(2026, 1, 5), id_number=last.id_number.reveal()
    )
    founding = actions.rule_founding(case=founding.result_case, by=cast.province_chair, ruling="approve", at=cast.now)
    last.refresh_from_db()
    assert last.state == Application.State.ELSEWHERE
    with pytest.raises(Refused, match="先在原工会办理转会"):
        actions.take_as_member(application=last, by=cast.province_officer, at=cast.now)
    people.transfer(person=person, unit=founding.founded_unit, on=cast.today)
    actions.take_as_member(application=last, by=cast.province_officer, at=cast.now)
    last.refresh_from_db()
    assert last.state == Application.State.ADMITTED
    assert Membership.objects.active().filter(person=person).count() == 1


def test_applying_twice_is_thanked_twice_and_kept_once(cast, joining):
    founding = joining()
    first = actions.apply(founding=founding, name="张三", id_number=number_of(1), phone="", at=cast.now)
    second = actions.apply(founding=founding, name="张三", id_number=number_of(1).lower(), phone="", at=cast.now)
    assert first == second and founding.applications.count() == 1


def test_nobody_applies_before_the_reply_or_after_the_founding(cast, begun, founded):
    with pytest.raises(Refused, match="不接收入会申请"):
        actions.apply(founding=begun(), name="张三", id_number=number_of(1), phone="", at=cast.now)


def test_five_small_schools_found_one_joint_union(cast, listed, begun, congress):
    small = [listed(name=f"清泉第{n}幼儿园", staff=8) for n in range(1, 6)]
    founding = begun(name="清泉民办幼儿园联合工会", kind="joint", targets=small)
    assert actions.may_ask(founding, cast.province_officer)
    big = listed(name="大成学校", staff=60)
    part = actions.add_part(founding=founding, target=big, by=cast.province_officer, at=cast.now)
    assert "应当单独建立工会" in str(actions.may_ask(founding, cast.province_officer))
    actions.drop_part(part=part, by=cast.province_officer, at=cast.now)
    big.refresh_from_db()
    assert big.stage == "talking"
    assert actions.may_ask(founding, cast.province_officer)


def test_a_joint_union_of_one_is_no_joint_union(cast, listed, begun):
    founding = begun(kind="joint", targets=[listed(staff=8)])
    assert "至少由两个单位" in str(actions.may_ask(founding, cast.province_officer))


def test_the_logistics_company_stands_as_its_own_unit_under_the_college(cast, listed, elected, congress):
    target = listed(name="财院后勤服务公司", unit=cast.college, sort="logistics", by=cast.college_officer)
    founding = actions.begin(
        unit=cast.college,
        name="财院后勤服务公司工会",
        kind="enterprise",
        leader="钟声",
        group_members="钟声、陆遥、安然",
        targets=[target],
        by=cast.college_officer,
        at=cast.now,
    )
    founding = actions.ask_founding(founding=founding, by=cast.college_officer, at=cast.now)
    assert founding.case.desk_unit == cast.college
    founding = actions.rule_founding(case=founding.case, by=cast.college_chair, ruling="approve", at=cast.now)
    for n in range(30):
        actions.apply(
            founding=founding, name=f"职工{n}", id_number=number_of(n), phone="", at=cast.now, kind="logistics"
        )
    actions.accept_many(applications=founding.applications.all(), by=cast.college_officer, at=cast.now)
    apps = list(founding.applications.order_by("pk"))
    actions.record_congress(
        founding=founding,
        lines=result(apps),
        seats={COMMITTEE: 5, AUDIT: 3},
        by=cast.college_officer,
        at=cast.now,
        **congress,
    )
    founding = actions.report_result(founding=founding, by=cast.college_officer, at=cast.now)
    founding = actions.rule_founding(case=founding.result_case, by=cast.college_chair, ruling="approve", at=cast.now)
    assert (founding.founded_unit.superior, founding.founded_unit.kind) == (cast.college, "enterprise")
    assert founding.founded_unit.path.startswith(cast.college.path)


def test_a_refused_founding_sends_its_units_back_to_the_list(cast, begun):
    founding = actions.ask_founding(founding=begun(), by=cast.province_officer, at=cast.now)
    founding = actions.rule_founding(
        case=founding.case, by=cast.province_chair, ruling="reject", note="隶属不清", at=cast.now
    )
    assert (founding.step, founding.stopped_for) == (Step.STOPPED, "隶属不清")
    assert founding.parts.get().target.stage == "talking"


def test_a_returned_result_can_be_corrected_and_reported_again(cast, reported):
    founding = reported()
    founding = actions.rule_founding(
        case=founding.result_case, by=cast.province_chair, ruling="return", note="请附会议记录", at=cast.now
    )
    assert founding.step == Step.ELECTED
    founding = actions.report_result(founding=founding, by=cast.province_officer, at=cast.now)
    assert founding.step == Step.REPORTING


# --- the arithmetic of the first congress ---


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"attended": 19, "issued": 19, "returned": 19}, "不足应到的三分之二"),
        ({"returned": 30}, "多于发出"),
        ({"issued": 30, "returned": 29}, "多于到会"),
    ],
)
def test_a_meeting_that_does_not_add_up_elects_nobody(cast, peopled, congress, change, words):
    founding = peopled()
    apps = list(founding.applications.order_by("pk"))
    with pytest.raises(Refused, match=words):
        actions.record_congress(
            founding=founding,
            lines=result(apps),
            seats={COMMITTEE: 5, AUDIT: 3},
            by=cast.province_officer,
            at=cast.now,
            **congress | change,
        )
    founding.refresh_from_db()
    assert founding.step == Step.JOINING


def elect(cast, founding, congress, votes, seats=5, chair=0):
    apps = list(founding.applications.order_by("pk"))
    lines = [actions.Voted(apps[n], COMMITTEE, CHAIR if n == chair else MEMBER, count) for n, count in enumerate(votes)]
    return actions.record_congress(
        founding=founding, lines=lines, seats={COMMITTEE: seats}, by=cast.province_officer, at=cast.now, **congress
    )


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ([29, 28, 27, 26, 25], "差额选举至少要有6名"),
        ([29, 28, 27, 20, 20, 20], "得票相同，须再次投票"),
        ([29, 28, 27, 26, 15, 14], "没有人得票过半"),
        ([9, 29, 28, 27, 26, 25], "没有当选"),
    ],
)
def test_an_election_without_a_clear_result_is_not_recorded(cast, peopled, congress, votes, words):
    with pytest.raises(Refused, match=words):
        elect(cast, peopled(), congress, votes)


def test_sixteen_votes_of_thirty_are_more_than_half_and_fifteen_are_not(cast, peopled, congress):
    founding = elect(cast, peopled(), congress, [29, 28, 27, 26, 16, 15])
    assert founding.seats.filter(elected=True).count() == 5
    assert founding.seats.get(elected=False).votes == 15


def test_the_chair_does_not_audit_the_money(cast, peopled, congress):
    founding = peopled()
    apps = list(founding.applications.order_by("pk"))
    lines = [*result(apps), actions.Voted(apps[0], AUDIT, MEMBER, 27)]
    with pytest.raises(Refused, match="不能进入经费审查委员会"):
        actions.record_congress(
            founding=founding,
            lines=lines,
            seats={COMMITTEE: 5, AUDIT: 3},
            by=cast.province_officer,
            at=cast.now,
            **congress,
        )


# --- changes ---


@pytest.fixture
def second(cast):
    """Another college, without officers of its own, in the same province."""
    return found_unit(
        code="YL-YS", name="云岭艺术学院工会", kind="college", superior=cast.province, on=date(2015, 1, 1)
    )


def asked(cast, kind, by=None, **facts):
    facts = {"unit": cast.college, "effective_on": cast.today, "reason": "机构改革"} | facts
    change = actions.ask_change(kind=kind, by=by or cast.college_officer, at=cast.now, **facts)
    return actions.submit_change(change=change, by=by or cast.college_officer, at=cast.now)


def approve(cast, change):
    return actions.rule_change(case=change.case, by=cast.province_chair, ruling="approve", at=cast.now)


def test_a_merger_is_approved_above_and_happens_on_its_day(cast, second):
    day = cast.today + timedelta(days=20)
    before = Membership.objects.as_of(cast.today).filter(unit__path__startswith=cast.college.path).count()
    change = asked(cast, "merge", into=second, effective_on=day)
    assert change.case.desk_unit == cast.province
    change = approve(cast, change)
    assert change.state == State.SCHEDULED and Unit.objects.get(pk=cast.college.pk).dissolved_on is None
    job = Job.objects.get(code="founding.carry_out")
    assert job.run_after.astimezone(SHANGHAI).date() == day
    early = actions.carry_out(change=change, at=cast.now)
    assert early.state == State.SCHEDULED
    change = actions.carry_out(change=change, at=datetime(2026, 3, 30, 0, 5, tzinfo=SHANGHAI))
    assert change.state == State.DONE
    assert Unit.objects.get(pk=cast.college.pk).dissolved_on == day
    second.refresh_from_db()
    assert Membership.objects.active().under(second.path).count() == before
    assert Membership.objects.as_of(cast.today).filter(unit__in=[cast.college, cast.branch]).count() == before
    assert Notice.objects.filter(user=cast.college_officer, title__contains="已办理").exists()
    assert Notice.objects.filter(user=cast.province_chair, title__contains="已办理").exists()


def test_what_can_no_longer_be_done_on_its_day_fails_and_both_are_told(cast, second):
    day = cast.today + timedelta(days=20)
    change = approve(cast, asked(cast, "move", by=cast.province_officer, superior=second, effective_on=day))
    from zhijia.kernels.org.actions import dissolve_unit

    dissolve_unit(unit=second, on=cast.today + timedelta(days=5), by=None)
    change = actions.carry_out(change=change, at=datetime(2026, 3, 30, 0, 5, tzinfo=SHANGHAI))
    assert change.state == State.FAILED and "撤销" in change.outcome
    told = Notice.objects.filter(title__contains="到期不能办理").values_list("user__username", flat=True)
    assert set(told) == {"province_officer", "province_chair"}


def test_a_rename_for_today_is_done_with_the_approval(cast):
    change = approve(cast, asked(cast, "rename", new_name="云岭财经大学工会", new_kind="university"))
    unit = Unit.objects.get(pk=cast.college.pk)
    assert (change.state, unit.name, unit.kind) == (State.DONE, "云岭财经大学工会", "university")
    assert OrgEvent.objects.get(unit=unit, kind="rename").document_no == change.case.number
    assert documents.render(documents.change_reply(change, cast.today))[:2] == b"PK"


def test_nobody_approves_what_they_asked_for(cast):
    change = asked(cast, "rename", by=cast.province_chair, new_name="云岭财经大学工会")
    with pytest.raises(Refused, match="本人提交"):
        approve(cast, change)


def test_the_officer_next_door_may_not_ask_for_us(cast):
    with pytest.raises(Refused, match="权限"):
        asked(cast, "rename", by=cast.sibling_officer, new_name="云岭财经大学工会")


def test_a_change_within_a_college_is_decided_by_the_college(cast):
    change = asked(cast, "rename", unit=cast.branch, by=cast.branch_chair, new_name="会计金融学院分工会")
    assert change.case.desk_unit == cast.college


def test_the_top_of_the_tree_has_nobody_to_ask(cast):
    with pytest.raises(Refused, match="没有共同的上级工会"):
        asked(cast, "rename", unit=cast.province, by=cast.province_officer, new_name="云岭省教育工会")


def test_an_empty_desk_stops_the_change_and_is_reported(cast):
    from zhijia.engines.flow.models import Case
    from zhijia.kernels.access.models import RoleHeld

    RoleHeld.objects.filter(user=cast.province_chair).update(to_on=cast.today - timedelta(days=1))
    change = asked(cast, "rename", new_name="云岭财经大学工会")
    assert change.case in Case.objects.stuck(cast.today)


def test_what_is_already_so_is_refused_when_handed_in(cast):
    with pytest.raises(Refused):
        asked(cast, "move", superior=cast.province)


def test_a_unit_is_not_moved_under_its_own_branch(cast):
    with pytest.raises(Refused, match="自己的下级"):
        asked(cast, "move", superior=cast.branch)


def test_a_split_needs_two_unions_to_come_out(cast):
    change = actions.ask_change(
        kind="split", unit=cast.college, effective_on=cast.today, reason="分设", by=cast.college_officer, at=cast.now
    )
    actions.add_split_part(
        change=change,
        name="会计学院工会",
        code="YL-KJ",
        kind="college",
        branches=[cast.branch],
        by=cast.college_officer,
        at=cast.now,
    )
    with pytest.raises(Refused, match="至少有两个工会"):
        actions.submit_change(change=change, by=cast.college_officer, at=cast.now)


def test_a_split_takes_branches_and_persons_along(cast):
    change = actions.ask_change(
        kind="split", unit=cast.college, effective_on=cast.today, reason="分设", by=cast.college_officer, at=cast.now
    )
    given = {"change": change, "kind": "college", "by": cast.college_officer, "at": cast.now}
    actions.add_split_part(name="会计学院工会", code="YL-KJ", branches=[cast.branch], **given)
    actions.add_split_part(name="财经学院工会", code="YL-CY", people_chosen=[cast.li], **given)
    change = approve(cast, actions.submit_change(change=change, by=cast.college_officer, at=cast.now))
    assert change.state == State.DONE
    assert Membership.objects.active().get(person=cast.li).unit.code == "YL-CY"
    accounting = Unit.objects.get(code="YL-KJ")
    assert Membership.objects.active().get(person=cast.zhang).unit.path.startswith(accounting.path)


def test_an_approved_change_can_be_called_off_before_its_day(cast):
    change = asked(cast, "rename", new_name="云岭财经大学工会", effective_on=cast.today + timedelta(days=10))
    change = actions.cancel_change(change=approve(cast, change), reason="暂缓", by=cast.college_officer, at=cast.now)
    assert change.state == State.CANCELLED
    assert actions.carry_out_due(at=cast.now + timedelta(days=30)) == []
    assert Unit.objects.get(pk=cast.college.pk).name == "云岭财经职业学院工会"


def test_one_open_request_of_a_kind(cast):
    asked(cast, "rename", new_name="云岭财经大学工会")
    with pytest.raises(Refused, match="已有一件同样的变更"):
        asked(cast, "rename", new_name="云岭经贸大学工会")
    assert OrgChange.objects.count() == 1


# --- broken lines ---


def search(cast, day=None):
    return actions.survey_lines(today=day or cast.today, at=cast.now)


def test_a_unit_whose_superior_is_abolished_appears_and_disappears(cast):
    from zhijia.areas.organising.founding.models import BrokenLine
    from zhijia.kernels.org.actions import dissolve_unit
    from zhijia.kernels.people.actions import move_unit

    city = found_unit(code="YL-QS", name="清水市教育工会", kind="city", superior=cast.province, on=date(2015, 1, 1))
    school = found_unit(code="YL-QS-1", name="清水一中工会", kind="school", superior=city, on=date(2015, 1, 1))
    assert search(cast) == (0, 0)
    dissolve_unit(unit=city, on=cast.today, by=None, leave_below=True)
    assert search(cast) == (1, 0)
    line = BrokenLine.objects.get()
    assert (line.unit, line.fault) == (school, "superior_gone")
    line = actions.plan_line(
        line=line,
        cause="reform",
        plan="划归省直管",
        responsible="方远",
        due_on=cast.today,
        by=cast.province_officer,
        at=cast.now,
    )
    with pytest.raises(Refused, match="断线还在"):
        actions.close_line(
            line=line, fixed_on=cast.today, note="已改", by=cast.province_officer, at=cast.now, today=cast.today
        )
    move_unit(unit=school, superior=cast.province, on=cast.today, by=None)
    assert search(cast, cast.today + timedelta(days=1)) == (0, 1)
    line.refresh_from_db()
    assert line.fixed_on == cast.today + timedelta(days=1)


def test_a_missing_union_is_written_down_and_closed_by_hand(cast):
    line = actions.note_line(
        unit=cast.province, place="清溪县", found_on=cast.today, today=cast.today, by=cast.province_officer, at=cast.now
    )
    assert search(cast) == (0, 0)
    line = actions.close_line(
        line=line,
        fixed_on=cast.today,
        note="清溪县教育工会成立",
        by=cast.province_officer,
        at=cast.now,
        today=cast.today,
    )
    assert line.state == "fixed"


def test_a_union_of_twenty_five_without_a_committee_is_found(cast, founded):
    from zhijia.areas.organising.founding.models import BrokenLine
    from zhijia.kernels.bodies.actions import end_term

    founding = founded()
    search(cast)
    assert not BrokenLine.objects.filter(unit=founding.founded_unit).exists()
    end_term(term=Term.objects.get(body__unit=founding.founded_unit, body__kind="committee"), on=cast.today)
    search(cast)
    assert BrokenLine.objects.get(unit=founding.founded_unit).fault == "no_committee"
    assert Person.objects.filter(home=founding.founded_unit).count() == 30


# --- papers and telephones ---


def test_the_papers_of_a_renaming_keep_the_name_it_was_asked_under(cast):
    old = cast.branch.name
    change = actions.ask_change(
        unit=cast.branch,
        kind="rename",
        new_name="数智学院分工会",
        effective_on=cast.today,
        reason="学院更名",
        by=cast.college_officer,
        at=cast.now,
    )
    change = actions.submit_change(change=change, by=cast.college_officer, at=cast.now)
    change = actions.rule_change(case=change.case, by=cast.college_chair, ruling="approve", at=cast.now)
    change = OrgChange.objects.get(pk=change.pk)
    assert (change.state, change.unit.name) == (State.DONE, "数智学院分工会")
    for draw in (documents.change_request, documents.change_reply):
        paper = draw(change, cast.today)
        assert (
            old in paper.title and f"{old}更名为“数智学院分工会”" in paper.body[1 if paper.kind == "请示" else 0].words
        )


def test_a_telephone_is_read_for_a_reason_by_who_may(cast, listed):
    target = listed(phone="13812345678")
    give = {"row": target, "at": cast.now}
    with pytest.raises(Refused, match="没有查看联系电话的权限"):
        actions.reveal_phone(reason="联系", by=cast.college_officer, **give)
    with pytest.raises(Refused, match="请写明查看的原因"):
        actions.reveal_phone(reason=" ", by=cast.province_officer, **give)
    assert actions.reveal_phone(reason="电话联系建会", by=cast.province_officer, **give) == "13812345678"
    told = Entry.objects.get(verb="reveal")
    assert "电话联系建会" in told.reason and "13812345678" not in str(vars(told))
