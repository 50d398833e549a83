"""Yes, no, and never mind. Whoever holds the row's lock answers; the other finds it answered."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from zhijia.base.noting import note as write_note
from zhijia.base.verdict import Verdict
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership

from .. import rules
from ..models import Answer, Transfer
from ..rules import State
from .moving import Desks, close, closing, go_on, tell, write

JOINED = ("person__user", "from_unit", "to_unit", "desk", "opened_by")


def locked(transfers):
    """The rows as they are now, held until the transaction ends, in the order given."""
    keys = [transfer.pk for transfer in transfers]
    rows = Transfer.objects.select_for_update(of=("self",)).select_related(*JOINED).order_by("pk").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def sides_agreed(transfers):
    found = defaultdict(set)
    for key, side in Answer.objects.filter(transfer__in=transfers, agreed=True).values_list("transfer", "side"):
        found[key].add(side)
    return found


def may_accept(transfer, by) -> Verdict:
    """As far as the row alone can tell."""
    return rules.may_answer(transfer.state, transfer.desk, by.can("review", transfer.desk.path))


def may_withdraw(transfer, by) -> Verdict:
    return rules.may_withdraw(transfer.state, by.pk in (transfer.opened_by_id, transfer.person.user_id))


def grounds(transfers, today) -> dict:
    """Whether what was true at the start still is: verdicts by key of the transfer, two queries for all."""
    persons = [transfer.person_id for transfer in transfers]
    held = {
        episode.person_id: episode
        for episode in Membership.objects.standing().filter(person__in=persons).select_related("unit")
    }
    dissolved = dict(Unit.objects.filter(pk__in=[t.to_unit_id for t in transfers]).values_list("pk", "dissolved_on"))
    desks = Desks(today)
    return {
        transfer.pk: _ground(transfer, held.get(transfer.person_id), dissolved[transfer.to_unit_id], desks, today)
        for transfer in transfers
    }


def _ground(transfer, episode, dissolved_on, desks, today):
    there = bool(episode) and desks.of(episode.unit) == desks.of(transfer.from_unit)
    state, unit = episode and episode.state, transfer.to_unit
    return rules.may_complete(transfer.person.name, state, there, unit, dissolved_on, today)


def accept(*, transfer, by, at, note=""):
    accepted, refused = accept_many(transfers=[transfer], by=by, at=at, note=note)
    for _transfer, verdict in refused:
        verdict.or_refuse()
    return accepted[0]


@transaction.atomic
def accept_many(*, transfers, by, at, note=""):
    """One end says yes to many. Returns those it holds for and (transfer, verdict) of the others."""
    transfers = locked(transfers)
    verdicts = grounds(transfers, timezone.localdate(at))
    judged = [(transfer, first_fault(may_accept(transfer, by), verdicts[transfer.pk])) for transfer in transfers]
    good = [transfer for transfer, verdict in judged if verdict]
    agree(good, by=by, at=at, note=note)
    return good, [(transfer, verdict) for transfer, verdict in judged if not verdict]


def first_fault(*verdicts) -> Verdict:
    """What is over needs no second reason."""
    return next((verdict for verdict in verdicts if not verdict), Verdict())


def agree(transfers, *, by, at, note="", automatic=False):
    """Write down the yes of the end whose turn it is, and go on. The rows are locked and may be answered."""
    agreed, desks = sides_agreed(transfers), {transfer.pk: transfer.desk for transfer in transfers}
    for transfer in transfers:
        agreed[transfer.pk].add(transfer.side)
    Answer.objects.bulk_create(
        Answer(
            transfer=transfer,
            side=transfer.side,
            agreed=True,
            automatic=automatic,
            unit=transfer.desk,
            by=by,
            at=at,
            note=note[:200],
        )
        for transfer in transfers
    )
    done = {transfer.pk for transfer in go_on(transfers, agreed, by=by, at=at)}
    verb = "transfers.silence" if automatic else "transfers.agree"
    for transfer in transfers:
        before, moved = desks[transfer.pk], transfer.pk not in done
        change = {"before": {"desk": before}, "after": {"desk": transfer.desk}} if moved else closing(transfer)
        write_note(by=by, verb=verb, target=transfer, unit=before, reason=note, at=at, **change)
        if moved:
            tell(transfer, f"会籍接转：转出方已同意，等待{transfer.desk}确认", at)


@transaction.atomic
def refuse(*, transfer, by, at, note):
    """A no ends it, and says why; no silence of anybody revives it."""
    (transfer,) = locked([transfer])
    (may_accept(transfer, by) & rules.may_refuse(note)).or_refuse()
    Answer.objects.create(
        transfer=transfer, side=transfer.side, agreed=False, unit=transfer.desk, by=by, at=at, note=note.strip()[:200]
    )
    close(transfer, State.REFUSED, at)
    write([transfer])
    write_note(
        by=by, verb="transfers.refuse", target=transfer, unit=transfer.desk, reason=note, at=at, **closing(transfer)
    )
    tell(transfer, f"会籍接转未获{transfer.desk}同意：{note.strip()}", at, starter=True)
    return transfer


@transaction.atomic
def withdraw(*, transfer, by, at):
    (transfer,) = locked([transfer])
    may_withdraw(transfer, by).or_refuse()
    close(transfer, State.WITHDRAWN, at)
    write([transfer])
    write_note(by=by, verb="transfers.withdraw", target=transfer, unit=transfer.from_unit, at=at, **closing(transfer))
    tell(transfer, "会籍接转已撤回", at, starter=True)
    return transfer
