"""Writing down what was done, once; and taking a mistake back with a second row."""

from itertools import islice

from django.db import IntegrityError, transaction

from zhijia.base.bulk import insert_rows
from zhijia.kernels.trail import actions as trail

from . import rules
from .models import ServiceRecord
from .places import Places
from .registry import REVERSAL, kinds
from .rules import CONTENT, Fact
from .tally import Tally

BATCH = 5_000


@transaction.atomic
def record(*, at, **row):
    """One service: source, kind, day, unit, person, times, amount_fen, fund, occasion, level, group, result.

    Recording the same again gives the row that is there; saying something else under the same source is refused.
    """
    fact = _fact(row, Places())
    rules.may_record(fact, kinds).or_refuse()
    try:
        with transaction.atomic():
            return _found(fact) or _write(fact, at)
    except IntegrityError:  # another process wrote it between the question and the answer
        if found := _found(fact):
            return found
        raise


@transaction.atomic
def record_many(rows, *, at) -> int:
    """Many services, given as `record` takes them, at tens of thousands a second. Says how many are new."""
    places, tally, check, new = Places(), Tally(), rules.checker(kinds), 0
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        places.learn({row["unit"].pk if "unit" in row else row["unit_id"] for row in batch})
        facts = [_fact(row, places) for row in batch]
        for fact in facts:
            check(fact).or_refuse()
        new += _write_many(facts, tally, at)
    tally.write()
    return new


@transaction.atomic
def reverse(*, record, reason, by, at):
    """Take a record back: the same row with the sign turned, on the same day, so that every sum nets out. Once only."""
    source = f"{record.pk}{REVERSAL}"
    record = ServiceRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    taken = ServiceRecord.objects.filter(pk=source).exists()
    rules.may_reverse(net=record.net, taken=taken, reason=reason).or_refuse()
    turned = _write(rules.reversal_of(record.fact, source=source, reason=reason), at)
    trail.note(
        by=by, verb="records.reverse", target=record, unit=record.unit, after={"source": source}, reason=reason, at=at
    )
    return turned


def _fact(row: dict, places: Places) -> Fact:
    row = dict(row)
    if "unit" in row:
        row["unit_id"] = row.pop("unit").pk
    if "person" in row:
        person = row.pop("person")
        row["person_id"] = person and person.pk
    return Fact(unit_path=places.path_on(row["unit_id"], row["day"]), **row)


def _found(fact: Fact) -> ServiceRecord | None:
    """The row already there under this source, if it says the same."""
    found = ServiceRecord.objects.filter(pk=fact.source).first()
    if found:
        rules.may_stand(found.fact, fact).or_refuse()
    return found


def _write(fact: Fact, at) -> ServiceRecord:
    row = ServiceRecord.objects.create(**fact._asdict(), digest=fact.digest, recorded_at=at)
    tally = Tally()
    tally.add(fact)
    tally.write()
    return row


def _write_many(facts: list[Fact], tally: Tally, at) -> int:
    known = {row.pk: row.fact for row in ServiceRecord.objects.at_sources([fact.source for fact in facts])}
    fresh: dict[str, Fact] = {}
    for fact in facts:
        first = known.get(fact.source) or fresh.setdefault(fact.source, fact)
        if first is not fact:
            rules.may_stand(first, fact).or_refuse()
    for fact in fresh.values():
        tally.add(fact)
    rows = ((*fact, fact.digest, at) for fact in fresh.values())
    insert_rows(ServiceRecord, [*CONTENT, "digest", "recorded_at"], rows)
    return len(fresh)
