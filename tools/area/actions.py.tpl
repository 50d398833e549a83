from django.db import transaction

from zhijia.base.verdict import need
from zhijia.kernels.records import actions as records
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.trail import actions as trail

from . import rules
from .models import $Model


@transaction.atomic
def enter(*, unit, day, name, times, amount_fen=0, by, today, at) -> $Model:
    """Write the activity down; from now on it counts."""
    verdict = rules.may_enter(day=day, today=today, times=times, amount_fen=amount_fen)
    verdict &= need(by.can("edit", unit), "您不能替这个单位登记", field="unit")
    same = $Model.objects.standing().filter(unit=unit, day=day, name=name)
    (verdict & need(not same.exists(), "同一天同名的已经登记过", field="name")).or_refuse()
    entry = $Model.objects.create(unit=unit, day=day, name=name, times=times, amount_fen=amount_fen)
    records.record(
        source=entry.source, kind=rules.RECORD, day=day, unit=unit, times=times, amount_fen=amount_fen, at=at
    )
    trail.note(by=by, verb="$label.enter", target=entry, unit=unit, after={"name": name, "times": times}, at=at)
    return entry


@transaction.atomic
def cancel(*, entry, reason, by, at) -> $Model:
    """Take it back: the record is reversed, both rows stay."""
    entry = $Model.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    (entry.may_cancel() & rules.good_reason(reason)).or_refuse()
    entry.state = $Model.State.CANCELLED
    entry.save(update_fields=["state"])
    records.reverse(record=ServiceRecord.objects.get(pk=entry.source), reason=reason, by=by, at=at)
    trail.note(by=by, verb="$label.cancel", target=entry, unit=entry.unit, reason=reason, at=at)
    return entry
