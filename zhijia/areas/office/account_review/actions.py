"""Open the review of a quarter, judge its lines, close it."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zhijia.base.calendar import PROVISIONAL, add_workdays
from zhijia.base.noting import note as trail
from zhijia.base.verdict import need
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.abilities import ROLES
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import set_deadline, settle_deadline
from zhijia.kernels.org.paths import within
from zhijia.kernels.policy.lookup import resolve

from . import rules
from .models import Line, Review


def units_with_managers(day: date) -> list:
    """Where a manager of accounts sits: each answers for the subtree below."""
    held = RoleHeld.objects.on(day).with_ability("manage").filter(user__is_active=True).select_related("unit")
    return sorted({role.unit for role in held}, key=lambda unit: unit.path)


def facts_of(held, unit) -> rules.Facts:
    user = held.user
    person = getattr(user, "person", None)
    places = [person.home_path] if person else [user.home.path] if user.home else [held.unit.path]
    return rules.Facts(
        active=user.is_active,
        signed_in_on=user.last_login and timezone.localdate(user.last_login),
        given_on=held.from_on,
        two_steps=held.two_steps,
        at_home=any(within(path, unit.path) or within(unit.path, path) for path in places),
    )


def roles_below(unit, day: date):
    two_steps = Exists(Authenticator.objects.filter(user=OuterRef("user")))
    rows = RoleHeld.objects.on(day).under(unit.path).annotate(two_steps=two_steps)
    return rows.select_related("user__home", "user__person", "unit", "acts_for").order_by("unit__path", "pk")


@transaction.atomic
def open_review(*, unit, at: datetime, by=None) -> Review:
    """One line for every role of the subtree. Refused while the quarter already has a review."""
    today = timezone.localdate(at)
    quarter = rules.quarter_of(today)
    known = Review.objects.filter(unit=unit, quarter=quarter).exists()
    need(not known, "%(unit)s本季度已开始账号复核", unit=unit, field="unit").or_refuse()
    days = resolve("account_review.days", unit=unit, on=today).value
    idle = resolve("account_review.idle_days", unit=unit, on=today).value
    due = add_workdays(today, days, PROVISIONAL)
    review = Review.objects.create(unit=unit, quarter=quarter, opened_on=today, due_on=due)
    Line.objects.bulk_create(
        Line(
            review=review,
            held=held,
            role=held.role,
            doubts="；".join(rules.doubts(facts_of(held, unit), today, idle))[:200],
        )
        for held in roles_below(unit, today)
    )
    set_deadline(
        source=review.source,
        title=f"账号与角色复核：{review}",
        url=review.get_absolute_url(),
        unit=unit,
        due_on=due,
        at=at,
        ability="manage",
    )
    trail(by=by, verb="account_review.open", target=review, unit=unit)
    return review


def may_judge(line, by, verdict=rules.KEEP, note=""):
    return rules.may_judge(line.held.user_id, by.pk, line.review.closed_on is not None, verdict, note)


def entitled(by, line) -> bool:
    """A manager's colleague or superior; the role of a manager also by the chair, so that nobody is left over."""
    unit = line.held.unit
    manages = "manage" in ROLES[line.role].abilities
    return by.can("manage", unit) or (manages and by.can("approve", unit))


@transaction.atomic
def judge(*, line, verdict, by, at: datetime, note="") -> Line:
    """Kept, or ended from that day; a verdict may be changed to an end, but what was ended stays ended."""
    line = (
        Line.objects.select_for_update(of=("self",))
        .select_related("review", "held__user", "held__unit")
        .get(pk=line.pk)
    )
    (
        may_judge(line, by, verdict, note)
        & need(entitled(by, line), "您没有复核这个角色的权限")
        & need(line.verdict != rules.END, "这个角色已在本次复核中终止；需要时请重新授予")
    ).or_refuse()
    line.verdict, line.note, line.by, line.at = verdict, note, by, at
    line.save(update_fields=["verdict", "note", "by", "at"])
    if verdict == rules.END:
        end_held(line.held, timezone.localdate(at), by)
    return line


def end_held(held, day, by):
    if held.to_on is None or held.to_on > day:
        access.end_role(held=held, on=max(day, held.from_on), by=by)


@transaction.atomic
def close_review(*, review, by, at: datetime) -> Review:
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    left = review.lines.open().exclude(held__to_on__lte=timezone.localdate(at)).count()
    rules.may_close(left, review.closed_on is not None).or_refuse()
    review.closed_on, review.closed_by = timezone.localdate(at), by
    review.save(update_fields=["closed_on", "closed_by"])
    settle_deadline(source=review.source, at=at)
    trail(by=by, verb="account_review.close", target=review, unit=review.unit)
    return review
