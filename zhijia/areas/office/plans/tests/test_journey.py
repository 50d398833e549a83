"""From a document to verified tasks, and everything that must not happen on the way."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from zhijia.areas.office.plans import actions
from zhijia.areas.office.plans.actions import Assignment
from zhijia.areas.office.plans.demo import example
from zhijia.areas.office.plans.documents import docx_of, ics_of
from zhijia.areas.office.plans.models import Alignment, Evidence, Node, Plan, Report, Task
from zhijia.areas.office.plans.rules import tasks as rules
from zhijia.areas.office.plans.rules.lines import Kind, Style
from zhijia.areas.office.plans.tasks import remind
from zhijia.areas.office.plans.verify import baselines
from zhijia.base.verdict import Refused
from zhijia.engines.flow import actions as flow
from zhijia.kernels.access.actions import end_role
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.records.actions import record_many
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.trail.models import Entry


def node_called(plan, text):
    return next(node for node in plan.nodes if text in node.words)


def said(plan):
    return "".join(line.said for line in plan.lines)


def test_a_document_becomes_chapters_items_and_measures(office):
    plan = office.draft()
    counts = [sum(node.kind == kind for node in plan.nodes) for kind in (Kind.CHAPTER, Kind.ITEM, Kind.MEASURE)]
    assert counts == [4, 12, 11]
    assert (plan.number, plan.issued_on, plan.numbering) == ("云财院工〔2026〕3号", date(2026, 1, 12), Style.PAREN)
    measure = node_called(plan, "读书分享会")
    assert measure.parent.number == "（一）" and measure.parent.parent.kind == Kind.CHAPTER
    assert measure.original(plan.document) == "举办四期教职工读书分享会。"


def test_a_word_file_is_read_the_same_way(office, cast):
    paper = docx.Document()
    for line in example("college").splitlines():
        paper.add_paragraph(line)
    content = BytesIO()
    paper.save(content)
    upload = ContentFile(content.getvalue(), name="要点.docx")
    plan = actions.read_in(upload=upload, unit=cast.college, year=2026, by=cast.college_officer, at=cast.now)
    assert sum(node.kind == Kind.MEASURE for node in plan.nodes) == 11 and plan.source.kind == "docx"


def test_an_unreadable_file_says_what_to_do(office, cast):
    upload = ContentFile(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, name="要点.doc")
    with pytest.raises(Refused, match="另存为 .docx"):
        actions.read_in(upload=upload, unit=cast.college, year=2026, by=cast.college_officer, at=cast.now)
    assert not Plan.objects.exists()


# --- corrections ---


def test_corrections_keep_the_text_and_are_logged(office, cast):
    plan, who = office.draft(), {"by": cast.college_officer, "at": cast.now}
    before = said(plan)
    choir = node_called(plan, "合唱队")
    second = actions.split_line(node=choir, at_character=choir.words.index("参加"), **who)
    assert (second.kind, second.text) == (Kind.MEASURE, "参加上级汇演。")
    assert said(plan) == before
    joined = actions.merge_line(node=second, **who)
    assert joined.text == "组织教职工合唱队排练并参加上级汇演。" and said(plan) == before
    assert {entry.verb for entry in Entry.objects.about(plan)} >= {"plans.read", "plans.split", "plans.merge"}


def test_what_is_no_measure_goes_back_into_the_item(office, cast):
    plan, who = office.draft(), {"by": cast.college_officer, "at": cast.now}
    before = said(plan)
    item = actions.to_text(node=node_called(plan, "读书分享会"), **who)
    assert item.number == "（一）" and item.words.endswith("举办四期教职工读书分享会。")
    other = actions.to_text(node=node_called(plan, "合唱队"), **who)  # not first: the order of the text stays
    assert other.kind == Kind.OTHER and said(plan) == before
    assert [node.number for node in Plan.objects.get(pk=plan.pk).guiding][0] == "（一）"


def test_a_measure_moves_to_another_item(office, cast):
    plan = office.draft()
    moved = actions.move_line(
        node=node_called(plan, "合唱队"),
        behind=next(node for node in plan.nodes if node.number == "（六）"),
        by=cast.college_officer,
        at=cast.now,
    )
    moved.refresh_from_db()
    assert moved.parent.number == "（六）"


def test_chapters_change_places_and_numbers_run_on(office, cast):
    plan = office.draft()
    chapter = next(node for node in plan.nodes if node.kind == Kind.CHAPTER)
    actions.shift_line(node=chapter, by_places=1, by=cast.college_officer, at=cast.now)
    plan = Plan.objects.get(pk=plan.pk)
    items = [node for node in plan.nodes if node.kind == Kind.ITEM]
    assert items[0].words.startswith("以课堂教学") and items[0].number == "（一）"
    assert [node.number for node in items][-1] == "（十二）"
    first = next(node for node in plan.nodes if node.kind == Kind.CHAPTER)
    with pytest.raises(Refused, match="最前或最后"):
        actions.shift_line(node=first, by_places=-1, by=cast.college_officer, at=cast.now)


def test_a_line_is_deleted_only_with_a_reason_and_the_log_keeps_it(office, cast):
    plan, who = office.draft(), {"by": cast.college_officer, "at": cast.now}
    node = node_called(plan, "读书分享会")
    with pytest.raises(Refused, match="理由"):
        actions.remove_line(node=node, reason=" ", **who)
    actions.remove_line(node=node, reason="与省里重复", **who)
    assert "读书分享会" not in said(Plan.objects.get(pk=plan.pk)) and "读书分享会" in plan.document
    entry = Entry.objects.about(plan).filter(verb="plans.remove").get()
    assert entry.reason == "与省里重复" and "读书分享会" in entry.summary


def test_lines_are_added_where_they_belong(office, cast):
    plan, who = office.draft(), {"by": cast.college_officer, "at": cast.now}
    six = next(node for node in plan.nodes if node.number == "（六）")
    added = actions.add_line(plan=plan, kind=Kind.MEASURE, text="设立建议信箱。", after=six, **who)
    added.refresh_from_db()
    assert added.parent == six and added.level == 3
    eight = next(node for node in plan.nodes if node.number == "（八）")
    item = actions.add_line(plan=plan, kind=Kind.ITEM, text="关心退休教职工。", after=eight, **who)
    item.refresh_from_db()
    eight.refresh_from_db()
    assert item.seq == eight.seq + 3 and item.parent == eight.parent  # behind the item's own measures
    actions.renumber(plan=plan, style=Style.PAREN, **who)
    item.refresh_from_db()
    assert item.number == "（九）"


def test_a_line_somebody_else_has_merged_meanwhile_is_refused_politely(office, cast):
    plan, who = office.draft(), {"by": cast.college_officer, "at": cast.now}
    node = node_called(plan, "合唱队")
    actions.merge_line(node=node, **who)
    with pytest.raises(Refused, match="刷新"):
        actions.merge_line(node=node, **who)


def test_every_warning_stands_beside_its_line_and_must_be_settled(office, cast):
    text = example("college").replace("（三）总结", "（四）总结")
    plan = actions.read_text(
        text=text, name="要点.txt", unit=cast.college, year=2026, by=cast.college_officer, at=cast.now
    )
    doubt = plan.doubts.filter(text__contains="跳号").first()
    assert doubt and doubt.node.number == "（四）"
    with pytest.raises(Refused, match="没有核对"):
        actions.submit_plan(plan=plan, by=cast.college_officer, at=cast.now)
    gone = actions.merge_line(node=doubt.node, by=cast.college_officer, at=cast.now)
    doubt.refresh_from_db()
    assert doubt.node == gone  # a doubt never loses its place
    assert actions.settle(plan=plan, by=cast.college_officer, at=cast.now) >= 1


# --- adoption ---


def test_the_chair_adopts_and_the_text_is_frozen(office, cast):
    plan = office.adopt()
    assert (plan.state, plan.adopted_by) == (Plan.State.ADOPTED, cast.college_chair)
    assert plan.digest == plan.computed_digest
    for verb in (actions.merge_line, actions.to_text):
        with pytest.raises(Refused, match="修订"):
            verb(node=node_called(plan, "合唱队"), by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused):
        actions.describe(plan=plan, by=cast.college_officer, at=cast.now, title="别的")


def test_verify_notices_a_baseline_that_was_tampered_with(office):
    plan = office.adopt()
    assert list(baselines()) == []
    Node.objects.filter(pk=plan.nodes[-1].pk).update(text="偷偷改了")
    assert [fault.where for fault in baselines()] == [f"plans.plan:{plan.pk}"]


def test_nobody_adopts_their_own_plan(office, cast):
    plan = office.draft(by=cast.college_chair)
    actions.settle(plan=plan, by=cast.college_chair, at=cast.now)
    plan = actions.submit_plan(plan=plan, by=cast.college_officer, at=cast.now)  # somebody else hands it in
    with pytest.raises(Refused):
        actions.rule_plan(case=plan.case, by=cast.college_chair, ruling="approve", at=cast.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(adopted_by=cast.college_chair)


def test_returned_corrected_and_adopted(office, cast):
    plan = office.draft()
    actions.settle(plan=plan, by=cast.college_officer, at=cast.now)
    plan = actions.submit_plan(plan=plan, by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="不能再改"):
        actions.merge_line(node=plan.nodes[3], by=cast.college_officer, at=cast.now)
    plan = actions.rule_plan(case=plan.case, by=cast.college_chair, ruling="return", note="措施再具体些", at=cast.now)
    assert plan.state == Plan.State.RETURNED
    assert Notice.objects.filter(user=cast.college_officer, title__contains="措施再具体些").exists()
    plan = actions.submit_plan(plan=plan, by=cast.college_officer, at=cast.now)
    assert plan.case.round == 2
    assert actions.rule_plan(case=plan.case, by=cast.college_chair, ruling="approve", at=cast.now).frozen


def test_a_plan_taken_back_is_a_draft_again_however_it_was_taken_back(office, cast):
    plan = office.draft()
    actions.settle(plan=plan, by=cast.college_officer, at=cast.now)
    plan = actions.submit_plan(plan=plan, by=cast.college_officer, at=cast.now)
    flow.withdraw(case=plan.case, by=cast.college_officer, at=cast.now)
    plan = Plan.objects.get(pk=plan.pk)
    assert plan.standing == Plan.State.DRAFT
    plan = actions.submit_plan(plan=plan, by=cast.college_officer, at=cast.now)
    assert actions.withdraw_plan(plan=plan, by=cast.college_officer, at=cast.now).state == Plan.State.DRAFT


def test_a_branch_has_its_plan_adopted_by_the_union_above(office, cast):
    plan = office.draft(unit=cast.branch, by=cast.branch_chair)
    actions.settle(plan=plan, by=cast.branch_chair, at=cast.now)
    plan = actions.submit_plan(plan=plan, by=cast.branch_chair, at=cast.now)
    assert plan.case.desk_unit == cast.college
    assert (
        office.cast and actions.rule_plan(case=plan.case, by=cast.college_chair, ruling="approve", at=cast.now).frozen
    )


def test_a_revision_takes_the_plans_place_and_the_tasks_along(office, cast):
    first = office.adopt()
    kept, gone = office.give(first, count=2, owner=cast.college_officer)
    new = actions.revise(plan=first, why="增加安全教育", by=cast.college_officer, at=cast.now)
    assert new.digest == "" and (new.version, new.revises) == (2, first)
    with pytest.raises(Refused, match="修订稿"):
        actions.revise(plan=first, why="再改", by=cast.college_officer, at=cast.now)
    actions.remove_line(node=node_called(new, gone.title), reason="停办", by=cast.college_officer, at=cast.now)
    new = office.adopt(new)
    first.refresh_from_db()
    assert first.state == Plan.State.SUPERSEDED and first.digest != new.digest
    assert first.digest == Plan.objects.get(pk=first.pk).computed_digest  # the old baseline is untouched
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert kept.plan == new and kept.measure.plan == new and kept.measure.words == kept.title
    assert gone.plan == new and gone.measure.plan == first  # its measure is gone: shown, not lost


def test_items_carry_out_items_of_the_plan_above(office, cast):
    upper = office.adopt(office.draft("province", unit=cast.province, by=cast.province_officer))
    plan = office.draft()
    item = next(node for node in plan.nodes if node.number == "（七）")
    up = next(node for node in upper.nodes if node.number == "5.")
    assert actions.align(item=item, uppers=[up], by=cast.college_officer, at=cast.now) == 1
    assert actions.align(item=item, uppers=[up], by=cast.college_officer, at=cast.now) == 0
    with pytest.raises(Refused, match="上级"):
        actions.align(item=item, uppers=[item], by=cast.college_officer, at=cast.now)
    new = actions.revise(plan=upper, why="补充", by=cast.province_officer, at=cast.now)
    new = office.adopt(new)
    assert Alignment.objects.get(item=item).upper.plan == new


def test_a_new_plan_begins_from_last_years_text_and_open_tasks(office, cast):
    last = office.adopt()
    done, left = office.give(last, count=2)
    office.finish(done, cast.college_officer, cast.college_chair)
    given = {"unit": cast.college, "year": 2027, "title": "2027年工作要点", "genre": "工作要点"}
    who = {"by": cast.college_officer, "at": cast.now}
    plan = actions.write_new(**given, seed=last, carry=last, **who)
    assert any(node.title == "2026年结转任务" for node in plan.nodes)
    carried = [node.text for node in plan.nodes if node.kind == Kind.MEASURE][-1]
    assert carried == left.title and done.title != carried
    assert [node.number for node in plan.nodes if node.kind == Kind.ITEM][-1] == "（十三）"  # numbers run on
    blank = actions.write_new(**given | {"title": "空白"}, **who, style=Style.ARABIC)
    added = actions.add_line(plan=blank, kind=Kind.ITEM, text="办好实事。", **who)
    added.refresh_from_db()
    assert added.number == "1."


# --- tasks ---


def test_given_received_done_verified(office, cast, at_work):
    task = at_work.below
    assert task.number.startswith("RW-2026-") and task.received_on is None
    assert Notice.objects.filter(user=cast.branch_chair, title__contains="新任务").exists()
    with pytest.raises(Refused, match="先接收"):
        office.prove(task, cast.branch_chair)
    actions.receive(task=task, owner=cast.branch_chair, by=cast.branch_chair, at=cast.now)
    with pytest.raises(Refused, match="没有佐证"):
        office.report(task, cast.branch_chair)
    office.prove(task, cast.branch_chair)
    task.refresh_from_db()
    assert task.state_on(cast.today) == rules.State.GOING
    report = office.report(task, cast.branch_chair, reason="已举办")
    assert report.case.desk_unit == cast.college
    with pytest.raises(Refused, match="正在审核"):
        office.prove(task, cast.branch_chair)
    task = office.rule(report, cast.college_officer)
    assert task.state_on(cast.today) == rules.State.DONE
    row = ServiceRecord.objects.get(pk=f"plans.task:{task.pk}")
    assert (row.unit, row.result) == (cast.branch, "in_time")


def test_who_gave_it_out_does_not_do_it_unless_nobody_sits_there(office, cast, at_work):
    with pytest.raises(Refused, match="会计学院分工会办理"):
        actions.receive(task=at_work.below, by=cast.college_officer, at=cast.now)
    for held in RoleHeld.objects.filter(unit=cast.branch):
        end_role(held=held, on=date(2026, 3, 1))
    assert actions.receive(task=at_work.below, by=cast.college_officer, at=cast.now).received_on == cast.today


def test_ones_own_task_is_verified_by_the_chair(office, cast, at_work):
    report_of = office.prove(at_work.own, cast.college_officer) and office.report(at_work.own, cast.college_officer)
    assert (report_of.case.desk_unit, report_of.case.desk_ability) == (cast.college, "approve")
    with pytest.raises(Refused):
        office.rule(report_of, cast.college_officer)
    assert office.rule(report_of, cast.college_chair).completed_on


def test_a_report_sent_back_leaves_the_task_open(office, cast, at_work):
    office.prove(at_work.own, cast.college_officer)
    report = office.report(at_work.own, cast.college_officer)
    task = office.rule(report, cast.college_chair, "reject", "签到表看不清")
    assert task.completed_on is None
    assert Notice.objects.filter(user=cast.college_officer, title__contains="签到表看不清").exists()
    assert office.report(task, cast.college_officer)


def test_more_time_and_calling_off_need_a_reason_and_approval(office, cast, at_work):
    task, longer = at_work.own, date(2026, 9, 30)
    with pytest.raises(Refused, match="理由"):
        office.report(task, cast.college_officer, Report.Kind.EXTENSION, until_on=longer)
    asked = office.report(task, cast.college_officer, Report.Kind.EXTENSION, reason="场地", until_on=longer)
    task.refresh_from_db()
    assert task.due_on == date(2026, 6, 30)  # not yet
    task = office.rule(asked, cast.college_chair)
    assert (task.due_on, task.first_due_on) == (longer, date(2026, 6, 30))
    assert task.state_on(cast.today) == rules.State.EXTENDED
    asked = office.report(task, cast.college_officer, Report.Kind.CANCEL, reason="停办")
    task = office.rule(asked, cast.college_chair)
    assert task.state_on(cast.today) == rules.State.CANCELLED
    with pytest.raises(Refused, match="已取消"):
        actions.note_progress(task=task, text="继续", by=cast.college_officer, at=cast.now)


def test_a_wrong_verification_is_taken_back_and_can_be_given_again(office, cast, at_work):
    task = office.finish(at_work.own, cast.college_officer, cast.college_chair)
    with pytest.raises(Refused, match="理由"):
        actions.reopen(task=task, reason="", by=cast.college_chair, at=cast.now)
    task = actions.reopen(task=task, reason="佐证不实", by=cast.college_chair, at=cast.now)
    assert task.state_on(cast.today) == rules.State.GOING
    task = office.rule(office.report(task, cast.college_officer), cast.college_chair)
    completed = indicators["plans.completed"]
    assert completed.value(Scope(cast.college, date(2026, 1, 1), date(2026, 12, 31))) == 1
    assert ServiceRecord.objects.filter(kind="plans.task").count() == 3


def records(cast, count, unit=None, kind="plans.task"):
    rows = (
        {"source": f"test.proof:{n}", "kind": kind, "day": date(2026, 3, 1), "unit": unit or cast.branch}
        for n in range(count)
    )
    record_many(rows, at=cast.now)
    return list(ServiceRecord.objects.filter(pk__startswith="test.proof:"))


def test_records_of_the_unit_prove_and_foreign_ones_do_not(office, cast, at_work):
    mine = records(cast, 3)
    assert actions.link_records(task=at_work.own, records=mine, by=cast.college_officer, at=cast.now) == 3
    assert actions.link_records(task=at_work.own, records=mine, by=cast.college_officer, at=cast.now) == 0
    ServiceRecord.objects.all()
    foreign = ServiceRecord(source="test.other:1", unit=cast.sibling, unit_path=cast.sibling.path)
    with pytest.raises(Refused, match="牵头和配合"):
        actions.link_records(task=at_work.own, records=[foreign], by=cast.college_officer, at=cast.now)
    evidence = Evidence.objects.filter(task=at_work.own).first()
    actions.unlink(evidence=evidence, by=cast.college_officer, at=cast.now)
    assert at_work.own.evidence.count() == 2


def test_a_number_is_read_from_the_records_as_they_come_in(office, cast):
    plan = office.adopt()
    numeric = {"indicator": "plans.completed", "target": Decimal(3), "comparison": "at_least"}
    window = {"window_from": date(2026, 1, 1), "window_to": date(2026, 12, 31)}
    (task,) = office.give(plan, owner=cast.college_officer, **numeric, **window)
    assert actions.start_by_numbers(today=cast.today) == 0
    records(cast, 2)
    with pytest.raises(Refused, match="没有达到"):
        office.report(task, cast.college_officer)
    assert actions.start_by_numbers(today=cast.today) == 1
    records_more = [{"source": "test.proof:9", "kind": "plans.task", "day": cast.today, "unit": cast.college}]
    record_many(records_more, at=cast.now)
    task = office.rule(office.report(task, cast.college_officer), cast.college_chair)
    assert (task.reached, task.state_on(cast.today)) == (3, rules.State.DONE)


def test_half_a_target_is_refused(office, cast):
    plan = office.adopt()
    with pytest.raises(Refused, match="目标值"):
        office.give(plan, indicator="plans.completed")
    with pytest.raises(Refused, match="指标"):
        office.give(plan, target=Decimal(3))


def test_a_task_is_handed_down_part_by_part(office, cast):
    plan = office.adopt(office.draft("province", unit=cast.province, by=cast.province_officer))
    (task,) = office.give(plan, unit=cast.college)
    with pytest.raises(Refused, match="先接收"):
        actions.decompose(task=task, units=[cast.branch], due_on=task.due_on, by=cast.college_officer, at=cast.now)
    actions.receive(task=task, by=cast.college_officer, at=cast.now)
    given = {"by": cast.college_officer, "at": cast.now}
    with pytest.raises(Refused, match="下级"):
        actions.decompose(task=task, units=[cast.sibling], due_on=task.due_on, **given)
    with pytest.raises(Refused, match="不能晚于"):
        actions.decompose(task=task, units=[cast.branch], due_on=task.due_on + timedelta(1), **given)
    (part,) = actions.decompose(task=task, units=[cast.branch], due_on=task.due_on, **given)
    assert (part.parent, part.unit, part.plan, part.verifier) == (task, cast.branch, plan, cast.college)
    with pytest.raises(Refused, match="都已有"):
        actions.decompose(task=task, units=[cast.branch], due_on=task.due_on, **given)
    actions.receive(task=part, by=cast.branch_chair, at=cast.now)
    part = office.finish(part, cast.branch_chair, cast.college_officer)
    report = office.report(task, cast.college_officer)  # what the branch finished is the college's proof
    assert report.case.desk_unit == cast.province
    assert office.rule(report, cast.province_officer).completed_on


def test_a_task_goes_only_to_the_subtree_and_to_people_who_work_there(office, cast):
    plan = office.adopt()
    with pytest.raises(Refused, match="不在本单位"):
        office.give(plan, unit=cast.sibling)
    with pytest.raises(Refused, match="没有任职"):
        office.give(plan, unit=cast.branch, owner=cast.sibling_officer)
    draft = office.draft()
    row = Assignment(office.measures(draft)[0], cast.college, cast.today)
    with pytest.raises(Refused, match="采纳以后"):
        actions.assign(plan=draft, assignments=[row], by=cast.college_officer, at=cast.now)


def test_an_accepted_date_moves_only_by_an_extension(office, cast, at_work):
    new = date(2026, 7, 15)
    task = actions.reassign(task=at_work.below, due_on=new, by=cast.college_officer, at=cast.now)
    assert task.due_on == task.first_due_on == new
    actions.receive(task=task, by=cast.branch_chair, at=cast.now)
    with pytest.raises(Refused, match="申请延期"):
        actions.reassign(task=task, due_on=date(2026, 8, 1), by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="下达任务"):
        actions.reassign(task=task, standard="少做一点", by=cast.branch_chair, at=cast.now)


def test_three_acts_in_person_are_written_down_with_day_and_leader(office, cast, at_work):
    given = {"task": at_work.own, "leader": cast.college_chair, "by": cast.college_officer, "at": cast.now}
    made = actions.supervise(act="deploy", held_on=cast.today, note="", **given)
    assert made.leader == cast.college_chair
    with pytest.raises(Refused, match="晚于今天"):
        actions.supervise(act="check", held_on=cast.today + timedelta(1), note="", **given)
    with pytest.raises(Refused, match="写明要求"):
        actions.supervise(act="note", held_on=cast.today, note="", **given)


# --- numbers ---

FACTS = [
    {},
    {"started_on": date(2026, 3, 10)},
    {"started_on": date(2026, 3, 11)},
    {"extended_on": date(2026, 3, 1)},
    {"completed_on": date(2026, 3, 10)},
    {"cancelled_on": date(2026, 3, 10)},
    {"completed_on": date(2026, 3, 11), "started_on": date(2026, 3, 1)},
]


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.parametrize("due", [date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)])
def test_sql_and_the_table_say_the_same(office, cast, at_work, facts, due):
    Task.objects.filter(pk=at_work.own.pk).update(due_on=due, first_due_on=due, **facts)
    task = Task.objects.with_state(cast.today).get(pk=at_work.own.pk)
    assert task.state_now == task.state_on(cast.today)
    late = Task.objects.overdue(cast.today).filter(pk=task.pk).exists()
    assert late == rules.is_overdue(task.facts, cast.today)


def test_indicators_count_and_open(office, cast, at_work):
    office.finish(at_work.own, cast.college_officer, cast.college_chair)
    scope = Scope(cast.college, date(2026, 1, 1), date(2026, 12, 31))
    found = {
        code: indicators[f"plans.{code}"].value(scope) for code in ("items", "measures", "tasks", "done", "overdue")
    }
    assert found == {"items": 12, "measures": 11, "tasks": 2, "done": 1, "overdue": 1}
    assert indicators["plans.completion"].value(scope) == Decimal("50.0")
    assert list(indicators["plans.done"].rows(scope)) == [at_work.own]
    assert indicators["plans.tasks"].value(Scope(cast.sibling, scope.start, scope.end)) == 0


def test_the_owner_is_reminded_a_week_and_a_day_before_and_when_late(office, cast):
    plan = office.adopt()
    due = date(2026, 4, 20)
    office.give(plan, owner=cast.college_officer, due_on=due)
    reminded = {days: remind(due - timedelta(days=days)) for days in (8, 7, 1, 0, -1, -2)}
    assert reminded == {8: 0, 7: 1, 1: 1, 0: 0, -1: 1, -2: 0}


# --- what leaves ---


def test_the_word_file_says_what_the_plan_says(office):
    plan = office.adopt()
    for notice in (False, True):
        paper = docx.Document(BytesIO(docx_of(plan, notice=notice)))
        text = "".join(paragraph.text for paragraph in paper.paragraphs)
        for node in plan.nodes:
            if node.kind != Kind.ENVELOPE:
                assert node.words.replace("\n", "") in text
        assert "现将《" in text if notice else "现将《" not in text


def test_the_calendar_file_is_folded_and_escaped(office, cast, at_work):
    Task.objects.filter(pk=at_work.own.pk).update(title="会，议；甲, 乙; 丙\\丁" + "长" * 60)
    text = ics_of(Task.objects.filter(pk=at_work.own.pk), cast.now, "example.test")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "甲\\, 乙\\; 丙\\\\丁" in text.replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR\r\n") and "DTSTART;VALUE=DATE:20260630" in text
