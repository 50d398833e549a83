"""The rolls of a unit, of members and of staff, as the imports read them back."""

from django.db.models import Prefetch

from ..models import Employment, Membership
from .places import Places


def roll(unit, user):
    """Everyone on the roll whom the user may export, one line each."""
    names = names_of(unit)
    open_employments = Prefetch(
        "person__employments", Employment.objects.current().order_by("pk"), to_attr="open_employments"
    )
    members = Membership.objects.visible_to(user, "export").under(unit.path).active().order_by("unit__path", "pk")
    for membership in members.select_related("person").prefetch_related(open_employments).iterator(chunk_size=2_000):
        yield line_of(membership, names)


def staff_roll(unit, user):
    """Everyone at work there, member or not; of two jobs in the same union the first is the line."""
    names, seen = names_of(unit), set()
    jobs = Employment.objects.visible_to(user, "export").under(unit.path).current().order_by("unit__path", "pk")
    for job in jobs.filter(person__merged_into__isnull=True).select_related("person").iterator(chunk_size=2_000):
        if job.person_id not in seen:
            seen.add(job.person_id)
            yield facts_of(job.person, job, names.get(job.unit_id, "")) | {"from_on": job.from_on}


def names_of(unit) -> dict:
    """What each unit is called in a table: its name, or its code where names repeat."""
    places = Places(unit)
    return {place.pk: place.name if len(places.names[place.name]) == 1 else place.code for place in places.units}


def line_of(membership, names) -> dict:
    facts = facts_of(membership.person, employment_of(membership), names.get(membership.unit_id, ""))
    return facts | {"joined_on": membership.member_since}


def facts_of(person, employment, place) -> dict:
    return {
        "name": person.name,
        "id_number": person.id_number,
        "sex": person.sex,
        "born_on": person.born_on,
        "ethnicity": person.ethnicity,
        "education": person.education,
        "phone": person.phone,
        "staff_no": employment.staff_no if employment else "",
        "unit": place,
        "kind": employment.kind if employment else None,
        "position": employment.position if employment else "",
    }


def employment_of(membership):
    """The one at the unit of the membership, else the first."""
    held = membership.person.open_employments
    return next(
        (employment for employment in held if employment.unit_id == membership.unit_id), held[0] if held else None
    )
