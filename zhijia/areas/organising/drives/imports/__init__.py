"""Spreadsheets of a drive: its goals, and the supervision visits planned and held."""

from .goals import Goals
from .visits import Visits

__all__ = ["Goals", "Visits"]
