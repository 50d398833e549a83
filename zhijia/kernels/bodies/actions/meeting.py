"""A meeting of a body, with its number where it is a plenary."""

from django.db import transaction
from django.db.models import Max

from zhijia.base.noting import note
from zhijia.base.verdict import need

from ..models import Session, Term
from ..rules import elections


@transaction.atomic
def record_session(
    *,
    term,
    kind,
    held_on,
    attended,
    expected=None,
    held_to=None,
    declared=False,
    number=None,
    place="",
    resolutions="",
    by=None,
):
    """`declared`: an extended or joint meeting that was declared a plenary; only plenaries are counted (domain 1.3)."""
    term = Term.objects.select_for_update(of=("self",)).select_related("body__unit").get(pk=term.pk)
    counts = kind == Session.Kind.PLENARY or declared
    held_to = held_to or held_on
    expected = expected or term.posts.as_of(held_on).count()
    last = term.sessions.aggregate(number=Max("number"))["number"] or 0
    number = (number or last + 1) if counts else None
    (
        _in_the_term(term, held_on, held_to)
        & (elections.may_meet(attended, expected) if counts else _may_come(attended, expected))
        & (_in_turn(term, number, held_on) if counts else need(True, ""))
    ).or_refuse()
    session = Session.objects.create(
        term=term,
        number=number,
        kind=kind,
        held_on=held_on,
        held_to=held_to,
        place=place,
        expected=expected,
        attended=attended,
        resolutions=resolutions,
    )
    after = {"held_on": held_on, "held_to": held_to, "quorum": session.quorum_said}
    note(by=by, verb="bodies.session", target=session, unit=term.body.unit, after=after)
    return session


def _in_the_term(term, held_on, held_to):
    return need(held_to >= held_on, "结束日期不能早于开会日期", field="held_to") & need(
        held_on >= term.from_on and (term.ended_on is None or held_on <= term.ended_on),
        "开会日期须在%(term)s任期以内（%(start)s至%(end)s）",
        field="held_on",
        term=term.ordinal,
        start=term.from_on,
        end=term.ended_on or "今",
    )


def _may_come(attended, expected):
    return need(attended <= expected, "实到人数不能多于应到人数", field="attended")


def _in_turn(term, number, held_on):
    """The n-th plenary lies between its neighbours."""
    rows = dict(term.sessions.filter(number__isnull=False).values_list("number", "held_on"))
    wrong = next(
        (n for n, day in rows.items() if (n < number and day > held_on) or (n > number and day < held_on)), None
    )
    return need(number not in rows, "第%(number)s次会议已登记", field="number", number=number) & need(
        wrong is None,
        "第%(other)s次会议在%(day)s召开，与第%(number)s次的日期先后不符，请核对",
        field="held_on",
        other=wrong,
        day=rows.get(wrong),
        number=number,
    )
