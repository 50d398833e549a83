"""A term opens with its posts, may be extended with consent, and ends; roles end with it."""

from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.verdict import Verdict, need

from ..models import Body, Post, Term
from ..rules import terms as terms_rules
from ..standards import Standards
from .serving import Colleagues, close_post, enter


def _no_overlap(body, new, others):
    return terms_rules.no_overlap(
        new,
        [term.span for term in others],
        "与%(label)s（%(start)s至%(end)s）重叠：同一机构的两届不能重叠，请核对选举日期",
    )


@transaction.atomic
def open_term(
    *,
    body,
    number,
    from_on,
    years,
    seats=None,
    members=(),
    election_mode=Term.Mode.DELEGATES,
    document_no="",
    ended_on=None,
    extended_to=None,
    extension_no="",
    by=None,
):
    """The result of an election; the term before it ends that day.

    `ended_on`, `extended_to`: a term of the past, for the record.
    """
    body = Body.objects.select_for_update(of=("self",)).select_related("unit__superior").get(pk=body.pk)
    members, seats = list(members), seats or len(members)
    others = list(body.terms.order_by("from_on"))
    later = next((term for term in others if term.from_on > from_on), None)
    before = next((t for t in others if t.ended_on is None and t.from_on < from_on), None)
    span = terms_rules.Span(from_on, ended_on or (later.from_on if later else None))
    (
        _may_begin(body, span)
        & _enough_seats(seats, len(members))
        & terms_rules.in_order(number, from_on, [(term.number, term.from_on) for term in others])
        & terms_rules.may_last(years, Standards(body.unit, from_on).years)
        & _may_extend(body, terms_rules.due_on(from_on, years), extended_to, extension_no)
        & _no_overlap(body, span, [term for term in others if term is not before])
    ).or_refuse()
    if before:
        close_term(before, on=from_on, reason="换届", by=by)
    term = Term.objects.create(
        body=body,
        number=number,
        from_on=from_on,
        years=years,
        seats=seats,
        due_on=terms_rules.due_on(from_on, years, extended_to),
        extended_to=extended_to,
        extension_no=extension_no,
        ended_on=span.to_on,
        election_mode=election_mode,
        document_no=document_no,
    )
    after = {"number": number, "from_on": from_on, "due_on": term.due_on, "seats": seats, "posts": _listed(members)}
    note(by=by, verb="bodies.open_term", target=term, unit=body.unit, after=after | {"document_no": document_no})
    known = Colleagues(term, [given.person for given in members], from_on)
    for place, given in enumerate(members, 1):
        enter(term, given, known=known, place=place, by=by, told=True)
    return term


def _may_begin(body, span):
    founded, gone, begun, ended = body.founded_on, body.dissolved_on, span.from_on, span.to_on
    return (
        need(gone is None, "该机构已于%(day)s撤销，不能再换届", day=gone)
        & need(begun >= founded, "选举日期不能早于机构成立日期%(day)s", field="from_on", day=founded)
        & need(ended is None or ended > begun, "届终日期须晚于选举日期", field="ended_on")
    )


def _enough_seats(seats, count):
    too_many = "名单有%(count)s人，多于名额%(seats)s人，请核对"
    return need(seats > 0, "请填写委员名额", field="seats") & need(
        count <= seats, too_many, field="seats", count=count, seats=seats
    )


def _listed(members) -> str:
    """主席张知远、委员李念: those elected, for the trail."""
    words = dict(Post.Title.choices)
    return "、".join(f"{words.get(given.title, given.title)}{given.person.name}" for given in members)


def _may_extend(body, first_due, until, document_no) -> Verdict:
    if until is None:
        return Verdict()
    months = Standards(body.unit, first_due).extension_months
    return need(
        document_no.strip(), "延期须经上级工会批准，请填写批复文号", field="document_no"
    ) & terms_rules.may_extend(first_due, until, months)


@transaction.atomic
def extend_term(*, term, until, document_no, by=None, reason=""):
    """With the consent of the union above; the end moves, the alerts begin anew."""
    term = _locked(term)
    first_due = terms_rules.due_on(term.from_on, term.years)
    (
        need(term.ended_on is None, "这一届已于%(day)s结束", day=term.ended_on)
        & _may_extend(term.body, first_due, until, document_no)
    ).or_refuse()
    before = {"due_on": term.due_on, "extended_to": term.extended_to}
    term.extended_to, term.extension_no, term.due_on, term.alerted = until, document_no.strip(), until, None
    term.save(update_fields=["extended_to", "extension_no", "due_on", "alerted"])
    note(
        by=by,
        verb="bodies.extend_term",
        target=term,
        before=before,
        after={"due_on": until, "extended_to": until},
        reason="；".join(part for part in (document_no, reason) if part),
    )
    return term


@transaction.atomic
def end_term(*, term, on, by=None, reason="届满"):
    """Without a successor yet: posts and roles end, the body stands without a term."""
    term = _locked(term)
    (
        need(term.ended_on is None, "这一届已于%(day)s结束", day=term.ended_on)
        & need(on >= term.from_on, "届终日期不能早于选举日期%(day)s", field="on", day=term.from_on)
    ).or_refuse()
    return close_term(term, on=on, reason=reason, by=by)


def _locked(term):
    return Term.objects.select_for_update(of=("self",)).select_related("body__unit").get(pk=term.pk)


def close_term(term, *, on, reason, by):
    for post in term.posts.current().select_related("person", "role", "term__body__unit"):
        close_post(post, on=max(on, post.from_on), reason=reason, by=by, told=True)
    term.ended_on = on
    term.save(update_fields=["ended_on"])
    note(by=by, verb="bodies.end_term", target=term, unit=term.body.unit, after={"ended_on": on}, reason=reason)
    return term
