"""Three changes of term: one finished, one whose list of delegates stands at 80.0 %, one stopped at 79.5 %."""

from datetime import timedelta

from zhijia.base.calendar import add_workdays
from zhijia.kernels.bodies import actions as bodies
from zhijia.kernels.bodies.models import Body

from . import actions
from .models import Candidate, Delegate, PartyOpinion
from .rules import papers
from .rules.standing import Office
from .rules.steps import Mode, Step
from .standards import Standards

TITLE = "换届选举"  # what the demo command calls it
DAY = timedelta(days=1)
SCRUTINEERS = "林其、苏杭"


class Walk:
    """Leads one change of term through its steps, each by whoever has the turn. `at`: day → moment."""

    def __init__(self, change, *, officer, above, chair_above, at):
        self.change, self.officer, self.above, self.chair_above, self.at = change, officer, above, chair_above, at

    def by(self, day) -> dict:
        return {"by": self.officer, "at": self.at(day)}

    def fresh(self):
        self.change = type(self.change).objects.get(pk=self.change.pk)
        return self.change

    def close(self, step, day, **more):
        actions.close_step(change=self.change, step=step, **self.by(day), **more)
        return self.fresh()

    def party(self, about, day):
        facts = {"organisation": self.change.party_organisation, "agreed": True, "said_on": day}
        actions.party_says(change=self.change, about=about, **facts, document_no="党委会议纪要", **self.by(day))

    def ask(self, kind, day, number, answered=None):
        """Up to the superior's desks and, with `answered`, down again."""
        paper = actions.hand_in(
            change=self.change, kind=kind, number=number, signatory="林其", issued_on=day, **self.by(day)
        )
        if answered:
            for user in (self.above, self.chair_above):
                actions.rule_paper(case=paper.case, by=user, ruling="approve", at=self.at(answered))
        return self.fresh()

    def to_group(self, day, code):
        """Planned, asked, agreed to, the working group set up."""
        self.close(Step.PLAN, day)
        self.party(PartyOpinion.About.CHANGE, day + DAY)
        self.ask(papers.Paper.REQUEST, day + 2 * DAY, f"{code}〔{day.year}〕3号", day + 9 * DAY)
        return self.close(Step.GROUP, day + 12 * DAY, work_group="组长郑重，成员周宁、孙平、严明")

    def delegates(self, people, core, day):
        """The first `core` of them models, front line or grassroots workers."""
        actions.draw_constituencies(change=self.change, **self.by(day))
        lines = [(person, classes(place, core)) for place, person in enumerate(people)]
        actions.add_by_membership(change=self.change, lines=lines, **self.by(day))
        return self.fresh()

    def credentials(self, day):
        rows = Delegate.objects.filter(change=self.change).standing().select_related("change", "person")
        passed = Delegate.Credential.PASSED
        actions.check_credentials(delegates=list(rows), credential=passed, **self.by(day))
        return self.close(Step.CREDENTIALS, day)

    def nominate(self, office, people, day):
        for place, person in enumerate(people):
            said = classes(place, len(people) - 2) | {"relation": "none", "nominations": 60 - place}
            if office in (Office.CHAIR, Office.VICE_CHAIR):
                said |= {"rank": "deputy"}
            actions.nominate(change=self.change, office=office, person=person, **said, **self.by(day))

    def stand(self, lists, day):
        """`lists`: office → people, in the order in which offices rest on each other."""
        for office, people in lists.items():
            self.nominate(office, people, day)
        rows = Candidate.objects.filter(change=self.change).select_related("change", "person")
        actions.review_many(candidates=list(rows), review=Candidate.Review.PASSED, **self.by(day))
        return self.close(Step.NOMINATION, day)

    def posted(self, day):
        """Five working days, and the day after the last one."""
        notice = actions.post_notice(change=self.change, contact="工会办公室，电话 0000-1234", **self.by(day))
        after = notice.to_on + DAY
        actions.close_notice(notice=notice, **self.by(after))
        self.close(Step.NOTICE, after)
        return after

    def vote(self, office, day, expected, attended, approve):
        """`approve(place)`: ballots for the candidate at that place of the ballot."""
        rows = list(actions.on_ballot(self.change, office))
        votes = {row.pk: (approve(place), 0, 0) for place, row in enumerate(rows)}
        sheet = {"expected": expected, "attended": attended, "issued": attended, "returned": attended}
        return actions.record_poll(
            change=self.change,
            office=office,
            held_on=day,
            scrutineers=SCRUTINEERS,
            votes=votes,
            **sheet,
            **self.by(day),
        )

    def elect(self, step, day, expected):
        """Everybody comes; the seats go to the first on the ballot, the others fall short."""
        for office in self.change.offices_at(step):
            base = expected if step == Step.CONGRESS else self.change.seats(Office.COMMITTEE)
            base = self.change.audit_seats if office == Office.AUDIT_CHAIR else base
            self.vote(office, day, base, base, self.ballots(office, base))
        return self.close(step, day)

    def ballots(self, office, base):
        """Full ballots; each who falls short took one vote from one of the elected."""
        seats = self.change.seats(office)
        short = actions.on_ballot(self.change, office).count() - seats
        return lambda place: base - (place < short) if place < seats else 1

    def finish(self, day):
        for matter in self.change.matters.all():
            actions.settle_matter(matter=matter, done_on=day, **self.by(day))
        self.close(Step.REGISTRATION, day)
        return self.close(Step.ARCHIVE, day, archive_place="工会档案柜三层，选票密封两袋")


CORE = ("front_line", "model", "grassroots")


def classes(place, core) -> dict:
    """Front line mostly, some models and grassroots workers; whoever lies beyond `core` is in no class."""
    return {CORE[0 if place % 4 < 2 else place % 4 - 1]: True} if place < core else {}


# --- the demonstration ---


def build(world):
    finished(world, world.units["YL-NK"])
    for code, delegates, core, mark in (("YL-CJ", 50, 40, "云财院工"), ("YL-SF", 44, 35, "云师大工")):
        unit = world.units[code]
        if len(world.people(unit)) >= Standards(unit, world.today).value("elections.delegates_from"):
            listed(world, unit, delegates=delegates, core=core, code=mark)


def committee_of(world, unit, years_ago):
    """The body, with a term that began so many years before its day."""
    body = Body.objects.standing().filter(unit=unit, kind=Body.Kind.COMMITTEE).first()
    return body or bodies.found_body(unit=unit, kind=Body.Kind.COMMITTEE, founded_on=unit.founded_on)


def begin(world, unit, day, end_on, **planned):
    body = committee_of(world, unit, 5)
    facts = {"meeting_on": end_on, "party_organisation": f"中共{unit.name.removesuffix('工会')}委员会"} | planned
    officer = world.officer_of(unit)
    change = actions.begin(body=body, end_on=end_on, by=officer, at=world.at(day), counted_on=day, **facts)
    above = {"above": world.officer_of(unit.superior), "chair_above": world.chair_of(unit.superior)}
    return Walk(change, officer=officer, at=world.at, **above)


def spread(people, most):
    """Every so-and-so-many-th of them, so that all constituencies are met; nobody twice."""
    count = min(most, len(people))
    return [people[place * len(people) // count] for place in range(count)]


AUDITORS = 3


def finished(world, unit):
    """All members met last autumn; the superior replied in time and the new committee sits."""
    people = spread(world.people(unit), 12)
    committee, auditors = people[: -AUDITORS - 1], people[-AUDITORS - 1 :]  # one more than there are seats
    end_on = add_workdays(world.today, -60)
    day = end_on - timedelta(days=120)
    seats = {"committee_seats": len(committee) - 1, "audit_seats": AUDITORS, "chair_seats": 1, "vice_chair_seats": 1}
    walk = begin(world, unit, day, end_on, mode=Mode.MEMBERS, **seats)
    walk.to_group(day, "云农科工")
    lists = {
        Office.COMMITTEE: committee,
        Office.AUDIT: auditors,
        Office.CHAIR: committee[:1],
        Office.VICE_CHAIR: committee[1:2],
        Office.AUDIT_CHAIR: auditors[:1],
    }
    walk.stand(lists, day + timedelta(days=40))
    after = walk.posted(day + timedelta(days=45))
    walk.party(PartyOpinion.About.CANDIDATES, after)
    walk.ask(papers.Paper.CANDIDATES_REQUEST, after + DAY, f"云农科工〔{after.year}〕7号", after + 8 * DAY)
    held = end_on - 2 * DAY
    walk.elect(Step.CONGRESS, held, walk.change.members)
    walk.elect(Step.FIRST_SESSION, held, walk.change.members)
    walk.ask(papers.Paper.RESULT, held + 3 * DAY, f"云农科工〔{held.year}〕11号", held + 12 * DAY)
    walk.finish(held + 30 * DAY)


def listed(world, unit, *, delegates, core, code):
    """The delegates are chosen; whether the list may be handed in is a matter of one person."""
    end_on = world.today + timedelta(days=96)
    day = world.today - timedelta(days=60)
    seats = {"committee_seats": 15, "audit_seats": 5, "chair_seats": 1, "vice_chair_seats": 2}
    walk = begin(world, unit, day, end_on, mode=Mode.DELEGATES, delegate_seats=delegates, **seats)
    walk.to_group(day, code)
    walk.delegates(by_constituency(walk, world.people(unit), day + 20 * DAY), core, day + 20 * DAY)


def by_constituency(walk, people, day):
    """As many of each constituency as it has seats."""
    rows = actions.draw_constituencies(change=walk.change, **walk.by(day))
    roll = actions.Roll(walk.change, people)
    left = {row.pk: row.seats for row in rows}
    chosen = []
    for person in people:
        own = roll.constituency_of(person)
        if own and left.get(own.pk):
            left[own.pk] -= 1
            chosen.append(person)
    return chosen
