"""What the walk needs inside the college: its delegates being chosen, and branches that stand at every other step."""

from datetime import date, timedelta

from zhijia.areas.organising.elections import actions, demo
from zhijia.areas.organising.elections.models import PartyOpinion
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Mode, Step
from zhijia.kernels.policy.actions import set_parameter

DAY = timedelta(days=1)
MARKS = dict(zip((f"YL-CJ-{n:02}" for n in range(1, 9)), "会金商信基机后继", strict=True))  # on their letters
WORDS = {"step": lambda: list(Step), "kind": lambda: list(papers.FORMS), "office": lambda: list(Office)}


def furnish(world):
    college = world.units["YL-CJ"]
    set_parameter(
        key="elections.delegates_from",
        unit=college,
        value=10,
        effective_from=date(2020, 1, 1),
        source="演示",
        verified=True,
    )
    demo.listed(world, college, delegates=12, core=10, code="云财院工")
    furnish_branches(world)


def furnish_branches(world):
    """Planned; to be asked; asked; nominating; to be posted; posted; voted on in vain; elected and agreed to."""
    begin(world, "YL-CJ-02")
    planned(world, "YL-CJ-08")
    asked(world, "YL-CJ-03")
    nominating(world, "YL-CJ-04")
    listed(world, "YL-CJ-05")
    led, day = listed(world, "YL-CJ-06")
    actions.post_notice(change=led.change, contact="分工会办公室", **led.by(day))
    led, day = agreed(world, "YL-CJ-07")
    led.vote(Office.COMMITTEE, day, led.change.members, led.change.members, lambda place: place)
    elected(world, "YL-CJ-01")


def begin(world, code):
    unit, day = world.units[code], world.today - 100 * DAY
    seats = {"committee_seats": 1, "chair_seats": 1, "audit_seats": 0, "vice_chair_seats": 0}
    officer = world.users["college"]
    change = actions.begin(
        body=demo.committee_of(world, unit, 5),
        end_on=world.today + 40 * DAY,
        by=officer,
        at=world.at(day),
        counted_on=day,
        mode=Mode.MEMBERS,
        meeting_on=world.today,
        party_organisation=f"中共{unit.name.removesuffix('分工会')}支部委员会",
        **seats,
    )
    above = {"above": world.users["insider"], "chair_above": world.users["college_chair"]}
    return demo.Walk(change, officer=officer, at=world.at, **above), day


def number(code, day, count):
    return f"云财{MARKS[code]}工〔{day.year}〕{count}号"


def planned(world, code):
    """The party organisation has agreed: the request may go up."""
    led, day = begin(world, code)
    led.close(Step.PLAN, day)
    led.party(PartyOpinion.About.CHANGE, day)
    return led, day


def asked(world, code):
    led, day = planned(world, code)
    led.ask(papers.Paper.REQUEST, day, number(code, day, 3))


def nominating(world, code):
    """The candidates are on the list and nothing has been reviewed."""
    led, day = begin(world, code)
    led.to_group(day, f"云财{MARKS[code]}工")
    for office, people in lists(world, code).items():
        led.nominate(office, people, day + 20 * DAY)


def lists(world, code):
    people = world.people(world.units[code])[:2]
    return {Office.COMMITTEE: people, Office.CHAIR: people[:1]}


def listed(world, code):
    led, day = begin(world, code)
    led.to_group(day, f"云财{MARKS[code]}工")
    led.stand(lists(world, code), day + 20 * DAY)
    return led, day + 30 * DAY


def agreed(world, code):
    led, day = listed(world, code)
    after = led.posted(day)
    led.party(PartyOpinion.About.CANDIDATES, after)
    led.ask(papers.Paper.CANDIDATES_REQUEST, after, number(code, after, 7), after + 5 * DAY)
    return led, after + 10 * DAY


def elected(world, code):
    led, day = agreed(world, code)
    led.elect(Step.CONGRESS, day, led.change.members)
    led.elect(Step.FIRST_SESSION, day, led.change.members)
    led.ask(papers.Paper.RESULT, day + DAY, number(code, day, 11), day + 8 * DAY)
