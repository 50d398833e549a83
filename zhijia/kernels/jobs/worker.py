"""The process that does the work: sweeps, takes turns, claims a job, runs it, and keeps saying that it is alive."""

import logging
import os
import secrets
import socket
import threading
import time
from contextlib import contextmanager

from django.db import Error, InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.base.verdict import Refused

from . import actions, rules
from .models import Cancelled, Job, Lost

logger = logging.getLogger(__name__)

ROUND = 15  # seconds between looking for dead workers and due turns


class Stopped(BaseException):
    """The worker was asked to end a second time: leave the job where it stands. Not for a task to catch."""


class Worker:
    """`heart=False`: in somebody else's process, for one thread only; no heartbeat, no sweeping, no turns."""

    def __init__(self, *, pause=1.0, heart=True):
        self.name = f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(2)}"[:40]
        self.pause, self.heart = pause, heart
        self.wanted = True
        self.patient = True  # waits for a database that does not answer
        self.looked_at = 0.0
        self.asleep = threading.Event()
        self.reraise = False  # tests want to see what went wrong

    def stop(self, *_signal):
        """First: finish the job at hand, then end. Again: leave it for the next worker."""
        if not self.wanted:
            raise Stopped
        self.wanted = False
        self.asleep.set()

    def run(self, *, until_empty=False) -> int:
        """Work until told to stop; `until_empty`: until nothing is ready. Returns how many jobs were run."""
        count, self.patient = 0, not until_empty
        while self.wanted:
            job = self.next_job()
            if job is not None:
                self.perform(job)
                count += 1
            elif until_empty:
                break
            else:
                self.asleep.wait(self.pause)
        return count

    def next_job(self):
        if self.heart:
            close_old_connections()
        try:
            self.look_around()
            return actions.claim(worker=self.name, now=timezone.now())
        except (OperationalError, InterfaceError):
            if not self.patient:
                raise
            logger.warning("the database does not answer; trying again")
            connection.close()
            return None

    def look_around(self):
        if not self.heart:
            return
        if time.monotonic() - self.looked_at < ROUND and self.looked_at:
            return
        self.looked_at = time.monotonic()
        now = timezone.now()
        if swept := actions.sweep(now=now):
            logger.warning("%s jobs of silent workers are back in the queue", swept)
        actions.take_turns(now=now)

    def perform(self, job):
        try:
            with self.beating(job):
                said = run_task(job)
        except Cancelled:
            actions.finish(job=job, state=Job.State.CANCELLED, now=timezone.now(), message=_("已按要求停止"))
        except Lost:
            logger.warning("job %s now belongs to another worker", job.pk)
        except Stopped:
            actions.let_go(job=job, now=timezone.now())
        except Refused as refusal:
            actions.finish(job=job, state=Job.State.FAILED, now=timezone.now(), error=say(refusal))
        except (OperationalError, InterfaceError) as error:
            self.went_wrong(job, error, actions.put_back)
        except Exception as error:
            self.went_wrong(job, error, fail)
        else:
            actions.finish(job=job, state=Job.State.DONE, now=timezone.now(), message=said)

    def went_wrong(self, job, error, then):
        if self.reraise:
            raise error
        logger.exception("job %s (%s) failed", job.pk, job.code)
        if not connection.in_atomic_block:
            connection.close()
        then(job=job, now=timezone.now())

    @contextmanager
    def beating(self, job):
        """A thread of its own keeps the heartbeat, however long a step takes."""
        if not self.heart:
            yield
            return
        over = threading.Event()
        heart = threading.Thread(target=beat, args=(job.pk, self.name, job.attempts, over), daemon=True)
        heart.start()
        try:
            yield
        finally:
            over.set()
            heart.join(timeout=rules.BEAT.total_seconds())


def run_task(job):
    if job.task is None:
        raise Refused(_("程序里没有名为“%(code)s”的任务") % {"code": job.code})
    if job.cancel_wanted:
        raise Cancelled
    return job.task.function(job) or ""


def say(refusal) -> str:
    return "；".join(reason.say(_) for reason in refusal.reasons)


def fail(*, job, now):
    sentence = _("程序出错，任务没有完成（任务编号 %(pk)s），请联系系统管理员") % {"pk": job.pk}
    actions.finish(job=job, state=Job.State.FAILED, now=now, error=sentence)


def beat(pk, worker, attempts, over):
    """A missed beat is no harm: the job's own transaction may hold the only write lock just then."""
    try:
        while not over.wait(rules.BEAT.total_seconds()):
            try:
                with transaction.atomic():
                    Job.objects.filter(pk=pk, worker=worker, attempts=attempts, state=Job.State.RUNNING).update(
                        heartbeat_at=timezone.now()
                    )
            except Error:
                connection.close()
    finally:
        connection.close()
