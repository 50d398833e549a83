"""The story of a transfer as the member and both ends read it: what was said, where it is now, what comes next."""

from django.utils.translation import gettext as _

from zhijia.kernels.trail.models import Entry
from zhijia.web.pages import Event

from .rules import SIDE_NAMES, Side, State, next_side

ENDS = {State.REFUSED: None, State.WITHDRAWN: "已撤回", State.VOID: "已失效"}


def story(transfer, trouble="") -> list[Event]:
    """`trouble`: why it goes no further, said in place of what silence would do."""
    answers = list(transfer.answers.select_related("by", "unit").order_by("at", "pk"))
    events = [begun(transfer), *map(answered, answers)]
    if transfer.state == State.OPEN:
        return events + ahead(transfer, {answer.side for answer in answers}, trouble)
    if transfer.state == State.DONE:
        return [*events, Event(_("会籍已转到%(unit)s") % {"unit": transfer.to_unit}, transfer.moved_at)]
    if ENDS[transfer.state]:
        events.append(Event(ENDS[transfer.state], transfer.moved_at, note=why(transfer), state="stopped"))
    return events


def begun(transfer):
    title = _("%(who)s发起接转") % {"who": transfer.get_start_display()}
    return Event(title, transfer.opened_at, transfer.opened_by or "", transfer.reason)


def answered(answer):
    said = _("同意") if answer.agreed else _("不同意")
    title = f"{answer.get_side_display()}{_('自动') if answer.automatic else ''}{said}"
    return Event(title, answer.at, who(answer), answer.note, "done" if answer.agreed else "stopped")


def who(answer):
    return f"{answer.unit}·{answer.by}" if answer.by else answer.unit


def why(transfer):
    """An end nobody chose is explained; by then there is nothing left to take back."""
    said = Entry.objects.about(transfer).filter(verb="transfers.void").values_list("reason", flat=True).first()
    return (said or "").partition("：请撤回")[0]


def ahead(transfer, agreed, trouble):
    """Where it is now, then the end still to come."""
    now = Event(
        _("等待%(side)s确认") % {"side": SIDE_NAMES[transfer.side]},
        transfer.moved_at,
        transfer.desk,
        trouble or hint(transfer),
        "now",
    )
    later = next_side(agreed | {transfer.side})
    if later is None:
        return [now, Event(_("会籍转到%(unit)s") % {"unit": transfer.destination}, state="next")]
    unit = transfer.to_unit if later == Side.NEW else transfer.from_unit
    return [now, Event(_("%(side)s确认") % {"side": SIDE_NAMES[later]}, who=unit, state="next")]


def hint(transfer):
    if not transfer.due_on:
        return ""
    return _("到%(day)s当天还不答复的，第二天按规定视为同意") % {"day": f"{transfer.due_on:%Y-%m-%d}"}
