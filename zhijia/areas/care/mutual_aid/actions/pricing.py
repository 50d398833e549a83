"""What claims come to, given all that the same persons already had in the period."""

from collections import defaultdict
from dataclasses import dataclass, field

from zhijia.base.bulk import insert_rows
from zhijia.base.upsert import update_rows

from .. import rules
from ..models import Award, Claim, Terms
from .enrolling import slices

FACTS = ("pk", "enrolment_id", "terms_id", "state", "amount_fen")
STAY = ("admitted_on", "discharged_on", "self_pay_fen", "listed_disease", "death")


@dataclass
class Ledger:
    """What one person had so far in one period; it grows claim by claim."""

    cost: int = 0
    days: int = 0
    paid: dict[str, int] = field(default_factory=dict)

    @property
    def before(self) -> rules.Before:
        return rules.Before(self.cost, self.days, dict(self.paid))

    def take(self, stay: rules.Stay, sums):
        """`sums`: pairs of benefit and fen."""
        self.cost += stay.cost
        self.days += stay.days
        for code, fen in sums:
            self.paid[code] = self.paid.get(code, 0) + fen


@dataclass(frozen=True)
class Known:
    """A claim as the computation sees it."""

    pk: int
    enrolment_id: int
    terms_id: int
    state: str
    amount_fen: int
    stay: rules.Stay


def rules_of(terms_ids) -> dict[int, rules.Terms]:
    """Each version of terms is read once, however many claims it serves."""
    return {terms.pk: terms.rules for terms in Terms.objects.filter(pk__in=set(terms_ids)).select_related("scheme")}


def claims_of(enrolments) -> list[Known]:
    """All counting claims of these enrolments, in the order in which they were filed."""
    found = []
    for part in slices(enrolments):
        rows = Claim.objects.counting().filter(enrolment__in=part).values_list(*FACTS, *STAY)
        found += [Known(*row[:5], rules.Stay(*row[5:])) for row in rows]
    return sorted(found, key=lambda claim: claim.pk)


def sums_of(claims) -> dict[int, list]:
    """Stored awards by claim, as pairs of benefit and fen."""
    sums = defaultdict(list)
    for part in slices(claim.pk for claim in claims):
        for claim, code, fen in Award.objects.filter(claim__in=part).values_list("claim_id", "benefit", "amount_fen"):
            sums[claim].append((code, fen))
    return sums


def ledgers(enrolments, until=None) -> dict[int, Ledger]:
    """What each of them had so far: settled claims and those in review, filed before `until` if that is given."""
    books = defaultdict(Ledger)
    claims = claims_of(set(enrolments))
    if until is not None:
        claims = [claim for claim in claims if claim.state in Claim.SETTLED or claim.pk < until.pk]
    sums = sums_of(claims)
    for claim in claims:
        books[claim.enrolment_id].take(claim.stay, sums[claim.pk])
    return books


def reprice(enrolments, settling=()) -> dict[int, int]:
    """Compute anew what is still open for these enrolments; returns the fen of each claim computed.

    Settled claims stand as they are. Then come those being settled now, by day of admission, then what is still in
    review, as it was filed: so nobody ever gets more than the terms give for everything together.
    """
    claims = claims_of(set(enrolments))
    settling, settled = set(settling), [claim for claim in claims if claim.state in Claim.SETTLED]
    stored, books = sums_of(settled), defaultdict(Ledger)
    for claim in settled:
        books[claim.enrolment_id].take(claim.stay, stored[claim.pk])
    waiting = [claim for claim in claims if claim.state not in Claim.SETTLED]
    waiting.sort(key=lambda c: (0, c.stay.admitted_on.toordinal(), c.pk) if c.pk in settling else (1, 0, c.pk))
    terms = rules_of(claim.terms_id for claim in waiting)
    given = {claim.pk: compute(terms[claim.terms_id], claim.stay, books[claim.enrolment_id]) for claim in waiting}
    rewrite(given)
    amounts = {pk: rules.total(awards).fen for pk, awards in given.items()}
    update_rows(Claim, ["amount_fen"], [(c.pk, amounts[c.pk]) for c in waiting if amounts[c.pk] != c.amount_fen])
    return amounts


def compute(terms, stay, book: Ledger) -> list[rules.Award]:
    """The awards of one more stay; the ledger remembers them."""
    given = rules.awards(terms, stay, book.before)
    book.take(stay, ((award.code, award.amount.fen) for award in given))
    return given


def rewrite(given: dict[int, list[rules.Award]]):
    for part in slices(given):
        Award.objects.filter(claim__in=part).delete()
    write_awards(given.items())


def write_awards(given):
    """`given`: pairs of claim key and awards."""
    fields = ["claim", "benefit", "name", "amount_fen", "derivation"]
    insert_rows(
        Award,
        fields,
        (
            (pk, award.code, award.name, award.amount.fen, award.amount.to_json())
            for pk, awards in given
            for award in awards
        ),
    )
