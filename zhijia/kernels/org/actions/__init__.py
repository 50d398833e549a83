"""Everything that changes the tree and what is written about a unit. The past is closed with a date, never rewritten.

Every verb of the tree also writes an OrgEvent (沿革) with the number of the document that allowed it.
"""

from .events import record_event
from .facts import count_staff, edit_unit, rename_unit
from .legal import register_legal_person, step_legal_person
from .lines import link_unit, unlink_unit
from .places import free_path
from .tree import dissolve_unit, found_unit, move_unit

__all__ = [
    "count_staff",
    "dissolve_unit",
    "edit_unit",
    "found_unit",
    "free_path",
    "link_unit",
    "move_unit",
    "record_event",
    "register_legal_person",
    "rename_unit",
    "step_legal_person",
    "unlink_unit",
]
