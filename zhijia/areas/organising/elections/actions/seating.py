"""The elected take their seats: terms are opened and posts taken in bodies; roles follow from there."""

from zhijia.base.verdict import need
from zhijia.kernels.bodies import actions as bodies
from zhijia.kernels.bodies.models import Body, Post, Term
from zhijia.kernels.trail.actions import note as write_down

from ..models import Candidate
from ..rules.standing import Office
from ..rules.steps import Mode, Route

TITLES = {  # the highest office somebody was elected to decides the post
    Office.CHAIR: Post.Title.CHAIR,
    Office.VICE_CHAIR: Post.Title.VICE_CHAIR,
    Office.STANDING: Post.Title.STANDING_MEMBER,
    Office.COMMITTEE: Post.Title.MEMBER,
    Office.AUDIT_CHAIR: Post.Title.DIRECTOR,
    Office.AUDIT: Post.Title.MEMBER,
}
RANKED = tuple(TITLES)
COMMITTEE = (Office.CHAIR, Office.VICE_CHAIR, Office.STANDING, Office.COMMITTEE)
AUDIT = (Office.AUDIT_CHAIR, Office.AUDIT)
LEADERS = (Office.CHAIR, Office.VICE_CHAIR, Office.STANDING)
MODES = {Mode.MEMBERS: Term.Mode.DIRECT, Mode.DELEGATES: Term.Mode.DELEGATES}
HOW = {Route.BY_ELECTION: Post.How.BY_ELECTION, Route.CO_OPTION: Post.How.CO_OPTED}


def elected_to(change, offices) -> dict:
    """{person: their candidacy for the highest of these offices}."""
    rows = change.candidates.filter(office__in=offices, state=Candidate.State.ELECTED).select_related(
        "person", "seat_unit"
    )
    best = {}
    for row in sorted(rows, key=lambda row: RANKED.index(Office(row.office))):
        best.setdefault(row.person, row)
    return best


def given(row, reply_no, how=Post.How.ELECTED) -> bodies.PostGiven:
    # a chair appointed for the term works full time unless the post is edited afterwards
    full = row.office == Office.CHAIR
    return bodies.PostGiven(
        person=row.person,
        title=TITLES[Office(row.office)],
        how=how,
        time=Post.Time.FULL if full else Post.Time.PART,
        seat_unit=row.seat_unit,
        rank=row.get_rank_display() if row.rank else "",
        categories=tuple(sorted(row.declared)),
        declared=True,
        document_no=reply_no,
    )


def seat(change, *, by, at):
    """From election day (选举工作条例: 任期自选举之日起); the reply's number stands on each post."""
    if change.regular:
        open_terms(change, by, at)
    else:
        fill(change, by)
    write_down(by=by, verb="elections.seat", target=change, after={"elected_on": change.elected_on}, at=at)


def open_terms(change, by, at):
    term = open_one(change, change.body, COMMITTEE, change.committee_seats, by)
    if change.standing_seats:
        body = body_of(change, Body.Kind.STANDING, by)
        leaders = len(elected_to(change, LEADERS))
        open_one(change, body, LEADERS, leaders, by)
    if change.audit_seats:
        open_one(change, body_of(change, Body.Kind.AUDIT, by), AUDIT, change.audit_seats, by)
    change.new_term = term
    change.save(update_fields=["new_term"])


def body_of(change, kind, by):
    found = Body.objects.standing().filter(unit=change.unit, kind=kind).first()
    return found or bodies.found_body(unit=change.unit, kind=kind, founded_on=change.elected_on, by=by)


def open_one(change, body, offices, seats, by):
    number = change.number if body == change.body else next_number(body, change.number)
    members = [given(row, "") for row in elected_to(change, offices).values()]
    return bodies.open_term(
        body=body,
        number=number,
        from_on=change.elected_on,
        years=change.years,
        seats=max(seats, len(members)),
        members=members,
        election_mode=MODES[Mode(change.mode)],
        document_no=f"{change.superior}批复",
        by=by,
    )


def next_number(body, number) -> int:
    """The audit body counts with the committee; an older count of its own goes on."""
    last = body.terms.order_by("-number").first()
    return max(number, last.number + 1) if last else number


def fill(change, by):
    """A vacancy: the elected join the running term; a member who becomes chair changes posts."""
    how = HOW[Route(change.route)]
    for offices, kind in ((COMMITTEE, Body.Kind.COMMITTEE), (AUDIT, Body.Kind.AUDIT)):
        rows = elected_to(change, offices)
        if not rows:
            continue
        term = Term.objects.running().filter(body__unit=change.unit, body__kind=kind).first()
        need(term, "%(unit)s没有正在任期内的委员会，不能补选", unit=change.unit).or_refuse()
        for person, row in rows.items():
            enter(change, term, person, given(row, f"{change.superior}批复", how), by)


def enter(change, term, person, new, by):
    held = term.posts.current().filter(person=person).first()
    facts = {"how": new.how, "document_no": new.document_no}
    if held and held.title != new.title:
        bodies.change_post(post=held, title=new.title, on=change.elected_on, by=by, **facts)
    elif held is None:
        more = {"time": new.time, "seat_unit": new.seat_unit, "rank": new.rank, "categories": new.categories}
        more |= {"declared": True, "from_on": change.elected_on}
        bodies.take_post(term=term, person=person, title=new.title, by=by, **facts, **more)
