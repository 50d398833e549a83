"""Two clerks at once, on a database that lets them."""

from datetime import date

import pytest

from zhijia.areas.care.mutual_aid import actions
from zhijia.areas.care.mutual_aid.models import Claim, Enrolment
from zhijia.base.testing import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("several_writers")]


def test_two_enrolments_of_one_person_give_one_row(cast, aid):
    outcomes = at_once(*[lambda: aid.enrol([cast.li, cast.zhang])] * 6)
    assert Enrolment.objects.standing().count() == 2
    assert sum(len(outcome.made) for outcome in outcomes) == 2
    said = {str(verdict) for outcome in outcomes for _person, verdict in outcome.refused}
    assert said == {"李念已参加第十九期，不能重复登记", "张知远已参加第十九期，不能重复登记"}


def test_claims_filed_and_approved_at_once_never_exceed_the_cap(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    stays = [aid.facts(enrolment, 9_000_000, admitted=date(2026, 1, 2 + 7 * n), days=5) for n in range(4)]
    at_once(*[lambda stay=stay: actions.file_claim(facts=stay, by=cast.college_officer, at=cast.now) for stay in stays])
    claims = list(Claim.objects.select_related("case"))
    assert claims and sum(claim.amount_fen for claim in claims) <= 3_000_000
    aid.rule(claims, cast.college_chair)
    at_once(*[lambda claim=claim: aid.rule([claim], cast.province_officer) for claim in claims])
    settled = Claim.objects.settled()
    assert settled.count() == len(claims) and sum(claim.amount_fen for claim in settled) == 3_000_000


def test_one_stay_claimed_twice_at_once_is_one_claim(cast, aid):
    (enrolment,) = aid.cover([cast.li])
    stay = aid.facts(enrolment, invoice_no="FP1")
    at_once(*[lambda: actions.file_claim(facts=stay, by=cast.college_officer, at=cast.now)] * 4)
    assert Claim.objects.count() == 1


def test_fees_reconciled_at_once_are_recorded_once(cast, aid):
    aid.enrol([cast.li, cast.zhang])
    receipt = aid.receive(30_000)
    outcomes = at_once(*[lambda: actions.reconcile(receipt=receipt, by=aid.payer, at=aid.opening)] * 4)
    assert sum(not isinstance(outcome, str) for outcome in outcomes) == 1
    assert {outcome for outcome in outcomes if isinstance(outcome, str)} == {
        "这笔缴费已经办理过；该单位没有等待缴费核对的参互人员，请先导入参互名册"
    }


def test_two_lists_drawn_at_once_pay_each_claim_once(cast, aid):
    claims = aid.file(*(aid.facts(one) for one in aid.cover(aid.members(5))))[0]
    aid.approve(claims)
    draw = lambda: actions.draw_list(period=aid.period, by=cast.province_officer, at=cast.now)  # noqa: E731
    drawn = [one for one in at_once(draw, draw, draw) if not isinstance(one, str)]
    assert len(drawn) == 1 and drawn[0].claims.count() == len(claims)
