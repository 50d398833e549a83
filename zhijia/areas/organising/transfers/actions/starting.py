"""A transfer begins: by the member, by the union left or by the union joined, for one person or for three hundred."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhijia.base.noting import note
from zhijia.base.verdict import Refused, Verdict, need
from zhijia.engines.flow.actions import next_numbers
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Membership, Person

from .. import rules
from ..models import Answer, Transfer
from ..rules import Side, Start
from .moving import Desks, alert_empty_desks, lay, tell

PREFIX = "JZ"
TERRITORIAL = (Unit.Kind.PROVINCE, Unit.Kind.CITY, Unit.Kind.COUNTY)


@dataclass(frozen=True)
class Wanted:
    """What is asked for one person."""

    person: Person
    to_unit: Unit
    employer: str = ""  # without a union of its own; `to_unit` keeps the membership
    reason: str = ""


@dataclass(frozen=True)
class Judged:
    wanted: Wanted
    from_unit: Any
    verdict: Verdict


def judge(*, wanted, start, by, today) -> list[Judged]:
    """Whether each may be started, in a fixed number of queries for any number of persons."""
    keys = [one.person.pk for one in wanted]
    episodes = {
        episode.person_id: episode
        for episode in Membership.objects.standing().filter(person__in=keys).select_related("unit")
    }
    numbers = dict(Transfer.objects.open().filter(person__in=keys).values_list("person", "number"))
    desks = Desks(today)
    return [_judged(one, episodes.get(one.person.pk), numbers, desks, start, by, today) for one in wanted]


def _judged(one, episode, numbers, desks, start, by, today):
    name, unit = one.person.name, one.to_unit
    goes = _may_go(one.person, episode, numbers.get(one.person.pk, ""), start, by)
    parked, territorial = bool(one.employer), unit.kind in TERRITORIAL
    comes = rules.may_enter(unit, unit.dissolved_on, today, parked, territorial)
    if start == Start.NEW:
        comes &= need(by.can("edit", unit), "您不能为“%(unit)s”办理转入", field="to_unit", unit=unit)
    if not episode:
        return Judged(one, None, goes & comes)
    same = desks.of(episode.unit) == desks.of(unit)
    return Judged(one, episode.unit, goes & comes & rules.may_change(name, same, episode.unit))


def _may_go(person, episode, open_number, start, by) -> Verdict:
    """What is asked of whoever goes, and of whoever lets them go, wherever to."""
    leaves = rules.may_leave(person.name, episode and episode.state) & rules.may_begin(person.name, open_number)
    if start == Start.MEMBER:
        return need(person.user_id == by.pk, "只能申请本人的会籍接转") & leaves
    if start == Start.OLD and episode:
        unit = episode.unit
        return need(by.can("edit", unit), "您不能为“%(unit)s”的会员办理转出", field="person", unit=unit) & leaves
    return leaves


def may_begin_again(transfer, by) -> Verdict:
    """What came to nothing may be begun anew by the union left, to the same union or another one."""
    ended = need(transfer.state in rules.AGAIN and transfer.start == Start.OLD, "这件接转不能重新办理")
    if not ended:
        return ended
    person = transfer.person
    episode = Membership.objects.standing().filter(person=person).select_related("unit").first()
    number = Transfer.objects.open().filter(person=person).values_list("number", flat=True).first()
    return _may_go(person, episode, number or "", Start.OLD, by)


def start_transfer(*, person, to_unit, start, by, at, employer="", reason=""):
    """One transfer, or a refusal that says what to do."""
    wanted = Wanted(person, to_unit, employer.strip(), reason.strip())
    started, refused = start_many(wanted=[wanted], start=start, by=by, at=at)
    for _one, verdict in refused:
        verdict.or_refuse()
    return started[0]


@transaction.atomic
def start_many(*, wanted, start, by, at):
    """Returns the transfers begun and (wanted, verdict) of those that were refused."""
    today = timezone.localdate(at)
    keys = [one.person.pk for one in wanted]
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))
    judged = judge(wanted=wanted, start=start, by=by, today=today)
    good = [one for one in judged if one.verdict]
    desks, transfers, answers = Desks(today), [], []
    numbers = next_numbers(PREFIX, today.year, len(good)) if good else []
    for number, one in zip(numbers, good, strict=True):
        transfer = begun(one, number, start, by, at)
        side, desk = answered(transfer, start, by, desks)
        if side:
            answers.append(Answer(transfer=transfer, side=side, agreed=True, unit=desk, by=by, at=at))
        lay(transfer, rules.next_side({side}), desks, at)
        transfers.append(transfer)
    write_down(transfers, answers, by, at)
    return transfers, [(one.wanted, one.verdict) for one in judged if not one.verdict]


def begun(one, number, start, by, at):
    wanted = one.wanted
    return Transfer(
        number=number,
        person=wanted.person,
        from_unit=one.from_unit,
        to_unit=wanted.to_unit,
        employer=wanted.employer,
        reason=wanted.reason,
        start=start,
        opened_by=by,
        opened_at=at,
        opened_on=timezone.localdate(at),
    )


def answered(transfer, start, by, desks):
    """The end that has said yes by starting: none where a member starts, or somebody who cannot decide there."""
    if start == Start.MEMBER:
        return None, None
    side, unit = (Side.OLD, transfer.from_unit) if start == Start.OLD else (Side.NEW, transfer.to_unit)
    desk = desks.of(unit)
    return (side, desk) if by.can("review", desk) else (None, None)


def write_down(transfers, answers, by, at):
    try:
        Transfer.objects.bulk_create(transfers)
    except IntegrityError:
        raise Refused("刚刚有人为其中的会员发起了接转，请刷新后再试") from None
    Answer.objects.bulk_create(answers)
    for transfer in transfers:
        after = {"from_unit": transfer.from_unit, "to_unit": transfer.to_unit}
        note(by=by, verb="transfers.start", target=transfer, unit=transfer.from_unit, after=after, at=at)
        if transfer.start != Start.MEMBER:
            tell(transfer, f"已为您发起会籍接转，转往{transfer.destination}；不是本人意愿的请撤回", at)
    alert_empty_desks(transfers, at)
