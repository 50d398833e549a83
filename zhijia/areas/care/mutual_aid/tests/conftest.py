"""A scheme with demo bands, its nineteenth period, and the verbs of a year in one word each."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from zhijia.areas.care.mutual_aid import actions
from zhijia.areas.care.mutual_aid.models import Enrolment
from zhijia.areas.care.mutual_aid.terms import DEMO_BANDS, PROVINCIAL
from zhijia.base.identity import synthetic_id
from zhijia.kernels.people.actions import register_member
from zhijia.kernels.people.models import Person


class Aid(SimpleNamespace):
    """The scheme and period of a test, on its cast."""

    def members(self, count, unit=None, first=100):
        unit = unit or self.cast.college
        for n in range(count):
            register_member(
                name=f"会员{'甲乙丙丁戊己庚辛壬癸'[n % 10]}",
                unit=unit,
                joined_on=date(2018, 9, 1),
                id_number=synthetic_id(date(1980, 1, 1 + n % 28), first + n),
            )
        return list(Person.objects.filter(home=unit).order_by("pk"))

    def enrol(self, persons, period=None, unit=None, at=None):
        period = period or self.period
        return actions.enrol_many(
            period=period,
            unit=unit or self.cast.college,
            persons=persons,
            by=self.cast.college_officer,
            at=at or self.opening,
            personal_fen=period.terms.personal_min,
        )

    def receive(self, amount_fen, reference="LS-1", unit=None, period=None):
        return actions.receive_fee(
            period=period or self.period,
            unit=unit or self.cast.college,
            amount_fen=amount_fen,
            received_on=timezone.localdate(self.opening),
            reference=reference,
            by=self.payer,
            at=self.opening,
        )

    def cover(self, persons, unit=None, reference="LS-1"):
        """Enrolled and paid."""
        unit = unit or self.cast.college
        self.enrol(persons, unit=unit)
        _heads, owed = actions.due(self.period, unit)
        actions.reconcile(receipt=self.receive(owed, reference, unit), by=self.payer, at=self.opening)
        return list(Enrolment.objects.filter(period=self.period, unit=unit).select_related(*JOINED).order_by("pk"))

    def facts(self, enrolment, self_pay=298500, admitted=date(2026, 2, 2), days=6, **more):
        out = date.fromordinal(admitted.toordinal() + days)
        given = {"hospital": "云岭省第一人民医院", "total_fen": 3 * self_pay, "self_pay_fen": self_pay} | more
        return actions.Facts(enrolment, admitted_on=admitted, discharged_on=out, **given)

    def file(self, *facts, by=None):
        return actions.file_claims(facts=list(facts), by=by or self.cast.college_officer, at=self.cast.now)

    def rule(self, claims, by, ruling="approve", note=""):
        cases = [claim.case for claim in claims]
        return actions.rule_claims(cases=cases, by=by, ruling=ruling, note=note, at=self.cast.now)

    def approve(self, claims):
        self.rule(claims, self.cast.college_chair)
        return self.rule(claims, self.cast.province_officer)[0]

    def pay(self, by=None, drawn=None):
        drawn = drawn or actions.draw_list(period=self.period, by=self.cast.province_officer, at=self.cast.now)
        return actions.pay_list(drawn=drawn, paid_on=self.cast.today, by=by or self.payer, at=self.cast.now)


JOINED = ("person__user", "unit", "period__terms", "period__scheme__unit")


@pytest.fixture
def aid(cast):
    opening = cast.now.replace(year=2025, month=12, day=10)
    chair = cast.province_chair
    scheme = actions.found_scheme(unit=cast.province, code="YL-HZ", name="云岭省职工医疗互助", by=chair, at=opening)
    terms = actions.set_terms(scheme=scheme, effective_from=date(2024, 1, 1), by=chair, at=opening, **DEMO_BANDS)
    period = actions.open_period(
        scheme=scheme,
        number=19,
        enrol_from=date(2025, 12, 1),
        enrol_to=date(2026, 3, 31),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        by=chair,
        at=opening,
    )
    payer = cast.account("province_accountant", "金账", cast.province, "accountant")
    return Aid(cast=cast, scheme=scheme, terms=terms, period=period, payer=payer, opening=opening)


@pytest.fixture
def provincial(cast, aid):
    """The verified plan: by days, listed diseases, large costs; joint caps and exclusion."""
    scheme = actions.found_scheme(unit=cast.province, code="YL-DB", name="职工大病医疗互助", at=aid.opening)
    actions.set_terms(scheme=scheme, effective_from=date(2024, 1, 1), at=aid.opening, **PROVINCIAL)
    period = actions.open_period(
        scheme=scheme,
        number=9,
        enrol_from=date(2025, 11, 1),
        enrol_to=date(2025, 12, 31),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        at=aid.opening,
    )
    return Aid(**{**vars(aid), "scheme": scheme, "period": period})
