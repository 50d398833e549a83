from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine

from zhijia.areas.organising.cards import actions, codes
from zhijia.kernels.people.models import Membership


class Desk(SimpleNamespace):
    def issue(self, person=None, by=None, at=None):
        person = person or self.cast.zhang
        return actions.issue_card(person=person, by=by or self.cast.college_officer, at=at or self.cast.now)

    def code(self, card, seconds=0):
        unit = Membership.objects.active().get(person=card.person).unit
        return codes.code_for(card, unit, self.cast.now + timedelta(seconds=seconds))

    def answer(self, text, seconds=0):
        """What the server says of a code so many seconds after noon: "" is good."""
        from zhijia.base.verdict import Refused

        now = self.cast.now + timedelta(seconds=seconds)
        try:
            codes.standing(codes.read(text), now).or_refuse()
        except Refused as refusal:
            return str(refusal)
        return ""


@pytest.fixture
def desk(cast):
    return Desk(cast=cast)


@pytest.fixture
def noon(cast):
    with time_machine.travel(cast.now, tick=False) as clock:
        yield clock
