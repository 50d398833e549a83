"""Two clerks at once: whoever comes second is told, and nobody is a member twice."""

import pytest

from zhijia.base.testing import at_once
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Membership

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("several_writers")]


def test_two_joins_at_once_give_one_open_membership(cast):
    person = actions.register_person(name="柏青", unit=cast.college)
    answers = at_once(
        lambda: actions.admit(person=person, unit=cast.branch, on=cast.today),
        lambda: actions.admit(person=person, unit=cast.sibling, on=cast.today),
    )
    (refusal,) = [one for one in answers if isinstance(one, str)]
    assert "请先办理转会" in refusal
    assert Membership.objects.standing().filter(person=person).count() == 1


def test_a_transfer_and_an_end_at_once_leave_one_story(cast):
    held = cast.zhang.memberships.get()
    answers = at_once(
        lambda: actions.transfer(person=cast.zhang, unit=cast.sibling, on=cast.today),
        lambda: actions.end_membership(membership=held, state="withdrawn", on=cast.today, reason="本人申请"),
    )
    assert sum(isinstance(one, str) for one in answers) == 1
    assert cast.zhang.memberships.standing().count() <= 1
    closed = cast.zhang.memberships.filter(ended_on__isnull=False)
    assert closed.count() == 1
