"""Where founding enters the shell, and what it tells the kernels."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.codes import promised
from zhijia.kernels.org.panels import Panel, unit_panel
from zhijia.web.menu import Entry, menu

from .actions.codes import waiting
from .models import OrgChange

promised.append(waiting)

menu.add(Entry(chapter="organising", part="founding", title=_("建会对象摸排"), url="founding:targets", order=50))
menu.add(Entry(chapter="organising", part="founding", title=_("建会来信"), url="founding:letters", order=51))
menu.add(Entry(chapter="organising", part="founding", title=_("组建工会"), url="founding:foundings", order=52))
menu.add(Entry(chapter="organising", part="units", title=_("组织变更"), url="founding:changes", order=53))
menu.add(Entry(chapter="organising", part="units", title=_("组织断线"), url="founding:lines", order=54))


@unit_panel(order=40, ability="view")
def changes(unit, page):
    """What the unit has asked to change about itself, and the way to ask: where whoever leads it looks first."""
    user = page.request.user
    may_ask = user.can("edit", unit) and not unit.dissolved_on
    rows = list(OrgChange.objects.visible_to(user).open().filter(unit=unit))
    if not (rows or may_ask):
        return None
    context = {"changes": rows, "unit": unit, "may_ask": may_ask}
    return Panel(_("组织变更"), "founding/_unit.html", context, url=f"{reverse('founding:changes')}?unit={unit.pk}")
