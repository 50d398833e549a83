"""What the walk through the house needs and the demonstration has no use for: everybody's rights, every kind of row."""

from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.files.base import ContentFile

from config.demo import plan
from zhijia.areas.care.consolation import actions as consolation
from zhijia.areas.care.mutual_aid import actions as aid
from zhijia.areas.care.mutual_aid.models import Enrolment
from zhijia.areas.care.mutual_aid.terms import DEMO_BANDS
from zhijia.areas.office.plans import actions as plans
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.files import actions as files
from zhijia.kernels.inbox import actions as inbox
from zhijia.kernels.jobs import actions as jobs
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.policy.actions import set_parameter
from zhijia.kernels.policy.registry import keys

OLD = date(2020, 1, 1)
EVERY_ROLE = ("chair", "officer", "accountant", "auditor", "system_manager")
ROSTER = "姓名,身份证号,工号\n于知行,,CJ9001\n于知止,不是号码,CJ9002\n".encode("utf-8-sig")


def furnish(world):
    """The college and its neighbour each get somebody who holds every role: then only reach tells them apart."""
    college, neighbour = world.units["YL-CJ"], world.units["YL-LG"]
    insider = everything(world, "insider", "内知", college)
    everything(world, "outsider", "外临", neighbour)
    everything(world, "above", "上知", world.province)
    officer = world.users["college"]
    for by in (officer, insider):
        leave_files_and_notices(world, college, by)
    import_badly(world, college, officer)
    hand_in(world, college, officer)
    hand_in(world, abandoned(world, world.units["YL-WC-QS-LH"]), world.users["province"])
    set_standard(world, college, insider)
    run_own_scheme(world, college, insider)
    draft_doubtfully(world, college, officer)
    furnish_folders(world)


def furnish_folders(world):
    for _label, folder in furnitures():
        folder.furnish(world)


def furnitures():
    """(label, module) of the folders that add what their own pages need: `tests/furniture.py` with `furnish(world)`."""
    return beside_tests("furniture")


def beside_tests(name):
    """(label, module) of the folders that keep such a module with their tests."""
    for config in apps.get_app_configs():
        module = f"{config.name}.tests.{name}"
        if config.name.startswith("zhijia.") and find_spec(f"{config.name}.tests") and find_spec(module):
            yield config.label, import_module(module)


def everything(world, username, name, unit):
    user = access.open_account(username=username, name=name, password=plan.PASSWORD)
    for role in EVERY_ROLE:
        access.grant_role(user=user, unit=unit, role=role, from_on=OLD)
    world.users[username] = user
    return user


def leave_files_and_notices(world, unit, by):
    file = ContentFile("学院工会内部材料".encode(), name="内部材料.txt")
    files.store(upload=file, unit=unit, by=by, at=world.now)
    inbox.notify(user=by, title="请核对花名册", at=world.now)
    never = world.now + timedelta(days=365)
    jobs.enqueue(code="exchange.check", by=by, unit=unit, payload={"batch": 0}, at=world.now, run_after=never)


def leave_an_import(world):
    import_badly(world, world.units["YL-CJ"], world.users["college"])


def import_badly(world, unit, by):
    """One batch waits for a decision about its faulty line, one has only just come."""
    for checked in (True, False):
        upload = ContentFile(ROSTER, name="有错的花名册.csv")
        batch = exchange.receive(spec="people.roster", upload=upload, unit=unit, by=by, at=world.now)
        if checked:
            exchange.start_check(batch=batch, by=by, at=world.now)
    run_jobs()


def abandoned(world, unit):
    """Nobody sits at its desks any longer."""
    for held in RoleHeld.objects.on(world.today).filter(unit=unit):
        access.end_role(held=held, on=world.today)
    return unit


def hand_in(world, unit, by):
    """Two matters that wait for whoever decides at the unit."""
    retiring = {"occasion": "retirement", "form": "goods", "standard_fen": 100000, "evidence": "退休通知"}
    for person in world.people(unit)[:2]:
        consolation.hand_in_single(
            person=person, unit=unit, day=world.today, fund="工会经费", by=by, at=world.now, **retiring
        )


def set_standard(world, unit, by):
    """The college's own version of the first standard that is plain money."""
    key = next(key for key in keys.values() if key.kind == "money")
    set_parameter(key=key.code, unit=unit, value=12300, effective_from=date(2026, 1, 1), by=by, at=world.now)


def run_own_scheme(world, unit, by):
    """A fund of the college alone: what belongs to the province is no secret from anybody below it."""
    done = {"by": by, "at": world.now}
    scheme = aid.found_scheme(unit=unit, code="YL-CJ-HZ", name="学院职工互助金", **done)
    aid.set_terms(scheme=scheme, effective_from=date(2026, 1, 1), **DEMO_BANDS, **done)
    days = {"enrol_from": date(2026, 1, 1), "starts_on": date(2026, 1, 1)}
    days |= {"enrol_to": date(2026, 12, 31), "ends_on": date(2026, 12, 31)}
    period = aid.open_period(scheme=scheme, number=1, **days, **done)
    aid.enrol_many(period=period, unit=unit, persons=world.people(unit)[2:8], personal_fen=0, **done)
    pay_in(period, unit, by, world)
    covered = (
        Enrolment.objects.effective()
        .filter(period=period)
        .select_related("person__user", "unit", "period__terms", "period__scheme__unit")
    )
    claims, _refused = aid.file_claims(facts=[stay_of(one) for one in covered], by=world.users["college"], at=world.now)
    for chair in (world.users["college_chair"], world.users["province"]):
        aid.rule_claims(cases=[claim.case for claim in claims[:4]], by=chair, ruling="approve", at=world.now)
    aid.draw_list(period=period, by=world.users["college"], at=world.now)


def pay_in(period, unit, by, world):
    _heads, owed = aid.due(period, unit)
    done = {"by": by, "at": world.now}
    receipt = aid.receive_fee(
        period=period, unit=unit, amount_fen=owed, received_on=world.today, reference="CJ-1", **done
    )
    aid.reconcile(receipt=receipt, **done)


def stay_of(enrolment):
    days = {"admitted_on": date(2026, 10, 8), "discharged_on": date(2026, 10, 14)}
    return aid.Facts(enrolment, hospital="云岭省中医医院", total_fen=900_000, self_pay_fen=300_000, **days)


def draft_doubtfully(world, unit, by):
    """A plan just read in, with a line that the reading is not sure of."""
    text = "关于印发《2026年工会工作要点》的通知\n\n一、重点工作\n1．办好职工书屋。\n3．办好职工食堂。\n（五）其他。\n"
    plans.read_text(text=text, name="工作要点.txt", unit=unit, year=2026, by=by, at=world.now)
