"""Taking people into a period: one, four hundred, or the lines of a spreadsheet, with the same judgement."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhijia.base.bulk import insert_rows
from zhijia.base.money import yuan
from zhijia.base.upsert import reserve_keys
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import Enrolment, Period

SLICE = 5_000  # SQLite takes only so many parameters in one statement
COLUMNS = ["id", "period", "person", "unit", "first_time", "fee_fen", "personal_fen", "state", "listed_at"]


def slices(keys) -> Iterator[list]:
    keys = list(keys)
    return (keys[start : start + SLICE] for start in range(0, len(keys), SLICE))


@dataclass
class Outcome:
    """Who was taken in (keys of the enrolments), and for each of the others why not."""

    made: list = field(default_factory=list)
    refused: list = field(default_factory=list)  # (person, verdict)


def enrol(*, period, unit, person, by, at, personal_fen=0) -> Enrolment:
    """One person; a refusal is raised."""
    outcome = enrol_many(period=period, unit=unit, persons=[person], by=by, at=at, personal_fen=personal_fen)
    for _person, verdict in outcome.refused:
        verdict.or_refuse()
    return Enrolment.objects.get(pk=outcome.made[0])


@transaction.atomic
def enrol_many(*, period, unit, persons, by, at, personal_fen=0) -> Outcome:
    """Active members of the unit or below it; the same number of queries for any number of them."""
    may_enrol_at(period, unit, by, personal_fen).or_refuse()
    try:
        with transaction.atomic():
            outcome = take_in(period, unit, persons, at, personal_fen)
    except IntegrityError:  # somebody enrolled one of them between the question and the answer: ask again
        outcome = take_in(period, unit, persons, at, personal_fen)
    trail.note(by=by, verb="mutual_aid.enrol", target=period, unit=unit, after={"count": len(outcome.made)}, at=at)
    return outcome


def may_enrol_at(period, unit, by, personal_fen=0) -> Verdict:
    least = period.terms.personal_min
    return need(by is None or by.can("edit", unit), "您没有为%(unit)s办理参互的权限", unit=unit) & need(
        personal_fen >= least, "个人承担部分不能低于%(min)s元", field="personal_fen", min=yuan(least)
    )


def take_in(period, unit, persons, at, personal_fen) -> Outcome:
    judge, outcome, good = Judge(period, unit, [person.pk for person in persons], timezone.localdate(at)), Outcome(), []
    for person in persons:
        verdict = judge.verdict(person.pk, person.name, person.born_on)
        if verdict:
            good.append(person.pk)
            judge.enrolled.add(person.pk)
        else:
            outcome.refused.append((person, verdict))
    outcome.made = enter(judge=judge, people=[(pk, personal_fen) for pk in good], at=at)
    return outcome


@transaction.atomic
def enter(*, judge, people, at) -> list[int]:
    """Rows for people already judged (pairs of key and what they pay themselves); their keys in the same order."""
    keys = reserve_keys(Enrolment, len(people))
    insert_rows(Enrolment, COLUMNS, (judge.line(key, *person, at) for key, person in zip(keys, people, strict=True)))
    return keys


class Judge:
    """Everything the rules ask about a list of people, fetched once."""

    def __init__(self, period, unit, persons, today):
        self.period, self.terms, self.unit, self.today = period, period.terms, unit, today
        self.label = str(period.label)
        previous = Period.objects.filter(scheme=period.scheme_id, number=period.number - 1).first()
        self.members, self.enrolled, self.before = {}, set(), set()
        for part in slices(persons):
            active = Membership.objects.active().under(unit.path).filter(person__in=part)
            self.members.update(active.values_list("person", "unit__path"))
            self.enrolled.update(known(period, part))
            self.before.update(known(previous, part) if previous else ())
        seats = Unit.objects.under(unit.path).filter(kind__in=Unit.GRASSROOTS)
        self.seats, self.found = dict(seats.values_list("path", "pk")), {}

    def verdict(self, pk, name, born_on) -> Verdict:
        period = self.period
        return rules.may_enrol(
            pk in self.members,
            rules.age(born_on, period.starts_on) if born_on else None,
            self.terms.max_age,
            self.today,
            period.enrol_from,
            period.enrol_to,
        ) & need(
            pk not in self.enrolled,
            "%(name)s已参加%(period)s，不能重复登记",
            field="person",
            name=name,
            period=self.label,
        )

    def seat(self, path) -> int:
        """The grassroots union that pays for the member; the unit asked for if it lies below one."""
        if path not in self.found:
            above = (path[:end] for end in range(len(path), 0, -1))
            self.found[path] = next((self.seats[place] for place in above if place in self.seats), self.unit.pk)
        return self.found[path]

    def line(self, key, pk, personal_fen, at):
        first = pk not in self.before
        fee = rules.fee(self.terms.fee_first, self.terms.fee_renewal, enrolled_before=not first)
        seat = self.seat(self.members[pk])
        return key, self.period.pk, pk, seat, first, fee, min(personal_fen, fee), Enrolment.State.LISTED.value, at


def known(period, persons):
    return Enrolment.objects.standing().filter(period=period, person__in=persons).values_list("person_id", flat=True)


def may_cancel(enrolment, by) -> Verdict:
    """Only before the fee has been reconciled: from then on the cover stands."""
    return need(enrolment.state == Enrolment.State.LISTED, "缴费核对后参互已生效，期中不办理退出") & need(
        by.can("edit", enrolment.unit), "您没有为%(unit)s办理参互的权限", unit=enrolment.unit
    )


@transaction.atomic
def cancel_enrolment(*, enrolment, by, at):
    """The row stays as a trace; the person may be enrolled again."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("unit", "period").get(pk=enrolment.pk)
    may_cancel(enrolment, by).or_refuse()
    enrolment.state = Enrolment.State.CANCELLED
    enrolment.save(update_fields=["state"])
    trail.note(by=by, verb="mutual_aid.cancel", target=enrolment, unit=enrolment.unit, at=at)
    return enrolment
