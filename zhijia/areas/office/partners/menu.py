from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="office", title=_("合作单位"), url="partners:partners", ability="view", order=60))
