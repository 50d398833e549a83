"""Who is this to the union they want to join? Asked before anything is written, and told to nobody but themselves."""

from collections import defaultdict
from dataclasses import dataclass

from zhijia.kernels.org.paths import within
from zhijia.kernels.people.matching import match
from zhijia.kernels.people.models import Employment, Membership, Person

from .. import rules

DECIDED_ANEW = (Membership.State.LAPSED, Membership.State.EXPELLED, Membership.State.DECEASED)


@dataclass(frozen=True)
class Met:
    standing: rules.Standing
    person: Person | None = None
    unit: object = None  # where they work, and so join


def meet(*, unit, name, id_number, phone) -> Met:
    """`unit`: where they stand at the door. The whole union above it is asked, not only that branch."""
    union = unit.deciding()
    person = agreeing(union, name, id_number, phone)
    if person is None:
        return Met(rules.Standing.DESK)
    last = person.memberships.select_related("unit").order_by("-joined_on", "-pk").first()
    held = last if last and last.ended_on is None else None
    work = None if held else workplace(person, union, unit)
    if not held and (work is None or last and last.state in DECIDED_ANEW):
        return Met(rules.Standing.DESK)
    inside = bool(held) and within(held.unit.path, union.path)
    kept = bool(held) and held.state == Membership.State.RETAINED
    return Met(rules.standing(True, bool(held), inside, kept), person, work)


def agreeing(union, name, id_number, phone):
    """Whose name, number and telephone are as typed. Names and numbers are known to many: without a telephone on the
    roll nobody is let in, or told anything, on the word of a stranger (ADR 20)."""
    found = match(unit=union, name=name, id_number=id_number, phone=phone)
    differs = {fault.field for fault in found.faults} - {"unit"}  # where they work is asked by itself
    return found.person if found.person and found.person.phone_digest and not differs else None


def workplace(person, union, unit):
    """The unit of an open employment in the union: where they came to the door, if they work there."""
    return nearest(workplaces([person])[person.pk], union, unit)


def workplaces(persons) -> dict:
    """Units of open employments by person, the latest first."""
    places = defaultdict(list)
    rows = Employment.objects.current().filter(
        person__in=[person.pk for person in persons], unit__dissolved_on__isnull=True
    )
    for row in rows.select_related("unit").order_by("-from_on", "pk"):
        places[row.person_id].append(row.unit)
    return places


def nearest(places, union, unit):
    inside = [place for place in places if within(place.path, union.path)]
    near = (place for place in inside if within(place.path, unit.path))
    return next(near, inside[0] if inside else None)
