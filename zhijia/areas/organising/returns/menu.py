"""Where returns enter the shell, and what waits on whose desk."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.inbox.todos import Todo, todo_source
from zhijia.web.menu import Entry, menu

from . import verbs  # noqa: F401 (the words of the trail)
from .models import Return
from .rules import WRITABLE, State

menu.add(
    Entry(chapter="organising", part="counts", title=_("统计报送"), url="returns:rounds", order=80, icon="checklist")
)
menu.add(Entry(chapter="organising", part="counts", title=_("统计报表"), url="returns:returns", order=81))


@todo_source
def returns(user):
    """To fill in, to sign, to accept: each only for those who sit at that desk."""
    rows = Return.objects.select_related("round", "unit").order_by("round__due_on")
    for one in rows.filter(unit__in=user.desks("edit"), state__in=WRITABLE)[:50]:
        yield _todo(one, _("填报：%s"), _("统计填报"))
    for one in rows.filter(unit__in=user.desks("approve"), state=State.SUBMITTED).exclude(submitted_by=user)[:50]:
        yield _todo(one, _("签报：%s"), _("统计签报"), one.submitted_at)
    waiting = rows.filter(above__unit__in=user.desks("review"), state=State.SIGNED)
    for one in waiting.exclude(signed_by=user).exclude(submitted_by=user)[:50]:
        yield _todo(one, _("审核：%s"), _("统计审核"), one.signed_at)


def _todo(one, title, kind, since=None):
    return Todo(
        title % one.round.title,
        one.get_absolute_url(),
        due_on=one.round.due_on,
        kind=kind,
        since=since,
        note=one.unit.name,
    )
