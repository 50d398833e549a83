"""Draw up a round, list its persons, have it approved, give, take back."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from zhijia.base.amount import Used
from zhijia.base.sealed import blind_index
from zhijia.base.verdict import Refused, Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.people.models import Membership, Person
from zhijia.kernels.policy.lookup import resolve_many
from zhijia.kernels.records.actions import record_many
from zhijia.kernels.records.actions import reverse as reverse_record
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.trail import actions as trail

from . import rules
from .models import Gift, Round
from .rules import Occasion

CASE = "consolation.round"
ROUTE = (Stop("approve", "主席审批", days=5),)
SLICE = 5_000  # persons asked about in one statement


@dataclass
class Wish:
    """One person to be put on a list; what is not said is the round's."""

    person: Person
    fen: int | None = None
    day: date | None = None
    thing: str = ""
    evidence: str = ""


@dataclass
class Listed:
    made: list = field(default_factory=list)
    refused: list = field(default_factory=list)  # (wish, verdict)


@transaction.atomic
def draw_up(
    *, unit, occasion, title, day, form, standard_fen, by, at, festival="", group="", fund=rules.OWN_FUNDS, note=""
):
    """A round still without anybody on it."""
    kind = rules.KINDS[Occasion(occasion)]
    (
        need(by.can("edit", unit), "您没有为%(unit)s登记慰问的权限", unit=unit, field="unit")
        & need(standard_fen > 0, "慰问金额须大于0", field="standard_fen")
        & need(form in kind.forms, "%(kind)s不能采用这种形式，请改选", field="form", kind=kind.name)
        & need(occasion != Occasion.FESTIVAL or festival in rules.FESTIVALS, "请选择是哪个法定节日", field="festival")
    ).or_refuse()
    return Round.objects.create(
        unit=unit,
        occasion=occasion,
        festival=festival if occasion == Occasion.FESTIVAL else "",
        group=group,
        title=title,
        day=day,
        form=form,
        standard_fen=standard_fen,
        fund=fund,
        note=note,
        made_by=by,
        made_at=at,
    )


def illness_digest(thing: str) -> str:
    """Which illness it was is compared, never stored in a form that can be read (P-02)."""
    return blind_index(thing.strip(), "consolation.thing")[:32] if thing.strip() else ""


def gift_of(round_, wish: Wish) -> rules.Gift:
    return rules.Gift(
        occasion=Occasion(round_.occasion),
        on=wish.day or round_.day,
        fen=round_.standard_fen if wish.fen is None else wish.fen,
        form=rules.Form(round_.form),
        festival=round_.festival,
        thing=illness_digest(wish.thing),
        evidence=wish.evidence,
        round=str(round_.pk),
    )


class Judge:
    """All that the rules ask about a list of persons, fetched once for the round."""

    def __init__(self, round_, wishes):
        self.round = round_
        keys = [wish.person.pk for wish in wishes]
        self.members = self.of(Membership.objects.active().under(round_.unit.path), keys)
        self.keys, self.festival = {}, {}
        for start in range(0, len(keys), SLICE):
            self.learn(keys[start : start + SLICE])
        self.caps_by_day = {}

    @staticmethod
    def of(rows, keys):
        found = set()
        for start in range(0, len(keys), SLICE):
            found |= set(rows.filter(person__in=keys[start : start + SLICE]).values_list("person_id", flat=True))
        return found

    def learn(self, keys):
        standing = Gift.objects.standing().filter(person__in=keys)
        for person, key in standing.filter(round__occasion=self.round.occasion).values_list("person_id", "unique_key"):
            self.keys.setdefault(person, set()).add(key)
        if self.round.occasion == Occasion.FESTIVAL:
            year = standing.filter(round__occasion=Occasion.FESTIVAL, day__year=self.round.day.year).order_by()
            self.festival |= dict(year.values_list("person_id").annotate(Sum("amount_fen")))

    def caps(self, gift):
        """Acting on the day of the gift, at the round's unit."""
        if gift.on not in self.caps_by_day:
            found = resolve_many(rules.caps_of(gift), unit=self.round.unit, on=gift.on)
            self.caps_by_day[gift.on] = {key: cap_of(p) for key, p in found.items() if not p.unknown}
        return self.caps_by_day[gift.on]

    def had(self, person):
        return rules.Had(frozenset(self.keys.get(person.pk, ())), self.festival.get(person.pk, 0))

    def verdict(self, wish, gift) -> Verdict:
        person = wish.person
        member = person.pk in self.members
        return rules.may_give(gift, name=person.name, member=member, had=self.had(person), caps=self.caps(gift))

    def take(self, person, gift):
        self.keys.setdefault(person.pk, set()).add(rules.unique_key(gift))
        self.festival[person.pk] = self.festival.get(person.pk, 0) + gift.fen


def cap_of(parameter) -> rules.Cap:
    used = Used(
        key=parameter.key,
        version=parameter.effective_from.isoformat(),
        source=parameter.cited,
        verified=parameter.verified,
    )
    return rules.Cap(int(parameter.value), used)


@transaction.atomic
def list_persons(*, round_, wishes, by, at) -> Listed:
    """Put persons on the list; whoever may not be on it is named with every reason."""
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    may_change(round_, by).or_refuse()
    judge, listed, rows = Judge(round_, wishes), Listed(), []
    for wish in wishes:
        gift = gift_of(round_, wish)
        verdict = judge.verdict(wish, gift)
        if not verdict:
            listed.refused.append((wish, verdict))
            continue
        rows.append(row_of(round_, wish, gift, rules.derivation(gift, judge.had(wish.person), judge.caps(gift))))
        judge.take(wish.person, gift)
    listed.made = Gift.objects.bulk_create(rows, batch_size=500)
    return listed


def row_of(round_, wish, gift, amount) -> Gift:
    return Gift(
        round=round_,
        person=wish.person,
        unit=wish.person.home,
        day=gift.on,
        amount_fen=amount.fen,
        unique_key=rules.unique_key(gift),
        evidence=wish.evidence,
        derivation=amount.to_json(),
    )


def may_change(round_, by) -> Verdict:
    return need(round_.open, "名单已提交审批，不能再改动；需要修改请先撤回") & need(
        by.can("edit", round_.unit), "您没有修改这份名单的权限"
    )


@transaction.atomic
def remove_person(*, gift, by, at):
    """Off the list before it is approved; afterwards only a reversal is possible (R-WEL-02)."""
    gift = Gift.objects.select_for_update(of=("self",)).select_related("round").get(pk=gift.pk)
    (may_change(gift.round, by) & need(gift.state == Gift.State.LISTED, "该人员已不在名单上")).or_refuse()
    gift.state = Gift.State.REMOVED
    gift.save(update_fields=["state"])
    return gift


def may_submit(round_, by) -> Verdict:
    return may_change(round_, by) & need(round_.gifts.standing().exists(), "名单还是空的，请先加入被慰问人")


@transaction.atomic
def submit_round(*, round_, by, at):
    """Hand the list in. A first time opens its case; after a return the same case goes on."""
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    may_submit(round_, by).or_refuse()
    if round_.case is None:
        only = list(round_.gifts.standing().select_related("person__user")[:2])
        subject = only[0].person.user if len(only) == 1 else None  # one's own gift is approved by somebody else
        round_.case = flow.open_case(
            kind=CASE,
            unit=round_.unit.deciding(),
            title=round_.title,
            route=ROUTE,
            opened_by=by,
            subject=subject,
            at=at,
        )
    flow.submit(case=round_.case, by=by, at=at)
    round_.state = Round.State.IN_REVIEW
    round_.save(update_fields=["case", "state"])
    return round_


STATES = {
    CaseState.APPROVED: Round.State.APPROVED,
    CaseState.RETURNED: Round.State.RETURNED,
    CaseState.REJECTED: Round.State.REFUSED,
    CaseState.WITHDRAWN: Round.State.WITHDRAWN,
    CaseState.IN_REVIEW: Round.State.IN_REVIEW,
}


@transaction.atomic
def rule_round(*, case, by, ruling, at, note=""):
    """The chair's opinion. Approval freezes the list; a refused or withdrawn one lets its persons go."""
    case = flow.rule(case=case, by=by, ruling=ruling, at=at, note=note)
    return follow(case)


@transaction.atomic
def withdraw_round(*, round_, by, at):
    need(round_.case, "这份名单还没有提交，不用撤回").or_refuse()
    return follow(flow.withdraw(case=round_.case, by=by, at=at))


def follow(case):
    round_ = Round.objects.select_for_update(of=("self",)).get(case=case)
    round_.state = STATES[CaseState(case.state)]
    round_.save(update_fields=["state"])
    if round_.state in (Round.State.REFUSED, Round.State.WITHDRAWN):
        round_.gifts.filter(state=Gift.State.LISTED).update(state=Gift.State.REMOVED)
    return round_


@transaction.atomic
def give(*, gifts, on, by, at, receipt=Gift.Receipt.SIGNATURE):
    """Handed over and signed for: each becomes a service record of that day."""
    keys = [gift.pk for gift in gifts]
    held = Gift.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    rows = list(held.select_related("round__unit"))
    rounds = {gift.round for gift in rows}
    need(on <= timezone.localdate(at), "发放日期不能在今天之后", field="on").or_refuse()
    for round_ in rounds:
        need(by.can("edit", round_.unit), "您没有登记发放的权限").or_refuse()
        need(round_.state == Round.State.APPROVED, "“%(round)s”还没有审批通过，不能发放", round=round_).or_refuse()
    ready = [gift for gift in rows if gift.state == Gift.State.LISTED]
    need(ready, "选中的人员都已发放").or_refuse()
    record_many((fact(gift, on) for gift in ready), at=at)
    Gift.objects.filter(pk__in=[g.pk for g in ready]).update(state=Gift.State.GIVEN, receipt=receipt, given_on=on)
    for round_ in rounds:
        if not round_.gifts.filter(state=Gift.State.LISTED).exists():
            Round.objects.filter(pk=round_.pk).update(state=Round.State.GIVEN)
    return len(ready)


def fact(gift, on):
    return {
        "source": f"consolation.gift:{gift.pk}",
        "kind": "consolation.gift",
        "day": on,
        "unit_id": gift.unit_id,
        "person_id": gift.person_id,
        "amount_fen": gift.amount_fen,
        "fund": gift.round.fund,
        "occasion": gift.round.occasion,
        "group": gift.round.group,
    }


@transaction.atomic
def reverse_gift(*, gift, reason, by, at):
    """Given in error: a negative record answers the first; the person may then be given it rightly."""
    gift = Gift.objects.select_for_update(of=("self",)).select_related("round__unit").get(pk=gift.pk)
    (
        need(gift.state == Gift.State.GIVEN, "只有已发放的慰问可以冲销")
        & need(by.can("approve", gift.round.unit), "您没有冲销的权限，请由主席办理")
        & need(reason.strip(), "请写明冲销理由", field="reason")
    ).or_refuse()
    record = ServiceRecord.objects.get(pk=f"consolation.gift:{gift.pk}")
    reverse_record(record=record, reason=reason, by=by, at=at)
    gift.state = Gift.State.REVERSED
    gift.save(update_fields=["state"])
    trail.note(by=by, verb="consolation.reverse", target=gift, unit=gift.unit, reason=reason, at=at)
    return gift


def give_one(*, round_, wish, by, at) -> Gift:
    """List one person and raise what stands against it."""
    listed = list_persons(round_=round_, wishes=[wish], by=by, at=at)
    for _wish, verdict in listed.refused:
        raise Refused(verdict.reasons)
    return listed.made[0]


@transaction.atomic
def hand_in_single(*, person, occasion, day, form, standard_fen, by, at, unit, thing="", evidence="", fund, note=""):
    """Draw up, list and submit a round for one person; nothing is left behind if any of it is refused."""
    kind = rules.KINDS[Occasion(occasion)]
    round_ = draw_up(
        unit=unit,
        occasion=occasion,
        title=f"{person.name}{kind.name}",
        day=day,
        form=form,
        standard_fen=standard_fen,
        fund=fund,
        note=note,
        by=by,
        at=at,
    )
    give_one(round_=round_, wish=Wish(person, thing=thing, evidence=evidence), by=by, at=at)
    return submit_round(round_=round_, by=by, at=at)


def may_give_out(gift) -> Verdict:
    return need(gift.round.state == Round.State.APPROVED, "审批通过后才能发放") & need(
        gift.state == Gift.State.LISTED, "已经发放或不在名单上"
    )
