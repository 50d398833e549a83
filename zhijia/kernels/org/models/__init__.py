"""Units, the typed and dated lines between them, and what each was on any day."""

from ..paths import PathField, under
from .edges import Edge
from .legal import LegalPerson, LegalPersonEvent
from .past import Naming, OrgEvent, StaffCount
from .scoped import DownwardQuerySet, ScopedQuerySet, TreeQuerySet, lasting
from .units import Unit

__all__ = [
    "DownwardQuerySet",
    "Edge",
    "LegalPerson",
    "LegalPersonEvent",
    "Naming",
    "OrgEvent",
    "PathField",
    "ScopedQuerySet",
    "StaffCount",
    "TreeQuerySet",
    "Unit",
    "lasting",
    "under",
]
