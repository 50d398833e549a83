"""What people did is told here by any floor and written down by the trail kernel, which plugs itself in at start.

Kernels below the trail, and pages, which know no kernel, call these two; whoever lies above the trail may as well.
"""

from django.core.exceptions import ImproperlyConfigured

_keeper = None


def plug(keeper):
    """`keeper.note(**facts)` and `keeper.history_of(obj)`: set once, by the trail."""
    global _keeper
    _keeper = keeper


def note(**facts):
    """by=, verb=, target=, unit=, before={}, after={}, reason="", at=: see trail.actions.note."""
    if _keeper is None:
        raise ImproperlyConfigured("nobody keeps the trail: install zhijia.kernels.trail")
    return _keeper.note(**facts)


def history_of(obj):
    """Who changed which field of this row from what to what, newest first."""
    return _keeper.history_of(obj) if _keeper else []
