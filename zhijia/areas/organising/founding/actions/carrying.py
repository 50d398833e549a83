"""An approved change is carried out on its day. If it can no longer be done, it fails with the reason."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Reason, Refused, Verdict
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.org import actions as org
from zhijia.kernels.people import actions as people
from zhijia.kernels.trail import actions as trail

from ..models import OrgChange
from ..rules.changes import Change, State
from .changing import go, locked, units_of


def merge(change, by, told):
    """By nobody: the roles on a union that is no more end with it, whoever approved manages no accounts."""
    people.merge_unions(units=units_of(change), into=change.into, **told, by=None)


def split(change, by, told):
    parts = [
        (
            {"name": part.name, "code": part.code, "kind": part.kind},
            [*part.branches.all(), *part.people.all()],
        )
        for part in change.parts.all()
    ]
    people.split_union(unit=change.unit, into=parts, **told, by=by)


def rename(change, by, told):
    org.rename_unit(
        unit=change.unit,
        name=change.new_name,
        short_name=change.new_short_name,
        kind=change.new_kind or None,
        **told,
        by=by,
    )


VERBS = {
    Change.RENAME: rename,
    Change.MERGE: merge,
    Change.SPLIT: split,
    Change.MOVE: lambda change, by, told: people.move_unit(unit=change.unit, superior=change.superior, **told, by=by),
    Change.DISSOLVE: lambda change, by, told: people.dissolve_unit(unit=change.unit, **told, by=by),
    Change.LINK: lambda change, by, told: org.link_unit(
        unit=change.unit, superior=change.superior, kind=change.line, **told, by=by
    ),
}
FIELDS = {"on": "effective_on", "name": "new_name", "kind": "new_kind"}  # where a kernel's reason stands on our form


def perform(change, by):
    told = {"on": change.effective_on, "document_no": change.document_no}
    try:
        VERBS[Change(change.kind)](change, by, told)
    except Refused as refusal:
        raise Refused([Reason(r.message, r.values, FIELDS.get(r.field, r.field)) for r in refusal.reasons]) from refusal


class Rehearsed(Exception):
    """Thrown to undo a rehearsal that went well."""


def foresee(change, by) -> Verdict:
    """What would stand against it if today were the day: the verbs themselves are asked, then undone."""
    try:
        with transaction.atomic():
            perform(change, by)
            raise Rehearsed
    except Rehearsed:
        return Verdict()
    except Refused as refusal:
        return Verdict(refusal.reasons)


def done(change, at):
    change.done_at, change.outcome = at, ""
    change = go(change, State.DONE, "done_at", "outcome")
    trail.note(by=change.approved_by, verb="founding.carry_out", target=change, unit=change.unit, at=at)
    tell(change, f"{change}已办理，{change.effective_on}起生效", at)
    return change


def tell(change, title, at):
    """Both sides: who asked and who approved."""
    users = {user for user in (change.asked_by, change.approved_by) if user}
    notify_many(users=users, title=title[:200], url=change.get_absolute_url(), at=at)


@transaction.atomic
def carry_out(*, change, at):
    """On its day. If it can no longer be done, it fails with the reason and both sides are told."""
    change = locked(change)
    if change.state != State.SCHEDULED or change.effective_on > timezone.localdate(at):
        return change
    try:
        with transaction.atomic():
            perform(change, change.approved_by)
    except Refused as refusal:
        change.done_at, change.outcome = at, str(refusal)[:500]
        change = go(change, State.FAILED, "done_at", "outcome")
        tell(change, f"{change}到期不能办理：{change.outcome}", at)
        return change
    return done(change, at)


def carry_out_due(*, at):
    """Whatever the queue lost: everything whose day has come."""
    return [carry_out(change=change, at=at) for change in OrgChange.objects.due(timezone.localdate(at))]
