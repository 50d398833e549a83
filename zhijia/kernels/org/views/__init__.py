"""Pages of the tree: the register, the tree on any day, one unit, and what a manager may change."""

from .changes import (
    CancelLegal,
    Edit,
    Found,
    Legal,
    Line,
    Rename,
    Staff,
)
from .registers import Events, LegalPersons, StaffCounts, Units, find
from .tree import Below, Chart, Lines, Tree
from .unit import UnitPage

__all__ = [
    "Below",
    "CancelLegal",
    "Chart",
    "Edit",
    "Events",
    "Found",
    "Legal",
    "LegalPersons",
    "Line",
    "Lines",
    "Rename",
    "Staff",
    "StaffCounts",
    "Tree",
    "UnitPage",
    "Units",
    "find",
]
