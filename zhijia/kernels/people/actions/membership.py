"""What happens to a membership: every verb closes the open episode and opens the next, by the table of R-MEM-01."""

from django.db import transaction

from zhijia.base.noting import note, note_many
from zhijia.base.verdict import need

from ..models import Membership, Person
from ..rules import membership as life
from .carrying import PART, carry, parts, settle


def admit(*, person, unit, on, by=None, reason="", **more):
    """Into the union of that unit: by joining, or (`entry` TRANSFERRED_IN) arriving from a union that let them go."""
    return admit_many([{"person": person, "unit": unit, **more}], on=on, by=by, reason=reason)[0]


@transaction.atomic
def admit_many(rows, *, on, by=None, reason=""):
    """On one day. Each row: person, unit, and what `opened` takes. All or none; the first who may not is told."""
    rows = list(rows)
    people = locked([row["person"] for row in rows])
    last, made = latest_of(people.values()), []
    for row in rows:
        person = people[row["person"].pk]
        last[person.pk] = opened(**row | {"person": person}, on=on, last=last.get(person.pk))
        made.append(last[person.pk])
    Membership.objects.bulk_create(made, batch_size=PART)
    settle_in(made)
    after = {"joined_on": on}
    note_many(
        {"by": by, "verb": "people.admit", "target": one.person, "unit": one.unit, "after": after, "reason": reason}
        for one in made
    )
    return made


def opened(
    *, person, unit, on, last, number="", entry=Membership.Entry.JOINED, member_since=None, previous=None
) -> Membership:
    """The episode that begins, not yet written. `last`: the one before it, whatever became of it."""
    verb = life.ENTERING[entry]
    (
        life.may(last.state if last else life.NOBODY, verb, name=person.name, unit=last and last.unit)
        & life.may_begin(on, last and last.ended_on)
        & life.may_receive(unit.name, unit.dissolved_on, on)
        & need(member_since is None or member_since <= on, "入会日期不能晚于转入日期", field="member_since")
    ).or_refuse()
    if verb == life.ARRIVE and previous is None and last and last.state == Membership.State.TRANSFERRED:
        previous = last
    return Membership(
        person=person,
        unit=unit,
        entry=entry,
        number=number or (previous.number if previous else ""),
        joined_on=on,
        member_since=life.since(entry, on, member_since, previous and previous.member_since),
        previous=previous,
    )


def settle_in(episodes):
    """Everybody belongs where their new episode is: place by place."""
    places = {}
    for episode in episodes:
        places.setdefault(episode.unit, []).append(episode.person_id)
        episode.person.home, episode.person.home_path = episode.unit, episode.unit.path
    for unit, people in places.items():
        settle(people, unit)


def locked(people) -> dict:
    """By key: the rows as they are now, held until the transaction ends. No join: whose home changed would drop out."""
    keys = [person.pk for person in people]
    return Person.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)


def latest(person):
    """The open episode, else the last that was closed."""
    return latest_of([person]).get(person.pk)


def latest_of(people) -> dict:
    """The same for many, by the key of the person; whoever never was a member is left out."""
    found = {}
    for part in parts(person.pk for person in people):
        episodes = Membership.objects.filter(person__in=part).select_related("unit").order_by("joined_on", "pk")
        for episode in episodes:
            if episode.person_id not in found or found[episode.person_id].ended_on is not None:
                found[episode.person_id] = episode
    return found


@transaction.atomic
def transfer(*, person, unit, on, by=None, reason=""):
    """From one union to another on that day: one episode ends, the next begins (一次入会、动态接转)."""
    return transfer_many(persons=[person], unit=unit, on=on, by=by, reason=reason)[0]


@transaction.atomic
def transfer_many(*, persons, unit, on, by=None, reason=""):
    """All or none; the refusal names the first who may not."""
    return _carry_persons(persons, unit, on, by, reason, life.TRANSFER, life.may_change_union)


@transaction.atomic
def move_within(*, person, unit, on, by=None, reason=""):
    """To another branch or group of the same union: an episode too, so that the roll of each is true on any day."""
    return _carry_persons([person], unit, on, by, reason, life.MOVE, life.may_move_within)[0]


def _carry_persons(persons, unit, on, by, reason, verb, allowed):
    people = [*locked(persons).values()]
    held = latest_of(people)
    union = Unions()
    life.may_receive(unit.name, unit.dissolved_on, on).or_refuse()
    for person in people:
        last = held.get(person.pk)
        life.may(last.state if last else life.NOBODY, verb, name=person.name, unit=last and last.unit).or_refuse()
        same_place, same_union = last.unit_id == unit.pk, union.of(last.unit) == union.of(unit)
        allowed(same_place, same_union, person.name, unit).or_refuse()
    carry([held[person.pk] for person in people], verb, unit, on, reason=reason)
    now = {episode.person_id: episode for episode in Membership.objects.standing().filter(person__in=people)}
    for person in people:
        now[person.pk].person = person
    told = {"by": by, "verb": f"people.{verb}", "unit": unit, "after": {"unit": unit, "joined_on": on}}
    told["reason"] = reason
    note_many(told | {"target": person, "before": {"unit": held[person.pk].unit}} for person in people)
    return [now[one.pk] for one in persons]


class Unions:
    """The grassroots union each place belongs to, looked up once."""

    def __init__(self):
        self.known = {}

    def of(self, unit):
        if unit.pk not in self.known:
            self.known[unit.pk] = unit.deciding().pk
        return self.known[unit.pk]


@transaction.atomic
def retain(*, membership, reason, on, by=None, detail="", unit=None, leaves_work=False):
    """保留会籍 on retirement or unemployment: no dues, no vote. `unit`: the higher union, if the own one is closed."""
    need(reason in Membership.KeptFor, "请选择保留会籍的原因", field="reason").or_refuse()
    more = {"kept_for": reason}
    return _turn(membership, life.RETAIN, on, by=by, unit=unit, reason=detail, leaves_work=leaves_work, **more)


@transaction.atomic
def resume(*, membership, on, by=None, unit=None, reason=""):
    """Back to full membership, here or where the person now works."""
    return _turn(membership, life.RESUME, on, by=by, unit=unit, reason=reason)


@transaction.atomic
def end_membership(*, membership, state, on, by=None, reason="", leaves_work=False):
    """Withdrawn, lapsed, expelled, deceased: the episode is closed and stays as history (R-MEM-01)."""
    need(state in life.ENDING, "请选择会籍终止的去向", field="state").or_refuse()
    dead = state == Membership.State.DECEASED
    return _turn(membership, life.ENDING[state], on, by=by, reason=reason, leaves_work=leaves_work or dead)


def _turn(membership, verb, on, *, by, reason="", unit=None, leaves_work=False, **columns):
    """One step of the table for one person; gives the episode that is open afterwards, else the closed one."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=membership.person_id)
    held = Membership.objects.select_related("unit", "person").get(pk=membership.pk)
    unit = unit or held.unit
    (
        need(
            held.ended_on is None, "这段会籍已于%(day)s终止（%(how)s）", day=held.ended_on, how=held.get_state_display()
        )
        & life.may(held.state, verb, name=person.name, unit=held.unit)
    ).or_refuse()
    opens = life.step(held.state, verb).opens
    if opens:
        life.may_receive(unit.name, unit.dissolved_on, on).or_refuse()
    elsewhere = verb == life.RESUME and unit.pk != held.unit_id  # back at another place: what work is open goes along
    carry([held], verb, unit, on, reason=reason, work=elsewhere, **columns)
    if leaves_work:
        person.employments.current().filter(from_on__lte=on).update(to_on=on)
    now = person.memberships.standing().first() if opens else None
    closed = Membership.objects.select_related("unit").get(pk=held.pk)
    code = "end_membership" if verb in life.ENDING.values() else verb
    before = {"state": held.get_state_display()}
    after = {"state": (now or closed).get_state_display(), "unit": unit} | ({} if now else {"ended_on": on})
    note(
        by=by,
        verb=f"people.{code}",
        target=person,
        unit=held.unit,
        before=before | {"unit": held.unit},
        after=after,
        reason=reason,
    )
    return now or closed
