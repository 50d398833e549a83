"""Whether today's tree may stand for the tree of a past day: the quick way of every count as of that day."""

from .models import Edge


def unchanged_since(day) -> bool:
    """No organisational line began or ended after that day: every unit of then stands where it stood."""
    lines = Edge.objects.filter(kind=Edge.Kind.ORGANISATIONAL)
    return not (lines.filter(from_on__gt=day).exists() or lines.filter(to_on__gt=day).exists())
