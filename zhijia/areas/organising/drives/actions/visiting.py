"""Supervision: planned, held, every question answered, what was found wanting mended until a day."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.inbox.actions import set_deadline, settle_deadline
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import Visit, VisitAnswer
from ..rules import Answer
from .driving import may_drive


def source_of(visit) -> str:
    return f"drives.visit:{visit.pk}"


def may_visit(visit, by) -> Verdict:
    return may_drive(visit.drive, by)


@transaction.atomic
def plan_visit(*, drive, unit, planned_on, visitors, by, at, place="", questions=rules.QUESTIONS):
    """The survey list goes with the visit: every question gets its row, to be answered."""
    clash = Visit.objects.filter(drive=drive, unit=unit, place=place, planned_on=planned_on)
    (
        may_drive(drive, by)
        & need(unit.path.startswith(drive.unit.path), "%(unit)s不在组织单位之下", field="unit", unit=unit)
        & need(not clash.exists(), "这一天已安排过对该单位的督导", field="planned_on")
        & need(questions, "请至少列一项督导内容", field="questions")
    ).or_refuse()
    visit = Visit.objects.create(
        drive=drive, unit=unit, place=place, planned_on=planned_on, visitors=visitors, made_by=by, made_at=at
    )
    VisitAnswer.objects.bulk_create(
        VisitAnswer(visit=visit, seq=seq, question=question) for seq, question in enumerate(questions, 1)
    )
    trail.note(by=by, verb="drives.plan_visit", target=visit, unit=unit, at=at)
    return visit


def locked(visit):
    return Visit.objects.select_for_update(of=("self",)).select_related("drive__unit", "unit").get(pk=visit.pk)


def settle(visit):
    """Where the visit now stands follows from its rows."""
    answers = list(visit.answers.values_list("answer", flat=True))
    blank = answers.count("")
    failing = sum(answer in (Answer.NO, Answer.PARTLY) for answer in answers)
    visit.state = rules.visit_state(visit.held_on is not None, blank, failing, visit.mended_on is not None)
    visit.save(update_fields=["state"])
    return visit


@transaction.atomic
def hold_visit(*, visit, held_on, found, by, at):
    visit = locked(visit)
    (may_visit(visit, by) & rules.held_sound(held_on, timezone.localdate(at), visit.mended_on)).or_refuse()
    before = {"held_on": visit.held_on}
    visit.held_on, visit.found = held_on, found
    visit.save(update_fields=["held_on", "found"])
    trail.note(
        by=by, verb="drives.hold", target=visit, unit=visit.unit, before=before, after={"held_on": held_on}, at=at
    )
    return settle(visit)


@transaction.atomic
def answer_visit(*, visit, answers, by, at, due_on=None):
    """`answers`: seq → (answer, note). All of them at once: a survey with holes is no survey (E-06)."""
    visit = locked(visit)
    rows = list(visit.answers.all())
    blank = [row.question for row in rows if not answers.get(row.seq, ("", ""))[0]]
    failing = any(answer in (Answer.NO, Answer.PARTLY) for answer, _note in answers.values())
    (
        may_visit(visit, by)
        & need(visit.held_on, "请先登记督导日期")
        & rules.answered(blank, failing, due_on)
        & need(not due_on or not visit.held_on or due_on >= visit.held_on, "整改期限不能早于督导日期", field="due_on")
    ).or_refuse()
    for row in rows:
        row.answer, row.note = answers[row.seq]
    VisitAnswer.objects.bulk_update(rows, ["answer", "note"])
    visit.due_on = due_on if failing else None
    visit.save(update_fields=["due_on"])
    watch(visit, at)
    trail.note(by=by, verb="drives.answer", target=visit, unit=visit.unit, after={"due_on": visit.due_on}, at=at)
    return settle(visit)


def watch(visit, at):
    """The unit sees what it has to mend, and until when."""
    if visit.due_on:
        set_deadline(
            source=source_of(visit),
            title=f"入会督导整改：{visit}",
            url=visit.get_absolute_url(),
            unit=visit.unit,
            due_on=visit.due_on,
            at=at,
            kind="督导整改",
        )
    else:
        settle_deadline(source=source_of(visit), at=at)


@transaction.atomic
def mend_visit(*, visit, mended_on, mending, by, at):
    """Reported by the unit or by whoever visited."""
    visit = locked(visit)
    (
        need(by.can("edit", visit.unit), "您没有登记整改的权限")
        & need(
            visit.state == rules.Visited.MENDING, "这次督导“%(state)s”，不用登记整改", state=visit.get_state_display()
        )
        & need(mended_on <= timezone.localdate(at), "整改完成日期不能晚于今天", field="mended_on")
        & need(visit.held_on is None or mended_on >= visit.held_on, "整改完成日期不能早于督导日期", field="mended_on")
    ).or_refuse()
    visit.mended_on, visit.mending = mended_on, mending
    visit.save(update_fields=["mended_on", "mending"])
    settle_deadline(source=source_of(visit), at=at)
    trail.note(by=by, verb="drives.mend", target=visit, unit=visit.unit, after={"mended_on": mended_on}, at=at)
    return settle(visit)
