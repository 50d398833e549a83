"""What follows from a desk's ruling: whoever it said yes to is registered, employed and a member, all in one go."""

from collections import defaultdict

from django.utils import timezone

from zhijia.base.upsert import update_rows
from zhijia.engines.flow.rules import State
from zhijia.kernels.org.paths import within
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Employment, Person

from .. import rules
from ..models import Application
from .entering import Comer, come_in_many, note_phones
from .meeting import nearest, workplaces

CLOSED = {State.APPROVED, State.REJECTED}


def carry_out(applications, cases, unions, by, at):
    """`cases`: where each lies since it was ruled. `unions`: who decides, by the unit asked to join."""
    today = timezone.localdate(at)
    for application, case in zip(applications, cases, strict=True):
        application.case, application.state = case, State(case.state).value
        if case.state in CLOSED:
            application.decided_on = today
    admitted = [one for one in applications if one.state == State.APPROVED]
    for application, person in zip(admitted, persons_for(admitted, unions, by, today), strict=True):
        application.person = person
    rows = [(one.pk, one.state, one.decided_on, one.person_id) for one in applications]
    update_rows(Application, ["state", "decided_on", "person"], rows)
    places = workplaces([one.person for one in admitted])
    comers = [comer_of(one, places[one.person_id], unions[one.unit_id]) for one in admitted]
    come_in_many(comers, way=rules.Way.DESK, at=at, by=by)


def comer_of(application, places, union) -> Comer:
    """Where they work, as with whoever the roll knows."""
    place = nearest(places, union, application.unit) or application.unit
    return Comer(application.person, place, application=application)


def persons_for(applications, unions, by, today) -> list[Person]:
    """Registered if nobody has that number; employed at the unit if not yet in that union; telephone as just given."""
    known = {person.id_digest: person for person in known_people(applications)}
    note_phones(((known[one.id_digest], one.phone.reveal()) for one in applications if one.id_digest in known), by)
    strangers = [one for one in applications if one.id_digest not in known]
    made = people.register_people(map(facts_of, strangers), by=by)
    known |= {person.id_digest: person for person in made}
    persons = [known[one.id_digest] for one in applications]
    working = places_of_work(persons)
    pairs = zip(applications, persons, strict=True)
    people.employ_many(
        [
            job_of(one, person, today)
            for one, person in pairs
            if not any(within(path, unions[one.unit_id].path) for path in working[person.pk])
        ],
        by=by,
    )
    return persons


def known_people(applications):
    return Person.objects.standing().filter(id_digest__in=[row.id_digest for row in applications])


def facts_of(application) -> dict:
    number, phone = application.id_number.reveal(), application.phone.reveal()
    return {"name": application.name, "unit": application.unit, "id_number": number, "phone": phone}


def job_of(application, person, today) -> dict:
    footing = {"kind": application.kind, "position": application.position}
    return {"person": person, "unit": application.unit, "from_on": today} | footing


def places_of_work(persons) -> dict:
    """Paths of the units where each works."""
    paths = defaultdict(list)
    rows = Employment.objects.current().filter(person__in=[person.pk for person in persons])
    for person, path in rows.values_list("person", "unit__path"):
        paths[person].append(path)
    return paths
