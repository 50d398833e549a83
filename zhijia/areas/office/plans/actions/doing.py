"""Doing it: progress, evidence, and what is asked of whoever gave the task out."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.files import actions as files
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.org.paths import within
from zhijia.kernels.records.actions import record
from zhijia.kernels.records.actions import reverse as reverse_record
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.trail import actions as trail

from ..models import Evidence, Report, Task
from ..rules import tasks as rules
from .assigning import hold, may_work

KIND = "plans.task"
MOST_ROWS = 500  # of records linked in one go


def actual(task):
    """The indicator's value over the task's unit and window; None without a numeric target."""
    return task.declared.value(task.scope) if task.goal else None


def proofs(task) -> int:
    """Own evidence, and parts that units below have finished."""
    return task.evidence.count() + task.parts.filter(completed_on__isnull=False).count()


def waiting(task) -> str:
    found = task.reports.open().first()
    return str(found.get_kind_display()) if found else ""


# --- progress and evidence ---


def may_prove(task, by, today) -> Verdict:
    return (
        may_work(task, by, today)
        & rules.is_open(task.facts, today)
        & need(task.received_on, "请先接收任务，再填报进展和佐证")
        & rules.nothing_waits(waiting(task))
    )


def begun(task, today) -> None:
    if task.started_on is None:
        task.started_on = today
        task.save(update_fields=["started_on"])


@transaction.atomic
def note_progress(*, task, text, by, at) -> Task:
    """One's own word on how far it is; not evidence."""
    task, today = hold(task), timezone.localdate(at)
    may_prove(task, by, today).or_refuse()
    need(text.strip(), "请填写进展", field="progress").or_refuse()
    before = task.progress
    task.progress, task.progress_on = text.strip()[:500], today
    task.started_on = task.started_on or today
    task.save(update_fields=["progress", "progress_on", "started_on"])
    trail.note(
        by=by, verb="plans.progress", target=task, before={"progress": before}, after={"progress": task.progress}, at=at
    )
    return task


@transaction.atomic
def attach(*, task, upload, by, at, note="") -> Evidence:
    task, today = hold(task), timezone.localdate(at)
    may_prove(task, by, today).or_refuse()
    kept = files.store(upload=upload, unit=task.unit, by=by, at=at)
    made = Evidence.objects.create(task=task, attachment=kept, note=note.strip()[:200], by=by, at=at)
    begun(task, today)
    trail.note(by=by, verb="plans.prove", target=task, after={"evidence": kept.name}, reason=note, at=at)
    return made


@transaction.atomic
def link_records(*, task, records, by, at, note="") -> int:
    """Service records of the task's unit, or of one co-operating, as evidence. Gives how many are new."""
    task, today = hold(task), timezone.localdate(at)
    may_prove(task, by, today).or_refuse()
    records = list(records)
    need(records, "请先勾选台账").or_refuse()
    need(len(records) <= MOST_ROWS, "一次最多关联%(most)s条台账，请分批选择", most=MOST_ROWS).or_refuse()
    paths = [task.unit.path, *task.helpers.values_list("path", flat=True)]
    foreign = [row for row in records if not any(within(row.unit_path, path) for path in paths)]
    need(not foreign, "只能关联牵头和配合单位的台账").or_refuse()
    known = set(task.evidence.values_list("record_id", flat=True))
    new = [row for row in records if row.pk not in known]
    Evidence.objects.bulk_create(Evidence(task=task, record=row, note=note[:200], by=by, at=at) for row in new)
    if new:
        begun(task, today)
        trail.note(by=by, verb="plans.prove", target=task, after={"evidence": f"台账{len(new)}条"}, reason=note, at=at)
    return len(new)


@transaction.atomic
def link_case(*, task, case, by, at, note="") -> Evidence:
    """A matter that was approved, as evidence."""
    task, today = hold(task), timezone.localdate(at)
    may_prove(task, by, today).or_refuse()
    need(case.state == CaseState.APPROVED, "只有已同意的事项可以作为佐证", field="case").or_refuse()
    paths = [task.unit.path, *task.helpers.values_list("path", flat=True)]
    need(any(within(case.unit.path, path) for path in paths), "只能关联牵头和配合单位的事项", field="case").or_refuse()
    need(not task.evidence.filter(case=case).exists(), "这个事项已经关联", field="case").or_refuse()
    made = Evidence.objects.create(task=task, case=case, note=note[:200], by=by, at=at)
    begun(task, today)
    trail.note(by=by, verb="plans.prove", target=task, after={"evidence": case.number}, reason=note, at=at)
    return made


@transaction.atomic
def unlink(*, evidence, by, at) -> None:
    task = hold(evidence.task)
    may_prove(task, by, timezone.localdate(at)).or_refuse()
    trail.note(by=by, verb="plans.unlink", target=task, before={"evidence": str(evidence)}, at=at)
    evidence.delete()


# --- asking: done, longer, dropped ---


def may_report(task, kind, by, today, reason="", until_on=None) -> Verdict:
    verdict = may_work(task, by, today) & rules.nothing_waits(waiting(task))
    verdict &= need(task.received_on, "请先接收任务")
    match Report.Kind(kind):
        case Report.Kind.COMPLETION:
            return verdict & rules.may_complete(
                task.facts, today, evidence=proofs(task), target=task.goal, actual=actual(task)
            )
        case Report.Kind.EXTENSION:
            return verdict & rules.may_extend(task.facts, today, until_on, reason)
        case Report.Kind.CANCEL:
            return verdict & rules.may_cancel(task.facts, today, reason)


def route(task) -> list[Stop]:
    """The unit that gave it out looks at it; for one's own task that is the chair."""
    ability = "review" if task.from_above else "approve"
    return [Stop(ability, "核验", kinds=(task.verifier.kind,), days=5)]


@transaction.atomic
def report(*, task, kind, by, at, reason="", until_on=None) -> Report:
    """Hand in that it is done, or ask for more time, or ask to drop it."""
    task, today = hold(task), timezone.localdate(at)
    may_report(task, kind, by, today, reason, until_on).or_refuse()
    label = Report.Kind(kind).label
    desk_unit = task.unit if task.unit.nearest((task.verifier.kind,)) == task.verifier else task.verifier
    case = flow.open_case(
        kind=KIND,
        unit=desk_unit,
        title=f"{label}：{task.title}"[:120],
        route=route(task),
        opened_by=by,
        subject=task.owner,
        at=at,
    )
    made = Report.objects.create(case=case, task=task, kind=kind, reason=reason.strip()[:500], until_on=until_on)
    made.case = flow.submit(case=case, by=by, at=at)
    begun(task, today)
    trail.note(by=by, verb="plans.report", target=task, after={"report": str(label)}, reason=reason, at=at)
    return made


@transaction.atomic
def rule_report(*, case, by, ruling, at, note="") -> Task:
    """The verifier's word, and what follows from it."""
    asked = Report.objects.select_related("task").get(case=case)
    task = hold(asked.task)
    case = flow.rule(case=case, by=by, ruling=ruling, note=note, at=at)
    if case.state == CaseState.APPROVED:
        FOLLOWS[asked.kind](task, asked, by, at)
    else:
        trail.note(
            by=by, verb="plans.refuse", target=task, after={"report": str(asked.get_kind_display())}, reason=note, at=at
        )
        tell(task, f"“{task.title[:60]}”的{asked.get_kind_display()}没有通过：{note}", at, also=case.opened_by)
    return task


def tell(task, title, at, also=None):
    users = {user for user in (task.owner, also) if user}
    notify_many(users=users, title=title, url=task.get_absolute_url(), at=at)


def complete(task, asked, by, at):
    """Verified. The proof must still be there, and the deed goes into the records of the unit."""
    today = timezone.localdate(at)
    value = actual(task)
    rules.may_complete(task.facts, today, evidence=proofs(task), target=task.goal, actual=value).or_refuse()
    task.completed_on, task.rounds = today, task.rounds + 1
    if task.goal:
        task.reached = task.declared.plain(value)
    task.save(update_fields=["completed_on", "rounds", "reached"])
    record(
        source=source_of(task),
        kind="plans.task",
        day=today,
        unit=task.unit,
        level="key" if task.key else "",
        result="in_time" if today <= task.due_on else "late",
        at=at,
    )
    trail.note(by=by, verb="plans.complete", target=task, after={"completed_on": today}, at=at)
    tell(task, f"“{task.title[:60]}”已核验完成", at)


def source_of(task) -> str:
    return f"plans.task:{task.pk}" + (f"#{task.rounds}" if task.rounds > 1 else "")


def extend(task, asked, by, at):
    before = task.due_on
    task.due_on, task.extended_on = asked.until_on, timezone.localdate(at)
    task.save(update_fields=["due_on", "extended_on"])
    trail.note(
        by=by,
        verb="plans.extend",
        target=task,
        before={"due_on": before},
        after={"due_on": task.due_on},
        reason=asked.reason,
        at=at,
    )
    tell(task, f"“{task.title[:60]}”延期到{task.due_on:%Y-%m-%d}", at)


def cancel(task, asked, by, at):
    task.cancelled_on = timezone.localdate(at)
    task.save(update_fields=["cancelled_on"])
    trail.note(by=by, verb="plans.cancel", target=task, reason=asked.reason, at=at)
    tell(task, f"“{task.title[:60]}”已取消", at)


FOLLOWS = {Report.Kind.COMPLETION: complete, Report.Kind.EXTENSION: extend, Report.Kind.CANCEL: cancel}


def may_reopen(task, by) -> Verdict:
    ability = "review" if task.from_above else "approve"
    return need(task.completed_on, "任务还没有完成") & need(
        by.can(ability, task.verifier), "只有核验单位%(unit)s可以撤销核验", unit=task.verifier
    )


@transaction.atomic
def reopen(*, task, reason, by, at) -> Task:
    """The proof did not hold: the completion is taken back, and its record reversed."""
    task = hold(task)
    may_reopen(task, by).or_refuse()
    need(reason.strip(), "请写明撤销的理由", field="reason").or_refuse()
    reverse_record(record=ServiceRecord.objects.get(pk=source_of(task)), reason=reason, by=by, at=at)
    task.completed_on = task.reached = None
    task.save(update_fields=["completed_on", "reached"])
    trail.note(by=by, verb="plans.reopen", target=task, reason=reason, at=at)
    tell(task, f"“{task.title[:60]}”的完成核验被撤销：{reason}", at)
    return task


@transaction.atomic
def start_by_numbers(*, today) -> int:
    """Numeric tasks whose first records have come in count as begun. Run nightly."""
    waiting_ones = Task.objects.open(today).filter(started_on__isnull=True).exclude(indicator="")
    begun_ones = [task for task in waiting_ones.select_related("unit") if actual(task)]
    return Task.objects.filter(pk__in=[task.pk for task in begun_ones]).update(started_on=today)
