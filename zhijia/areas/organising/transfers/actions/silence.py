"""What is so when nobody answers: agreed after the days of policy, unless there was nobody who could have answered."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from zhijia.base.noting import note
from zhijia.base.verdict import Refused
from zhijia.kernels.policy.lookup import resolve_many

from ..models import Transfer
from ..rules import NO, YES, State, accepts_silently
from .answering import agree, grounds, locked
from .moving import EMPTY, alert_empty_desks, close, closing, tell, write

SAID = "在规定时限内没有答复，按规定视为同意"


def accept_silent(*, at, step=None):
    """Every transfer whose days are over, each in a transaction of its own: one that fails holds up no other."""
    today = timezone.localdate(at)
    late = list(Transfer.objects.overdue(today).order_by("pk").values_list("pk", flat=True))
    outcomes = []
    for number, key in enumerate(late):
        outcomes.append(_settled(key, at, today))
        if step:
            step(number + 1, len(late))
    return {word: outcomes.count(word) for word in ("agreed", "void", "stuck")}


def _settled(key, at, today):
    """What the kernel will not move is over, and its member is told why."""
    try:
        return _pass(key, at, today)
    except Refused as refusal:
        return _void_open(key, str(refusal), at)


@transaction.atomic
def _pass(key, at, today):
    """The row is asked again under its lock: somebody may have answered a moment ago."""
    (transfer,) = locked([Transfer(pk=key)])
    if transfer.state != State.OPEN:
        return "answered"
    empty = Transfer.objects.filter(pk=key).stuck(today).exists()
    if not accepts_silently(transfer.due_on, today, empty, empty_passes(transfer.desk, today) if empty else NO):
        alert_empty_desks([transfer] if empty else [], at)
        return "stuck" if empty else "answered"
    verdict = grounds([transfer], today)[key]
    if not verdict:
        return _void(transfer, str(verdict), at)
    agree([transfer], by=None, at=at, note=SAID, automatic=True)
    return "agreed"


def empty_passes(desk, today) -> str:
    row = resolve_many([EMPTY], unit=desk, on=today).get(EMPTY)
    return str(row.value).strip() if row and not row.unknown else NO


def trouble(transfer, today) -> str:
    """Why an open transfer will not come to its end by itself; empty if nothing stands in its way."""
    verdict = grounds([transfer], today)[transfer.pk]
    if not verdict:
        return str(verdict)
    if Transfer.objects.filter(pk=transfer.pk).stuck(today).exists() and empty_passes(transfer.desk, today) != YES:
        return gettext("“%(desk)s”现在没有人能确认，已告知上级工会；到期也不视为同意") % {"desk": transfer.desk}
    return ""


@transaction.atomic
def _void_open(key, why, at):
    (transfer,) = locked([Transfer(pk=key)])
    return _void(transfer, why, at) if transfer.state == State.OPEN else "answered"


def _void(transfer, why, at):
    close(transfer, State.VOID, at)
    write([transfer])
    note(verb="transfers.void", target=transfer, unit=transfer.from_unit, reason=why, at=at, **closing(transfer))
    tell(transfer, f"会籍接转失效：{why}", at, starter=True)
    return "void"
