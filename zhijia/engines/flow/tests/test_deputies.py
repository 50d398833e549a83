"""A deputy rules for an absent colleague, but never on that colleague's own matter."""

from datetime import timedelta

import pytest

from zhijia.base.verdict import Refused
from zhijia.engines.flow import actions
from zhijia.engines.flow.models import Case
from zhijia.engines.flow.rules import Ruling
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import User


@pytest.fixture
def deputy(cast, time_machine):
    """Acts for the college's chair this week; sits nowhere else."""
    time_machine.move_to(cast.now)
    user = access.open_account(username="deputy", name="代办", unit=cast.college)
    access.hand_over(
        held=cast.college_chair.roles.get(),
        to=user,
        from_on=cast.today,
        to_on=cast.today + timedelta(days=7),
        reason="外出开会",
        by=cast.college_chair,
    )
    return User.objects.get(pk=user.pk)


def test_the_deputy_clears_the_desk(cast, handed_in, deputy):
    case = handed_in()
    assert list(Case.objects.awaiting(deputy)) == [case]
    ruled = actions.rule(case=case, by=deputy, ruling=Ruling.APPROVE, at=cast.now)
    assert ruled.rulings.get().by == deputy


@pytest.mark.parametrize("party", ["opened_by", "subject"])
def test_not_the_matters_of_whom_they_stand_in_for(cast, handed_in, deputy, party):
    case = handed_in(**{party: cast.college_chair})
    assert not Case.objects.awaiting(deputy).exists()
    with pytest.raises(Refused, match="代理的正是当事人本人"):
        actions.rule(case=case, by=deputy, ruling=Ruling.APPROVE, at=cast.now)


def test_a_deputy_with_a_seat_of_their_own_rules_by_that(cast, handed_in, deputy):
    access.grant_role(user=deputy, unit=cast.college, role="officer", from_on=cast.today)
    case = handed_in(opened_by=cast.college_chair)
    own = User.objects.get(pk=deputy.pk)
    assert list(Case.objects.awaiting(own)) == [case]
    assert actions.rule(case=case, by=own, ruling=Ruling.APPROVE, at=cast.now).rulings.count() == 1
