"""Electronic cards: one in use per member; a new version kills the old one."""

import secrets

from django.db import transaction
from django.utils import timezone

from zhijia.base.noting import note
from zhijia.base.verdict import Refused, Verdict, need
from zhijia.kernels.people.models import Membership, Person
from zhijia.kernels.policy.lookup import resolve_many

from .. import rules
from ..models import Card
from ..rules import CardState
from .keys import ensure_key
from .told import change_told

YEARS, DEFAULT_YEARS = "cards.valid_years", 5


def may_issue(person, by) -> Verdict:
    own = by.pk and person.user_id == by.pk
    return need(own or by.can("edit", person.home_path), "只能为本人或本单位会员办理会员卡")


def issue_card(*, person, by, at):
    issued, refused = issue_many(persons=[person], by=by, at=at)
    for _person, verdict in refused:
        verdict.or_refuse()
    return issued[0]


@transaction.atomic
def issue_many(*, persons, by, at):
    """Returns the cards issued and (person, verdict) of those who may not hold one or hold one already."""
    today, keys = timezone.localdate(at), [person.pk for person in persons]
    # no join on what may move: on PostgreSQL whoever changed their home while we waited would drop out
    rows = Person.objects.select_for_update(of=("self",)).prefetch_related("home").order_by("pk").in_bulk(keys)
    people = list(rows.values())
    verdicts = judge(people, by)
    last = dict(Card.objects.filter(person__in=keys).order_by("version").values_list("person", "number"))
    versions = dict(Card.objects.filter(person__in=keys).order_by("version").values_list("person", "version"))
    good = [person for person in people if verdicts[person.pk]]
    if good:
        ensure_key(by=by, at=at)
    years = Years(today)
    cards = Card.objects.bulk_create(
        Card(
            person=person,
            number=last.get(person.pk) or fresh_number(),
            version=versions.get(person.pk, 0) + 1,
            issued_on=today,
            valid_to=rules.valid_to(today, years.of(person.home)),
        )
        for person in good
    )
    for card in cards:
        note(by=by, verb="cards.issue", target=card, unit=card.person.home, after={"version": card.version}, at=at)
    return cards, [(person, verdicts[person.pk]) for person in people if not verdicts[person.pk]]


def judge(people, by) -> dict:
    """Whether each may be given a card: verdicts by key of the person, two queries for all."""
    keys = [person.pk for person in people]
    members = set(Membership.objects.active().filter(person__in=keys).values_list("person", flat=True))
    holders = set(Card.objects.standing().filter(person__in=keys).values_list("person", flat=True))
    return {person.pk: _verdict(person, by, members, holders) for person in people}


def _verdict(person, by, members, holders):
    return (
        may_issue(person, by)
        & rules.may_hold(person.name, person.pk in members)
        & need(person.pk not in holders, "%(name)s已有使用中的电子会员卡", field="person", name=person.name)
    )


class Years:
    """How long a card of a unit is good, looked up once."""

    def __init__(self, today):
        self.today, self.known = today, {}

    def of(self, unit):
        if unit.pk not in self.known:
            row = resolve_many([YEARS], unit=unit, on=self.today).get(YEARS)
            self.known[unit.pk] = row.value if row and not row.unknown and row.value else DEFAULT_YEARS
        return self.known[unit.pk]


def fresh_number():
    for _turn in range(20):
        number = rules.card_number(secrets.randbelow(10**13))
        if not Card.objects.filter(number=number).exists():
            return number
    raise Refused("暂时取不到会员卡号，请稍后再试")


def _stop(card, state, by, at, reason, verb):
    card = Card.objects.select_for_update(of=("self",)).select_related("person__home").get(pk=card.pk)
    (may_issue(card.person, by) & rules.may_become(card.state, state)).or_refuse()
    with change_told(card, verb, by=by, at=at, reason=reason):
        card.state, card.reason = state, reason[:200]
        card.ended_at = card.ended_at or at
        card.save(update_fields=["state", "reason", "ended_at"])
    return card


@transaction.atomic
def lose_card(*, card, by, at, reason=""):
    """挂失: dead at once wherever there is a network, and with the next list where there is none."""
    return _stop(card, CardState.LOST, by, at, reason or "挂失", "cards.lose")


@transaction.atomic
def replace_card(*, card, by, at, reason=""):
    """The same number, the next version; the old one dies."""
    old = _stop(card, CardState.REPLACED, by, at, reason or "换领新卡", "cards.replace")
    return issue_card(person=old.person, by=by, at=at)


@transaction.atomic
def end_card(*, card, by, at, reason):
    need(reason.strip(), "请写明注销的原因", field="reason").or_refuse()
    return _stop(card, CardState.ENDED, by, at, reason, "cards.end")


@transaction.atomic
def sweep(*, at) -> int:
    """Cards of those who are no members any more are written off; they have been refused since the day that was so."""
    members = Membership.objects.active().values("person")
    cards = list(Card.objects.standing().exclude(person__in=members).select_related("person__home"))
    reason = "会籍终止"
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(state=CardState.ENDED, ended_at=at, reason=reason)
    for card in cards:
        note(verb="cards.end", target=card, unit=card.person.home, after={"state": "已注销"}, reason=reason, at=at)
    return len(cards)
