"""Tables of a joining drive: the drive, what each unit is to reach, who was visited, who was reminded."""

from .drives import Drive, Goal, Reminder
from .visits import Visit, VisitAnswer

__all__ = ["Drive", "Goal", "Reminder", "Visit", "VisitAnswer"]
