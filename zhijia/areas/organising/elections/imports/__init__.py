"""Lists from spreadsheets; each export imports back unchanged."""

from . import candidates, constituencies, delegates

__all__ = ["candidates", "constituencies", "delegates"]
