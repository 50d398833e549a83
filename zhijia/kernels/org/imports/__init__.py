"""Spreadsheets of units, of their staff and of their registrations: out and in again unchanged."""

from .legal import LegalPersonSheet
from .staff import StaffSheet
from .units import UnitSheet

__all__ = ["LegalPersonSheet", "StaffSheet", "UnitSheet"]
