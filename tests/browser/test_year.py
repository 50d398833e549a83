"""A union's year in the browser: the roster, 第十九期, 22 claims of 9 707 yuan, gifts, a plan, the report, and who sees
none of it. What is typed comes from spreadsheets like those a union sends; what is checked is what stands on the page.
"""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from zhijia.areas.care.mutual_aid import actions as aid
from zhijia.areas.care.mutual_aid.terms import DEMO_BANDS
from zhijia.kernels.policy.actions import load_defaults

from .year.claims import approve_the_claims, claim_for_22_stays, pay_the_aid
from .year.gifts import give_for_a_birthday, refuse_a_second_birthday
from .year.paper import MEMBERS, person
from .year.plan import adopt_the_plan, carry_out_a_measure, import_the_plan
from .year.report import (
    open_the_figure,
    publish_the_report,
    reverse_a_claim,
    see_the_difference,
    take_the_report_away,
    write_the_report,
)
from .year.spreadsheets import enrol_the_members, import_the_roster, receive_the_fee

pytestmark = pytest.mark.browser


@pytest.fixture
def world(visit, cast, tmp_path):
    """What stands before the year begins: units, accounts, the caps, the scheme and its nineteenth period."""
    today, at = timezone.localdate(), timezone.now()
    chair = cast.province_chair
    load_defaults(unit=cast.province, at=at)
    scheme = aid.found_scheme(unit=cast.province, code="YL", name="云岭省职工医疗互助", by=chair, at=at)
    aid.set_terms(scheme=scheme, effective_from=date(2024, 1, 1), by=chair, at=at, **DEMO_BANDS)
    period = aid.open_period(
        scheme=scheme,
        number=19,
        enrol_from=today - timedelta(days=90),
        enrol_to=today + timedelta(days=30),
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=304),
        by=chair,
        at=at,
    )
    accountant = cast.account("payer", "金账", cast.province, "accountant")
    people = [person(serial) for serial in range(MEMBERS + 5)]
    return SimpleNamespace(
        cast=cast,
        visit=visit,
        folder=tmp_path,
        today=today,
        period=period,
        accountant=accountant,
        people=people,
        good=[],
        seen={},  # what was visited, by what it is
    )


def test_the_unions_year(world):
    cast, visit = world.cast, world.visit
    officer, chair = visit(), visit(cast.college_chair)
    province, head, payer = visit(cast.province_officer), visit(cast.province_chair), visit(world.accountant)
    officer.sign_in("college_officer", cast.password)
    import_the_roster(world, officer)
    enrol_the_members(world, officer)
    receive_the_fee(world, payer)
    claim_for_22_stays(world, officer)
    approve_the_claims(chair, province)
    pay_the_aid(world, head, payer)
    give_for_a_birthday(world, officer, chair)
    refuse_a_second_birthday(world, officer)
    import_the_plan(world, officer)
    adopt_the_plan(world, chair, officer)
    carry_out_a_measure(world, officer, chair)
    write_the_report(world, officer)
    open_the_figure(world, officer)
    publish_the_report(world, officer, chair)
    reverse_a_claim(world, head)
    see_the_difference(world, officer)
    take_the_report_away(world, officer)
    show_nothing_to_the_neighbour(world, visit(cast.sibling_officer))
    for visitor in (officer, chair, province, head, payer):
        assert visitor.troubles == []


def show_nothing_to_the_neighbour(world, neighbour):
    for path in world.seen.values():
        neighbour.open(path, status=404)
        assert "云岭财经" not in neighbour.page.content()
    neighbour.open(world.seen["report"] + "docx/", status=404)
    neighbour.open(world.seen["import"] + "faults/", status=404)
    for path in ("/people/", "/mutual_aid/enrolments/", "/mutual_aid/claims/", "/consolation/", "/plans/", "/reports/"):
        neighbour.open(path)
        shown = neighbour.main.evaluate("main => [...main.querySelectorAll('a')].map(link => link.pathname)")
        assert not set(shown) & set(world.seen.values()), path
