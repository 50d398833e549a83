"""The absent holder takes the role back at the very moment the deputy rules: one of them comes first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from zhijia.base.testing import at_once
from zhijia.engines.flow import actions
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import User

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("several_writers")]


def test_taken_back_while_the_deputy_rules(cast, handed_in):
    today, chair = timezone.localdate(), cast.college_chair
    deputy = access.open_account(username="deputy", name="代办", unit=cast.college)
    days = {"from_on": today, "to_on": today + timedelta(days=7)}
    held = access.hand_over(held=chair.roles.get(), to=deputy, reason="外出开会", by=chair, **days)
    case, deputy = handed_in(), User.objects.get(pk=deputy.pk)
    assert deputy.seats  # as on a page that was open already
    ruled, taken = at_once(
        lambda: actions.rule(case=case, by=deputy, ruling="approve", at=timezone.now()),
        lambda: access.take_back(held=held, on=today, by=chair),
    )
    assert not isinstance(taken, str)
    given = case.rulings.first()
    if isinstance(ruled, str):
        assert "不在您的办理岗位上" in ruled and given is None
    else:
        assert given.hand_over == held and given.absent == chair


def test_two_deputies_of_one_desk_give_one_ruling(cast, handed_in):
    today, deputies = timezone.localdate(), []
    for number, absent in enumerate((cast.college_chair, cast.college_officer)):
        to = access.open_account(username=f"deputy{number}", name=f"代办{number}", unit=cast.college)
        days = {"from_on": today, "to_on": today + timedelta(days=7)}
        access.hand_over(held=absent.roles.get(), to=to, reason="外出开会", by=absent, **days)
        deputies.append(User.objects.get(pk=to.pk))
    case = handed_in()
    answers = at_once(
        *(lambda by=by: actions.rule(case=case, by=by, ruling="approve", at=timezone.now()) for by in deputies)
    )
    assert sorted(isinstance(answer, str) for answer in answers) == [False, True]
    assert case.rulings.count() == 1
