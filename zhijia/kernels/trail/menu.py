from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="system", title=_("审计轨迹"), url="trail:entries", ability="audit", order=80))
