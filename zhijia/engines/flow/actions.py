"""Open, hand in, rule, withdraw. Business verbs wrap these and go on with what came back.

Each verb is written once, for many cases: a desk that clears five hundred claims and a desk that clears one run the
same lines, with the same number of queries.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhijia.base.calendar import PROVISIONAL, add_workdays
from zhijia.base.upsert import update_rows
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import notify
from zhijia.kernels.org.models import Unit

from . import deputies, rules
from .models import Case, NumberSeries, RulingGiven, Step
from .registry import kinds
from .rules import State


@dataclass(frozen=True)
class Draft:
    """What a case is opened with: its unit, its title and the account of whom it is about."""

    unit: Unit
    title: str
    subject: object = None


# --- opening ---


def next_numbers(prefix, year, count=1):
    """`count` case numbers in a row, such as HZ-2026-000017; gaps stay only where a transaction failed."""
    series, _new = NumberSeries.objects.get_or_create(prefix=prefix, year=year)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + count)
    last = NumberSeries.objects.get(pk=series.pk).last
    return [f"{prefix}-{year}-{number:06d}" for number in range(last - count + 1, last + 1)]


def resolve(unit, route):
    """The real desks of a route: kinds missing above the unit are skipped, a desk is not asked twice in a row."""
    desks = []
    for stop in route:
        seat = unit.nearest(stop.kinds) if stop.kinds else unit
        if seat and (not desks or (desks[-1][0], desks[-1][1].ability) != (seat, stop.ability)):
            desks.append((seat, stop))
    need(desks, "%(unit)s之上没有可以审核的工会组织，请先维护组织隶属关系", unit=unit).or_refuse()
    return desks


def open_case(*, kind, unit, title, route, opened_by, at, subject=None):
    """A draft with its route fixed. `route`: Stops from the first desk to the last."""
    drafts = [Draft(unit, title, subject)]
    return open_cases(kind=kind, drafts=drafts, route=route, opened_by=opened_by, at=at)[0]


@transaction.atomic
def open_cases(*, kind, drafts, route, opened_by, at):
    """Drafts in the order given. Each case remembers its own route: later changes of policy spare it."""
    routes = {unit: resolve(unit, route) for unit in {draft.unit for draft in drafts}}
    numbers = next_numbers(kinds[kind].prefix, timezone.localdate(at).year, len(drafts))
    cases = Case.objects.bulk_create(
        Case(
            kind=kind,
            number=number,
            title=draft.title,
            unit=draft.unit,
            subject=draft.subject,
            opened_by=opened_by,
            opened_at=at,
            moved_at=at,
        )
        for number, draft in zip(numbers, drafts, strict=True)
    )
    Step.objects.bulk_create(
        Step(case=case, seq=seq, unit=seat, ability=stop.ability, label=stop.label, days=stop.days)
        for case in cases
        for seq, (seat, stop) in enumerate(routes[case.unit])
    )
    return cases


# --- moving ---


def locked(cases):
    """The rows as they are now, held until the transaction ends, in the order of `cases`."""
    keys = [case.pk for case in cases]
    rows = Case.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)
    return [rows[key] for key in keys]


def steps_of(cases):
    found = defaultdict(list)
    for step in Step.objects.filter(case__in=[case.pk for case in cases]).select_related("unit").order_by("seq"):
        found[step.case_id].append(step)
    return found


def place(cases, at):
    """Lay each case where its state and step say; an empty desk is reported to the unit above, never passed over."""
    steps, today = steps_of(cases), timezone.localdate(at)
    for case in cases:
        desk = steps[case.pk][case.step] if case.state == State.IN_REVIEW else None
        case.moved_at = at
        case.desk_unit = desk and desk.unit
        case.desk_ability = desk.ability if desk else ""
        case.due_on = add_workdays(today, desk.days, PROVISIONAL) if desk and desk.days else None
    columns = ["state", "step", "round", "moved_at", "desk_unit_id", "desk_ability", "due_on"]
    update_rows(Case, columns, [(case.pk, *(getattr(case, name) for name in columns)) for case in cases])
    alert_empty_desks(cases, at)
    return cases


def alert_empty_desks(cases, at):
    """Tell whoever manages the desk's unit, or the nearest one above it, that cases have stopped there."""
    arrived = [case for case in cases if case.desk_ability]
    abilities = {case.desk_ability for case in arrived}
    stuck = Case.objects.filter(pk__in=[case.pk for case in arrived]).stuck(timezone.localdate(at), abilities)
    by_desk = defaultdict(list)
    for case in stuck.select_related("desk_unit", "opened_by", "subject"):
        by_desk[case.desk_unit].append(case)
    for seat, stopped in by_desk.items():
        first, more = stopped[0], f"等{len(stopped)}件" if len(stopped) > 1 else ""
        for user in helpers_of(seat, first, at):
            title = f"{seat}无人办理：{first.number} {first.title}{more}"
            notify(user=user, title=title, url=first.get_absolute_url(), at=at)


def helpers_of(seat, case, at):
    """Those who can appoint or decide at the seat, else at the nearest unit above that has any."""
    for unit in [seat, *seat.ancestors().reverse()]:
        able = RoleHeld.objects.on(timezone.localdate(at)).filter(unit=unit, user__is_active=True)
        held = able.with_ability("manage") | able.with_ability("approve")
        users = {role.user for role in held.select_related("user")} - {case.opened_by, case.subject}
        if users:
            return sorted(users, key=lambda user: user.pk)
    return []


def submit(*, case, by, at):
    """Hand in, for the first time or again after it was returned."""
    return submit_many(cases=[case], by=by, at=at)[0]


@transaction.atomic
def submit_many(*, cases, by, at):
    cases = locked(cases)
    for case in cases:
        rules.may_submit(case.state).or_refuse()
        case.round += case.state == State.RETURNED
        case.state, case.step = State.IN_REVIEW, 0
    return place(cases, at)


def may_rule(case, by, ruling, note, seats) -> Verdict:
    """`seats`: those at which `by` sits at the desk of the case."""
    return (
        rules.may_move(case.state, rules.after(ruling, case.step, case.step + 1)[0])
        & rules.may_rule(by.pk, case.opened_by_id, case.subject_id, ruling, note)
        & rules.may_sit(seats, case.opened_by_id, case.subject_id)
    )


def seats_of(user, cases, at):
    """({case pk: seats of the user at its desk}, {pk: hand-over} of those seats, none of them taken back meanwhile)."""
    desks = {(case.desk_unit_id, case.desk_ability) for case in cases}
    seats = {(unit, ability): user.seats_by_desk(ability).get(unit, []) for unit, ability in desks}
    hand_overs = deputies.locked({seat.hand_over for there in seats.values() for seat in there} - {None}, at)
    standing = {desk: [s for s in there if s.hand_over in {None, *hand_overs}] for desk, there in seats.items()}
    return {case.pk: standing[case.desk_unit_id, case.desk_ability] for case in cases}, hand_overs


def rule(*, case, by, ruling, at, note=""):
    """One desk gives its opinion; returns the case where it then lies."""
    ruled, skipped = rule_many(cases=[case], by=by, ruling=ruling, at=at, note=note)
    for _case, verdict in skipped:
        verdict.or_refuse()
    return ruled[0]


@transaction.atomic
def rule_many(*, cases, by, ruling, at, note=""):
    """The same opinion on many cases. Returns the ruled ones and (case, verdict) of those it was refused for."""
    cases = locked(cases)
    (seats, hand_overs), steps = seats_of(by, cases, at), steps_of(cases)
    verdicts = [(case, may_rule(case, by, ruling, note, seats[case.pk])) for case in cases]
    ruled = [case for case, verdict in verdicts if verdict]
    rulings = RulingGiven.objects.bulk_create(given(case, by, ruling, note, at, seats[case.pk]) for case in ruled)
    deputies.tell(rulings, hand_overs, at)
    for case in ruled:
        case.state, case.step = rules.after(ruling, case.step, len(steps[case.pk]))
    place(ruled, at)
    return ruled, [(case, verdict) for case, verdict in verdicts if not verdict]


def given(case, by, ruling, note, at, seats):
    seat = rules.counting_seat(seats, case.opened_by_id, case.subject_id)
    return RulingGiven(
        case=case,
        round=case.round,
        step=case.step,
        ruling=ruling,
        note=note.strip(),
        by=by,
        at=at,
        hand_over_id=seat.hand_over,
        absent_id=seat.absent,
        opened_by_id=case.opened_by_id,
        subject_id=case.subject_id,
    )


def may_withdraw(case, by) -> Verdict:
    """Whoever handed it in, or whom it is about, may take it back while it is still open."""
    return rules.may_move(case.state, State.WITHDRAWN) & need(
        by.pk in (case.opened_by_id, case.subject_id), "只有提交人或当事人可以撤回"
    )


@transaction.atomic
def withdraw(*, case, by, at):
    (case,) = locked([case])
    may_withdraw(case, by).or_refuse()
    case.state = State.WITHDRAWN
    return place([case], at)[0]
