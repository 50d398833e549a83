"""Verbs over jobs: put in the queue, take from it, end, cancel, begin again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import need

from . import rules
from .models import Job, Turn
from .registry import jobs


@transaction.atomic
def enqueue(*, code, at, by=None, unit=None, payload=None, run_after=None) -> Job:
    """A job that exists exactly if the caller's transaction does."""
    need(code in jobs, "没有名为“%(code)s”的后台任务", code=code).or_refuse()
    return Job.objects.create(
        code=code, by=by, unit=unit, payload=payload or {}, queued_at=at, run_after=run_after or at
    )


def claim(*, worker, now) -> Job | None:
    """The next job, now this worker's. The UPDATE names the state it found, so one of two takers goes on looking."""
    while (pk := Job.objects.ready(now).values_list("pk", flat=True).first()) is not None:
        job = _take(pk, worker, now)
        if job is not None:
            return job
    return None


@transaction.atomic
def _take(pk, worker, now):
    job = Job.objects.get(pk=pk)
    taken = Job.objects.filter(pk=pk, state=Job.State.QUEUED, attempts=job.attempts).update(
        state=Job.State.RUNNING,
        worker=worker,
        attempts=job.attempts + 1,
        started_at=now,
        heartbeat_at=now,
        error="",
    )
    return Job.objects.get(pk=pk) if taken else None


@transaction.atomic
def finish(*, job, state, now, message=None, error=""):
    """The end of this run; says nothing if the job has meanwhile become another worker's."""
    changes = {"state": state, "finished_at": now, "error": str(error)[:500], "result_id": job.result_id}
    if message:
        changes["message"] = str(message)[:200]
    if state == Job.State.DONE and job.total:
        changes["done"] = job.total
    return job.held.update(**changes)


@transaction.atomic
def put_back(*, job, now, error=""):
    """Into the queue again, a little later each time; given up after as many attempts as the task allows."""
    most = job.task.attempts if job.task else 1
    if job.attempts >= most:
        return finish(job=job, state=Job.State.FAILED, now=now, error=error or "任务多次中断，请联系系统管理员")
    pause = timedelta(seconds=5 * (job.attempts - 1))
    return job.held.update(state=Job.State.QUEUED, run_after=now + pause, error=str(error)[:500])


@transaction.atomic
def let_go(*, job, now):
    """The worker stops in an orderly way: the job waits for the next one, and this attempt does not count."""
    return job.held.update(state=Job.State.QUEUED, run_after=now, attempts=job.attempts - 1)


@transaction.atomic
def cancel(*, job, by, at):
    """At once if nobody has begun; otherwise at the next step of the worker."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    job.may_cancel().or_refuse()
    job.cancel_wanted = True
    if job.state == Job.State.QUEUED:
        job.state, job.finished_at = Job.State.CANCELLED, at
    job.save(update_fields=["cancel_wanted", "state", "finished_at"])
    return job


@transaction.atomic
def retry(*, job, by, at):
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    job.may_retry().or_refuse()
    job.state, job.attempts, job.run_after, job.finished_at = Job.State.QUEUED, 0, at, None
    job.cancel_wanted = False
    job.save(update_fields=["state", "attempts", "run_after", "finished_at", "cancel_wanted"])
    return job


@transaction.atomic
def sweep(*, now) -> int:
    """Jobs whose worker has been silent too long go back into the queue."""
    silent = list(Job.objects.silent_since(now - rules.STALE))
    return sum(put_back(job=job, now=now) for job in silent)


def take_turns(*, now) -> list[Job]:
    """Enqueue what the clock asks for. A task never seen before gets its first turn at its time of day."""
    known = dict(Turn.objects.values_list("code", "next_at"))
    due = []
    for task in jobs.values():
        if task.period is None:
            continue
        if task.code not in known:
            first = task.next_after(timezone.localtime(now)) if task.at else now
            Turn.objects.get_or_create(code=task.code, defaults={"next_at": first})
            known[task.code] = first
        if known[task.code] <= now:
            due += _take_turn(task, now)
    return due


@transaction.atomic
def _take_turn(task, now):
    following = task.next_after(timezone.localtime(now))
    won = Turn.objects.filter(code=task.code, next_at__lte=now).update(next_at=following, last_at=now)
    return [enqueue(code=task.code, at=now)] if won else []
