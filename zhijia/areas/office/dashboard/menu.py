from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators import periods
from zhijia.kernels.indicators.readings import board, readings
from zhijia.kernels.indicators.scope import Scope
from zhijia.web import shell
from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="office", title=_("看板"), url="dashboard:dashboard", order=5))


@shell.home_panel(order=10, ability="view")
def figures(workbench):
    """The few numbers of the unit one works for, this year."""
    if workbench.unit is None:
        return None
    scope = Scope(workbench.unit, *periods.year(timezone.localdate().year))
    context = {"readings": readings(board(home=True)[:6], scope), "scope": scope}
    return shell.Panel(_("主要数据"), "dashboard/_home.html", context, wide=True, url="/dashboard/")
