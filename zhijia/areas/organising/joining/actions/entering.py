"""The moment somebody becomes a member online: membership, the row that says how, consents, the record."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Refused
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Employment, Person
from zhijia.kernels.records.actions import record_many
from zhijia.kernels.trail import actions as trail

from .. import notices, rules
from ..manner import manner_of
from ..models import Application, Consent, Invitation, Joined
from .meeting import meet


@dataclass(frozen=True)
class Comer:
    """Who comes in, and where. `consents`: what was agreed to just now; an application has its own."""

    person: Person
    unit: Unit
    consents: dict = field(default_factory=dict)
    application: Application | None = None
    invitation: Invitation | None = None


def come_in(comer, *, way, at, by=None) -> Joined:
    return come_in_many([comer], way=way, at=at, by=by)[0]


@transaction.atomic
def come_in_many(comers, *, way, at, by=None) -> list[Joined]:
    """One way in for the three ways there are, and for one as for three hundred."""
    on = timezone.localdate(at)
    memberships = people.admit_many([{"person": one.person, "unit": one.unit} for one in comers], on=on, by=by)
    joined = Joined.objects.bulk_create(
        joined_by(comer, membership, way, at) for comer, membership in zip(comers, memberships, strict=True)
    )
    given = zip(comers, joined, strict=True)
    Consent.objects.bulk_create(
        row for comer, one in given for row in consents_of(comer.consents, comer.unit, at, joined=one)
    )
    kinds = footings(joined)
    record_many((record_of(one, kinds) for one in joined), at=at)
    told = {"by": by, "verb": "joining.join", "after": {"way": rules.WAY_NAMES[way]}, "at": at}
    trail.note_many(told | {"target": one, "unit": one.unit} for one in joined)
    return joined


def joined_by(comer, membership, way, at) -> Joined:
    return Joined(
        membership=membership,
        person=comer.person,
        unit=comer.unit,
        way=way.value,
        joined_on=membership.joined_on,
        joined_at=at,
        application=comer.application,
        invitation=comer.invitation,
    )


def record_of(joined, kinds) -> dict:
    return {
        "source": f"joining.joined:{joined.pk}",
        "kind": "joining.joined",
        "day": joined.joined_on,
        "unit": joined.unit,
        "person": joined.person,
        "occasion": joined.way,
        "group": kinds.get((joined.person_id, joined.unit_id), ""),
    }


def footings(joined) -> dict:
    """By person and unit: on what footing they work there; at one unit there is one open employment."""
    work = Employment.objects.current().filter(person__in=[one.person_id for one in joined])
    return {(person, unit): kind for person, unit, kind in work.values_list("person", "unit", "kind")}


def consents_of(consents, unit, at, **owner):
    return [Consent(unit=unit, kind=kind, version=version, given_at=at, **owner) for kind, version in consents.items()]


@transaction.atomic
def join_by_roster(*, unit, name, id_number, phone, consents, at) -> Joined:
    """On the staff roll, member nowhere: in at once. The roll was checked by the union when it was entered."""
    met = meet(unit=unit, name=name, id_number=id_number, phone=phone)
    notices.both_given(consents).or_refuse()
    if met.standing != rules.Standing.JOINS or not manner_of(unit, timezone.localdate(at)).open:
        raise Refused("现在不能直接入会，请刷新页面后重试，或联系本单位工会")
    person = Person.objects.select_for_update(of=("self",)).get(pk=met.person.pk)
    return come_in(Comer(person, met.unit, consents), way=rules.Way.ROSTER, at=at)


def note_phones(given, by=None):
    """`given`: (person, the telephone they gave), noted where the roll has none or an older one."""
    newer = [(person, {"phone": phone}) for person, phone in given if phone and person.phone.reveal() != phone]
    people.edit_people(newer, by=by)
