"""Whose roles reach a person today. The same ranges that `visible_to` uses, asked the other way round."""

from django.db.models import Case, Q, Value, When

from zhijia.kernels.access.abilities import roles_with
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.org.paths import ancestors_of


def watchers_of(person, day):
    """Roles that may view the person, nearest first; `secrets`: may open identity number and phone with a reason."""
    above = [*ancestors_of(person.home_path), person.home_path]
    held = RoleHeld.objects.on(day).filter(unit__path__in=above, user__is_active=True)
    seeing = held.filter(Q(role__in=roles_with("view")) | Q(role__in=roles_with("view_private")))
    secrets = Case(When(role__in=roles_with("view_private"), then=Value(True)), default=Value(False))
    return seeing.select_related("user", "unit", "acts_for__user").annotate(secrets=secrets).order_by("-unit__path")
