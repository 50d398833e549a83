"""From draft to frozen baseline, and from one version to the next."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.inbox.actions import notify
from zhijia.kernels.org.models import Unit
from zhijia.kernels.trail import actions as trail

from ..models import Alignment, Plan, Task
from ..rules.lines import Kind
from .text import locked, may_edit, write

KIND = "plans.adoption"
BELOW = (Unit.Kind.BRANCH, Unit.Kind.GROUP)  # have no chair who signs: the grassroots union above adopts their plan
AFTER = {
    CaseState.IN_REVIEW: Plan.State.IN_REVIEW,
    CaseState.RETURNED: Plan.State.RETURNED,
    CaseState.REJECTED: Plan.State.DRAFT,
    CaseState.WITHDRAWN: Plan.State.DRAFT,
}


def route(unit):
    return [Stop("approve", "主席采纳", kinds=tuple(Unit.GRASSROOTS) if unit.kind in BELOW else (), days=5)]


def may_submit(plan, by) -> Verdict:
    doubts = plan.doubts.open().count()
    return (
        may_edit(plan, by)
        & need(any(node.kind == Kind.ITEM for node in plan.nodes), "计划里还没有条目，请先补上再提交")
        & need(not doubts, "还有%(doubts)s处提示没有核对，请先在“核对条文”里逐处确认", doubts=doubts)
    )


@transaction.atomic
def submit_plan(*, plan, by, at) -> Plan:
    """Lay the draft before the chair. A returned one goes the same way again."""
    plan = locked(plan, by)
    may_submit(plan, by).or_refuse()
    case = plan.case
    if case is None or case.state not in (CaseState.DRAFT, CaseState.RETURNED):
        case = flow.open_case(
            kind=KIND,
            unit=plan.unit,
            title=str(plan),
            route=route(plan.unit),
            opened_by=by,
            subject=plan.drafted_by,
            at=at,
        )
    plan.case = flow.submit(case=case, by=by, at=at)
    plan.state = Plan.State.IN_REVIEW
    plan.save(update_fields=["case", "state"])
    trail.note(by=by, verb="plans.submit", target=plan, at=at)
    return plan


@transaction.atomic
def rule_plan(*, case, by, ruling, at, note="") -> Plan:
    """The chair's word: adopted and frozen, or back to the drafter."""
    case = flow.rule(case=case, by=by, ruling=ruling, note=note, at=at)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit", "drafted_by", "revises").get(case=case)
    if case.state == CaseState.APPROVED:
        return adopt(plan, by, at)
    if case.state in AFTER:
        plan.state = AFTER[case.state]
        plan.save(update_fields=["state"])
    if case.state in (CaseState.RETURNED, CaseState.REJECTED):
        trail.note(by=by, verb="plans.return", target=plan, reason=note, at=at)
        tell(plan, f"计划“{plan}”被退回：{note}", at)
    return plan


def tell(plan, title, at):
    notify(user=plan.drafted_by, title=title, url=plan.get_absolute_url(), at=at)


def adopt(plan, by, at) -> Plan:
    """Freeze: from here on the text is what its digest says."""
    plan.state, plan.adopted_by, plan.adopted_on = Plan.State.ADOPTED, by, timezone.localdate(at)
    plan.digest = plan.computed_digest
    plan.save(update_fields=["state", "adopted_by", "adopted_on", "digest"])
    trail.note(by=by, verb="plans.adopt", target=plan, after={"digest": plan.digest}, at=at)
    if plan.revises_id:
        supersede(plan, by, at)
    tell(plan, f"计划“{plan}”已采纳，可以分解下达任务", at)
    return plan


def supersede(plan, by, at) -> None:
    """The new version takes the old one's place, and the tasks of lines that live on go with them."""
    Plan.objects.filter(pk=plan.revises_id).update(state=Plan.State.SUPERSEDED)
    heirs = {node.previous_id: node for node in plan.nodes if node.previous_id}
    tasks = list(Task.objects.filter(plan=plan.revises_id))
    for task in tasks:
        task.plan, task.measure = plan, heirs.get(task.measure_id, task.measure)
    Task.objects.bulk_update(tasks, ["plan", "measure"], batch_size=200)
    for one in Alignment.objects.filter(upper__plan=plan.revises_id, upper__in=heirs):
        if not Alignment.objects.filter(item=one.item_id, upper=heirs[one.upper_id]).exists():
            Alignment.objects.filter(pk=one.pk).update(upper=heirs[one.upper_id])
    trail.note(by=by, verb="plans.relink", target=plan, after={"tasks": len(tasks)}, at=at)


def may_revise(plan, by) -> Verdict:
    return (
        need(plan.state == Plan.State.ADOPTED, "只有已采纳的计划可以修订，草稿直接修改即可")
        & need(by.can("edit", plan.unit), "您没有为%(unit)s编写计划的权限", unit=plan.unit)
        & need(
            not plan.revisions.exclude(state=Plan.State.DROPPED).exists(), "已有一份修订稿在修改中，请在修订稿上继续"
        )
    )


@transaction.atomic
def revise(*, plan, why, by, at) -> Plan:
    """A draft of the next version, line for line; the adopted one holds until the new one is adopted."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    may_revise(plan, by).or_refuse()
    need(why.strip(), "请写明修订的理由", field="why").or_refuse()
    same = ("unit", "year", "title", "genre", "number", "issued_on", "numbering", "source", "document")
    new = Plan.objects.create(
        **{name: getattr(plan, name) for name in same},
        version=plan.version + 1,
        revises=plan,
        why=why.strip(),
        drafted_by=by,
        drafted_at=at,
    )
    nodes = write(new, [replace(line, pk=None, previous=line.pk) for line in plan.lines])
    heirs = {node.previous_id: node for node in nodes}
    old = Alignment.objects.filter(item__plan=plan)
    Alignment.objects.bulk_create(Alignment(item=heirs[one.item_id], upper_id=one.upper_id) for one in old)
    trail.note(by=by, verb="plans.revise", target=new, reason=why, at=at)
    return new


@transaction.atomic
def withdraw_plan(*, plan, by, at) -> Plan:
    """Take it back from the chair's desk while it still lies there."""
    flow.withdraw(case=plan.case, by=by, at=at)
    return locked(plan, by)


def may_drop(plan, by) -> Verdict:
    return may_edit(plan, by)


@transaction.atomic
def drop_plan(*, plan, by, at) -> Plan:
    """A draft nobody wants any more; kept, but out of the way."""
    plan = locked(plan, by)
    if plan.case and plan.case.state in (CaseState.DRAFT, CaseState.RETURNED):
        flow.withdraw(case=plan.case, by=plan.case.opened_by, at=at)
    plan.state = Plan.State.DROPPED
    plan.save(update_fields=["state"])
    trail.note(by=by, verb="plans.drop", target=plan, at=at)
    return plan
