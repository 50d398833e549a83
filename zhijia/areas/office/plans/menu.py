"""Where plans and tasks enter the shell: menu, bell, home, search."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.web import shell
from zhijia.web.menu import Entry, menu

from . import verbs  # noqa: F401 (the words of the trail)
from .models import Plan, Task

menu.add(Entry(chapter="office", title=_("工作计划"), url="plans:plans", ability="view", order=10, icon="checklist"))
menu.add(Entry(chapter="office", title=_("任务与督办"), url="plans:tasks", ability="view", order=11))
menu.add(Entry(chapter="office", title=_("工作日历"), url="plans:calendar", ability="view", order=12))
AHEAD = timedelta(days=30)
MOST = 50


@shell.bell
def tasks(user):
    """What waits for me: to be received, soon due, or late."""
    today = timezone.localdate()
    rows = Task.objects.waiting_for(user, today).filter(due_on__lte=today + AHEAD) | Task.objects.waiting_for(
        user, today
    ).filter(received_on__isnull=True)
    for task in rows.select_related("unit").order_by("due_on", "pk")[:MOST]:
        kind = _("计划任务") if task.received_on else _("待接收任务")
        yield shell.Todo(task.title, task.get_absolute_url(), task.due_on, kind, task.issued_on, task.unit)


@shell.home_panel(order=15, ability="view")
def week(workbench):
    """Of the unit and below: what falls due today, up to Sunday, and what is late."""
    if workbench.unit is None:
        return None
    today = timezone.localdate()
    sunday = today + timedelta(days=6 - today.weekday())
    rows = Task.objects.visible_to(workbench.user).under(workbench.unit.path).open(today).filter(due_on__lte=sunday)
    found = list(rows.select_related("unit", "owner").order_by("due_on", "pk")[: MOST + 1])
    if not found:
        return None
    context = {
        "due_today": [task for task in found if task.due_on == today],
        "due_week": [task for task in found if task.due_on > today][:8],
        "late": [task for task in found if task.due_on < today],
        "more": len(found) > MOST,
    }
    return shell.Panel(_("计划任务"), "plans/_week.html", context, url=reverse("plans:calendar"), icon="calendar")


@shell.search_source(_("计划与任务"), order=40, ability="view")
def search(user, text, limit):
    for plan in Plan.objects.visible_to(user).filter(title__icontains=text).select_related("unit")[:limit]:
        yield shell.Hit(str(plan), plan.get_absolute_url(), note=str(plan.unit), icon="checklist")
    for task in Task.objects.visible_to(user).filter(title__icontains=text).select_related("unit")[:limit]:
        yield shell.Hit(task.title, task.get_absolute_url(), note=str(task.unit), icon="flag")
