"""What base.noting is plugged into: lower floors write and read the trail through it."""

from .actions import note_many
from .models import history_of

__all__ = ["history_of", "note_many"]
