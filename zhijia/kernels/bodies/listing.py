"""Persons on a list against the shares that policy sets: for a page that shows it, and for a list being edited.

    shown = compose([(person, ["front_line"]), …], listing="delegates", unit=unit, on=day, seats=60)
    shown.findings, shown.blocks, shown.sentences   # {% include "bodies/_composition.html" with composition=shown %}

`bodies/_list.html` with ListField (forms.listing) is the editor: each change asks `bodies:list` for the numbers.
"""

from collections import Counter
from dataclasses import dataclass

from zhijia.base.verdict import Verdict, need

from .models import Post
from .rules import composition
from .rules.composition import CATEGORIES, Listed
from .standards import Standards

LISTINGS = {"committee": "committee", "standing": "standing"}  # body kind → list of quotas it has


@dataclass(frozen=True)
class Composition:
    """What is said of one list."""

    findings: list
    total: int
    tally: list  # (category in words, how many), of those that occur
    seats: int | None = None

    @property
    def blocks(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def sentences(self) -> list[str]:
        return [finding.say() for finding in self.findings if not finding.ok]

    def verdict(self, field="") -> Verdict:
        """Refuses with each sentence that blocks: the list cannot be submitted."""
        verdict = Verdict()
        for finding in self.findings:
            verdict &= need(not finding.blocks, "%(said)s，请调整名单", field=field, said=finding.say())
        return verdict

    @property
    def free(self) -> int:
        return max((self.seats or 0) - self.total, 0)

    @property
    def over(self) -> int:
        return max(self.total - self.seats, 0) if self.seats else 0


def categories_of(person, declared=(), *, on, young_until=0) -> frozenset[str]:
    """What is said of a person on the list, and what follows from their record."""
    found = composition.derived(
        sex=person.sex, ethnicity=person.ethnicity, born_on=person.born_on, on=on, young_until=young_until
    )
    return frozenset(declared) | found


def compose(entries, *, listing, unit, on, seats=None, standards=None, among=None) -> Composition:
    """`entries`: (person, categories declared) pairs. `listing`: committee, standing or delegates.

    `among`: (women, members) of those who elect, where the list shall have women as they have.
    """
    standards = standards or Standards(unit, on)
    young = standards.young_age
    people = [Listed(p.pk, categories_of(p, said, on=on, young_until=young)) for p, said in entries]
    quotas = [composition.as_among_members(quota, *among or (0, 0)) for quota in standards.quotas(listing)]
    findings = composition.check(people, quotas, seats)
    counts = Counter(code for one in people for code in one.categories)
    tally = [(CATEGORIES[code], counts[code]) for code in CATEGORIES if counts[code]]
    return Composition(findings, len({one.key for one in people}), tally, seats)


def composition_of(term, day, standards=None) -> Composition | None:
    """Of those who held posts of the term at the end of that day; None for bodies without such shares."""
    listing = LISTINGS.get(term.body.kind)
    if listing is None:
        return None
    rows = Post.objects.filter(term=term).as_of(day).select_related("person").prefetch_related("categories")
    entries = [(post.person, post.declared_categories) for post in rows]
    return compose(entries, listing=listing, unit=term.body.unit, on=day, seats=term.seats, standards=standards)
