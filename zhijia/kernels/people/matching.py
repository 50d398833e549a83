"""Whether somebody who applies is on the roster of a unit: at once for one, in a few queries for a sheet (E-04).

EXACT: the identity number is known, name and telephone agree, and the person works or is a member there. DIFFERS: the
number or the telephone is known but something else is not as written; `faults` says what, never what the roster holds.
NONE: nobody is known by that number or telephone.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from zhijia.base import identity
from zhijia.base.sealed import indexer
from zhijia.base.text import compact, key
from zhijia.base.upsert import keys_of

from . import rules
from .models import Employment, Membership, Person

EXACT, DIFFERS, NONE = "exact", "differs", "none"
PART = 1_000

FAULTS = {
    "name": _("姓名与名册不一致"),
    "id_number": _("手机号在名册上，但身份证号与名册不一致"),
    "phone": _("手机号与名册不一致"),
    "unit": _("本单位的名册上没有这个人"),
}


class Fault(NamedTuple):
    field: str
    words: object  # a sentence for the person and the desk

    def __str__(self):
        return str(self.words)


@dataclass(frozen=True)
class Match:
    person: Person | None = None
    kind: str = NONE
    faults: tuple = ()
    member_of: int | None = None  # id of the unit of the open membership, if any
    retained: bool = field(default=False)  # that membership is 保留会籍

    def __bool__(self):
        return self.kind == EXACT


def match(*, unit, name, id_number, phone="") -> Match:
    """One indexed query."""
    number, phone = identity.normal(id_number), compact(phone)
    wrong = number_fault(number)
    if wrong:
        return Match(faults=(Fault("id_number", wrong),))
    digest, by_phone = digests(number, phone)
    asked = Q(id_digest=digest) | Q(phone_digest=by_phone) if by_phone else Q(id_digest=digest)
    known = list(with_place(Person.objects.standing().filter(asked), unit)[:PART])
    return judged(known, name, digest, by_phone)


def match_many(*, unit, rows) -> list[Match]:
    """For a sheet: rows are (name, id_number, phone). The answers come in the same order."""
    number_of, phone_of = indexer("person.id_number"), indexer("person.phone")
    found = []
    rows = list(rows)
    for start in range(0, len(rows), PART):
        part = []
        for name, number, phone in rows[start : start + PART]:
            number, phone = identity.normal(number), compact(phone or "")
            part.append((name, number, number_of(number), phone_of(phone) if phone else None))
        found += matched(unit, part)
    return found


def matched(unit, part):
    keys = {*keys_of(Person, "id_digest", [digest for _n, _i, digest, _p in part])}
    keys |= {*keys_of(Person, "phone_digest", [phone for *_rest, phone in part if phone])}
    by_number, by_phone = {}, {}
    for person in with_place(Person.objects.standing().filter(pk__in=keys), unit):
        by_number.setdefault(person.id_digest, []).append(person)
        by_phone.setdefault(person.phone_digest, []).append(person)
    for name, number, digest, phone in part:
        wrong = number_fault(number)
        known = by_number.get(digest) or (by_phone.get(phone, []) if phone else [])
        yield Match(faults=(Fault("id_number", wrong),)) if wrong else judged(known, name, digest, phone)


def number_fault(number):
    return rules.id_fault(number) if number else _("请填写身份证号")


def digests(number, phone):
    return indexer("person.id_number")(number), indexer("person.phone")(phone) if phone else None


def with_place(people, unit):
    """Whether they work or are members at the unit, and where they are members at all: in the same query."""
    held = Membership.objects.standing().filter(person=OuterRef("pk"))
    work = Employment.objects.current().under(unit.path).filter(person=OuterRef("pk"))
    return people.annotate(
        works_here=Exists(work),
        member_here=Exists(held.under(unit.path)),
        member_of=Subquery(held.values("unit")[:1]),
        member_state=Subquery(held.values("state")[:1]),
    )


def judged(known, name, digest, by_phone) -> Match:
    """The holder of the number decides; a telephone alone, held by one person, is only a hint for the desk."""
    person = next((one for one in known if one.id_digest == digest), None)
    if person is None:
        if len(known) != 1:
            return Match()
        return Match(known[0], DIFFERS, (Fault("id_number", FAULTS["id_number"]),), *held_by(known[0]))
    faults = []
    if key(person.name) != key(name):
        faults.append("name")
    if by_phone and person.phone_digest and person.phone_digest != by_phone:
        faults.append("phone")
    if not (person.works_here or person.member_here):
        faults.append("unit")
    told = tuple(Fault(name, FAULTS[name]) for name in faults)
    return Match(person, DIFFERS if told else EXACT, told, *held_by(person))


def held_by(person):
    return person.member_of, person.member_state == Membership.State.RETAINED
