"""Pages of people, their memberships and the units that take them along."""

from .membership import AdmitAgain, Deceased, End, Endings, Move, MoveInside, ResumePage, RetainPage
from .person import Account, Edit, Mine, PersonPage, Register, RegisterColleague, RevealOne
from .roster import Coverage, Roster, StaffRoll, find
from .units import DissolveUnitPage, MergeUnitPage, MoveUnitPage, SplitUnitPage

__all__ = [
    "Account",
    "AdmitAgain",
    "Coverage",
    "Deceased",
    "DissolveUnitPage",
    "Edit",
    "End",
    "Endings",
    "MergeUnitPage",
    "Mine",
    "Move",
    "MoveInside",
    "MoveUnitPage",
    "PersonPage",
    "Register",
    "RegisterColleague",
    "ResumePage",
    "RetainPage",
    "RevealOne",
    "Roster",
    "SplitUnitPage",
    "StaffRoll",
    "find",
]
