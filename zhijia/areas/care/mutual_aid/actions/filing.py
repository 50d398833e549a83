"""A claim is handed in: what the settlement sheet shows, whether it can be claimed, what it comes to."""

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from zhijia.base.text import compact
from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.files import actions as files
from zhijia.kernels.org.models import Unit

from .. import rules
from ..models import Claim, Enrolment, Evidence
from .enrolling import slices
from .pricing import Ledger, compute, ledgers, reprice, rules_of, write_awards

KIND = "mutual_aid.claim"
ROUTE = (  # 基层初审 → 省级审核: two persons at two levels (R-MED-04)
    Stop("review", "单位初审", kinds=tuple(Unit.GRASSROOTS), days=5),
    Stop("review", "省级审核", kinds=(Unit.Kind.PROVINCE,), days=10),
)
PAPERS = ("pdf", "jpg", "png")


@dataclass(frozen=True)
class Facts:
    """One stay as the settlement sheet shows it. Money in fen."""

    enrolment: Enrolment
    hospital: str
    admitted_on: date
    discharged_on: date
    total_fen: int
    self_pay_fen: int
    invoice_no: str = ""
    listed_disease: bool = False
    death: bool = False
    diagnosis: str = ""

    @property
    def stay(self) -> rules.Stay:
        return rules.Stay(self.admitted_on, self.discharged_on, self.self_pay_fen, self.listed_disease, self.death)


@dataclass(frozen=True)
class Judged:
    """A stay with the answer whether it can be claimed and, if so, what it brings."""

    facts: Facts
    verdict: Verdict
    awards: tuple = ()

    @property
    def amount(self):
        return rules.total(list(self.awards))


COLUMNS = tuple(column.name for column in fields(Facts))


def tidy(facts: Facts) -> Facts:
    """Spaces typed into names and numbers do not make another hospital or another invoice."""
    return replace(facts, hospital=facts.hospital.strip(), invoice_no=compact(facts.invoice_no))


# --- judging ---


def judge(*, facts, by, today, instead_of=None) -> list[Judged]:
    """Each stay in turn, knowing the ones before it; the same number of queries for any number of them."""
    bench = Bench([tidy(one) for one in facts], by, today, instead_of)
    return [bench.judged(one) for one in bench.facts]


class Bench:
    """Everything the rules ask about a list of stays, fetched once."""

    def __init__(self, facts, by, today, instead_of=None):
        self.facts, self.by, self.today = facts, by, today
        self.own = {instead_of.pk} if instead_of else set()
        self.terms = rules_of(one.enrolment.period.terms_id for one in facts)
        self.books = ledgers([one.enrolment.pk for one in facts], until=instead_of)
        self.stays, self.invoices = defaultdict(list), set()
        for part in slices({one.enrolment.person_id for one in facts}):
            self.learn_stays(part)
        for part in slices({one.invoice_no for one in facts} - {""}):
            rows = self.others().filter(invoice_no__in=part)
            self.invoices.update(rows.values_list("scheme_id", "invoice_no"))

    def others(self):
        return Claim.objects.counting().exclude(pk__in=self.own)

    def learn_stays(self, persons):
        columns = ("enrolment__person_id", "scheme_id", "admitted_on", "discharged_on", "hospital")
        for person, scheme, *stay in self.others().filter(enrolment__person__in=persons).values_list(*columns):
            self.stays[person, scheme].append(tuple(stay))

    def judged(self, one: Facts) -> Judged:
        verdict = self.verdict(one)
        if not verdict:
            return Judged(one, verdict)
        terms, book = self.terms[one.enrolment.period.terms_id], self.books[one.enrolment.pk]
        before = book.before
        awards = tuple(compute(terms, one.stay, book))
        due = any(award.amount.fen for award in awards) or rules.waits_for_more(terms, one.stay, before)
        if not due:
            self.books[one.enrolment.pk] = Ledger(before.cost, before.days, dict(before.paid))
            return Judged(one, nothing_due(awards), awards)
        self.remember(one)
        return Judged(one, verdict, awards)

    def remember(self, one):
        scheme = one.enrolment.period.scheme_id
        self.stays[one.enrolment.person_id, scheme].append((one.admitted_on, one.discharged_on, one.hospital))
        self.invoices |= {(scheme, one.invoice_no)} if one.invoice_no else set()

    def verdict(self, one: Facts) -> Verdict:
        return (
            may_file(one.enrolment, self.by)
            & need(one.hospital, "请填写就诊医院", field="hospital")
            & need(one.self_pay_fen <= one.total_fen, "自付费用不能超过医疗总费用，请核对", field="self_pay_fen")
            & rules.may_claim(self.terms[one.enrolment.period.terms_id], one.enrolment.cover, one.stay, self.today)
            & self.not_twice(one)
        )

    def not_twice(self, one) -> Verdict:
        scheme, person = one.enrolment.period.scheme_id, one.enrolment.person
        mine = one.admitted_on, one.discharged_on, one.hospital
        twice = next((other for other in self.stays[person.pk, scheme] if rules.same_stay(*mine, other)), None)
        began, ended, hospital = twice or (None, None, "")
        return need(
            twice is None,
            "%(name)s%(began)s至%(ended)s在%(hospital)s的住院已经申请过补助，不能重复申请",
            field="admitted_on",
            name=person.name,
            began=began,
            ended=ended,
            hospital=hospital,
        ) & need(
            (scheme, one.invoice_no) not in self.invoices,
            "发票%(invoice)s已经申请过补助，不能重复申请",
            field="invoice_no",
            invoice=one.invoice_no,
        )


def may_file(enrolment, by) -> Verdict:
    """The clerk of the unit, or the member."""
    return need(
        by is None or by.can("edit", enrolment.unit) or by.pk == enrolment.person.user_id,
        "您没有为%(unit)s登记补助申请的权限",
        unit=enrolment.unit,
    )


def nothing_due(awards) -> Verdict:
    return need(
        False,
        "按本期条款计算，这次住院没有可补助的金额（%(why)s）",
        field="self_pay_fen",
        why=rules.why_nothing(awards),
    )


# --- filing ---


def file_claim(*, facts: Facts, by, at, papers=()) -> Claim:
    """One claim with its papers, handed in at once; a refusal is raised."""
    filed, refused = file_claims(facts=[facts], by=by, at=at, papers=papers)
    for _facts, verdict in refused:
        verdict.or_refuse()
    return filed[0]


@transaction.atomic
def file_claims(*, facts: list[Facts], by, at, papers=()):
    """Many claims at once. Returns the filed ones and (facts, verdict) of those that cannot be claimed.

    `papers`: pairs of kind and upload, for a claim filed alone.
    """
    lock_enrolments(one.enrolment.pk for one in facts)  # what a person may still have is computed while others wait
    judged = judge(facts=facts, by=by, today=timezone.localdate(at))
    good = [one for one in judged if one.verdict]
    claims = write_down(good, by, at)
    for claim in claims if papers else ():
        attach(claim=claim, papers=papers, by=by, at=at)
    return claims, [(one.facts, one.verdict) for one in judged if not one.verdict]


def lock_enrolments(keys):
    for part in slices(sorted(set(keys))):
        list(Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=part).order_by("pk").values_list("pk"))


def write_down(judged, by, at) -> list[Claim]:
    if not judged:
        return []
    cases = flow.open_cases(kind=KIND, drafts=drafts(judged), route=ROUTE, opened_by=by, at=at)
    claims = [claim_of(case, one) for case, one in zip(cases, judged, strict=True)]
    Claim.objects.bulk_create(claims, batch_size=1_000)
    write_awards((claim.pk, one.awards) for claim, one in zip(claims, judged, strict=True))
    flow.submit_many(cases=cases, by=by, at=at)
    return claims


def drafts(judged) -> list[flow.Draft]:
    stays = [one.facts.enrolment for one in judged]
    return [flow.Draft(stay.unit, f"{stay.person.name} 医疗互助补助", stay.person.user) for stay in stays]


def claim_of(case, one: Judged) -> Claim:
    period = one.facts.enrolment.period
    return Claim(
        case=case,
        unit=case.unit,
        scheme_id=period.scheme_id,
        terms_id=period.terms_id,
        state=Claim.State.IN_REVIEW,
        amount_fen=one.amount.fen,
        **{name: getattr(one.facts, name) for name in COLUMNS},
    )


@transaction.atomic
def attach(*, claim, papers, by, at):
    """Papers show the diagnosis: whoever reviews opens them, and whoever handed them in."""
    for kind, upload in papers:
        file = files.store(upload=upload, unit=claim.unit, by=by, at=at, kinds=PAPERS, needs="review")
        Evidence.objects.create(claim=claim, kind=kind, file=file)


def may_correct(claim, by) -> Verdict:
    return need(claim.state == Claim.State.RETURNED, "只有退回补充的申请可以修改后重新提交") & may_file(
        claim.enrolment, by
    )


@transaction.atomic
def resubmit_claim(*, claim, facts: Facts, by, at, papers=()) -> Claim:
    """Correct what was returned and hand it in again: judged and computed as if it were new."""
    lock_enrolments([claim.enrolment_id])
    claim = Claim.objects.select_for_update(of=("self",)).select_related("case", "enrolment__person").get(pk=claim.pk)
    (one,) = judge(facts=[facts], by=by, today=timezone.localdate(at), instead_of=claim)
    (may_correct(claim, by) & one.verdict).or_refuse()
    for name in COLUMNS:
        setattr(claim, name, getattr(one.facts, name))
    claim.state = Claim.State.IN_REVIEW
    claim.save()
    attach(claim=claim, papers=papers, by=by, at=at)
    flow.submit(case=claim.case, by=by, at=at)
    reprice([claim.enrolment_id])
    claim.refresh_from_db()
    return claim
