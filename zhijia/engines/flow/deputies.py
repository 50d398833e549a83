"""What was ruled in somebody's place: in force while it is done, written down, told to the absent, counted later."""

from collections import defaultdict

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import notify
from zhijia.kernels.inbox.models import Notice
from zhijia.kernels.trail import actions as trail

from .models import RulingGiven


def locked(keys, at) -> dict[int, RoleHeld]:
    """Those hand-overs that are in force, held until the transaction ends. No query for who stands in for nobody."""
    if not keys:
        return {}
    rows = RoleHeld.objects.standing_in().on(timezone.localdate(at)).select_for_update(of=("self",)).order_by("pk")
    return rows.in_bulk(keys)


def tell(rulings, hand_overs, at):
    """For each hand-over one line in the trail and one notice, however many cases were cleared under it."""
    done = defaultdict(list)
    for given in rulings:
        if given.hand_over_id:
            done[given.hand_over_id].append(given)
    for key, under in sorted(done.items()):
        write_down(hand_overs[key], under, at)
        tell_the_absent(hand_overs[key], at)


def write_down(held, rulings, at):
    ruled = rulings[0].get_ruling_display() + "：" + "、".join(given.case.number for given in rulings)
    after = {"acts_for": str(held.principal), "about": ruled}
    trail.note(by=held.user, verb="flow.stand_in", target=held, unit=held.unit, after=after, reason=held.ground, at=at)


def tell_the_absent(held, at):
    """They read it on their return. While one notice of it is unread a second would tell nothing new."""
    absent, url = held.principal, address(held)
    if Notice.objects.visible_to(absent).unread().filter(url=url).exists():
        return
    notify(user=absent, title=f"{held.user}代您办理了审批事项，点开看办了哪些", url=url, at=at)


# --- what the kernel of accounts shows beside a hand-over ---


def told(rows, user):
    given = RulingGiven.objects.filter(hand_over=OuterRef("pk"))
    return rows.annotate(done=_counted(given), readable=_counted(given.visible_to(user)))


def _counted(given):
    return Coalesce(Subquery(given.order_by().values("hand_over").annotate(n=Count("pk")).values("n")), 0)


def address(held) -> str:
    return f"{reverse('flow:deputised')}?hand_over={held.pk}"
