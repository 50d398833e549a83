"""Constituencies and the seats each of them fills."""

from django.db import transaction
from django.db.models import Count, Q

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.org.paths import within
from zhijia.kernels.people.models import Membership
from zhijia.kernels.trail.actions import note as write_down

from ..models import Constituency
from ..rules import delegates as rules
from ..rules.steps import Step
from .guard import locked, may_work


def places_of(change):
    """The branches of the union; whoever stands in none votes with the union itself."""
    unit = change.unit
    return [unit, *unit.descendants().standing().filter(superior=unit, kind="branch").order_by("path")]


def counts_of(change, places=None) -> dict:
    """{place: (members, women)} as of the day; members of a branch are not counted again with the union."""
    places = places or places_of(change)
    rows = Membership.objects.under_as_of(change.unit.path, change.counted_on).order_by()
    rows = rows.values_list("unit__path").annotate(n=Count("pk"), w=Count("pk", filter=Q(person__sex="女")))
    nearest_first = sorted(places, key=lambda place: -len(place.path))
    found = dict.fromkeys(places, (0, 0))
    for path, members, women in rows:
        place = next((each for each in nearest_first if within(path, each.path)), None)
        if place:
            found[place] = (found[place][0] + members, found[place][1] + women)
    return found


def may_quota(change, by) -> Verdict:
    done = {place.step for place in change.places if place.done_on}
    return (
        may_work(change, by)
        & need(change.by_delegates, "召开会员大会的，不选代表")
        & need(change.delegate_seats, "请先在计划里填写代表名额")
        & need(Step.DELEGATES not in done, "代表名单已提交，不能再调整名额")
    )


@transaction.atomic
def draw_constituencies(*, change, by, at, places=None):
    """Share the seats out anew by the largest remainder; constituencies that already sent delegates stay."""
    change = locked(change)
    may_quota(change, by).or_refuse()
    counts = counts_of(change, places)
    members = {place.pk: n for place, (n, _w) in counts.items() if n}
    need(members, "截至%(day)s没有会员，请先登记会员", day=change.counted_on).or_refuse()
    seats = rules.at_least_one(rules.share_out(change.delegate_seats, members), members)
    for place, (n, women) in counts.items():
        if n:
            facts = {"members": n, "women": women, "seats": seats[place.pk]}
            Constituency.objects.update_or_create(change=change, place=place, defaults=facts)
    change.constituencies.exclude(place__in=members).filter(delegates=None).delete()
    write_down(by=by, verb="elections.quota", target=change, after={"count": len(members)}, at=at)
    return change.constituencies.all()


def may_enter_constituency(change, place, counts, seats, by) -> Verdict:
    """`counts`: of counts_of, {place: (members, women)}."""
    members, _women = counts.get(place, (0, 0))
    return (
        may_quota(change, by)
        & need(members, "截至%(day)s该单位没有会员，不能作为选区", day=change.counted_on, field="place")
        & need(seats >= 0, "代表名额不能是负数", field="seats")
    )


@transaction.atomic
def enter_constituency(*, change, place, seats, by, at):
    """One that the drawing did not bring, with the members who vote there as of the day."""
    change = locked(change)
    counts = counts_of(change)
    may_enter_constituency(change, place, counts, seats, by).or_refuse()
    members, women = counts[place]
    made = Constituency.objects.create(change=change, place=place, members=members, women=women, seats=seats)
    write_down(by=by, verb="elections.quota", target=made, after={"seats": seats}, at=at)
    return made


def may_seat(constituency, seats, by) -> Verdict:
    listed = constituency.delegates.standing().count()
    return may_quota(constituency.change, by) & need(
        seats >= listed, "该选区已列入%(listed)s名代表，名额不能少于这个数", listed=listed, field="seats"
    )


@transaction.atomic
def set_seats(*, constituency, seats, by, at):
    """A seat moved by hand; the whole must still be the number planned when the list is handed in."""
    constituency.change = locked(constituency.change)
    may_seat(constituency, seats, by).or_refuse()
    before = {"seats": constituency.seats}
    constituency.seats = seats
    constituency.save(update_fields=["seats"])
    write_down(by=by, verb="elections.quota", target=constituency, before=before, after={"seats": seats}, at=at)
    return constituency
