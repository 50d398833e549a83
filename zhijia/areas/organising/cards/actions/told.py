"""What became of a card, in the trail: both kinds of card tell it alike."""

from contextlib import contextmanager

from zhijia.base.noting import note


@contextmanager
def change_told(card, verb, *, by, at, reason):
    """Around a change of state; a refusal tells nothing."""
    before = {"state": card.get_state_display()}
    yield
    after, unit = {"state": card.get_state_display()}, card.person.home
    note(by=by, verb=verb, target=card, unit=unit, before=before, after=after, reason=reason, at=at)
