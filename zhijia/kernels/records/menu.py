from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="office", title=_("服务台账"), url="records:records", order=60))
