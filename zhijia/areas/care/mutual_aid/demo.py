"""Two periods: nearly everybody in, one in eighteen helped, and something on every desk today."""

from datetime import date, timedelta

from zhijia.engines.flow.models import Case
from zhijia.kernels.org.models import Unit

from . import actions
from .models import Claim, Enrolment
from .terms import DEMO_BANDS

TITLE = "职工医疗互助"  # what the demo command calls it

NUMBERS = (18, 19)
INCIDENCE = 0.056
HOSPITALS = ("云岭省第一人民医院", "云岭省中医医院", "澜江市人民医院", "望川市第二人民医院", "云岭大学附属医院")
ILLNESSES = ("肺炎", "胆囊结石", "腰椎间盘突出", "阑尾炎", "甲状腺结节", "骨折")
THIRDS = ((1, 4), (5, 8), (9, 12))
BUSY = ("YL-CJ", "YL-LG", "YL-ZX", "YL-LJ-SY")  # unions with something on their desks today
JOINED = ("person__user", "unit", "period__terms", "period__scheme__unit")


def build(world):
    scheme = found(world)
    for year, number in zip(world.years, NUMBERS, strict=True):
        period = open_period(world, scheme, year, number)
        take_in(world, period, year)
        desks = desks_of(world, period)
        for first, last in THIRDS:
            a_third(world, period, desks, date(year, first, 1), date(year, last, 28))
    leave_something_to_do(world, period, desks)


def found(world):
    by, at = world.users["province_chair"], world.at(date(world.years[0] - 1, 11, 3))
    scheme = actions.found_scheme(unit=world.province, code="YL-HZ", name="云岭省职工医疗互助", by=by, at=at)
    actions.set_terms(scheme=scheme, effective_from=date(world.years[0] - 1, 1, 1), by=by, at=at, **DEMO_BANDS)
    return scheme


def open_period(world, scheme, year, number):
    return actions.open_period(
        scheme=scheme,
        number=number,
        enrol_from=date(year - 1, 12, 1),
        enrol_to=date(year, 2, 28),
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        by=world.users["province_chair"],
        at=world.at(date(year - 1, 11, 10)),
    )


def unions(world):
    """Each union with the members it enrols: grassroots with all below them, cities and counties with their own."""
    above = (Unit.Kind.CITY, Unit.Kind.COUNTY)
    for unit in world.units.values():
        if unit.kind in Unit.GRASSROOTS:
            yield unit, world.people(unit)
        elif unit.kind in above:
            yield unit, [person for person in world.people(unit) if person.home_id == unit.pk]


def take_in(world, period, year):
    """Nine in ten take part; the last union's money is short by one person in the running period."""
    at = world.at(date(year - 1, 12, 12))
    payer = world.users["province_accountant"]
    listed = list(unions(world))
    for number, (unit, people) in enumerate(listed, 1):
        own = [person for person in people if person.user_id or world.rng.random() < 0.9]
        outcome = actions.enrol_many(
            period=period, unit=unit, persons=own, by=world.officer_of(unit), at=at, personal_fen=6000
        )
        heads, owed = actions.due(period, unit)
        short = period.terms.fee_renewal if (number, year) == (len(listed), world.years[1]) else 0
        receipt = actions.receive_fee(
            period=period,
            unit=unit,
            amount_fen=owed - short,
            received_on=at.date(),
            reference=f"LS{year}{number:04d}",
            by=payer,
            at=at,
        )
        if outcome.made and not short:
            actions.reconcile(receipt=receipt, by=payer, at=at)


def desks_of(world, period):
    """Unions at which somebody can review, with their covered members."""
    rows = Enrolment.objects.effective().filter(period=period).select_related(*JOINED).order_by("pk")
    by_unit = {}
    for row in rows:
        row.period = period
        by_unit.setdefault(row.unit, []).append(row)
    return [(unit, rows) for unit, rows in by_unit.items() if seated(world, unit)]


def seated(world, unit) -> bool:
    return world.chair_of(unit).desks("review").filter(pk=unit.pk).exists()


def stay(world, enrolment, first, last):
    """One invented stay whose dates are over."""
    admitted = first + timedelta(days=world.rng.randrange(max((last - first).days, 1)))
    cost = world.rng.randrange(1000, 5200) * 100
    return actions.Facts(
        enrolment,
        hospital=world.rng.choice(HOSPITALS),
        admitted_on=admitted,
        discharged_on=admitted + timedelta(days=world.rng.randrange(3, 15)),
        total_fen=cost * world.rng.randrange(3, 6),
        self_pay_fen=cost,
        invoice_no=f"FP{world.rng.randrange(10**9):09d}",
        diagnosis=world.rng.choice(ILLNESSES),
    )


def a_third(world, period, desks, first, last):
    """Four months of claims: filed by the unions, reviewed twice, paid in one list."""
    last = min(last, world.today - timedelta(days=40))
    if last <= first:
        return
    at = world.at(last + timedelta(days=25))
    for unit, rows in desks:
        ill = world.rng.sample(rows, k=round(len(rows) * INCIDENCE * (last - first).days / 365) or 1)
        own = [row for row in rows if row.person.user_id and row not in ill and first.month == 1]
        file(world, unit, [stay(world, row, first, last) for row in [*ill, *own]], at)
    waiting = list(Case.objects.awaiting(world.users["province"]).filter(kind="mutual_aid.claim"))
    actions.rule_claims(cases=waiting, by=world.users["province"], ruling="approve", at=at)
    drawn = actions.draw_list(period=period, by=world.users["province"], at=at)
    actions.pay_list(drawn=drawn, paid_on=at.date(), by=world.users["province_accountant"], at=at)


def file(world, unit, stays, at, approve=True):
    claims, _refused = actions.file_claims(facts=stays, by=world.officer_of(unit), at=at)
    if approve and claims:
        cases = [claim.case for claim in claims]
        actions.rule_claims(cases=cases, by=world.chair_of(unit), ruling="approve", at=at)
    return claims


def leave_something_to_do(world, period, desks):
    """Today: stays at the union, one sent back, some at the province, some approved, one list to be paid."""
    first, last = world.today - timedelta(days=38), world.today - timedelta(days=22)
    if first < period.starts_on:
        return
    helped = set(Claim.objects.filter(enrolment__period=period).values_list("enrolment_id", flat=True))
    for unit, rows in [desk for desk in desks if desk[0].code in BUSY]:
        fresh = [row for row in rows if row.pk not in helped]
        stays = [stay(world, row, first, last) for row in world.rng.sample(fresh, k=min(9, len(fresh)))]
        at = world.at(world.today - timedelta(days=4))
        approved = file(world, unit, stays[6:], at)
        cases = [claim.case for claim in approved]
        actions.rule_claims(cases=cases, by=world.users["province"], ruling="approve", at=at)
        file(world, unit, stays[4:6], world.at(world.today - timedelta(days=2)))
        own = [stay(world, row, first, last) for row in rows if row.person.user_id]
        at_union = file(world, unit, [*stays[:4], *own], world.at(world.today), approve=False)
        back = [claim.case for claim in at_union[:1]]
        chair, note = world.chair_of(unit), "缺出院小结，请补齐后重新提交"
        actions.rule_claims(cases=back, by=chair, ruling="return", note=note, at=world.at(world.today))
    actions.draw_list(period=period, by=world.users["province"], at=world.at(world.today))
