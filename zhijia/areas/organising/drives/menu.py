"""Where joining drives enter the shell."""

from django.utils.translation import gettext_lazy as _

from zhijia.web.menu import Entry, menu

menu.add(Entry(chapter="organising", part="joining", title=_("入会行动"), url="drives:drives", order=56))
menu.add(Entry(chapter="organising", part="joining", title=_("入会督导"), url="drives:visits", order=57))
