"""The roll of a unit as the roster import reads it back."""

from django.db.models import Prefetch

from ..models import Employment, Membership
from .places import Places


def roll(unit, user):
    """Everyone on the roll whom the user may export, one line each."""
    places = Places(unit)
    names = {place.pk: place.name if len(places.names[place.name]) == 1 else place.code for place in places.units}
    open_employments = Prefetch(
        "person__employments", Employment.objects.current().order_by("pk"), to_attr="open_employments"
    )
    members = Membership.objects.visible_to(user, "export").under(unit.path).active().order_by("unit__path", "pk")
    for membership in members.select_related("person").prefetch_related(open_employments).iterator(chunk_size=2_000):
        yield line_of(membership, names)


def line_of(membership, names) -> dict:
    person, employment = membership.person, employment_of(membership)
    return {
        "name": person.name,
        "id_number": person.id_number,
        "sex": person.sex,
        "born_on": person.born_on,
        "ethnicity": person.ethnicity,
        "education": person.education,
        "phone": person.phone,
        "staff_no": employment.staff_no if employment else "",
        "unit": names.get(membership.unit_id, ""),
        "kind": employment.kind if employment else None,
        "position": employment.position if employment else "",
        "joined_on": membership.joined_on,
    }


def employment_of(membership):
    """The one at the unit of the membership, else the first."""
    held = membership.person.open_employments
    return next(
        (employment for employment in held if employment.unit_id == membership.unit_id), held[0] if held else None
    )
