from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="$chapter", title=_("$title"), url="$label:entries", ability="view"))
