from datetime import date, timedelta

import pytest

from zhijia.areas.organising.elections import actions
from zhijia.areas.organising.elections.demo import Walk, by_constituency
from zhijia.areas.organising.elections.models import PartyOpinion
from zhijia.areas.organising.elections.rules import papers
from zhijia.areas.organising.elections.rules.standing import Office
from zhijia.areas.organising.elections.rules.steps import Mode
from zhijia.base.identity import synthetic_id
from zhijia.kernels.bodies.actions import found_body, open_term
from zhijia.kernels.people.actions import register_member
from zhijia.kernels.people.models import Person
from zhijia.kernels.policy.actions import set_parameter

DAY = timedelta(days=1)
QUOTAS = [
    {
        "label": "一线职工、劳模和基层工会工作者",
        "categories": "一线职工、劳模和先进人物、基层工会工作者",
        "at_least": "0.8",
        "severity": "不得提交",
        "clause": "代表条例",
    },
    {"label": "领导干部", "categories": "领导干部（中层正职以上）", "at_most": "0.2", "severity": "不得提交"},
    {"label": "女性", "categories": "女性", "severity": "提醒"},
]


@pytest.fixture
def policy(cast):
    """What the province has set for these tests."""

    def put(key, value):
        set_parameter(
            key=key,
            unit=cast.province,
            value=value,
            effective_from=date(2020, 1, 1),
            source="云岭工发〔2020〕8号",
            verified=True,
        )

    put("bodies.delegate_quotas", QUOTAS)
    put("elections.delegates_from", 10)
    return put


@pytest.fixture
def members(cast):
    """As many more members of a unit; every third is a woman."""
    made = []

    def make(count, unit=None):
        for _ in range(count):
            n = len(made)
            number = synthetic_id(date(1980, 1, 1) + timedelta(days=37 * n), 100 + 2 * n + (n % 3 > 0))
            name = "王李张刘陈杨赵黄周吴"[n % 10] + "一二三四五六七八九十"[n // 10 % 10] + "甲乙丙"[n // 100]
            person = register_member(name=name, unit=unit or cast.branch, joined_on=date(2018, 1, 1), id_number=number)
            made.append(person)
        return made[-count:]

    return make


@pytest.fixture
def body(cast):
    made = found_body(unit=cast.college, kind="committee", founded_on=date(2015, 1, 1))
    open_term(body=made, number=6, from_on=date(2021, 5, 20), years=5, seats=7)
    return made


SEATS = {"committee_seats": 5, "audit_seats": 3, "chair_seats": 1, "vice_chair_seats": 1}


@pytest.fixture
def walk(cast, policy, body):
    """A change of the college begun, led by the cast; more members of the plan by keyword."""

    def begin(day=None, **planned):
        day = day or cast.today - timedelta(days=200)
        facts = {"mode": Mode.MEMBERS, "meeting_on": cast.today, "party_organisation": "中共云岭财经职业学院委员会"}
        facts |= SEATS | planned
        at = lambda on: cast.now - timedelta(days=(cast.today - on).days)  # noqa: E731
        end_on = facts.pop("end_on", cast.today + timedelta(days=30))
        change = actions.begin(body=body, by=cast.college_officer, at=at(day), end_on=end_on, counted_on=day, **facts)
        return Walk(
            change, officer=cast.college_officer, above=cast.province_officer, chair_above=cast.province_chair, at=at
        )

    return begin


def lists(people):
    """Six for five seats, four for three; the first leads, the second stands in, the seventh heads the audit."""
    return {
        Office.COMMITTEE: people[:6],
        Office.AUDIT: people[6:10],
        Office.CHAIR: people[:1],
        Office.VICE_CHAIR: people[1:2],
        Office.AUDIT_CHAIR: people[6:7],
    }


def by_seats(led, people, core):
    """Lists as many as each constituency has seats; gives who was listed."""
    chosen = by_constituency(led, people, led.day)
    led.delegates(chosen, core, led.day)
    return chosen


@pytest.fixture
def standing(cast, walk, members):
    """Candidates agreed to, the meeting may be held. All members meet."""

    def make(**planned):
        people = members(12)
        led = walk(**planned)
        start = cast.today - 190 * DAY
        led.to_group(start, "云财院工")
        led.stand(lists(people), start + 30 * DAY)
        after = led.posted(start + 40 * DAY)
        led.party(PartyOpinion.About.CANDIDATES, after)
        led.ask(papers.Paper.CANDIDATES_REQUEST, after + DAY, "云财院工〔2025〕9号", after + 8 * DAY)
        led.people = people
        return led

    return make


@pytest.fixture
def drawn(cast, walk, members):
    """A complete list of so many delegates, `core` of them in a class."""

    def make(delegates, core):
        members(delegates + 8)
        led = walk(mode=Mode.DELEGATES, delegate_seats=delegates)
        led.to_group(cast.today - 60 * DAY, "云财院工")
        led.day = cast.today
        people = list(Person.objects.members().under(cast.college.path).order_by("home_path", "pk"))
        by_seats(led, people, core)
        return led

    return make


@pytest.fixture
def nominating(cast, walk, members):
    led_people = members(12)
    led = walk()
    led.to_group(cast.today - 60 * DAY, "云财院工")
    led.people = led_people
    return led
