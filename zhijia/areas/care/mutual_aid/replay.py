"""F-056 … F-059: five periods of mutual aid in a province; F-103 … F-105: one period in a college.

The enrolments, fees, claims and payments go the way of every day: rolls and stays come in as spreadsheets of the units,
fees are reconciled, chairs and the province rule, one person draws the payment list and another pays it.
"""

from datetime import date, timedelta

from zhijia.base.money import split
from zhijia.engines.flow.models import Case
from zhijia.kernels.indicators.replays import Replay, Stated, replays

from . import actions
from .terms import DEMO_BANDS

YUAN = 100
FIRST = 14  # number of the period of 2016
HEADS = (59_000, 60_000, 61_000, 62_000, 63_000)  # 305 000 in all
FEES = (92, 93, 96, 97, 95)  # yuan per head: 28 863 000 in all
CLAIMS, ODD_COST = 17_507, 11_345  # 17 506 claims of 437 yuan on average and one of 2 878: 7 653 000
MEAN_COST, STEP = 2_985, 5
TERM = (date(2016, 1, 1), date(2020, 11, 10))
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
SLICE = 500  # cases ruled at one sitting

ROLL = ("序号", "姓名", "身份证号")
STAYS = ("姓名", "身份证号", "就诊医院", "入院日期", "出院日期", "医疗总费用（元）", "政策内自付（元）", "发票号")


@replays
class MutualAid(Replay):
    code = "mutual_aid"
    order = 50
    stated = (
        Stated("F-056", "mutual_aid.enrolments", "P", *TERM, 305_000, "30.5万人次", "in_wan"),
        Stated("F-057", "mutual_aid.fees", "P", *TERM, 28_863_000 * YUAN, "2886.3万余元", "over"),
        Stated("F-058", "mutual_aid.claims", "P", *TERM, 17_507, "17507人次"),
        Stated("F-059", "mutual_aid.paid", "P", *TERM, 7_653_000 * YUAN, "765.3万余元", "over"),
        Stated("F-103", "mutual_aid.covered", "P-CJ", *YEAR, 400, "400人", filters={"occasion": "19"}),
        Stated("F-104", "mutual_aid.claims", "P-CJ", *YEAR, 22, "22人次", filters={"occasion": "19"}),
        Stated("F-105", "mutual_aid.paid", "P-CJ", *YEAR, 9_707 * YUAN, "9707元", filters={"occasion": "19"}),
    )

    def build(self, world):
        at = world.at(date(2016, 1, 4))
        scheme = actions.found_scheme(unit=world.province, code="YL", name="职工医疗互助", at=at)
        costs = iter(province_costs(world.rng))
        claims = split(CLAIMS, HEADS)
        for place, (heads, fee) in enumerate(zip(HEADS, FEES, strict=True)):
            round_ = Round(world, scheme, 2016 + place, FIRST + place, fee)
            round_.run(dict(zip(world.direct, round_.shares(heads), strict=True)), claims[place], costs)
        college = Round(world, scheme, 2023, 19, 100)
        college.run({world.college: 400}, 22, iter([MEAN_COST] * 21 + [3_450]))


def province_costs(rng):
    """Self-paid yuan of every claim: pairs around the mean within the first band, so that the sum is exact."""
    yield ODD_COST
    for _pair in range((CLAIMS - 1) // 2):
        apart = STEP * rng.randrange(400)
        yield MEAN_COST + apart
        yield MEAN_COST - apart


class Round:
    """One period from the first roll to the last payment."""

    def __init__(self, world, scheme, year, number, fee):
        self.world, self.year, self.number = world, year, number
        opened = world.at(date(year, 1, 5))
        terms = DEMO_BANDS | {"fee_first": fee * YUAN, "fee_renewal": fee * YUAN}
        actions.set_terms(scheme=scheme, effective_from=date(year, 1, 5), at=opened, **terms)
        self.period = actions.open_period(
            scheme=scheme,
            number=number,
            enrol_from=date(year, 1, 10),
            enrol_to=date(year, 2, 20),
            starts_on=date(year, 3, 1),
            ends_on=date(year + 1, 2, 28),
            at=opened,
        )
        self.enrolled, self.invoices = {}, 0

    def shares(self, heads):
        """How many of each direct unit take part."""
        return split(heads, [len(self.world.numbers[unit.code]) for unit in self.world.direct])

    def run(self, heads, claims, costs):
        for unit, count in heads.items():
            self.enrol(unit, count)
        self.world.say(f"第{self.number}期：{sum(heads.values())} 人次参互")
        for unit, count in zip(heads, split(claims, list(heads.values())), strict=True):
            self.claim(unit, [next(costs) for _ in range(count)])
        self.rule_and_pay()
        self.world.say(f"第{self.number}期：{claims} 人次补助")

    def enrol(self, unit, count):
        world = self.world
        people = world.numbers[unit.code][:count]
        rows = [(place, *person) for place, person in enumerate(people, 1)]
        at, by = world.at(date(self.year, 2, 15)), world.officer(unit)
        world.import_rows("mutual_aid.enrolment", unit, ROLL, rows, by=by, at=at, subject=self.period)
        self.enrolled[unit] = people
        self.receive(unit)

    def receive(self, unit):
        day = date(self.year, 2, 28)
        facts = {"by": self.world.accountant, "at": self.world.at(day)}
        _heads, owed = actions.due(self.period, unit)
        receipt = actions.receive_fee(
            period=self.period,
            unit=unit,
            amount_fen=owed,
            received_on=day,
            reference=f"{self.number}-{unit.code}",
            **facts,
        )
        actions.reconcile(receipt=receipt, **facts)

    def claim(self, unit, costs):
        world = self.world
        if not costs:
            return
        people = world.rng.sample(self.enrolled[unit], len(costs))
        rows = [self.stay(person, cost) for person, cost in zip(people, costs, strict=True)]
        at, by = world.at(date(self.year, 9, 20)), world.officer(unit)
        world.import_rows("mutual_aid.claims", unit, STAYS, rows, by=by, at=at, subject=self.period)
        self.rule(self.waiting(world.chair(unit)), world.chair(unit), date(self.year, 9, 25))

    def stay(self, person, cost):
        self.invoices += 1
        admitted = date(self.year, 5, 1) + timedelta(days=self.world.rng.randrange(120))
        discharged = admitted + timedelta(days=self.world.rng.randrange(3, 15))
        invoice = f"{self.number}{self.invoices:06d}"
        return (*person, "云岭省中心医院", admitted, discharged, cost * 3, cost, invoice)

    def waiting(self, user):
        return list(Case.objects.awaiting(user).filter(kind="mutual_aid.claim"))

    def rule(self, cases, by, day):
        for start in range(0, len(cases), SLICE):
            batch = cases[start : start + SLICE]
            _ruled, skipped = actions.rule_claims(cases=batch, by=by, ruling="approve", at=self.world.at(day))
            if skipped:
                raise RuntimeError(str(skipped[0][1]))

    def rule_and_pay(self):
        world, officer = self.world, self.world.officer(self.world.province)
        self.rule(self.waiting(officer), officer, date(self.year, 10, 10))
        drawn = actions.draw_list(
            period=self.period, by=world.chair(world.province), at=world.at(date(self.year, 10, 20))
        )
        paid_on = date(self.year, 10, 31)
        actions.pay_list(drawn=drawn, paid_on=paid_on, by=world.accountant, at=world.at(paid_on))
