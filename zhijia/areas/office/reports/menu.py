from django.utils.translation import gettext_lazy as _

from zhijia.web import shell
from zhijia.web.menu import Entry, menu

from .models import Report

menu.add(Entry(chapter="office", title=_("工作报告"), url="reports:reports", ability="view", order=30))


@shell.search_source(_("报告"), order=60, ability="view")
def reports(user, text, limit):
    for report in Report.objects.visible_to(user).filter(title__icontains=text).select_related("unit")[:limit]:
        yield shell.Hit(report.name, report.get_absolute_url(), report.unit, "file-text")
