"""Committees, audit bodies, women's committees and groups of the demonstration: most in time, some due, one overdue."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from zhijia.base.calendar import add_workdays
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people import actions as people

from . import actions
from .actions import PostGiven
from .models import Body, Post, Session
from .rules.composition import FRONT_LINE, GRASSROOTS, LEADER, MODEL
from .rules.terms import add_months

TITLE = "工会机构和任职"  # what the demo command calls it

CLASSES = ((FRONT_LINE,), (FRONT_LINE, MODEL), (GRASSROOTS,), (FRONT_LINE,), (MODEL,))
SHARES = {  # grassroots union → seats of its committee
    "YL-LG": 15,
    "YL-SF": 15,
    "YL-CJ": 15,
    "YL-ZX": 15,
    "YL-NK": 7,
    "YL-LJ-SY": 9,
    "YL-LJ-YZ": 7,
    "YL-WC-QS-XX": 5,
    "YL-WC-QS-LH": 5,
}
ABOVE = {"YL-LJ": 9, "YL-WC": 7, "YL-WC-QS": 5}
OVERDUE, CHANGED = "YL-WC-QS-LH", "YL-NK"
SEATED = "YL-CJ"  # its committee has a seat for each branch
ACCOUNTS = (("YL-CJ-01-1", "zuzhang1"), ("YL-CJ-01-2", "zuzhang2"))  # group leaders who can sign in
LEADERS = (("全面工作", "正处级"), ("财务资产、组织建设", "副处级"), ("民主管理、权益保障", ""))
DUTIES = ("宣传教育", "文体活动", "女职工工作", "劳动经济和劳模")


def build(world):
    rng = Random(7)  # noqa: S311 - invented data; its own, so that other folders draw what they drew before
    province_bodies(world, rng)
    for code, seats in (SHARES | ABOVE).items():
        union_bodies(world, world.units[code], seats, rng)
    branches(world, rng)
    groups(world)
    actions.keep_watch(today=world.today, at=world.now)


def due_on(world, code):
    """When the running term of a union ends: a few within the year, one long ago."""
    soon = {"YL-CJ": 96, "YL-SF": 96, "YL-LJ-YZ": 25, OVERDUE: -70}
    if code == CHANGED:  # its change of term is led to the end by the elections of the demonstration
        return add_workdays(world.today, -60)
    return world.today + timedelta(days=soon.get(code, 300 + 97 * (len(code) + ord(code[-1])) % 900))


def given(people_, *, leading=2, head="chair", rest="member", classed=0, time="part"):
    """The first is head, some are deputies, the first `classed` of the list are front line, models or grassroots."""
    deputy = {"chair": "vice_chair", "director": "vice_director"}.get(head, rest)
    for place, person in enumerate(people_):
        title = head if place == 0 else deputy if place <= leading else rest
        duties, rank = LEADERS[place] if head == "chair" and place < len(LEADERS) else ("", "")
        if head == "chair" and leading < place <= leading + len(DUTIES):
            duties = DUTIES[place - leading - 1]
        said = CLASSES[place % len(CLASSES)] if len(people_) - place <= classed else (LEADER,) if place < 2 else ()
        full = time if place else Post.Time.FULL
        yield PostGiven(person, title, time=full, duties=duties, rank=rank, categories=said, declared=head == "chair")


def spread(people_, count, start=0):
    """Every so-and-so-many-th person, nobody twice."""
    count = min(count, len(people_))
    return [people_[(start + place * len(people_) // count) % len(people_)] for place in range(count)]


def open_term(body, number, from_on, members, by, **more):
    facts = {"body": body, "number": number, "from_on": from_on, "years": 5, "members": list(members), "by": by}
    return actions.open_term(**facts, document_no=f"{from_on.year}年第{number}届选举结果批复", **more)


def terms_of(body, number, ends_on, listed, by, *, before):
    """The running term, and with `before` the one before it under another head."""
    from_on = add_months(ends_on, -60)
    if before:
        earlier = [*listed[1:2], *listed[:1], *listed[2:]]
        swapped = [
            PostGiven(one.person, was.title, time=was.time, categories=one.categories, declared=True)
            for one, was in zip(earlier, listed, strict=True)
        ]
        open_term(body, number - 1, add_months(from_on, -60), swapped, by, ended_on=from_on)
    return open_term(body, number, from_on, listed, by, seats=len(listed) + (number % 2))


def found(world, unit, kind, by):
    return actions.found_body(unit=unit, kind=kind, founded_on=unit.founded_on, by=by)


# --- the province ---


def province_bodies(world, rng):
    unit, by = world.province, world.users["province"]
    everybody = world.people(unit)
    crew = spread(everybody, 77)
    ends_on = add_months(world.today, 23)
    committee = found(world, unit, Body.Kind.COMMITTEE, by)
    listed = list(given(crew, leading=5, classed=54))  # 54 of 77: 70.1 %
    listed = [with_seat(world, one, place) for place, one in enumerate(listed)]
    term = open_term(committee, 7, add_months(ends_on, -60), listed, by, seats=79)
    standing = found(world, unit, Body.Kind.STANDING, by)
    leaders = given(crew[:21], leading=5, rest="standing_member", classed=12)  # 12 of 21: 57.1 %
    open_term(standing, 7, term.from_on, leaders, by)
    others = [person for person in spread(everybody, 16, start=3) if person not in crew]
    small_bodies(world, unit, others, 7, term.from_on, by)
    meet(term, by)
    vacate(world, term, by)
    taken = {one.pk for one in (*crew, *others)}
    for person in [one for one in everybody if one.pk not in taken][:1]:  # 54 of 77 again
        actions.co_opt(term=term, person=person, from_on=world.today - timedelta(days=20), declared=True, by=by)


def with_seat(world, one, place):
    """Some seats of the committee belong to a member union."""
    if place % 9 != 8 or one.title != Post.Title.MEMBER:
        return one
    seat = next(above for above in (*one.person.home.ancestors(), one.person.home) if above.level == 2)
    return replace(one, seat_unit=seat)


def meet(term, by):
    """七届一次 in three days, and an enlarged one a year later that was declared a plenary."""
    first = {
        "held_on": term.from_on,
        "held_to": term.from_on + timedelta(days=2),
        "attended": 75,
        "place": "省工人文化宫",
    }
    said = "选举产生第七届常务委员会，主席、副主席；通过关于第六届委员会工作报告的决议。"
    actions.record_session(term=term, kind=Session.Kind.PLENARY, resolutions=said, by=by, **first)
    later = add_months(term.from_on, 13)
    second = {"held_on": later, "held_to": later + timedelta(days=1), "attended": 71, "declared": True}
    said = "审议年度工作报告，部署下一年工作。"
    actions.record_session(term=term, kind=Session.Kind.EXTENDED, resolutions=said, by=by, **second)


def vacate(world, term, by):
    """One holder of a unit's seat has been transferred; the unit has not yet said who follows."""
    post = term.posts.current().filter(seat_unit__isnull=False).order_by("pk").first()
    actions.leave_post(post=post, on=world.today - timedelta(days=40), reason="工作调动", by=by)


# --- unions ---


def union_bodies(world, unit, seats, rng):
    by = world.officer_of(unit.superior)
    people_ = world.people(unit)
    crew = spread(people_, seats)
    number = rng.choice((3, 4, 5))
    ends_on = due_on(world, unit.code)
    committee = found(world, unit, Body.Kind.COMMITTEE, by)
    listed = list(given(crew, leading=2 if seats > 7 else 1, classed=round(seats * 0.7)))
    if unit.code == SEATED:
        listed = [of_branch(one) for one in listed]
    before = add_months(ends_on, -120) > unit.founded_on
    term = terms_of(committee, number, ends_on, listed, by, before=before)
    if unit.code == OVERDUE:
        return
    first = {"held_on": term.from_on, "attended": len(listed) - len(listed) // 7, "place": "工会会议室"}
    said = f"选举产生第{number}届委员会主席、副主席，通过委员分工。"
    actions.record_session(term=term, kind=Session.Kind.PLENARY, resolutions=said, by=by, **first)
    others = [person for person in spread(people_, min(10, len(people_)), start=1) if person not in crew]
    small_bodies(world, unit, others, number, term.from_on, by)


def of_branch(one):
    """Plain members of the committee of a college each sit for their branch."""
    branch = next(
        (above for above in (one.person.home, *one.person.home.ancestors()) if above.kind == Unit.Kind.BRANCH), None
    )
    return replace(one, seat_unit=branch) if branch and one.title == Post.Title.MEMBER else one


def small_bodies(world, unit, people_, number, from_on, by):
    """The audit body from outside the committee, the women's committee of women; one union still lacks the latter."""
    audit = people_[:3]
    women = [person for person in world.people(unit) if person.sex == "女" and unit.code != CHANGED][:5]
    for kind, members in ((Body.Kind.AUDIT, audit), (Body.Kind.WOMEN, women)):
        if len(members) >= 3:
            listed = given(members, leading=0, head="director", classed=1, time=Post.Time.PART)
            open_term(found(world, unit, kind, by), number, from_on, listed, by)


# --- below a union ---


def branches(world, rng):
    """Committees of three for the branches of the college; the last one has none yet."""
    college = world.units["YL-CJ"]
    by = world.officer_of(college)
    for unit in college.children.filter(kind=Unit.Kind.BRANCH).order_by("path")[:7]:
        members = [person for person in world.people(unit) if person.user_id is None]
        ends_on = world.today + timedelta(days=rng.randrange(200, 900))
        listed = given(spread(members, 3), leading=1, classed=2)
        open_term(found(world, unit, Body.Kind.COMMITTEE, by), 2, add_months(ends_on, -60), listed, by)


def groups(world):
    """Leaders of groups with an account of their own: their role came with the post."""
    by = world.users["branch_chair"]
    for code, username in ACCOUNTS:
        unit = world.units[code]
        leader = world.people(unit)[0]
        people.open_account(person=leader, username=username, password=f"Zz-{username}-2026", by=by)
        leader.refresh_from_db()
        body = found(world, unit, Body.Kind.GROUP, by)
        open_term(body, 1, add_months(world.today, -14), [PostGiven(leader, "leader", how="elected")], by)
