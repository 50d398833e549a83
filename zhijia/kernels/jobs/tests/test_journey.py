"""A job from the queue to its end, and all the ways it may not get there."""

from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from zhijia.base.verdict import Refused
from zhijia.kernels.jobs import actions, rules
from zhijia.kernels.jobs.models import Cancelled, Job, Lost, Turn
from zhijia.kernels.jobs.registry import Task, jobs
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.jobs.worker import Stopped, Worker


@pytest.fixture
def task(monkeypatch):
    """Declares a task for one test; what other folders do by the clock stays out of it."""
    for code in [code for code, known in jobs.items() if known.period]:
        monkeypatch.delitem(jobs, code)

    def declare(function, code="test.work", **more):
        monkeypatch.setitem(jobs, code, Task(code, "试验任务", function, **more))
        return code

    return declare


def queued(code, **more):
    return actions.enqueue(code=code, at=timezone.now(), **more)


def worker():
    return Worker(heart=False)


def test_a_job_runs_says_how_far_it_is_and_ends(task, cast):
    seen = []

    def count(job):
        for number in range(3):
            job.progress(number, 3, f"第 {number} 步")
            seen.append(Job.objects.get(pk=job.pk).percent)
        return "已数完"

    job = queued(task(count), by=cast.college_officer, unit=cast.college, payload={"plan": 1})
    assert run_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.message, job.done, job.percent) == ("done", "已数完", 3, 100)
    assert seen == [0, 33, 66]


def test_a_job_exists_exactly_if_the_transaction_that_queued_it_does(task, db):
    code = task(lambda job: None)
    with transaction.atomic():
        queued(code)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_task_nobody_declared_is_refused(db):
    with pytest.raises(Refused, match="没有名为"):
        queued("test.unknown")


def test_a_refusal_is_the_reason_of_the_failure(task, db):
    def refuse(job):
        raise Refused("计划已经定稿，不能再导入")

    job = queued(task(refuse))
    worker().run(until_empty=True)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "计划已经定稿，不能再导入")


def test_an_error_of_the_program_is_not_shown_to_the_user(task, db, caplog):
    job = queued(task(lambda job: 1 / 0))
    worker().run(until_empty=True)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error == f"程序出错，任务没有完成（任务编号 {job.pk}），请联系系统管理员"
    assert "ZeroDivisionError" in caplog.text


def test_a_database_that_fails_for_a_moment_is_tried_again(task, db):
    tries = []

    def stumble(job):
        tries.append(job.attempts)
        if len(tries) == 1:
            raise OperationalError("database is locked")

    job = queued(task(stumble))
    worker().run(until_empty=True)
    job.refresh_from_db()
    assert (job.state, tries) == ("done", [1, 2])


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step(task, cast):
    code = task(lambda job: job.progress(1, 2))
    job = queued(code, by=cast.college_officer)
    actions.cancel(job=job, by=cast.college_officer, at=cast.now)
    job.refresh_from_db()
    assert job.state == "cancelled"

    def stopped_halfway(job):
        actions.cancel(job=job, by=cast.college_officer, at=cast.now)
        with pytest.raises(Cancelled):
            job.progress(1, 2)
        raise Cancelled

    job = queued(task(stopped_halfway, "test.other"))
    worker().run(until_empty=True)
    job.refresh_from_db()
    assert (job.state, job.message) == ("cancelled", "已按要求停止")


def test_a_job_whose_worker_died_is_begun_again_and_the_old_worker_writes_no_more(task, db):
    code = task(lambda job: job.progress(1, 1))
    queued(code)
    old = actions.claim(worker="one", now=timezone.now())
    late = timezone.now() + rules.STALE + timedelta(seconds=1)
    assert actions.sweep(now=late) == 1
    new = actions.claim(worker="two", now=late + timedelta(minutes=1))
    assert (new.pk, new.attempts, new.worker) == (old.pk, 2, "two")
    with pytest.raises(Lost):
        old.progress(1, 1)
    assert not actions.finish(job=old, state="done", now=late)


def test_a_beating_job_is_left_alone(task, db):
    queued(task(lambda job: None))
    actions.claim(worker="one", now=timezone.now())
    assert actions.sweep(now=timezone.now() + rules.STALE - timedelta(seconds=5)) == 0


def test_a_job_that_kills_every_worker_is_given_up(task, db):
    job = queued(task(lambda job: None, attempts=2))
    moment = timezone.now()
    for _attempt in range(2):
        moment += timedelta(minutes=10)
        assert actions.claim(worker="w", now=moment)
        moment += timedelta(minutes=10)
        actions.sweep(now=moment)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "任务多次中断，请联系系统管理员")


def test_of_two_workers_one_gets_the_job(task, db):
    queued(task(lambda job: None))
    assert actions.claim(worker="one", now=timezone.now())
    assert actions.claim(worker="two", now=timezone.now()) is None


def test_a_worker_stopped_twice_lets_its_job_go_without_counting_the_attempt(task, db):
    def interrupted(job):
        raise Stopped

    job = queued(task(interrupted))
    man = worker()
    man.perform(actions.claim(worker=man.name, now=timezone.now()))
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("queued", 0)


def test_a_failed_job_can_be_begun_again_by_hand(task, cast):
    job = queued(task(lambda job: 1 / 0), by=cast.college_officer)
    worker().run(until_empty=True)
    jobs["test.work"] = Task("test.work", "试验任务", lambda job: "好了")
    actions.retry(job=Job.objects.get(pk=job.pk), by=cast.college_officer, at=timezone.now())
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.message, job.error) == ("done", "好了", "")


def test_a_periodic_task_gets_each_turn_once(task, db):
    task(lambda job: None, period=timedelta(hours=1))
    now = timezone.now()
    assert [job.code for job in actions.take_turns(now=now)] == ["test.work"]
    assert actions.take_turns(now=now) == []
    later = now + timedelta(hours=1, seconds=1)
    assert len(actions.take_turns(now=later)) == 1
    assert Turn.objects.get(code="test.work").last_at == later


def test_a_daily_task_waits_for_its_time_of_day(task, db):
    from datetime import time

    task(lambda job: None, period=timedelta(days=1), at=time(2, 0))
    now = timezone.localtime().replace(hour=12, minute=0)
    assert actions.take_turns(now=now) == []
    assert len(actions.take_turns(now=now + timedelta(hours=14, minutes=1))) == 1
