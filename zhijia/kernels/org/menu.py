from django.utils.translation import gettext_lazy as _

from zhijia.web import shell
from zhijia.web.menu import Entry, menu

from .views import find

menu.add(Entry(chapter="organising", part="units", title=_("工会组织"), url="org:units", order=10))
menu.add(Entry(chapter="organising", part="units", title=_("组织树"), url="org:tree", order=12))
menu.add(Entry(chapter="organising", part="units", title=_("职工人数"), url="org:staff-counts", order=14))
menu.add(Entry(chapter="organising", part="units", title=_("工会法人"), url="org:legal-persons", order=16))
menu.add(Entry(chapter="system", title=_("组织管理"), url="org:units", ability="manage", order=10))


@shell.search_source(_("单位"), order=20)
def units(user, text, limit):
    for unit in find(user, text, limit):
        yield shell.Hit(unit.name, unit.get_absolute_url(), unit.get_kind_display(), "building")
