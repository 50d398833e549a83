"""Enter, propose, rule, sign, mark, let go."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zhijia.base.noting import note as trail
from zhijia.base.text import compact
from zhijia.base.verdict import need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.inbox.actions import set_deadline, settle_deadline

from . import rules
from .models import Contract, Evaluation, Interest, Paper, Partner

CASE = "partners.admission"
ROUTE = (Stop("approve", "主席审批", days=5),)


def _own(partner):
    return Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)


def _may_edit(partner, by):
    return need(by.can("edit", partner.unit), "您没有维护这个合作单位的权限")


@transaction.atomic
def enter(*, unit, name, kind, by, uscc="", **facts) -> Partner:
    """Written into the register; nothing may be signed with it yet."""
    uscc, name = compact(uscc).upper(), name.strip()
    known = Partner.objects.filter(unit=unit, name=name).exists()
    (
        need(by is None or by.can("edit", unit), "您没有为%(unit)s登记的权限", unit=unit, field="unit")
        & need(not known, "本单位已登记“%(name)s”，请直接打开修改", name=name, field="name")
        & rules.sound(uscc)
    ).or_refuse()
    partner = Partner.objects.create(unit=unit, name=name, kind=kind, uscc=uscc, **facts)
    trail(by=by, verb="create", target=partner, unit=unit)
    return partner


@transaction.atomic
def edit(*, partner, by, **facts) -> Partner:
    partner = _own(partner)
    facts["uscc"] = compact(facts.get("uscc", partner.uscc)).upper()
    taken = Partner.objects.filter(unit=partner.unit, name=facts.get("name", partner.name)).exclude(pk=partner.pk)
    (
        _may_edit(partner, by)
        & rules.sound(facts["uscc"])
        & need(not taken.exists(), "本单位已登记同名的合作单位", field="name")
    ).or_refuse()
    before = {name: getattr(partner, name) for name in facts}
    for name, value in facts.items():
        setattr(partner, name, value)
    partner.save(update_fields=list(facts))
    trail(by=by, verb="change", target=partner, unit=partner.unit, before=before, after=facts)
    return partner


@transaction.atomic
def keep_paper(*, partner, name, by, at, number="", valid_to=None) -> Paper:
    """A new paper, or the renewed one of that name."""
    partner = _own(partner)
    _may_edit(partner, by).or_refuse()
    last = partner.papers.filter(name=name).first()
    before = {"valid_to": last and last.valid_to}
    paper, _new = Paper.objects.update_or_create(
        partner=partner, name=name, defaults={"number": number, "valid_to": valid_to}
    )
    after = {"name": name, "valid_to": valid_to}
    trail(by=by, verb="partners.paper", target=partner, unit=partner.unit, before=before, after=after)
    _watch(partner, f"paper:{paper.pk}", f"{partner}：{paper}到期", valid_to, at)
    return paper


def _watch(partner, what, title, last_day, at):
    source = f"partners.{what}"
    if last_day is None:
        settle_deadline(source=source, at=at)
        return
    set_deadline(
        source=source,
        title=title,
        url=partner.get_absolute_url(),
        unit=partner.unit,
        due_on=last_day,
        at=at,
        kind="合作单位",
    )


@transaction.atomic
def propose(*, partner, by, at) -> Partner:
    """To the chair: taken in or not."""
    partner = _own(partner)
    (
        _may_edit(partner, by)
        & rules.may_propose(partner.state, partner.kind, partner.facts_of_papers(), timezone.localdate(at))
    ).or_refuse()
    partner.case = flow.open_case(
        kind=CASE, unit=partner.unit.deciding(), title=f"准入：{partner.name}", route=ROUTE, opened_by=by, at=at
    )
    flow.submit(case=partner.case, by=by, at=at)
    partner.state = rules.IN_REVIEW
    partner.save(update_fields=["case", "state"])
    return partner


STATES = {
    CaseState.APPROVED: rules.ADMITTED,
    CaseState.REJECTED: rules.REFUSED,
    CaseState.RETURNED: rules.PROPOSED,
    CaseState.WITHDRAWN: rules.PROPOSED,
}


@transaction.atomic
def rule(*, case, by, ruling, at, note="") -> Partner:
    """The chair's opinion; nobody who declared an interest gives it."""
    declared = case.partner.interests.filter(user=by).exists()
    need(not declared, "您申报过与该单位的利益关系，不能审批，请由其他人员办理").or_refuse()
    return follow(flow.rule(case=case, by=by, ruling=ruling, at=at, note=note), at)


@transaction.atomic
def withdraw(*, partner, by, at) -> Partner:
    need(partner.case, "还没有提交审批，不用撤回").or_refuse()
    return follow(flow.withdraw(case=partner.case, by=by, at=at), at)


def follow(case, at):
    partner = Partner.objects.select_for_update(of=("self",)).get(case=case)
    partner.state = STATES.get(case.state, partner.state)
    if partner.state == rules.ADMITTED:
        partner.admitted_on = timezone.localdate(at)
        partner.left_on, partner.left_reason = None, ""
    if partner.state == rules.PROPOSED:
        partner.case = None  # proposed again, it gets a new case
    partner.save(update_fields=["state", "admitted_on", "left_on", "left_reason", "case"])
    return partner


@transaction.atomic
def sign(*, partner, title, from_on, to_on, by, at, number="", amount_fen=None) -> Contract:
    partner = _own(partner)
    (_may_edit(partner, by) & rules.may_sign(partner.state, from_on, to_on, partner.facts_of_papers())).or_refuse()
    contract = Contract.objects.create(
        partner=partner, title=title, number=number, from_on=from_on, to_on=to_on, amount_fen=amount_fen
    )
    after = {"title": title, "from_on": from_on, "to_on": to_on}
    trail(by=by, verb="partners.sign", target=partner, unit=partner.unit, after=after)
    _watch(partner, f"contract:{contract.pk}", f"{partner}：合同“{title}”到期，续约或退出", to_on, at)
    return contract


@transaction.atomic
def end_contract(*, contract, on, by, at) -> Contract:
    """Ended early by agreement: that day is the last."""
    contract = Contract.objects.select_for_update(of=("self",)).select_related("partner__unit").get(pk=contract.pk)
    (
        _may_edit(contract.partner, by)
        & need(contract.from_on <= on < contract.to_on, "提前终止的日期须在合同期内", field="on")
    ).or_refuse()
    before = {"to_on": contract.to_on}
    contract.to_on = on
    contract.save(update_fields=["to_on"])
    trail(
        by=by,
        verb="partners.end",
        target=contract.partner,
        unit=contract.partner.unit,
        before=before,
        after={"to_on": on},
    )
    settle_deadline(source=f"partners.contract:{contract.pk}", at=at)
    return contract


@transaction.atomic
def declare(*, partner, relation, by, on) -> Interest:
    """One declares for oneself; a later declaration replaces the words of the first."""
    interest, _new = Interest.objects.update_or_create(
        partner=partner, user=by, defaults={"relation": relation, "on": on}
    )
    trail(by=by, verb="partners.declare", target=partner, unit=partner.unit, after={"relation": relation})
    return interest


@transaction.atomic
def evaluate(*, partner, year, score, by, on, note="") -> Evaluation:
    declared = partner.interests.filter(user=by).exists()
    (_may_edit(partner, by) & rules.may_evaluate(partner.state, score, declared)).or_refuse()
    evaluation, _new = Evaluation.objects.update_or_create(
        partner=partner, year=year, by=by, defaults={"score": score, "note": note, "on": on}
    )
    trail(by=by, verb="partners.evaluate", target=partner, unit=partner.unit, after={"year": year, "score": score})
    return evaluation


@transaction.atomic
def let_go(*, partner, on, reason, by, at) -> Partner:
    partner = _own(partner)
    running = partner.contracts.unfinished(on + timedelta(days=1)).count()
    (_may_edit(partner, by) & rules.may_leave(partner.state, running)).or_refuse()
    partner.state, partner.left_on, partner.left_reason = rules.LEFT, on, reason
    partner.save(update_fields=["state", "left_on", "left_reason"])
    for paper in partner.papers.all():
        settle_deadline(source=f"partners.paper:{paper.pk}", at=at)
    trail(by=by, verb="partners.let_go", target=partner, unit=partner.unit, after={"left_on": on}, reason=reason)
    return partner
