"""A union asks its staff to join, many at a time; each answers alone."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhijia.base.text import compact
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.inbox.actions import notify
from zhijia.kernels.people.models import Employment, Membership, Person
from zhijia.kernels.trail import actions as trail

from .. import links, notices, rules
from ..manner import JOINABLE, manner_of
from ..models import Invitation, Joined, Round
from .entering import Comer, come_in, note_phones

MOST_DAYS = 180
SLICE = 500


@dataclass
class Outcome:
    """Invitations written (keys), and for each of the others why not."""

    made: list = field(default_factory=list)
    refused: list = field(default_factory=list)  # (person, verdict)


@transaction.atomic
def open_round(*, unit, title, expires_on, by, at) -> Round:
    today = timezone.localdate(at)
    (
        need(by.can("edit", unit), "您没有为%(unit)s办理入会的权限", unit=unit)
        & need(unit.kind in JOINABLE, "请选择基层工会或分工会，入会从基层办理", field="unit")
        & need(title.strip(), "请填写批次名称", field="title")
        & rules.may_expire_on(expires_on, today, MOST_DAYS)
    ).or_refuse()
    made = Round.objects.create(unit=unit, title=title.strip(), expires_on=expires_on, opened_by=by, opened_at=at)
    trail.note(by=by, verb="joining.round", target=made, unit=unit, after={"expires_on": expires_on}, at=at)
    return made


def may_invite(round, today) -> Verdict:
    return need(round.standing_on(today), "这一批已经截止或结束，请新建一批")


class Judge:
    """Everything asked about a list of people, fetched once for all of them."""

    def __init__(self, round, persons, today):
        """`mine`: who has an invitation of this very round."""
        self.round, keys = round, list(persons)
        self.work, self.members, self.invited, self.mine, self.declined = {}, {}, set(), set(), set()
        for start in range(0, len(keys), SLICE):
            self.learn(keys[start : start + SLICE], today)

    def learn(self, keys, today):
        work = Employment.objects.current().under(self.round.unit.path).filter(person__in=keys)
        self.work.update(work.order_by("-pk").values_list("person", "unit"))
        open_ones = Membership.objects.standing().filter(person__in=keys)
        self.members.update(open_ones.values_list("person", "unit__name"))
        waiting = Invitation.objects.answerable(today).filter(person__in=keys)
        self.invited.update(waiting.values_list("person", flat=True))
        self.mine.update(waiting.filter(round=self.round).values_list("person", flat=True))
        said_no = self.round.invitations.declined().filter(person__in=keys)
        self.declined.update(said_no.values_list("person", flat=True))

    def verdict(self, pk, name, has_number) -> Verdict:
        return (
            need(pk in self.work, "%(name)s不在%(unit)s的职工名册上", name=name, unit=self.round.unit)
            & need(
                pk not in self.members,
                "%(name)s已是“%(unit)s”的会员",
                name=name,
                unit=self.members.get(pk, ""),
            )
            & need(pk not in self.invited, "%(name)s已有一份等待确认的邀请", name=name)
            & need(pk not in self.declined, "%(name)s已表示这一批不入会，请尊重本人意愿", name=name)
            & need(has_number, "名册上没有%(name)s的身份证号，本人无法确认，请先补登", name=name)
        )


@transaction.atomic
def invite(*, round, persons, by, at) -> Outcome:
    """Rows for all who may be asked, in the same number of queries for one as for a thousand."""
    today = timezone.localdate(at)
    (
        may_invite(round, today) & need(by.can("edit", round.unit), "您没有为%(unit)s办理入会的权限", unit=round.unit)
    ).or_refuse()
    persons = list({person.pk: person for person in persons}.values())
    judge, outcome, good = Judge(round, [person.pk for person in persons], today), Outcome(), []
    for person in persons:
        verdict = judge.verdict(person.pk, person.name, bool(person.id_digest))
        if verdict:
            good.append(person.pk)
        else:
            outcome.refused.append((person, verdict))
    outcome.made = write(round, judge, good, at)
    if good:
        trail.note(by=by, verb="joining.invite", target=round, unit=round.unit, after={"count": len(good)}, at=at)
    return outcome


def write(round, judge, keys, at) -> list[int]:
    """Older invitations that lapsed unanswered give way."""
    for start in range(0, len(keys), SLICE):
        stale = Invitation.objects.waiting().filter(person__in=keys[start : start + SLICE])
        stale.update(state=Invitation.State.WITHDRAWN)
    made = Invitation.objects.bulk_create(
        Invitation(round=round, unit_id=judge.work[pk], person_id=pk, token=links.new_token(), invited_at=at)
        for pk in keys
    )
    return [row.pk for row in made]


@transaction.atomic
def remind(*, invitations, by, at) -> tuple[int, int]:
    """How many were noted as reminded, and how many of them have an account that shows the notice."""
    today = timezone.localdate(at)
    keys = [row.pk for row in invitations]
    rows = Invitation.objects.answerable(today).visible_to(by, "edit").filter(pk__in=keys)
    rows = list(rows.select_related("person__user", "unit", "round"))
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(reminders=F("reminders") + 1, reminded_at=at)
    told = 0
    for row in rows:
        if row.person.user_id:
            title = f"{row.unit.name}邀请您加入工会，请最晚在{row.round.expires_on}确认"
            notify(user=row.person.user, title=title, url=links.slip_address(row), at=at)
            told += 1
    for one in {row.round_id: row.round for row in rows}.values():
        count = sum(row.round_id == one.pk for row in rows)
        trail.note(by=by, verb="joining.remind", target=one, unit=one.unit, after={"count": count}, at=at)
    return len(rows), told


def may_take_invitation_back(invitation) -> Verdict:
    return need(
        invitation.state == Invitation.State.INVITED, "这份邀请已经%(state)s", state=invitation.get_state_display()
    )


@transaction.atomic
def take_invitations_back(*, invitations, by, at) -> int:
    rows = Invitation.objects.waiting().visible_to(by, "edit").filter(pk__in=[row.pk for row in invitations])
    found = list(rows.select_for_update(of=("self",)).select_related("round__unit").order_by("pk"))
    Invitation.objects.filter(pk__in=[row.pk for row in found]).update(state=Invitation.State.WITHDRAWN)
    for one in {row.round_id: row.round for row in found}.values():
        count = sum(row.round_id == one.pk for row in found)
        trail.note(by=by, verb="joining.take_back", target=one, unit=one.unit, after={"count": count}, at=at)
    return len(found)


@transaction.atomic
def close_round(*, round, by, at) -> Round:
    """Nobody can answer any more; who joined stays a member."""
    round = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    (
        need(round.closed_at is None, "这一批已经结束")
        & need(by.can("edit", round.unit), "您没有为%(unit)s办理入会的权限", unit=round.unit)
    ).or_refuse()
    round.closed_at = at
    round.save(update_fields=["closed_at"])
    trail.note(by=by, verb="joining.close", target=round, unit=round.unit, at=at)
    return round


@transaction.atomic
def answer(*, invitation, tail, phone, consents, at) -> Joined:
    """The person invited confirms: the end of the number, two consents, a telephone where the roll has none."""
    invitation, person = _asked(invitation, at)
    phone = compact(phone)
    kept = phone or person.phone.reveal()
    (
        _is(person, tail)
        & need(rules.phone_ok(kept), "请填写11位手机号，入会后用它登录", field="phone")
        & notices.both_given(consents)
    ).or_refuse()
    note_phones([(person, phone)])
    invitation.state, invitation.answered_at = Invitation.State.JOINED, at
    invitation.save(update_fields=["state", "answered_at"])
    return come_in(Comer(person, invitation.unit, consents, invitation=invitation), way=rules.Way.INVITED, at=at)


@transaction.atomic
def decline(*, invitation, tail, at) -> Invitation:
    """The person invited does not want to join: one joins upon one's own application (中国工会章程 第2条)."""
    invitation, person = _asked(invitation, at)
    _is(person, tail).or_refuse()
    invitation.state, invitation.answered_at = Invitation.State.WITHDRAWN, at
    invitation.save(update_fields=["state", "answered_at"])
    trail.note(by=None, verb="joining.decline", target=invitation, unit=invitation.unit, at=at)
    return invitation


def _asked(invitation, at):
    """The invitation while it can be answered, and its person; both held."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("round__unit", "unit")
    invitation = rows.get(pk=invitation.pk)
    person = Person.objects.select_for_update(of=("self",)).get(pk=invitation.person_id)
    standing_of(invitation, timezone.localdate(at)).or_refuse()
    return invitation, person


def standing_of(invitation, today) -> Verdict:
    round = invitation.round
    return rules.may_answer(invitation.state, round.expires_on, today, bool(round.closed_at), invitation.declined)


def _is(person, tail) -> Verdict:
    return need(
        rules.tail_matches(person.id_number.reveal(), compact(tail)),
        "身份证号后6位不对，请核对（最后一位是X的填X）",
        field="tail",
    )


def default_expiry(unit, today):
    return today.fromordinal(today.toordinal() + manner_of(unit, today).invite_days)
