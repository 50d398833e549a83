"""The moment somebody becomes a member online: membership, the row that says how, consents, the record."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Refused
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Person
from zhijia.kernels.records.actions import record
from zhijia.kernels.trail import actions as trail

from .. import notices, rules
from ..manner import manner_of
from ..models import Consent, Joined
from .meeting import meet


@transaction.atomic
def come_in(*, person, unit, way, at, consents=None, application=None, invitation=None, by=None) -> Joined:
    """One way in for the three ways there are. `consents`: what was agreed to just now; an application has its own."""
    on = timezone.localdate(at)
    membership = people.admit(person=person, unit=unit, on=on, by=by)
    joined = Joined.objects.create(
        membership=membership,
        person=person,
        unit=unit,
        way=way.value,
        joined_on=on,
        joined_at=at,
        application=application,
        invitation=invitation,
    )
    write_consents(consents or {}, unit, at, joined=joined)
    record(
        source=f"joining.joined:{joined.pk}",
        kind="joining.joined",
        day=on,
        unit=unit,
        person=person,
        occasion=way.value,
        group=footing(person, unit),
        at=at,
    )
    trail.note(by=by, verb="joining.join", target=joined, unit=unit, after={"way": rules.WAY_NAMES[way]}, at=at)
    return joined


def footing(person, unit) -> str:
    work = person.employments.current().filter(unit=unit).order_by("-from_on").first()
    return work.kind if work else ""


def write_consents(consents, unit, at, **owner):
    Consent.objects.bulk_create(
        Consent(unit=unit, kind=kind, version=version, given_at=at, **owner) for kind, version in consents.items()
    )


@transaction.atomic
def join_by_roster(*, unit, name, id_number, phone, consents, at) -> Joined:
    """On the staff roll, member nowhere: in at once. The roll was checked by the union when it was entered."""
    met = meet(unit=unit, name=name, id_number=id_number, phone=phone)
    notices.both_given(consents).or_refuse()
    if met.standing != rules.Standing.JOINS or not manner_of(unit, timezone.localdate(at)).open:
        raise Refused("现在不能直接入会，请刷新页面后重试，或联系本单位工会")
    person = Person.objects.select_for_update(of=("self",)).get(pk=met.person.pk)
    return come_in(person=person, unit=met.unit, way=rules.Way.ROSTER, consents=consents, at=at)


def note_phone(person, phone, by=None):
    """The telephone the person gave, where the roll has none or an older one."""
    if phone and person.phone.reveal() != phone:
        people.edit_person(person=person, phone=phone, by=by)
        person.refresh_from_db()
