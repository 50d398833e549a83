"""The story of a case: what each desk said, where it is now, what comes next."""

from django.utils.translation import gettext as _

from zhijia.web.pages import Event

from .rules import Ruling, State

TONES = {Ruling.APPROVE: "done", Ruling.RETURN: "stopped", Ruling.REJECT: "stopped"}


def story(case) -> list[Event]:
    """Past rulings in order, then the desks that are still to come."""
    steps = list(case.steps.select_related("unit"))
    events = [Event(_("登记"), case.opened_at, case.opened_by or "")]
    for given in case.rulings.with_names():
        label = f"{steps[given.step].label} · {given.get_ruling_display()}"
        events.append(Event(label, given.at, given.signed, given.note, TONES[Ruling(given.ruling)]))
    return events + ahead(case, steps)


def ahead(case, steps) -> list[Event]:
    if case.state == State.IN_REVIEW:
        now, later = steps[case.step], steps[case.step + 1 :]
        waiting = [Event(now.label, case.moved_at, now.unit, state="now")]
        return waiting + [Event(step.label, None, step.unit, state="next") for step in later]
    if case.state == State.RETURNED:
        return [Event(_("等待补充后重新提交"), case.moved_at, case.opened_by or "", state="now")]
    if case.state == State.WITHDRAWN:
        return [Event(_("已撤回"), case.moved_at, state="stopped")]
    return []
