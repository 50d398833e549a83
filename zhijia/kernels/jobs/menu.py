"""The entry in the menu, and what is running just now on the home page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web import shell
from zhijia.web.menu import Entry, menu

from .models import Job

menu.add(Entry(chapter="office", title=_("后台任务"), url="jobs:jobs", ability="edit", order=90))


@shell.home_panel(order=5)
def running(workbench):
    jobs = list(Job.objects.visible_to(workbench.user).open()[:5])
    if not jobs:
        return None
    return shell.Panel(_("正在进行的任务"), "jobs/_home.html", {"jobs": jobs}, url=reverse("jobs:jobs"))
