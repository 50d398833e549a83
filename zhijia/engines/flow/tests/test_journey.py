"""A case from a branch to the province, and everything that must not happen to it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from zhijia.base.verdict import Refused
from zhijia.engines.flow import actions
from zhijia.engines.flow.models import Case, RulingGiven
from zhijia.kernels.access.actions import end_role, grant_role
from zhijia.kernels.access.models import RoleHeld, User
from zhijia.kernels.inbox.models import Notice


def rule(cast, case, by, ruling="approve", note=""):
    return actions.rule(case=case, by=by, ruling=ruling, note=note, at=cast.now)


def test_from_branch_to_province(cast, handed_in):
    case = handed_in()
    assert (case.desk_unit, case.due_on) == (cast.college, date(2026, 3, 13))
    assert list(Case.objects.awaiting(cast.college_chair)) == [case]

    case = rule(cast, case, cast.college_chair)
    assert (case.state, case.desk_unit, case.due_on) == ("in_review", cast.province, date(2026, 3, 17))

    case = rule(cast, case, cast.province_officer)
    assert (case.state, case.desk_unit, case.due_on) == ("approved", None, None)
    assert [g.by for g in case.rulings.all()] == [cast.college_chair, cast.province_officer]


def test_returned_and_handed_in_again(cast, handed_in):
    case = rule(cast, handed_in(), cast.college_chair, "return", "缺出院小结")
    assert case.state == "returned" and not Case.objects.awaiting(cast.college_chair).exists()
    case = actions.submit(case=case, by=cast.branch_chair, at=cast.now)
    case = rule(cast, case, cast.college_officer)
    assert (case.round, case.desk_unit) == (2, cast.province)


def test_a_desk_rules_only_in_its_turn(cast, handed_in):
    with pytest.raises(Refused, match="不在您的办理岗位上"):
        rule(cast, handed_in(), cast.province_officer)


@pytest.mark.parametrize("who", ["opened_by", "subject"])
def test_nobody_rules_on_their_own_case(cast, handed_in, who):
    case = handed_in(**{who: cast.college_chair})
    assert not Case.objects.awaiting(cast.college_chair).exists()
    with pytest.raises(Refused):
        rule(cast, case, cast.college_chair)
    given = {"case": case, "round": 1, "step": 0, "ruling": "approve", "at": cast.now, "by": cast.college_chair}
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database says so too
        RulingGiven.objects.create(**given, **{who: cast.college_chair})


def test_an_empty_desk_stops_and_the_unit_above_hears_of_it(cast, handed_in):
    for held in RoleHeld.objects.filter(unit=cast.college):
        end_role(held=held, on=date(2026, 3, 1))
    case = handed_in()
    assert list(Case.objects.stuck(cast.today)) == [case]
    assert {n.user for n in Notice.objects.all()} == {cast.manager, cast.province_chair}

    chair = User.objects.get(pk=cast.college_chair.pk)
    grant_role(user=chair, unit=cast.college, role="chair", from_on=cast.today)
    assert not Case.objects.stuck(cast.today).exists()
    assert rule(cast, case, chair).desk_unit == cast.province


def test_a_desk_held_only_by_the_applicant_is_empty_too(cast, handed_in):
    for held in RoleHeld.objects.filter(unit=cast.college).exclude(user=cast.college_chair):
        end_role(held=held, on=date(2026, 3, 1))
    case = handed_in(opened_by=cast.college_chair)
    assert list(Case.objects.stuck(cast.today)) == [case]


def test_levels_that_do_not_exist_are_skipped(cast, handed_in):
    case = handed_in(unit=cast.province, opened_by=cast.province_chair, subject=None)
    assert [step.unit for step in case.steps.all()] == [cast.province]


def test_the_applicant_takes_it_back_and_nobody_else(cast, handed_in):
    case = handed_in()
    with pytest.raises(Refused, match="只有提交人或当事人"):
        actions.withdraw(case=case, by=cast.college_chair, at=cast.now)
    assert actions.withdraw(case=case, by=cast.branch_chair, at=cast.now).state == "withdrawn"


def test_one_ruling_for_many_and_a_reason_for_those_left_out(cast, handed_in):
    mine = handed_in(opened_by=cast.college_chair)
    others = [handed_in(title=f"申请{n}") for n in range(3)]
    ruled, skipped = actions.rule_many(cases=[mine, *others], by=cast.college_chair, ruling="approve", at=cast.now)
    assert [case.pk for case in ruled] == [case.pk for case in others]
    assert [(case, str(verdict)) for case, verdict in skipped] == [(mine, "这是您本人提交的事项，须由他人审核")]


@pytest.mark.parametrize("count", [1, 20])
def test_many_cost_the_database_as_much_as_one(cast, handed_in, count, django_assert_max_num_queries):
    cases = [handed_in(title=f"申请{n}") for n in range(count)]
    with django_assert_max_num_queries(16):
        actions.rule_many(cases=cases, by=cast.college_chair, ruling="approve", at=cast.now)


def test_rulings_are_never_rewritten(cast, handed_in):
    case = rule(cast, handed_in(), cast.college_chair)
    with pytest.raises(IntegrityError), transaction.atomic():
        RulingGiven.objects.filter(case=case).update(note="改过")


def test_a_time_limit_reaches_into_a_year_whose_holidays_are_not_known_yet(cast, handed_in):
    case = rule(cast, handed_in(), cast.college_chair, "return", "缺出院小结")
    late = cast.now.replace(year=2035, month=12, day=28)  # a Friday
    assert actions.submit(case=case, by=cast.branch_chair, at=late).due_on == date(2036, 1, 2)
