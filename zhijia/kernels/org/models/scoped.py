"""Rows that stand somewhere in the tree. Reach in the tree becomes SQL here and nowhere else."""

from django.db import models
from django.db.models import Q

from ..paths import ancestors_of, under


class ScopedQuerySet(models.QuerySet):
    """Rows that stand somewhere in the tree. What a user cannot reach does not exist for them."""

    path = "unit__path"  # lookup from the row to the path that decides who may see it
    owner = None  # lookup from the row to the user it is about, who always sees it

    def visible_to(self, user, ability="view"):
        own = self.owner and ability == "view" and user.pk  # one may see one's own case, never rule on it
        seen = Q(**{self.owner: user.pk}) if own else Q(pk__in=())
        for path in user.reach(ability):
            seen |= under(self.path, path)
        return self.filter(seen)

    def under(self, path):
        return self.filter(under(self.path, path))


class DownwardQuerySet(ScopedQuerySet):
    """What a unit sets for all below it: schemes, policy, calls. Whoever stands below may read it."""

    def visible_to(self, user, ability="view"):
        seen = super().visible_to(user, ability)
        if ability != "view":
            return seen
        above = {path for place in user.places() for path in [*ancestors_of(place), place]}
        return self.filter(Q(pk__in=seen.values("pk")) | Q(**{f"{self.path}__in": above}))


class TreeQuerySet(ScopedQuerySet):
    """That a unit exists is no secret from whoever holds any role there: managers and auditors see the tree."""

    def visible_to(self, user, ability="view"):
        if ability != "view":
            return super().visible_to(user, ability)
        seen = Q(pk__in=())
        for path in user.reach(None):
            seen |= under(self.path, path)
        return self.filter(seen)


def lasting(day) -> Q:
    """Of dated rows: those that held at the end of that day. `to_on` is the first day on which one no longer held."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gt=day))
