"""The long part of a batch, begun by a job or a command; each may be begun again after a crash."""

from contextlib import suppress

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.base.noting import note
from zhijia.base.verdict import Refused, need
from zhijia.kernels.jobs.models import Cancelled, Lost

from . import passes, rules, undo
from .copies import mark_file

CODES = {rules.CHECKING: "exchange.check", rules.RUNNING: "exchange.run", rules.UNDOING: "exchange.undo"}


def silent(done, total, message=""):
    pass


def check(batch, report, now):
    """The dry run: counts and faults, nothing written to the tables it is about."""
    if batch.state == rules.CHECKING:
        try:
            still_allowed(batch)
            passing(batch, now, report, writes=False).go()
        except (Lost, OperationalError):
            raise
        except Exception as error:
            move_to(batch, rules.UPLOADED, error=said_of(error))
            raise
        move_to(batch, rules.CHECKED)
    attach_copy(batch, now)


def run(batch, report, now):
    """Write the good rows. What was written stays written if it stops, except when it is all or nothing."""
    if batch.state == rules.RUNNING:
        try:
            still_allowed(batch)
            passing(batch, now, report, writes=True).go()
        except (Lost, OperationalError):
            raise
        except Exception as error:
            stop(batch, error, report)
            raise
        with transaction.atomic():
            move_to(batch, rules.DONE, finished_at=now)
            note(by=batch.by, verb="import", target=batch, unit=batch.unit, after=counts_of(batch), at=now)
    attach_copy(batch, now)


def undo_batch(batch, report, now):
    """By the user's wish, or because all or nothing met a fault: then `batch.error` already says why."""
    spoiled = bool(batch.error)
    try:
        if not spoiled:
            undo.check(batch, report)
        undo.carry_out(batch, report)
    except (Lost, OperationalError):
        raise
    except Exception as error:
        if batch.rows.count() < batch.created + batch.updated:
            raise  # half gone already: it can only be taken further
        move_to(batch, rules.DONE if batch.done_lines >= batch.lines else rules.STOPPED, error=said_of(error))
        raise
    with transaction.atomic():
        move_to(batch, rules.FAILED if spoiled else rules.UNDONE)
        note(by=batch.by, verb="exchange.undo", target=batch, unit=batch.unit, reason=batch.error, at=now)


def passing(batch, now, report, writes):
    return passes.Passing(batch, now, timezone.localdate(now), writes, report)


def still_allowed(batch):
    """The reach of whoever began may have ended while the job waited."""
    need(
        batch.by is None or batch.by.can(batch.spec.ability, batch.unit),
        "您在“%(unit)s”已没有导入权限",
        unit=batch.unit,
    ).or_refuse()


def stop(batch, error, report):
    if batch.mode == rules.ALL_OR_NOTHING:
        move_to(batch, rules.UNDOING, error=said_of(error) or _("已按要求停止，没有导入任何数据"))
        undo_batch(batch, unstoppable(report), timezone.now())
    else:
        move_to(batch, rules.STOPPED, error=said_of(error), finished_at=timezone.now())


def unstoppable(report):
    """Taking back is not stopped halfway by the very wish that began it."""

    def say(*args):
        with suppress(Cancelled):
            report(*args)

    return say


def said_of(error) -> str:
    """Why it ended, fit for the page; nothing if somebody stopped it."""
    if isinstance(error, Cancelled):
        return ""
    if isinstance(error, Refused):
        return "；".join(reason.say(_) for reason in error.reasons)[:500]
    if isinstance(error, passes.Spoiled):
        return str(error)[:500]
    return _("程序出错，请联系系统管理员")


def move_to(batch, state, **more):
    """Only these columns: the counts were added by the chunks and are newer than this object."""
    type(batch).objects.filter(pk=batch.pk).update(state=state, **more)
    batch.refresh_from_db()


def attach_copy(batch, now):
    if not (batch.bad or batch.duplicate):
        return
    batch.marked = mark_file(batch, now)
    batch.save(update_fields=["marked"])


def counts_of(batch) -> dict:
    return {name: getattr(batch, name) for name in ("total", "created", "updated", "unchanged", "bad", "duplicate")}
