"""Two years of gifts: festivals for all, birthdays by month, visits, illnesses; some rounds still on their way."""

from collections import defaultdict
from datetime import date, timedelta

from . import actions
from .models import Round
from .rules import OWN_FUNDS

TITLE = "慰问"  # what the demo command calls it

FESTIVALS = (
    ("spring", "春节", (2, 5), 50000),
    ("mid_autumn", "中秋节", (9, 20), 40000),
    ("national", "国庆节", (9, 28), 30000),
)
UNITS = ("YL-CJ", "YL-LG", "YL-SF", "YL-ZX", "YL-NK", "YL-LJ-SY", "YL-LJ-YZ", "YL-WC-QS-XX")
VISITS = ((3, 18), (7, 22), (10, 16))
ILLNESSES = ("阑尾炎", "骨折", "肺炎", "胆囊炎", "白内障")


def build(world):
    for code in UNITS:
        unit = world.units[code]
        people = world.people(unit)
        for year in world.years:
            festivals(world, unit, people, year)
            birthdays(world, unit, people, year)
            illnesses(world, unit, people, year)
    visits(world, world.units["YL-CJ"])
    waiting(world, world.units["YL-CJ"])


def festivals(world, unit, people, year):
    for festival, name, (month, day), fen in FESTIVALS:
        facts = {"occasion": "festival", "festival": festival, "form": "goods", "standard_fen": fen}
        carry_out(world, unit, f"{year}年{name}慰问", date(year, month, day), people, **facts)


def birthdays(world, unit, people, year):
    by_quarter = defaultdict(list)
    for person in people:
        by_quarter[(person.born_on.month + 2) // 3].append(person)
    for quarter, born in sorted(by_quarter.items()):
        facts = {"occasion": "birthday", "form": "cake", "standard_fen": 30000}
        carry_out(world, unit, f"{year}年第{quarter}季度生日慰问", date(year, quarter * 3 - 2, 8), born, **facts)


def illnesses(world, unit, people, year):
    for person in world.rng.sample(people, k=max(len(people) // 80, 1)):
        day = date(year, 1, 10) + timedelta(days=world.rng.randrange(330))
        if day > world.today:
            continue
        facts = {"occasion": "hospital", "form": "money", "standard_fen": 50000}
        wish = actions.Wish(person, thing=world.rng.choice(ILLNESSES), evidence="出院小结")
        carry_out(world, unit, f"{person.name}住院慰问", day, [], wishes=[wish], **facts)


def visits(world, unit):
    """All members of the rural team, three times in the earlier year."""
    team = world.people(unit)[5:9]
    facts = {"occasion": "visit", "group": "乡村振兴工作队员", "form": "goods", "standard_fen": 40000}
    for month, day in VISITS:
        on = date(world.years[0], month, day)
        carry_out(world, unit, f"{on.year}年{month}月慰问乡村振兴工作队员", on, team, **facts)


def waiting(world, unit):
    """Today: one list on the chair's desk, one still being drawn up."""
    people, by = world.people(unit), world.officer_of(unit)
    retiring = {"occasion": "retirement", "form": "goods", "standard_fen": 100000, "evidence": "退休通知"}
    actions.hand_in_single(
        person=people[20], unit=unit, day=world.today, fund=OWN_FUNDS, by=by, at=world.at(world.today), **retiring
    )
    actions.draw_up(
        unit=unit,
        occasion="festival",
        festival="new_year",
        title=f"{world.years[1] + 1}年元旦慰问",
        day=date(world.years[1] + 1, 1, 1),
        form="goods",
        standard_fen=20000,
        by=by,
        at=world.at(world.today),
    )


def carry_out(world, unit, title, day, people, wishes=(), **facts):
    """From the list to the register, by the officer and the chair; nothing that lies in the future."""
    if day > world.today:
        return None
    by, at = world.officer_of(unit), world.at(day)
    round_ = actions.draw_up(unit=unit, title=title[:60], day=day, by=by, at=at, **facts)
    wanted = [*wishes, *(actions.Wish(person) for person in people)]
    listed = actions.list_persons(round_=round_, wishes=wanted, by=by, at=at)
    if not listed.made:
        return round_
    round_ = actions.submit_round(round_=round_, by=by, at=at)
    actions.rule_round(case=round_.case, by=world.chair_of(unit), ruling="approve", at=at)
    actions.give(gifts=listed.made, on=day, by=by, at=at)
    return Round.objects.get(pk=round_.pk)
