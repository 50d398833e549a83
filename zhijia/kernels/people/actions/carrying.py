"""Closing and opening episodes, for one person or for five thousand: rows are read once and written in bulk."""

from itertools import groupby

from django.db import transaction
from django.db.models import F

from zhijia.kernels.access.models import User

from ..models import Employment, Membership, Person
from ..rules import membership as life

PART = 2_000


def parts(rows):
    rows = list(rows)
    return (rows[start : start + PART] for start in range(0, len(rows), PART))


def carry(episodes, verb, unit, on, *, reason="", work=True, **columns):
    """Every open episode takes its step; the people, their work and accounts go along to `unit`."""
    for episode in episodes:
        life.may_end(on, episode.joined_on).or_refuse()
    with transaction.atomic():
        close(episodes, verb, on, reason)
        opened = [following(episode, verb, unit, on, columns) for episode in episodes]
        opened = [episode for episode in opened if episode]
        Membership.objects.bulk_create(opened, batch_size=PART)
        if work:
            move_work(episodes, unit, on, stays=verb == life.MOVE)
        if opened:
            settle([episode.person_id for episode in opened], unit)
    return opened


def close(episodes, verb, on, reason):
    for state in life.OPEN:
        keys = [episode.pk for episode in episodes if episode.state == state]
        for part in parts(keys):
            closes = life.step(state, verb).closes
            Membership.objects.filter(pk__in=part).update(state=closes, ended_on=on, reason=reason)


def following(episode, verb, unit, on, columns):
    """The episode that goes on from there, or None where membership ends."""
    step = life.step(episode.state, verb)
    if not step.opens:
        return None
    kept_for = episode.kept_for if step.opens == life.RETAINED else ""
    return Membership(
        person_id=episode.person_id,
        unit=unit,
        state=step.opens,
        entry=step.entry,
        number=episode.number,
        joined_on=on,
        member_since=episode.member_since,
        previous_id=episode.pk,
        **{"kept_for": kept_for} | columns,
    )


def move_work(episodes, unit, on, *, stays):
    """Employment at the place left ends; one like it begins at the new place. A staff number is the employer's."""
    for place, some in groupby(sorted(episodes, key=lambda e: e.unit_id), key=lambda e: e.unit_id):
        for part in parts(episode.person_id for episode in some):
            move_jobs(Employment.objects.current().filter(unit=place, person__in=part), unit, on, stays=stays)


def move_jobs(jobs, unit, on, *, stays):
    jobs = list(jobs)
    held = Employment.objects.filter(pk__in=[job.pk for job in jobs])
    held.filter(from_on__gt=on).update(to_on=F("from_on"))
    held.filter(from_on__lte=on).update(to_on=on)
    people = [job.person_id for job in jobs]
    there = set(Employment.objects.current().filter(unit=unit, person__in=people).values_list("person", flat=True))
    begun = []
    for job in jobs:
        if job.person_id not in there:  # employed at two places before, or there already: once is enough
            there.add(job.person_id)
            begun.append(like(job, unit, max(on, job.from_on), staff_no=job.staff_no if stays else ""))
    Employment.objects.bulk_create(begun, batch_size=PART)


def like(job, unit, on, staff_no):
    return Employment(
        person_id=job.person_id, unit=unit, staff_no=staff_no, kind=job.kind, position=job.position, from_on=on
    )


def settle(people, unit):
    """They now belong here: whoever works for this subtree sees them, and their accounts go along."""
    for part in parts(people):
        Person.objects.filter(pk__in=part).update(home=unit, home_path=unit.path)
        User.objects.filter(person__in=part).update(home=unit)
