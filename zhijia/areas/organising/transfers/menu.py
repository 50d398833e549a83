"""Where transfers enter the shell."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.people.panels import Panel, person_panel
from zhijia.web import shell
from zhijia.web.menu import Entry, menu
from zhijia.web.states import State as Shown
from zhijia.web.states import tone_of

from .models import Transfer
from .rules import STATE_COLOURS
from .timeline import story

menu.add(Entry(chapter="organising", part="members", title=_("会籍转出"), url="transfers:leaving", order=30))
menu.add(Entry(chapter="organising", part="members", title=_("会籍转入"), url="transfers:arriving", order=31))
menu.mine(
    Entry(
        title=_("会籍接转"),
        url="transfers:mine",
        ability=None,
        icon="arrow-right",
        order=15,
        note=_("换单位，会籍跟着走"),
    )
)

JOINED = ("person", "from_unit", "to_unit", "desk", "opened_by")


@shell.bell
def desks(user):
    """What lies on the desks at which one sits."""
    for row in Transfer.objects.awaiting(user).select_related(*JOINED).order_by("due_on", "pk")[:50]:
        title = _("%(name)s：%(old)s 转到 %(new)s") % {
            "name": row.person.name,
            "old": row.from_unit,
            "new": row.to_unit,
        }
        yield shell.Todo(title, row.get_absolute_url(), row.due_on, _("会籍接转确认"), row.moved_at, row.desk)


@shell.my_applications
def applications(user):
    for row in Transfer.objects.filter(person__user=user.pk).select_related(*JOINED).order_by("-pk")[:3]:
        word, waiting = row.get_state_display(), row.state == "open"
        yield shell.Application(
            _("会籍接转到%(unit)s") % {"unit": row.destination},
            row.get_absolute_url(),
            Shown(word, tone_of(word, STATE_COLOURS, row.state)),
            row.desk if waiting else "",
            row.moved_at,
            row.due_on,
            tuple(story(row)) if waiting else (),
        )


@person_panel(order=40, ability="view")
def of_person(person, page):
    rows = list(Transfer.objects.visible_to(page.request.user).filter(person=person).select_related(*JOINED)[:5])
    return Panel(_("会籍接转"), "transfers/_rows.html", {"rows": rows}) if rows else None
