from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="office", title=_("导入记录"), url="exchange:batches", ability="edit", order=80))
