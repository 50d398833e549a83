"""Where a change stands: its steps laid out, done or gone through again, and who is reminded of the next one."""

from django.utils import timezone

from zhijia.kernels.inbox.actions import set_deadline, settle_deadline
from zhijia.kernels.trail.actions import note as write_down

from ..models import Matter, Stage, TermChange
from ..rules import steps
from ..rules.steps import Step
from ..standards import Standards


def lay_out(change):
    """The rows of the table of steps. Steps already done keep their day."""
    leads = Standards(change.unit, change.begun_on).leads() if change.regular else steps.SHORT_LEADS
    route = steps.route_of(change.route, change.mode)
    change.stages.exclude(step__in=route).delete()
    there = {stage.step: stage for stage in change.stages.all()}
    for seq, (step, due) in enumerate(steps.due_dates(route, change.end_on, leads).items()):
        stage = there.get(step) or Stage(change=change, step=step)
        stage.seq, stage.due_on = seq, due
        stage.save()
    forget(change)


def forget(change):
    """The list of places is read anew."""
    change.__dict__.pop("places", None)


def refresh(change, at):
    """Where the change stands now, the day it is held to, and who is reminded of it."""
    forget(change)
    now = steps.current(change.places)
    change.step = now.step if now else steps.Step.ARCHIVE
    change.due_on = now.due_on if now else None
    if now is None:
        change.state, change.finished_on = TermChange.State.FINISHED, timezone.localdate(at)
    change.save(update_fields=["step", "due_on", "state", "finished_on"])
    remind(change, at)


def remind(change, at):
    """A day in the inbox of the union while it is its turn; what lies on the superior's desk is flow's to remind of."""
    source = f"elections.change:{change.pk}"
    if not change.open or change.step in steps.REQUESTS:
        settle_deadline(source=source, at=at)
        return
    title = f"{change}：{steps.STEPS[Step(change.step)].name}"
    set_deadline(
        source=source,
        title=title,
        url=change.get_absolute_url(),
        unit=change.unit,
        due_on=change.due_on,
        kind="换届选举",
        at=at,
    )


def finish(change, step, by, at, on, note="", evidence=None):
    """Mark a step done; whoever calls has judged that it is."""
    stage = change.stages.get(step=step)
    stage.done_on, stage.done_by, stage.note = on, by, note[:200]
    stage.evidence = evidence or stage.evidence
    stage.save(update_fields=["done_on", "done_by", "note", "evidence"])
    if step == Step.RESULT_REPLY and change.regular:
        Matter.objects.bulk_create(Matter(change=change, kind=kind) for kind in Matter.Kind)
    write_down(by=by, verb="elections.step", target=change, after={"step": steps.STEPS[step].name}, reason=note, at=at)
    refresh(change, at)


def reopen(change, wanted, at):
    """Steps that must be gone through again."""
    change.stages.filter(step__in=wanted).update(done_on=None, done_by=None)
    refresh(change, at)
