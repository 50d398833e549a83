"""The forms of the annual union statistics (domain 15.1), as data."""

from .above import ABOVE
from .base import Check, Item, Module, NotMore, PartsWithin, Questionnaire
from .grassroots import GRASSROOTS

__all__ = ["ABOVE", "GRASSROOTS", "Check", "Item", "Module", "NotMore", "PartsWithin", "Questionnaire", "items"]

items: dict[str, Item] = {item.code: item for form in (GRASSROOTS, ABOVE) for item in form.items}
