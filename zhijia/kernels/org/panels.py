"""What other folders show on the page of a unit: roles held, members, parameters.

from zhijia.kernels.org.panels import Panel, unit_panel

@unit_panel(order=20, ability="view")
def members(unit, page):            # page: the view, with .request and .today → Panel, or None to show nothing
    return Panel(_("会员"), "people/_unit.html", {"members": 12})
"""

from typing import Any, NamedTuple

from django.template.loader import render_to_string

from zhijia.web.shell import Panel, Sources

__all__ = ["Panel", "Shown", "show", "unit_panel"]

unit_panel = Sources()


class Shown(NamedTuple):
    title: Any
    body: str
    url: str


def show(sources, obj, page) -> list[Shown]:
    """The panels of these sources about this object, rendered."""
    user = page.request.user
    made = (source.fn(obj, page) for source in sources if source.open_to(user))
    return [Shown(p.title, render_to_string(p.template, p.context, page.request), p.url) for p in made if p]
