"""Where joining online enters the shell."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.models import Case
from zhijia.engines.flow.rules import State
from zhijia.kernels.people.panels import Panel, person_panel
from zhijia.web import shell
from zhijia.web.menu import Entry, menu
from zhijia.web.states import State as Shown
from zhijia.web.states import tone_of

from .models import Application, Invitation
from .showing import public_story

menu.add(Entry(chapter="organising", part="joining", title=_("入会申请"), url="joining:applications", order=21))
menu.add(Entry(chapter="organising", part="joining", title=_("批量入会"), url="joining:rounds", order=22))
menu.add(
    Entry(
        chapter="organising", part="joining", title=_("入会设置和海报"), url="joining:doors", ability="review", order=23
    )
)
menu.add(Entry(chapter="organising", part="joining", title=_("网上入会记录"), url="joining:joins", order=24))


@shell.home_panel(order=45, ability="review")
def desk(workbench):
    """Only while something waits."""
    mine = Case.objects.awaiting(workbench.user).filter(kind="joining.application").count()
    waiting = Invitation.objects.visible_to(workbench.user, "edit").answerable(timezone.localdate()).count()
    if not mine and not waiting:
        return None
    shown = {"mine": mine, "waiting": waiting}
    return shell.Panel(_("网上入会"), "joining/_home.html", shown, url=reverse("joining:applications"))


@person_panel(order=30, ability="view")
def came_online(person, page):
    """How this member came in, and to what they agreed."""
    joined = person.joined_online.order_by("-pk").first()
    if joined is None or not page.request.user.can("view", joined.unit):
        return None
    return Panel(_("网上入会"), "joining/_person.html", {"joined": joined}, url=joined.get_absolute_url())


@shell.search_source(_("入会申请"), order=45, ability="view")
def applications(user, text, limit):
    rows = Application.objects.visible_to(user).select_related("case", "unit")
    found = rows.filter(name__startswith=text) | rows.filter(case__number=text.upper())
    for row in found[:limit]:
        note = gettext("%(number)s · %(unit)s") % {"number": row.number, "unit": row.unit}
        yield shell.Hit(row.name, row.get_absolute_url(), note, "user")


@shell.my_applications
def own(user):
    rows = Application.objects.filter(person__user=user.pk).select_related("case__desk_unit", "unit")
    for row in rows.order_by("-pk")[:3]:
        word = row.get_state_display()
        yield shell.Application(
            gettext("加入%(unit)s") % {"unit": row.unit},
            reverse("joining:own", args=[row.pk]),
            Shown(word, tone_of(word, Application.state_colours, row.state)),
            row.case.desk_unit or "",
            row.case.moved_at,
            row.case.due_on,
            tuple(public_story(row)) if row.state == State.IN_REVIEW else (),
        )
