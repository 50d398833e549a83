"""Two rows of one 张知远: one in the branch with an account, one at the college without a number."""

from datetime import date

import pytest

from zhijia.kernels.people.actions import register_member
from zhijia.kernels.people.duplicates.actions import Chosen
from zhijia.kernels.people.duplicates.finding import find_pairs
from zhijia.kernels.people.models import DuplicatePair, Membership


@pytest.fixture
def twin(cast):
    """Known by name, birthday and telephone, not by number."""
    return register_member(
        name="张知远", unit=cast.college, joined_on=date(2020, 9, 1), born_on=date(1985, 4, 12), phone="13900000077"
    )


@pytest.fixture
def pair(cast, twin):
    find_pairs(at=cast.now)
    return DuplicatePair.objects.get()


@pytest.fixture
def chosen(cast, twin):
    """The membership of the branch goes on."""
    return Chosen("已与本人核对", membership=Membership.objects.standing().get(person=cast.zhang).pk)
