"""Results recorded as they were counted on paper; the arithmetic of R-ELEC-01 decides who is elected."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.bodies.rules import elections
from zhijia.kernels.trail.actions import note as write_down

from ..models import Candidate, Poll, Tally
from ..rules import standing, steps, strokes
from ..rules.counting import Sheet, Votes, reckoned, sound
from ..rules.standing import LED_FROM, OFFICE_NAMES
from .guard import locked, may_work


@dataclass(frozen=True)
class WriteIn:
    """另选人: somebody not on the list whom electors wrote in."""

    person: object
    approve: int


def last_of(change, office):
    return change.polls.standing().filter(office=office).order_by("-round").first()


def seats_left(change, office) -> int:
    last = last_of(change, office)
    return change.seats(office) if last is None else last.short


def on_ballot(change, office):
    """Who is voted on in the coming round: all candidates, then the tied ones, else those not yet elected."""
    last = last_of(change, office)
    rows = change.candidates.standing().filter(office=office).select_related("person")
    if last is None:
        rows = rows.filter(write_in=False)
    elif last.outcome["runoff"]:
        rows = rows.filter(pk__in=last.outcome["runoff"])
    else:
        rows = rows.exclude(state=Candidate.State.ELECTED)
    base = LED_FROM.get(office)
    if base and change.regular:
        seated = change.candidates.filter(office=base, state=Candidate.State.ELECTED).values("person")
        rows = rows.filter(person__in=seated)
    return rows


def in_order_of_ballot(change, office) -> list:
    return strokes.in_order(on_ballot(change, office), lambda row: row.person.name)


def may_record(change, office, by) -> Verdict:
    now = steps.current(change.places)
    return (
        may_work(change, by)
        & need(
            now is not None and office in change.offices_at(now.step),
            "现在不是选举%(office)s的时候，请按步骤办理",
            office=OFFICE_NAMES.get(office, ""),
            field="office",
        )
        & need(
            seats_left(change, office),
            "“%(office)s”已选足，不用再投票",
            office=OFFICE_NAMES.get(office, ""),
            field="office",
        )
    )


def may_scrutinise(scrutineers, names) -> Verdict:
    """监票人 are no candidates."""
    clash = [name for name in names if name in scrutineers]
    return need(scrutineers.strip(), "请填写监票人", field="scrutineers") & need(
        not clash, "%(names)s是候选人，不能担任监票人", names="、".join(clash), field="scrutineers"
    )


@transaction.atomic
def record_poll(
    *,
    change,
    office,
    held_on,
    expected,
    attended,
    issued,
    returned,
    scrutineers,
    votes,
    by,
    at,
    void=0,
    write_ins=(),
):
    """`votes`: candidate pk → (approve, oppose, abstain) for everybody on the ballot."""
    change, today = locked(change), timezone.localdate(at)
    may_record(change, office, by).or_refuse()
    sheet = Sheet(expected, attended, issued, returned, void, seats_left(change, office))
    listed = {row.pk: row.person.name for row in on_ballot(change, office)}
    counted = {key: Votes(listed[key], *votes[key]) for key in listed if key in votes}
    others = {each.person: Votes(each.person.name, each.approve) for each in write_ins}
    verdict = (
        need(held_on <= today, "选举日期不能在今天之后", field="held_on")
        & whole(listed, votes)
        & may_scrutinise(scrutineers, listed.values())
        & sound(sheet, counted | others)
    )
    for person in others:
        verdict &= may_write_in(change, office, person)
    verdict.or_refuse()
    for person, said in others.items():
        counted[written_in(change, office, person).pk] = said
    outcome = elections.count(
        {key: each.approve for key, each in counted.items()}, seats=sheet.seats, expected=expected
    )
    poll = keep(change, office, held_on, sheet, scrutineers, counted, outcome, by, at)
    after = {"office": OFFICE_NAMES[office], "count": len(outcome.elected)}
    write_down(by=by, verb="elections.poll", target=poll, after=after, at=at)
    return poll


def whole(listed, votes) -> Verdict:
    """Votes for everybody on the ballot and for nobody else. `listed`: {candidate pk: name}."""
    missing = [name for key, name in listed.items() if key not in votes]
    return need(not missing, "请填写%(names)s的得票", names=standing.some(missing), field="votes") & need(
        set(votes) <= set(listed), "有得票的人不在这一轮选票上，请核对", field="votes"
    )


def may_write_in(change, office, person) -> Verdict:
    """An elector may write in another name; the same bars hold for it."""
    others = [*change.candidates.standing().filter(person=person).values_list("office", flat=True)]
    if office in others:
        return need(False, "%(name)s在候选人名单上，不用另填", name=person.name, field="write_in")
    led_from = [LED_FROM[office]] if office in LED_FROM else []
    return standing.may_stand(office, [*others, *led_from], person.name, field="write_in")


def written_in(change, office, person):
    return Candidate.objects.create(
        change=change,
        office=office,
        person=person,
        write_in=True,
        relation=standing.Relation.NONE,
        review=Candidate.Review.PASSED,
        review_note="另选人",
    )


def keep(change, office, held_on, sheet, scrutineers, counted, outcome, by, at):
    last = last_of(change, office)
    poll = Poll.objects.create(
        change=change,
        office=office,
        round=last.round + 1 if last else 1,
        held_on=held_on,
        seats=sheet.seats,
        expected=sheet.expected,
        attended=sheet.attended,
        issued=sheet.issued,
        returned=sheet.returned,
        void=sheet.void,
        scrutineers=scrutineers,
        outcome={
            "elected": list(outcome.elected),
            "runoff": list(outcome.runoff),
            "short": outcome.short,
            "needed": outcome.needed,
            "lines": reckoned(sheet, counted, outcome),
        },
        made_by=by,
        made_at=at,
    )
    Tally.objects.bulk_create(
        Tally(
            poll=poll,
            candidate_id=key,
            approve=each.approve,
            oppose=each.oppose,
            abstain=each.abstain,
            elected=key in outcome.elected,
        )
        for key, each in counted.items()
    )
    change.candidates.filter(pk__in=outcome.elected).update(state=Candidate.State.ELECTED)
    settle(poll)
    if change.elected_on is None or office == standing.Office.COMMITTEE:
        change.elected_on = held_on
        change.save(update_fields=["elected_on"])
    return poll


def settle(poll):
    """Once the seats are filled or left open, whoever is not elected is told so."""
    if poll.short == 0:
        rows = poll.change.candidates.filter(office=poll.office, state=Candidate.State.STANDING)
        rows.update(state=Candidate.State.NOT_ELECTED)


def may_leave_open(poll, by) -> Verdict:
    return (
        may_work(poll.change, by)
        & need(last_of(poll.change, poll.office) == poll, "请在最后一轮结果上登记")
        & need(poll.short, "名额已选足，没有暂缺")
        & need(not poll.outcome["runoff"], "票数相等的须再次投票，不能暂缺")
    )


@transaction.atomic
def leave_open(*, poll, by, at, reason):
    """The meeting agreed to leave the seats empty, the number being close."""
    poll.change = locked(poll.change)
    (may_leave_open(poll, by) & need(reason.strip(), "请写明大会是怎样同意暂缺的", field="reason")).or_refuse()
    poll.left_open, poll.left_open_reason = poll.short, reason.strip()
    poll.save(update_fields=["left_open", "left_open_reason"])
    settle(poll)
    write_down(by=by, verb="elections.poll", target=poll, after={"left_open": poll.left_open}, reason=reason, at=at)
    return poll


def may_void(poll, by) -> Verdict:
    now = steps.current(poll.change.places)
    return (
        may_work(poll.change, by)
        & need(poll.voided_at is None and last_of(poll.change, poll.office) == poll, "只能作废最后一轮结果")
        & need(now is not None and poll.office in poll.change.offices_at(now.step), "这一步已经办结，请先退回上一步")
    )


@transaction.atomic
def void_poll(*, poll, by, at, reason):
    """Entered wrongly: the last round of an office is struck and entered anew; the struck one stays to be read."""
    poll.change = locked(poll.change)
    (may_void(poll, by) & need(reason.strip(), "请写明作废的理由", field="reason")).or_refuse()
    strike(poll.change, [poll], at)
    write_down(by=by, verb="elections.void_poll", target=poll, reason=reason, at=at)
    return poll


def strike(change, polls, at):
    """The votes no longer count; candidates stand again as they did before."""
    for poll in polls:
        poll.voided_at = at
        poll.save(update_fields=["voided_at"])
    offices = {poll.office for poll in polls}
    for office in offices:
        before = last_of(change, office)
        kept = [key for row in change.polls.standing().filter(office=office) for key in row.outcome["elected"]]
        rows = change.candidates.standing().filter(office=office)
        if before is None:
            rows.filter(write_in=True).update(state=Candidate.State.WITHDRAWN, left_reason="选举结果作废")
        rows.exclude(pk__in=kept).filter(write_in=False).update(state=Candidate.State.STANDING)
