from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="office", title=_("政策标准"), url="policy:acting", order=80))
menu.add(Entry(chapter="system", title=_("政策参数"), url="policy:parameters", ability="manage", order=30))
