"""Lists from spreadsheets; each export imports back unchanged."""

from . import candidates, delegates

__all__ = ["candidates", "delegates"]
