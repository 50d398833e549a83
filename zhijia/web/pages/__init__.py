"""Base of every page. A view names its rows, table and form; reach, refusals and fragments are settled here."""

from zhijia.web.links import Act, BulkAction, Link, Sheet

from .actions import ActionPage
from .base import Page, Scoped, found
from .details import DetailPage, Event, Turn
from .forms import FormPage
from .lists import ListPage

__all__ = [
    "Act",
    "ActionPage",
    "BulkAction",
    "DetailPage",
    "Event",
    "FormPage",
    "Link",
    "ListPage",
    "Page",
    "Scoped",
    "Sheet",
    "Turn",
    "found",
]
