"""People who changed their work: some have arrived, some wait at either end, one was refused; and one written twice."""

from datetime import timedelta

from zhijia.base.calendar import PROVISIONAL, add_workdays
from zhijia.kernels.people.actions import register_person
from zhijia.kernels.people.duplicates.finding import find_pairs
from zhijia.kernels.people.models import Membership

from . import actions
from .rules import Start

TITLE = "会籍接转"

# from, to, how many, who starts, working days ago, what became of it
MOVES = (
    ("YL-LG", "YL-SF", 3, Start.NEW, 70, "accepted"),
    ("YL-SF", "YL-CJ", 2, Start.OLD, 45, "accepted"),
    ("YL-ZX", "YL-LJ-SY", 2, Start.OLD, 30, "silent"),
    ("YL-CJ", "YL-SF", 1, Start.OLD, 20, "refused"),
    ("YL-CJ", "YL-SF", 2, Start.OLD, 2, ""),
    ("YL-SF", "YL-CJ", 2, Start.OLD, 3, ""),
    ("YL-ZX", "YL-CJ", 1, Start.NEW, 1, ""),
)
WHY = ("工作调动", "应聘到新单位", "随家属迁居")
PARKED = "晨光职业培训学校"


def build(world):
    for move in MOVES:
        carry(world, *move)
    park(world)
    apply_oneself(world)
    write_twice(world)


def officer(world, unit):
    """Whoever may answer there; the province where nobody sits."""
    sitting = unit.roles.filter(role="officer", to_on__isnull=True).select_related("user").first()
    return sitting.user if sitting else world.users["province"]


def leaving(world, unit, count):
    """Members without an account or a post, the youngest first."""
    rows = Membership.objects.active().under(unit.path).filter(person__user=None, person__transfers=None)
    return [row.person for row in rows.select_related("person").order_by("-person__born_on", "pk")[:count]]


def carry(world, old, new, count, start, ago, outcome):
    old, new = world.units[old], world.units[new]
    day = add_workdays(world.today, -ago, PROVISIONAL)
    by, answers = officer(world, old), officer(world, new)
    if start == Start.NEW:
        by, answers = answers, by
    wanted = [actions.Wanted(person, new, reason=world.rng.choice(WHY)) for person in leaving(world, old, count)]
    begun, _refused = actions.start_many(wanted=wanted, start=start, by=by, at=world.at(day))
    later = world.at(add_workdays(day, 2, PROVISIONAL))
    if outcome == "accepted":
        actions.accept_many(transfers=begun, by=answers, at=later)
    elif outcome == "silent":
        actions.accept_silent(at=world.at(add_workdays(day, 6, PROVISIONAL) + timedelta(days=1)))
    elif outcome == "refused":
        for transfer in begun:
            actions.refuse(transfer=transfer, by=answers, at=later, note="本人还没有到岗，请报到后再转")


def park(world):
    """Gone to a school that has no union yet: the city keeps the membership."""
    (person,) = leaving(world, world.units["YL-CJ"], 1)
    at = world.at(add_workdays(world.today, -1, PROVISIONAL))
    facts = {"to_unit": world.units["YL-LJ"], "employer": PARKED, "reason": "应聘到新单位"}
    by = officer(world, world.units["YL-CJ"])
    actions.start_transfer(person=person, start=Start.OLD, by=by, at=at, **facts)


def apply_oneself(world):
    """The member with the demonstration account asks for it alone."""
    user = world.users.get("member")
    if user is None or not hasattr(user, "person"):
        return
    at = world.at(add_workdays(world.today, -1, PROVISIONAL))
    facts = {"to_unit": world.units["YL-SF"], "reason": "随家属迁居"}
    actions.start_transfer(person=user.person, start=Start.MEMBER, by=user, at=at, **facts)


def write_twice(world):
    """Two members of the college entered once more by somebody who did not look."""
    college = world.units["YL-CJ"]
    for person in leaving(world, college, 2):
        register_person(name=person.name, unit=college, born_on=person.born_on, phone=person.phone.reveal())
    find_pairs(path=college.path, at=world.now)
