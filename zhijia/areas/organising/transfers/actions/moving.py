"""Where a transfer lies, and what follows when it comes to lie somewhere else."""

from collections import defaultdict

from django.utils import timezone

from zhijia.base.calendar import PROVISIONAL, workdays_between
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.people import actions as people
from zhijia.kernels.policy.lookup import resolve_many

from ..models import Transfer
from ..rules import WORKDAYS, Side, State, last_day, next_side

DAYS, COUNTED, EMPTY = "transfers.auto_accept_days", "transfers.days_counted", "transfers.empty_desk_passes"


class Desks:
    """The unions that decide for units, and the days they are given, looked up once."""

    def __init__(self, today):
        self.today, self.deciding, self.last = today, {}, {}

    def of(self, unit):
        if unit.pk not in self.deciding:
            self.deciding[unit.pk] = unit.deciding()
        return self.deciding[unit.pk]

    def due_on(self, desk):
        """The last day for an answer; None where policy lets nobody's silence count."""
        if desk.pk not in self.last:
            rows = resolve_many([DAYS, COUNTED], unit=desk, on=self.today)
            values = {key: row.value for key, row in rows.items() if not row.unknown}
            self.last[desk.pk] = last_day(self.today, values.get(DAYS, 0), str(values.get(COUNTED, WORKDAYS)).strip())
        return self.last[desk.pk]


def lay(transfer, side, desks, at):
    """Onto the desk of that end; the columns only, the caller writes them."""
    transfer.side = side
    transfer.desk = desks.of(transfer.from_unit if side == Side.OLD else transfer.to_unit)
    transfer.moved_at, transfer.alerted_at = at, None
    transfer.due_on = desks.due_on(transfer.desk)


def close(transfer, state, at):
    today = timezone.localdate(at)
    transfer.state, transfer.side, transfer.due_on = state, "", None
    transfer.closed_on, transfer.moved_at = today, at
    transfer.days = max(workdays_between(transfer.opened_on, today, PROVISIONAL), 0)


def closing(transfer):
    """How its end stands in the history of fields."""
    return {"before": {"state": State.OPEN}, "after": {"state": transfer.state}}


COLUMNS = ["state", "side", "desk", "moved_at", "due_on", "alerted_at", "closed_on", "days"]


def write(transfers):
    Transfer.objects.bulk_update(transfers, COLUMNS, batch_size=500)


def go_on(transfers, agreed, *, by, at):
    """After an answer: to the other end, or done. `agreed`: the sides that have said yes, by key of the transfer."""
    desks, done = Desks(timezone.localdate(at)), []
    for transfer in transfers:
        side = next_side(agreed[transfer.pk])
        if side is None:
            close(transfer, State.DONE, at)
            done.append(transfer)
        else:
            lay(transfer, side, desks, at)
    write(transfers)
    complete(done, by, at)
    alert_empty_desks([transfer for transfer in transfers if transfer.state == State.OPEN], at)
    return done


def complete(transfers, by, at):
    """The memberships move, on this very day."""
    today, together = timezone.localdate(at), defaultdict(list)
    for transfer in transfers:
        together[transfer.to_unit].append(transfer)
    for unit, some in together.items():
        numbers = some[0].number if len(some) == 1 else f"{some[0].number}等{len(some)}件"
        persons = [transfer.person for transfer in some]
        people.transfer_many(persons=persons, unit=unit, on=today, by=by, reason=f"会籍接转 {numbers}")
    for transfer in transfers:
        tell(transfer, f"会籍已转到{transfer.destination}", at, starter=True)


def tell(transfer, what, at, *, starter=False):
    """The member, and where it is news to them whoever started it."""
    users = [transfer.person.user, transfer.opened_by if starter else None]
    users = [user for user in users if user]
    if users:
        title = f"{transfer.person.name}：{what}" if starter else what
        notify_many(users=users, title=title, url=transfer.get_absolute_url(), at=at)


# --- desks at which nobody sits ---


def alert_empty_desks(transfers, at):
    """Whoever can appoint or decide at the nearest unit above is told, once for each arrival."""
    today = timezone.localdate(at)
    keys = [transfer.pk for transfer in transfers]
    stuck = set(Transfer.objects.filter(pk__in=keys, alerted_at__isnull=True).stuck(today).values_list("pk", flat=True))
    by_desk = defaultdict(list)
    for transfer in transfers:
        if transfer.pk in stuck:
            by_desk[transfer.desk].append(transfer)
    for desk, some in by_desk.items():
        first, more = some[0], f"等{len(some)}件" if len(some) > 1 else ""
        title = f"{desk}无人确认会籍接转：{first.number} {first.person.name}{more}"
        notify_many(users=helpers_of(desk, today), title=title, url=first.get_absolute_url(), at=at)
    Transfer.objects.filter(pk__in=stuck).update(alerted_at=at)


def helpers_of(desk, today):
    """Those who manage or decide at the desk's unit, else at the nearest unit above that has any."""
    for unit in [desk, *desk.ancestors().reverse()]:
        held = RoleHeld.objects.on(today).filter(unit=unit, user__is_active=True)
        users = {
            role.user for role in (held.with_ability("manage") | held.with_ability("approve")).select_related("user")
        }
        if users:
            return sorted(users, key=lambda user: user.pk)
    return []
