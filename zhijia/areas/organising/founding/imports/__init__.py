"""Spreadsheets: the survey, the visits made, the members of a union on its way, broken lines noted by hand.

What comes of an approval has none: foundings, letters from the public, changes of organisation are only exported.
"""

from .applications import Members
from .contacts import Contacts
from .lines import MissingUnions
from .targets import Survey

__all__ = ["Contacts", "Members", "MissingUnions", "Survey"]
