"""Where cases enter the shell: the in-tray, 我的申请, the bell."""

from django.utils.translation import gettext_lazy as _

from zhijia.web import shell
from zhijia.web.menu import Entry, menu
from zhijia.web.states import State as Shown
from zhijia.web.states import tone_of

from .models import Case
from .rules import OPEN, STATE_COLOURS
from .tables import in_place_of
from .timeline import story

menu.add(Entry(chapter="office", title=_("待我审核"), url="flow:intray", ability="view", order=1, icon="inbox"))
menu.add(Entry(chapter="office", title=_("审批事项"), url="flow:cases", ability="view", order=60))
menu.add(Entry(chapter="office", title=_("无人办理的事项"), url="flow:stuck", ability="approve", order=61))
menu.mine(Entry(title=_("我的申请"), url="flow:mine", ability=None, order=90, icon="list-check"))


@shell.bell
def desks(user):
    waiting = Case.objects.awaiting(user).naming_the_absent(user).select_related("unit")
    for case in waiting.order_by("due_on", "pk")[:50]:
        note = f"{case.unit} · {in_place_of(case)}" if case.absent else case.unit
        yield shell.Todo(case.title, case.get_absolute_url(), case.due_on, case.declared.name, case.moved_at, note)


@shell.my_applications
def applications(user):
    for case in Case.objects.of(user).select_related("desk_unit", "opened_by").order_by("-moved_at")[:5]:
        word = case.get_state_display()
        yield shell.Application(
            case.title,
            case.get_absolute_url(),
            Shown(word, tone_of(word, STATE_COLOURS, case.state)),
            case.desk_unit or "",
            case.moved_at,
            case.due_on,
            tuple(story(case)) if case.state in OPEN else (),
        )
