"""The bank's cards: applied for by the union in batches, made and kept account of by the bank, told back as a list."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from zhijia.base.noting import note
from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow.actions import next_numbers
from zhijia.kernels.people.models import Membership, Person

from .. import rules
from ..models import BankBatch, BankCard
from ..rules import BankState
from .told import change_told

PREFIX = "ZK"


@transaction.atomic
def open_batch(*, unit, bank, by, at):
    need(by.can("edit", unit), "您不能为“%(unit)s”办理会员卡", field="unit", unit=unit).or_refuse()
    (number,) = next_numbers(PREFIX, timezone.localdate(at).year)
    batch = BankBatch.objects.create(number=number, unit=unit, bank=bank, opened_by=by, opened_at=at)
    note(by=by, verb="cards.batch", target=batch, unit=unit, at=at)
    return batch


def may_apply(batch) -> Verdict:
    return need(batch.state == BankBatch.State.OPEN, "批次%(number)s已送银行，请另开一批", number=batch.number)


@transaction.atomic
def apply_many(*, batch, persons, by, at):
    """申领: returns the cards applied for and (person, verdict) of the others."""
    batch = BankBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    may_apply(batch).or_refuse()
    keys = [person.pk for person in persons]
    people = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    members = set(Membership.objects.active().filter(person__in=keys).values_list("person", flat=True))
    holders = set(BankCard.objects.standing().filter(person__in=keys).values_list("person", flat=True))
    judged = [(person, _verdict(person, batch, by, members, holders)) for person in people]
    today = timezone.localdate(at)
    cards = BankCard.objects.bulk_create(
        BankCard(person=person, batch=batch, applied_on=today) for person, verdict in judged if verdict
    )
    note(by=by, verb="cards.apply", target=batch, unit=batch.unit, after={"count": len(cards)}, at=at)
    return cards, [(person, verdict) for person, verdict in judged if not verdict]


def _verdict(person, batch, by, members, holders):
    here = person.home_path.startswith(batch.unit.path) and by.can("edit", person.home_path)
    if not here:  # and nothing is said of somebody else's member
        return need(here, "%(name)s不是“%(unit)s”的会员", field="person", name=person.name, unit=batch.unit)
    return (
        rules.may_hold(person.name, person.pk in members)
        & need(person.pk not in holders, "%(name)s已有一张银行会员卡或正在申领", field="person", name=person.name)
        & need(person.id_number and person.phone, "%(name)s还没有登记身份证号或手机号，银行不能制卡", name=person.name)
    )


@transaction.atomic
def send_batch(*, batch, by, at, reason):
    """制卡: the list goes to the bank; what is asked is why the full numbers leave the house."""
    batch = BankBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    cards = batch.cards.filter(state=BankState.APPLIED)
    (
        need(reason.strip(), "请写明导出完整证件号的理由", field="reason")
        & need(by.can("view_private", batch.unit), "您没有查看敏感信息的权限，请由工会干事办理")
        & need(batch.state == BankBatch.State.SENT or cards.exists(), "这一批还没有人，请先加入会员")
    ).or_refuse()
    if batch.state == BankBatch.State.OPEN:
        cards.update(state=BankState.MAKING)
        batch.state, batch.sent_at = BankBatch.State.SENT, at
        batch.save(update_fields=["state", "sent_at"])
    note(by=by, verb="cards.send", target=batch, unit=batch.unit, reason=reason, at=at)
    return batch


@dataclass(frozen=True)
class Result:
    """What the bank says of one card."""

    card: BankCard
    state: str
    on: date
    tail: str = ""
    note: str = ""

    def verdict(self) -> Verdict:
        card = self.card
        return (
            rules.bank_may_become(card.state, self.state)
            & need(
                self.tail or card.tail or self.state not in rules.BANK_ISSUED,
                "请填写卡号后四位",
                field="tail",
            )
            & need(
                not (card.tail and self.tail) or card.tail == self.tail,
                "卡号后四位与登记的%(tail)s不一致，请核对",
                field="tail",
                tail=card.tail,
            )
            & need(self.on >= card.applied_on, "日期早于申领日期%(day)s，请核对", field="on", day=card.applied_on)
        )


DAYS = {
    BankState.MADE: "made_on",
    BankState.ACTIVE: "activated_on",
    BankState.LOST: "lost_on",
    BankState.FAILED: "ended_on",
    BankState.ENDED: "ended_on",
}


@transaction.atomic
def take_results(*, results, by, at):
    """回盘: each card takes the state the bank reports, on the day it reports."""
    keys = [result.card.pk for result in results]
    cards = BankCard.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)
    for result in results:
        card = cards[result.card.pk]
        Result(card, result.state, result.on, result.tail).verdict().or_refuse()
        _take(card, result)
    BankCard.objects.bulk_update(cards.values(), ["state", "tail", "note", *sorted(set(DAYS.values()))], batch_size=500)
    if results:
        batch = BankBatch.objects.get(pk=next(iter(cards.values())).batch_id)
        note(by=by, verb="cards.results", target=batch, unit=batch.unit, after={"count": len(results)}, at=at)
    return list(cards.values())


def _take(card, result):
    card.tail, card.note = result.tail or card.tail, result.note[:200]
    column = DAYS[BankState(result.state)]
    if not (column == "activated_on" and card.activated_on):  # found again after a loss: the first day stays
        setattr(card, column, result.on)
    card.state = result.state


def _move(card, to, by, at, reason, verb):
    card = BankCard.objects.select_for_update(of=("self",)).select_related("person__home").get(pk=card.pk)
    own = by.pk and card.person.user_id == by.pk
    (
        need(own or by.can("edit", card.person.home_path), "只能为本人或本单位会员办理会员卡")
        & rules.bank_may_become(card.state, to)
    ).or_refuse()
    with change_told(card, verb, by=by, at=at, reason=reason):
        _take(card, Result(card, to, timezone.localdate(at), note=reason))
        card.save()
    return card


@transaction.atomic
def report_bank_loss(*, card, by, at, reason=""):
    """挂失 as the union knows it; the bank's own telephone stops the money."""
    return _move(card, BankState.LOST, by, at, reason or "挂失", "cards.bank_lose")


@transaction.atomic
def give_up(*, card, by, at, reason):
    """注销, or an application taken back before it was sent."""
    need(reason.strip(), "请写明注销的原因", field="reason").or_refuse()
    return _move(card, BankState.ENDED, by, at, reason, "cards.bank_end")
