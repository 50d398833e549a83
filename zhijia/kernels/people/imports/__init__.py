"""What the office brings in as tables: the roster of members, and the staff who have not joined."""

from .roster import Roster
from .staff import Staff

__all__ = ["Roster", "Staff"]
