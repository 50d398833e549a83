"""Tables of founding: who has no union, who asked, a union on its way, what is to change, what is broken."""

from .changes import ChangedUnit, OrgChange, SplitBranch, SplitPart, SplitPerson
from .foundings import Application, FollowUp, Founding, Part, Seat
from .lines import BrokenLine
from .targets import Ask, Contact, Target

__all__ = [
    "Application",
    "Ask",
    "BrokenLine",
    "ChangedUnit",
    "Contact",
    "FollowUp",
    "Founding",
    "OrgChange",
    "Part",
    "Seat",
    "SplitBranch",
    "SplitPart",
    "SplitPerson",
    "Target",
]
