"""Where elections enter the shell."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.web import shell
from zhijia.web.menu import Entry, menu

from .models import TermChange

menu.add(
    Entry(chapter="organising", part="bodies", title=_("换届选举"), url="elections:changes", order=60, icon="vote")
)


@shell.search_source(_("换届选举"), order=60, ability="view")
def changes(user, text, limit):
    rows = TermChange.objects.visible_to(user).filter(unit__name__icontains=text).select_related("unit")
    for row in rows[:limit]:
        address = reverse("elections:change", args=[row.pk])
        yield shell.Hit(str(row), address, row.get_state_display(), "vote")
