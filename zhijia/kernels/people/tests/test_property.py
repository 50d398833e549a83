"""No sequence of joins, moves, mergers, merges and undos yields two open memberships, a lost person or a false count.

The machine notes what it did, and nothing else; at the end the rolls of every day must be what a replay of its notes
says. A thread is the story of one membership, whoever it turns out to belong to.
"""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from zhijia.base.verdict import Refused
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people import actions
from zhijia.kernels.people.duplicates import actions as duplicates
from zhijia.kernels.people.models import Membership, Person, PersonMerge

FIRST = date(2026, 1, 5)
PEOPLE = 4
ANYBODY = 7
who, where = st.integers(0, ANYBODY), st.integers(0, 7)
later = st.integers(0, 2)


class Thread:
    """[(day, unit or None, full)]: where somebody was a member from that day on, and whether a full one."""

    def __init__(self):
        self.told = []

    def tell(self, day, unit, full):
        self.told.append((day, unit, full))

    def goes_on(self, day, unit, full):
        """As the verb was asked to do; what it says nothing of stays as it was."""
        place, was_full = self.told[-1][1:] if self.told else (None, True)
        self.tell(day, unit or place, was_full if full is None else full)

    def ends(self, day):
        self.tell(day, None, False)

    def on(self, day):
        return next((unit if full else None for told, unit, full in reversed(self.told) if told <= day), None)


class Life(RuleBasedStateMachine):
    cast = None

    @initialize()
    def begin(self):
        self.day, self.serial = FIRST, 0
        self.threads, self.of_episode, self.closings = [], {}, {}
        for episode in Membership.objects.standing():
            self.follow(Thread(), episode).tell(episode.joined_on, episode.unit_id, True)
        for n in range(PEOPLE):
            actions.register_staff(name=f"试员{n}", unit=self.cast.branch, from_on=FIRST)
        self.people = set(Person.objects.values_list("pk", flat=True))

    def __init__(self):
        super().__init__()
        self.undoing = transaction.atomic()
        self.undoing.__enter__()

    def teardown(self):
        try:
            if hasattr(self, "threads"):
                self.replay()
        finally:
            transaction.set_rollback(True)
            self.undoing.__exit__(None, None, None)

    # --- what it works on ---

    def person(self, n, state=None):
        """Mostly somebody the verb has something to do with; the last number means anybody."""
        people = Person.objects.standing().order_by("pk")
        fit = people.filter(memberships__state=state) if state and n != ANYBODY else people
        chosen = list(fit) or list(people)
        return chosen[n % len(chosen)]

    def unit(self, n):
        units = list(Unit.objects.standing().exclude(pk=self.cast.province.pk).order_by("pk"))
        return units[n % len(units)]

    def follow(self, thread, episode):
        if thread not in self.threads:
            self.threads.append(thread)
        self.of_episode[episode.pk] = thread
        return thread

    def attempt(self, doing, days=0, unit=None, full=None):
        """A refusal must leave nothing behind; whatever else is raised is a fault.

        `unit` and `full` are where the verb was asked to bring people, and as what; None: as before.
        """
        self.day += timedelta(days)
        before = list(Membership.objects.order_by("pk").values_list())
        try:
            made = doing()
        except Refused:
            assert list(Membership.objects.order_by("pk").values_list()) == before
            return
        unit = unit or (made[0] if isinstance(made, list) and made and isinstance(made[0], Unit) else None)
        self.note({row[0] for row in before}, unit and unit.pk, full)

    def note(self, known, unit, full):
        """Episodes that began today take up the thread of those they go on from."""
        for episode in Membership.objects.exclude(pk__in=known).order_by("pk"):
            thread = self.follow(self.of_episode.get(episode.previous_id) or Thread(), episode)
            thread.goes_on(self.day, unit, full)

    def held(self, person):
        return person.memberships.standing().first()

    # --- what may happen ---

    @rule(n=who, m=where, days=later)
    def join(self, n, m, days):
        person, unit = self.person(n), self.unit(m)
        self.attempt(lambda: actions.admit(person=person, unit=unit, on=self.day), days, unit, True)

    @rule(n=who, m=where, days=later, two=st.booleans())
    def transfer(self, n, m, days, two):
        persons = {self.person(n, "active"), *([self.person(n + 1, "active")] if two else [])}
        unit = self.unit(m)
        self.attempt(lambda: actions.transfer_many(persons=[*persons], unit=unit, on=self.day), days, unit)

    @rule(n=who, m=where, days=later)
    def move(self, n, m, days):
        person, unit = self.person(n, "active"), self.unit(m)
        self.attempt(lambda: actions.move_within(person=person, unit=unit, on=self.day), days, unit)

    @rule(n=who, days=later)
    def retain(self, n, days):
        held = self.held(self.person(n, "active"))
        if held:
            self.attempt(lambda: actions.retain(membership=held, reason="retired", on=self.day), days, full=False)

    @rule(n=who, m=where, days=later)
    def resume(self, n, m, days):
        held, unit = self.held(self.person(n, "retained")), self.unit(m)
        if held:
            self.attempt(lambda: actions.resume(membership=held, unit=unit, on=self.day), days, unit, True)

    @rule(n=who, days=later, state=st.sampled_from(["withdrawn", "lapsed", "expelled", "deceased"]))
    def end(self, n, days, state):
        held = self.held(self.person(n))
        if held is None:
            return
        self.attempt(lambda: actions.end_membership(membership=held, state=state, on=self.day), days)
        held.refresh_from_db()
        if held.ended_on:
            self.of_episode[held.pk].ends(self.day)

    @rule(n=where, m=where, days=later)
    def merge_unions(self, n, m, days):
        gone, into = self.unit(n), self.unit(m)
        by = self.cast.manager
        self.attempt(lambda: actions.merge_unions(units=[gone], into=into, on=self.day, by=by), days, into)

    @rule(n=where, m=who, days=later)
    def split_union(self, n, m, days):
        self.serial += 1
        facts = {"code": f"NEW-{self.serial}", "name": f"新校{self.serial}工会", "kind": "college"}
        facts["superior"] = self.cast.province
        into = [(facts, [self.person(m)])]
        unit = self.unit(n)
        self.attempt(lambda: actions.split_union(unit=unit, into=into, on=self.day, by=self.cast.manager), days)

    @rule(n=who, m=who, stays=st.booleans(), days=later)
    def merge_rows(self, n, m, stays, days):
        kept, merged = self.person(n), self.person(m if n != m else m + 1)
        held = [self.held(kept), self.held(merged)]
        going_on = held[0] if stays else held[1]
        chosen = duplicates.Chosen(reason="同一人重复登记", membership=going_on and going_on.pk)
        at = self.cast.now.replace(year=self.day.year, month=self.day.month, day=self.day.day)
        by = self.cast.province_officer
        self.attempt(lambda: duplicates.merge(kept=kept, merged=merged, chosen=chosen, by=by, at=at), days=0)
        for episode in filter(None, held):
            episode.refresh_from_db()
            if episode.ended_on:
                self.of_episode[episode.pk].ends(self.day)
                self.closings[episode.pk] = self.of_episode[episode.pk].told[-1]

    @precondition(lambda self: PersonMerge.objects.standing().exists())
    @rule(n=who)
    def undo(self, n):
        merges = list(PersonMerge.objects.standing().order_by("pk"))
        merge, by = merges[n % len(merges)], self.cast.province_officer
        closed = set(Membership.objects.filter(ended_on__isnull=False).values_list("pk", flat=True))
        self.attempt(lambda: duplicates.undo(merge=merge, by=by, at=self.cast.now, reason="并错了人"))
        for pk in Membership.objects.standing().filter(pk__in=closed).values_list("pk", flat=True):
            self.of_episode[pk].told.remove(self.closings.pop(pk))

    # --- what must hold ---

    @invariant()
    def nobody_is_a_member_twice(self):
        twice = Membership.objects.standing().values("person").annotate(count=Count("pk")).filter(count__gt=1)
        assert not twice.exists()

    @invariant()
    def nobody_is_lost(self):
        if hasattr(self, "people"):
            standing = set(Person.objects.standing().values_list("pk", flat=True))
            merged = set(PersonMerge.objects.standing().values_list("merged", flat=True))
            assert standing | merged == self.people
            assert not standing & merged

    @invariant()
    def whoever_is_a_member_is_seen_where_they_are(self):
        for episode in Membership.objects.standing().select_related("person", "unit"):
            assert episode.person.merged_into_id is None
            assert episode.person.home_path == episode.unit.path
            assert episode.unit.dissolved_on is None

    def replay(self):
        """The roll of every day since the beginning, unit by unit."""
        for back in range((self.day - FIRST).days + 2):
            day = FIRST + timedelta(back - 1)
            told = Counter(filter(None, (thread.on(day) for thread in self.threads)))
            assert told == Counter(Membership.objects.as_of(day).values_list("unit", flat=True)), day


@pytest.mark.django_db
def test_no_sequence_makes_the_rolls_untrue(cast):
    machine = type("LifeOfTheCast", (Life,), {"cast": cast})
    limits = settings(
        max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(machine, settings=limits)
