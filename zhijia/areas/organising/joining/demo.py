"""New staff coming in by every way: matched with the roll, reviewed, invited; and something in every state today."""

from datetime import timedelta

from zhijia.kernels.org import actions as org
from zhijia.kernels.people import actions as people
from zhijia.kernels.people.models import Employment

from . import actions, notices

TITLE = "网上入会"
CONSENTS = dict(notices.CURRENT)
KINDS = Employment.Kind
JOBS = (
    (KINDS.NON_ESTABLISHED, "辅导员"),
    (KINDS.ESTABLISHED, "教师"),
    (KINDS.LOGISTICS, "宿舍管理员"),
    (KINDS.DISPATCHED, "实验员"),
    (KINDS.CARE_WORKER, "护理员"),
)


def build(world):
    college, logistics = world.units["YL-CJ"], world.units["YL-CJ-07"]
    by = world.users["college"]
    by_roster(world, college, staff(world, world.units["YL-CJ-02"], 3))
    over = invited(world, college, staff(world, logistics, 6), "春季新进职工", days_ago=60, lasts=30)
    answered(world, over[:4], days_ago=50)
    running = invited(world, college, staff(world, logistics, 8), "秋季新进职工", days_ago=6, lasts=30)
    answered(world, running[:3], days_ago=3)
    actions.remind(invitations=running[3:6], by=by, at=world.at(world.today - timedelta(days=1)))
    actions.take_invitations_back(invitations=running[7:], by=by, at=world.at(world.today))
    staff(world, world.units["YL-CJ-04"], 5)  # still to be invited
    reviewed(world, college)
    on_the_desks(world, college, world.units["YL-ZX"])
    contact = "学院工会办公室，行政楼203"
    actions.set_door(unit=college, open=True, contact=contact, by=by, at=world.at(world.today - timedelta(days=90)))


def staff(world, unit, count) -> list:
    """On the roll since the summer, member nowhere."""
    made, from_on = [], world.today - timedelta(days=120)
    for n in range(count):
        one = world.crowd.one()
        person = people.register_person(name=one.name, unit=unit, id_number=one.id_number, phone=one.phone)
        kind, position = JOBS[n % len(JOBS)]
        people.employ(person=person, unit=unit, from_on=from_on, kind=kind, position=position)
        made.append(person)
    unit.refresh_from_db(fields=["headcount"])
    org.count_staff(unit=unit, on=from_on, counts={"total": (unit.headcount or 0) + count})
    return made


def by_roster(world, unit, persons):
    for days_ago, person in zip((21, 9, 2), persons, strict=True):
        typed = {"name": person.name, "id_number": person.id_number.reveal(), "phone": person.phone.reveal()}
        at = world.at(world.today - timedelta(days=days_ago))
        actions.join_by_roster(unit=unit, consents=CONSENTS, at=at, **typed)


def invited(world, unit, persons, title, days_ago, lasts) -> list:
    day, by = world.today - timedelta(days=days_ago), world.officer_of(unit)
    round = actions.open_round(
        unit=unit, title=f"{day.year}年{title}", expires_on=day + timedelta(days=lasts), by=by, at=world.at(day)
    )
    actions.invite(round=round, persons=persons, by=by, at=world.at(day))
    return list(round.invitations.select_related("person").order_by("pk"))


def answered(world, invitations, days_ago):
    at = world.at(world.today - timedelta(days=days_ago))
    for invitation in invitations:
        tail = invitation.person.id_number.reveal()[-6:]
        actions.answer(invitation=invitation, tail=tail, phone="", consents=CONSENTS, at=at)


def applied(world, unit, days_ago, job=0, **more):
    one, (kind, position) = world.crowd.one(), JOBS[job]
    asked = actions.Asked(one.name, one.id_number, one.phone, kind.value, position=position, **more)
    at = world.at(world.today - timedelta(days=days_ago))
    return actions.apply(unit=unit, asked=asked, consents=CONSENTS, at=at)


def ruled(world, applications, ruling, days_ago, note=""):
    at, by = world.at(world.today - timedelta(days=days_ago)), world.chair_of(applications[0].unit)
    cases = [application.case for application in applications]
    actions.rule_applications(cases=cases, by=by, ruling=ruling, note=note, at=at)


def reviewed(world, unit):
    ruled(world, [applied(world, unit, 40), applied(world, unit, 38, 1)], "approve", 37)
    ruled(world, [applied(world, unit, 30, 2)], "reject", 28, "不在本单位工作，请到所在单位工会申请")
    actions.take_back(application=applied(world, unit, 18, 1), at=world.at(world.today - timedelta(days=17)))
    ruled(world, [applied(world, unit, 5, 4)], "return", 4, "请补充所在部门")


def on_the_desks(world, college, hospital):
    """Waiting: one for too long, one dispatched, one whose number the roll knows under another name."""
    applied(world, college, 12, 2, department="后勤服务中心")
    dispatched = {"dispatcher": "云岭人力资源服务有限公司", "dispatcher_union": "no"}
    applied(world, college, 2, 3, department="信息工程学院", **dispatched)
    (known,) = staff(world, world.units["YL-CJ-03"], 1)
    number, phone = known.id_number.reveal(), world.crowd.one().phone
    asked = actions.Asked(known.name, number, phone, KINDS.NON_ESTABLISHED.value, remark="手机号换了")
    actions.apply(unit=college, asked=asked, consents=CONSENTS, at=world.at(world.today - timedelta(days=1)))
    for days_ago in (3, 1):
        applied(world, hospital, days_ago, 4, department="住院部")
