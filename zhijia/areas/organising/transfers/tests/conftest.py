"""Two unions with officers who answer, five working days of patience, and the verbs in one word each."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from zhijia.areas.organising.transfers import actions
from zhijia.areas.organising.transfers.models import Transfer
from zhijia.kernels.people.models import Membership
from zhijia.kernels.policy.actions import load_defaults


class Ends(SimpleNamespace):
    def start(self, person=None, to_unit=None, start="member", by=None, **more):
        cast = self.cast
        person, to_unit = person or cast.zhang, to_unit or cast.sibling
        starters = {"member": person.user, "old": cast.college_officer, "new": cast.sibling_officer}
        facts = {"person": person, "to_unit": to_unit, "start": start, "by": by or starters[start]}
        return actions.start_transfer(**{"at": cast.now} | facts | more)

    def accept(self, transfer, by, at=None):
        return actions.accept(transfer=transfer, by=by, at=at or self.cast.now)

    def night(self, days):
        """The nightly job so many days later."""
        return actions.accept_silent(at=self.cast.now + timedelta(days=days))

    def where(self, person):
        """The unit of the one open membership."""
        return Membership.objects.standing().get(person=person).unit

    def again(self, transfer):
        return Transfer.objects.get(pk=transfer.pk)


@pytest.fixture
def ends(cast):
    load_defaults(unit=cast.province, at=cast.now)
    return Ends(cast=cast)
