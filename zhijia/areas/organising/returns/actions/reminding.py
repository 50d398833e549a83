"""催报: by hand whenever the superior thinks fit, and by night on the days that policy names."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import need
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.policy.lookup import resolve_many
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..models import Return, Round
from ..rules import State
from .rounds import writers

BEFORE, AFTER = "returns.remind_before", "returns.remind_after"
DAYS = {BEFORE: (7, 1), AFTER: (1, 5, 10)}  # where nobody set others


def may_remind(of, by):
    asked = of.above.unit if of.above_id else of.round.unit
    return need(by.can("review", asked), "只有上级可以催报") & need(
        of.state not in (*rules.RECEIVED, State.EXCUSED), "这份报表已经报出，不用催"
    )


@transaction.atomic
def remind(*, returns, by, at) -> int:
    """Gives how many persons got it."""
    reached = 0
    for of in returns:
        may_remind(of, by).or_refuse()
        reached += urge(of, at, by)
    return reached


@transaction.atomic
def urge(of, at, by=None) -> int:
    """A notice to the officers, to the chair too where only the signature is missing. By nobody: it was the night."""
    today, mine = timezone.localdate(at), Return.objects.filter(pk=of.pk)
    days = (today - of.round.due_on).days
    late = f"，已逾期{days}天" if days > 0 else f"，截止日期{of.round.due_on:%Y-%m-%d}"
    users, waits = writers(mine, today), "还没有提交"
    if of.state == State.SUBMITTED:
        users, waits = users | writers(mine, today, "approve"), "待主席签报"
    what = "催报" if by else "报送提醒"
    title = f"{what}：{of.unit}的“{of.round.title}”{waits}{late}"
    reached = notify_many(users=users, title=title, url=of.get_absolute_url(), at=at)
    of.reminders, of.reminded_at = of.reminders + 1, at
    of.save(update_fields=["reminders", "reminded_at"])
    trail.note(by=by, verb="returns.remind", target=of, unit=of.unit, at=at)
    return reached


def remind_due(*, at) -> int:
    """Of every round, whoever has not handed up on a day of reminding; gives how many returns."""
    today, reminded = timezone.localdate(at), 0
    rounds = Round.objects.filter(returns__in=Return.objects.waiting()).select_related("unit").distinct()
    for round in rounds:
        steps = rules.reminder_days(round.due_on, *days_of(round.unit, today))
        waiting = round.returns.waiting().select_related("unit", "round") if rules.is_step(steps, today) else ()
        for of in waiting:
            if rules.is_step(steps, today, last_told(of)):
                urge(of, at)
                reminded += 1
    return reminded


def days_of(unit, on) -> list:
    """Before the deadline, after it."""
    found = resolve_many([BEFORE, AFTER], unit=unit, on=on)
    known = {key: [row["days"] for row in one.value] for key, one in found.items() if not one.unknown}
    return [known.get(key, DAYS[key]) for key in (BEFORE, AFTER)]


def last_told(of):
    """The day its unit last heard of it: reminded, or asked for it in the first place."""
    return timezone.localdate(of.reminded_at or of.round.opened_at)
