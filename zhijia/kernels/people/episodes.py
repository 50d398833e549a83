"""Reading memberships for lists and pages: each person's episodes, and what their units were called then."""

from django.db.models import Case, IntegerField, Prefetch, Value, When

from zhijia.kernels.org.models import Naming

from .models import Employment, Membership


def with_episodes(people):
    """Memberships (the open one first, then the latest) and current work, in two queries for any number of people."""
    first = Case(When(ended_on__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    episodes = Membership.objects.select_related("unit").order_by(first, "-joined_on", "-pk")
    return people.select_related("home").prefetch_related(
        Prefetch("memberships", episodes, "episodes"),
        Prefetch("employments", Employment.objects.current().select_related("unit"), "work"),
    )


def named_then(episodes):
    """The same episodes, each with `place`: the name its unit bore on its first day."""
    names = {}
    for naming in Naming.objects.filter(unit__in={episode.unit_id for episode in episodes}):
        names.setdefault(naming.unit_id, []).append(naming)
    for episode in episodes:
        held = [one for one in names.get(episode.unit_id, ()) if one.from_on <= episode.joined_on]
        episode.place = max(held, key=lambda one: one.from_on).name if held else episode.unit.name
    return episodes
