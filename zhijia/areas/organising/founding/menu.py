"""Where founding enters the shell."""

from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="organising", part="founding", title=_("建会对象摸排"), url="founding:targets", order=50))
menu.add(Entry(chapter="organising", part="founding", title=_("建会来信"), url="founding:letters", order=51))
menu.add(Entry(chapter="organising", part="founding", title=_("组建工会"), url="founding:foundings", order=52))
menu.add(Entry(chapter="organising", part="units", title=_("组织变更"), url="founding:changes", order=53))
menu.add(Entry(chapter="organising", part="units", title=_("组织断线"), url="founding:lines", order=54))
