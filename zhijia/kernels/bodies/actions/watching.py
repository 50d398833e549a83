"""Every night: what is due is put before whoever must act, what is done is taken off. R-TERM-01, R-TERM-02."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import notify_many, set_deadline, settle_deadline
from zhijia.kernels.inbox.models import Deadline

from ..models import Post, SeatProposal, Term
from ..rules import terms as terms_rules
from ..standards import Standards
from .serving import give_roles

KIND = _("换届和任职")


@transaction.atomic
def keep_watch(*, today, at) -> dict[str, int]:
    """Counts of what was said: terms told of anew, deadlines open, roles given late."""
    wanted = dict([*_terms(today), *_vacancies(today), *_seats(today)])
    told = sum(_tell(term, today, at) for term in Term.objects.running().select_related("body__unit__superior"))
    open_ones = set(Deadline.objects.open().filter(source__startswith="bodies.").values_list("source", flat=True))
    for source in open_ones - set(wanted):
        settle_deadline(source=source, at=at)
    for source in set(wanted) - open_ones:
        set_deadline(source=source, at=at, kind=KIND, **wanted[source])
    return {"told": told, "open": len(wanted), "roles": give_roles(posts=Post.objects.all())}


def _terms(today):
    soon = terms_rules.add_months(today, max(terms_rules.ALERTS))
    for term in Term.objects.running().filter(due_on__lte=soon).select_related("body__unit"):
        source = f"bodies.term:{term.pk}:{term.due_on}"
        title = _("%(term)s %(day)s届满，请按程序换届") % {"term": term, "day": term.due_on}
        yield source, _facts(title, term.body, term.due_on)


def _vacancies(today):
    """Terms without a head, from the day the last one left."""
    for term in Term.objects.headless().select_related("body__unit"):
        left = term.posts.heads().order_by("-to_on").first()
        months = Standards(term.body.unit, today).vacancy_months
        due = terms_rules.add_months(left.to_on, months)
        title = _("%(term)s%(title)s空缺，请在%(months)s个月内补选") % {
            "term": term,
            "title": left.get_title_display(),
            "months": months,
        }
        yield f"bodies.vacancy:{left.pk}", _facts(title, term.body, due)


def _seats(today):
    for seat in Post.objects.vacant_seats().without_proposal().select_related("seat_unit", "term__body__unit"):
        due = terms_rules.add_months(seat.to_on, Standards(seat.unit, today).vacancy_months)
        title = _("%(term)s的委员单位席位空缺，请推荐接替%(name)s的人选") % {"term": seat.term, "name": seat.person}
        facts = {"title": title, "url": seat.seat_url, "unit": seat.seat_unit, "due_on": due, "ability": "edit"}
        yield f"bodies.seat:{seat.pk}", facts
    for proposal in SeatProposal.objects.open().select_related("person", "seat__seat_unit", "seat__term__body__unit"):
        body = proposal.seat.term.body
        due = terms_rules.add_months(proposal.seat.to_on, Standards(body.unit, today).vacancy_months)
        title = _("%(unit)s推荐%(name)s接替%(body)s空缺席位，请答复") % {
            "unit": proposal.unit,
            "name": proposal.person,
            "body": body,
        }
        yield f"bodies.proposal:{proposal.pk}", _facts(title, body, due)


def _facts(title, body, due_on) -> dict:
    return {"title": title, "url": body.get_absolute_url(), "unit": body.unit, "due_on": due_on, "ability": "edit"}


def _tell(term, today, at) -> bool:
    """A notice at six, three, one months and when it has run out, each once; overdue also to the union above."""
    now = terms_rules.stage(term.due_on, today)
    if now is None or (term.alerted is not None and term.alerted <= now):
        return False
    unit = term.body.unit
    units = [unit, unit.superior] if now == terms_rules.OVERDUE and unit.superior else [unit]
    held = RoleHeld.objects.on(today).with_ability("edit").filter(unit__in=units, user__is_active=True)
    users = {role.user for role in held.select_related("user")}
    title = f"{term}：{term.alert(today)}"
    notify_many(users=users, title=title, url=term.body.get_absolute_url(), at=at)
    term.alerted = now
    term.save(update_fields=["alerted"])
    return True
