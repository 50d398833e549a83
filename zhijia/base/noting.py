"""What people did is told here by any floor and written down by the trail kernel, which plugs itself in at start.

Kernels below the trail, and pages, which know no kernel, call these; whoever lies above the trail may as well.
"""

from django.core.exceptions import ImproperlyConfigured

_keeper = None


def plug(keeper):
    """`keeper.note_many(rows)` and `keeper.history_of(*rows)`: set once, by the trail."""
    global _keeper
    _keeper = keeper


def note(**facts):
    """by=, verb=, target=, unit=, before={}, after={}, reason="", at=: see trail.actions.Note."""
    return note_many([facts])[0]


def note_many(rows):
    """Many deeds in the order given, each told as `note` takes it."""
    if _keeper is None:
        raise ImproperlyConfigured("nobody keeps the trail: install zhijia.kernels.trail")
    return _keeper.note_many(rows)


def history_of(*rows):
    """Who changed which field of these rows from what to what, newest first."""
    return _keeper.history_of(*rows) if _keeper else []
