"""The first congress: who was there, who got how many votes, and what follows from the arithmetic of R-ELEC-01."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.bodies.models import Body, Post
from zhijia.kernels.bodies.rules import elections
from zhijia.kernels.bodies.rules import posts as titles
from zhijia.kernels.policy.lookup import resolve_many
from zhijia.kernels.trail import actions as trail

from ..models import Application, Founding, Seat
from ..rules import process as rules
from ..rules.process import Step

VOTED = (Body.Kind.COMMITTEE, Body.Kind.AUDIT)  # the women's committee may be formed by consultation


@dataclass(frozen=True)
class Voted:
    """One line of the result: for which body and title, with how many votes (None: not by ballot)."""

    application: Application
    body: str
    title: str
    votes: int | None = None


def may_record(founding, by, today) -> Verdict:
    apps = founding.applications
    return (
        need(by.can("edit", founding.unit), "您没有办理这件建会事项的权限")
        & rules.may_step(founding.step, Step.ELECTED)
        & rules.may_record_congress(
            accepted=apps.accepted().count(),
            waiting=apps.waiting().count(),
            joint=founding.joint,
            approved_on=founding.prepared_on,
            held_on=today,
            today=today,
        )
    )


@transaction.atomic
def record_congress(*, founding, lines, seats, by, at, **congress):
    """`lines`: Voted; `seats`: body → number of seats. Whoever does not pass stays written down as not elected."""
    founding = Founding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=founding.pk)
    today = timezone.localdate(at)
    may_record(founding, by, today).or_refuse()
    rules.may_record_congress(
        accepted=1,
        waiting=0,
        joint=founding.joint,
        approved_on=founding.prepared_on,
        held_on=congress["held_on"],
        today=today,
    ).or_refuse()
    judge(founding, lines, seats, congress).or_refuse()
    elected = passed(lines, seats, congress)
    founding.seats.all().delete()
    Seat.objects.bulk_create(
        Seat(
            founding=founding,
            application=line.application,
            body=line.body,
            title=line.title,
            votes=line.votes,
            elected=(line.application.pk, line.body) in elected,
        )
        for line in lines
    )
    for key, value in congress.items():
        setattr(founding, key, value)
    founding.step = Step.ELECTED
    founding.save(update_fields=["step", *congress])
    trail.note(by=by, verb="founding.elect", target=founding, unit=founding.unit, after=congress, at=at)
    return founding


def passed(lines, seats, congress) -> set:
    """(application, body) of everybody who is in."""
    found = set()
    for body in {line.body for line in lines}:
        mine = [line for line in lines if line.body == body]
        if by_ballot(mine):
            outcome = elections.count(votes_of(mine), seats=seats[body], expected=congress["expected"])
            found |= {(key, body) for key in outcome.elected}
        else:
            found |= {(line.application.pk, body) for line in mine}
    return found


def by_ballot(lines) -> bool:
    return any(line.votes is not None for line in lines)


def votes_of(lines) -> dict:
    return {line.application.pk: line.votes or 0 for line in lines}


def judge(founding, lines, seats, congress) -> Verdict:
    """Everything that speaks against the result, each reason at its field."""
    verdict = need(lines, "请填写选举结果", field="lines")
    people = [(line.application.pk, line.body) for line in lines]
    twice = next((line for line in lines if people.count((line.application.pk, line.body)) > 1), None)
    verdict &= need(not twice, "%(name)s在同一机构填了两次", field="lines", name=twice and twice.application)
    verdict &= heads(lines)
    for body in sorted({line.body for line in lines}):
        verdict &= judge_body(founding, body, [line for line in lines if line.body == body], seats, congress)
    return verdict & apart(lines)


def judge_body(founding, body, lines, seats, congress) -> Verdict:
    if not by_ballot(lines):
        why = "%(body)s须由大会无记名投票选举，请填写得票数"
        return need(body not in VOTED, why, field="lines", body=Body.Kind(body).label)
    votes, wanted = votes_of(lines), seats.get(body) or 0
    numbers = {key: congress[key] or 0 for key in ("issued", "returned", "attended", "expected")}
    sound = need(wanted, "请填写%(body)s的名额", field=f"seats_{body}", body=Body.Kind(body).label)
    sound &= elections.result_sound(votes, **numbers)
    if not sound:
        return sound
    sound &= enough_candidates(founding, body, len(votes), wanted, congress["held_on"])
    return sound & settled(body, lines, elections.count(votes, seats=wanted, expected=numbers["expected"]))


def enough_candidates(founding, body, standing, seats, on) -> Verdict:
    found = resolve_many(["founding.candidate_margin"], unit=founding.unit, on=on).get("founding.candidate_margin")
    rate = Decimal(found.value) if found and not found.unknown else Decimal(0)
    least = elections.candidates_min(seats, rate)
    return need(
        standing >= least,
        "%(body)s%(seats)s个名额，差额选举至少要有%(least)s名候选人，现在是%(standing)s名",
        field="lines",
        body=Body.Kind(body).label,
        seats=seats,
        least=least,
        standing=standing,
    )


def settled(body, lines, outcome) -> Verdict:
    """All seats filled, and whoever has a title is in."""
    names = {line.application.pk: line.application.name for line in lines}
    lost = [line for line in lines if line.title != titles.MEMBER and line.application.pk not in outcome.elected]
    label = Body.Kind(body).label
    return (
        need(
            not outcome.runoff,
            "%(body)s最后的名额上%(names)s得票相同，须再次投票，请填写再次投票的结果",
            field="lines",
            body=label,
            names="、".join(names[key] for key in outcome.runoff),
        )
        & need(
            not outcome.short,
            "%(body)s还有%(short)s个名额没有人得票过半（应到%(needed)s票以上），请另行选举，或按实选人数减少名额",
            field="lines",
            body=label,
            short=outcome.short,
            needed=outcome.needed,
        )
        & need(
            not lost,
            "%(name)s没有当选%(body)s委员，不能任%(title)s",
            field="lines",
            name=lost and lost[0].application.name,
            body=label,
            title=lost and Post.Title(lost[0].title).label,
        )
    )


def heads(lines) -> Verdict:
    """One chair (or one organiser where there is no committee), at most one head of each other body."""
    chairs = [
        line for line in lines if line.body == Body.Kind.COMMITTEE and line.title in (titles.CHAIR, titles.ORGANISER)
    ]
    verdict = need(len(chairs) == 1, "请选出一名主席（不设委员会的，选举组织员一人）", field="lines")
    for body in (Body.Kind.AUDIT, Body.Kind.WOMEN):
        mine = [line for line in lines if line.body == body]
        count = sum(line.title == titles.DIRECTOR for line in mine)
        verdict &= need(not mine or count == 1, "%(body)s须有一名主任", field="lines", body=body.label)
    return verdict


def apart(lines) -> Verdict:
    """Whoever decides on money does not audit it (domain 1.2)."""
    chairs = {line.application.pk for line in lines if line.title in (titles.CHAIR, titles.ORGANISER)}
    both = next((line for line in lines if line.body == Body.Kind.AUDIT and line.application.pk in chairs), None)
    return need(not both, "%(name)s是主席，不能进入经费审查委员会", field="lines", name=both and both.application.name)
