"""Rows are compared only inside blocks that share something; whole tables are never paired."""

from itertools import combinations

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Length

from zhijia.base import identity
from zhijia.base.sealed import indexer, seal
from zhijia.base.upsert import keys_of

from ..models import DuplicatePair, Person
from . import rules
from .rules import Facts

PART = 500
BLOCKS = (("phone_digest",), ("name", "born_on"), ("name", "home"))


def find_pairs(*, path="", at, progress=None):
    """Look through a subtree (everybody for ""); new pairs are written, open ones that no longer look alike go.

    Returns (pairs found, of them new). A pair somebody has called two persons stays called so.
    """
    found = {}
    for number, block in enumerate(BLOCKS, 1):
        for rows in crowds(path, block):
            compare(rows, found)
        if progress:
            progress(number, len(BLOCKS) + 1)
    for rows in old_numbers(path):
        compare(rows, found)
    return len(found), write(path, found, at)


def compare(rows, found):
    for one, other in combinations(sorted(rows, key=lambda facts: facts.pk), 2):
        pair = one.pk, other.pk
        if pair in found:
            continue
        signs = rules.signs(one, other)
        if rules.alike(signs):
            found[pair] = signs


def people(path):
    rows = Person.objects.standing().order_by()
    return rows.under(path) if path else rows


def crowds(path, block):
    """Rows that share the columns of the block, crowd by crowd; those behind one switchboard are left out."""
    filled = people(path).exclude(**{f"{block[0]}__isnull": True}).exclude(**{block[0]: ""})
    if "born_on" in block:
        filled = filled.filter(born_on__isnull=False)
    shared = filled.values_list(*block).annotate(n=Count("pk")).filter(n__gt=1, n__lte=rules.CROWD)
    keys = [key[:-1] for key in shared.iterator(chunk_size=2_000)]
    for start in range(0, len(keys), PART):
        part = set(keys[start : start + PART])
        rows = filled.filter(**{f"{block[0]}__in": {key[0] for key in part}})
        together = {}
        for *key, facts in facts_of(rows, block):
            if tuple(key) in part:
                together.setdefault(tuple(key), []).append(facts)
        yield from together.values()


COLUMNS = ("pk", "name", "sex", "born_on", "id_digest", "phone_digest", "home_path")


def facts_of(rows, extra=()):
    for values in rows.values_list(*extra, *COLUMNS).iterator(chunk_size=2_000):
        cells = values[len(extra) :]
        pk, name, sex, born_on, number, phone, home = cells
        facts = Facts(pk, name, sex, born_on, number or "", phone=phone or "", home=home)
        yield *values[: len(extra)], facts


def old_numbers(path):
    """Numbers still written with 15 digits, each beside the row that has the same one with 18.

    A sealed text is as much longer than its text as any other: the short ones are found without opening the rest.
    """
    field = Person._meta.get_field("id_number")
    size = len(seal("0" * 15, field.purpose))
    index = indexer("person.id_number")
    short = people(path).annotate(size=Length("id_number")).filter(size=size)
    mine = {}
    for person in short.only("id_number").iterator(chunk_size=2_000):
        number = person.id_number.reveal()
        if len(number) == 15 and number.isdigit():
            mine[person.pk] = index(identity.upgrade(number))
    keys = keys_of(Person, "id_digest", list(mine.values()))
    theirs = {facts.number: facts for (facts,) in facts_of(people(path).filter(pk__in=keys))}
    for (facts,) in facts_of(people(path).filter(pk__in=mine)):
        other = theirs.get(mine[facts.pk])
        if other and other.pk != facts.pk:
            yield [Facts(**{**vars(facts), "number": mine[facts.pk], "old_number": True}), other]


@transaction.atomic
def write(path, found, at) -> int:
    known = {(pair.first_id, pair.second_id): pair for pair in inside(path)}
    new = [
        DuplicatePair(first_id=first, second_id=second, signs=signs, found_at=at)
        for (first, second), signs in found.items()
        if (first, second) not in known
    ]
    DuplicatePair.objects.bulk_create(new, batch_size=1_000, ignore_conflicts=True)
    changed = [pair for key, pair in known.items() if key in found and pair.signs != found[key]]
    for pair in changed:
        pair.signs = found[pair.first_id, pair.second_id]
    DuplicatePair.objects.bulk_update(changed, ["signs"], batch_size=500)
    gone = [pair.pk for key, pair in known.items() if key not in found and pair.dismissed_at is None]
    DuplicatePair.objects.filter(pk__in=gone).delete()
    return len(new)


def inside(path):
    """Pairs of which both rows stand in that subtree."""
    rows = people(path)
    return DuplicatePair.objects.filter(first__in=rows, second__in=rows)
