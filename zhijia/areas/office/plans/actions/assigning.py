"""Giving out: a measure becomes tasks at units; a unit hands parts of its task further down."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow.actions import next_numbers
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.indicators.base import indicators
from zhijia.kernels.org.models import Unit
from zhijia.kernels.org.paths import within
from zhijia.kernels.trail import actions as trail

from ..models import Plan, Task
from ..rules import tasks as rules
from ..rules.lines import Kind

PREFIX = "RW"
EARLY_DAYS = 7  # before its last day a task is brought to mind


@dataclass(frozen=True)
class Assignment:
    """One row of the table: which measure, to whom, by when, proved by what."""

    measure: object
    unit: Unit
    due_on: date | None
    title: str = ""
    owner: object = None
    helpers: tuple = ()
    evidence_kind: str = "activity"
    standard: str = ""
    key: bool = False
    indicator: str = ""
    comparison: str = ""
    target: Decimal | None = None
    window_from: date | None = None
    window_to: date | None = None
    parent: Task | None = None
    row: int = field(default=0, compare=False)  # of the form, so that a refusal finds its place


def holders(units, day) -> dict[int, set[int]]:
    """For each unit, who holds a role at it or below it on that day."""
    held = RoleHeld.objects.on(day).filter(user__is_active=True).values_list("user_id", "unit__path")
    found = defaultdict(set)
    for user, path in held:
        for unit in units:
            if within(path, unit.path):
                found[unit.pk].add(user)
    return found


def may_give(plan, by) -> Verdict:
    return need(plan.state == Plan.State.ADOPTED, "计划采纳以后才能下达任务") & need(
        by.can("edit", plan.unit), "您没有为%(unit)s下达任务的权限", unit=plan.unit
    )


def verdict_on(one: Assignment, giver: Unit, held) -> Verdict:
    """`giver`: whose subtree the task must stay in."""
    return rules.may_assign(
        due_on=one.due_on,
        owner_fits=one.owner is None or one.owner.pk in held[one.unit.pk],
        within=within(one.unit.path, giver.path),
        unit=one.unit,
    ) & whole_target(one)


def whole_target(one: Assignment) -> Verdict:
    """Half a target says nothing: indicator, comparison, number and window belong together."""
    if not one.indicator and one.target is None:
        return Verdict()
    window = one.window_from and one.window_to and one.window_from <= one.window_to
    return (
        need(one.indicator in indicators, "请选择目标数所用的指标", field="indicator")
        & need(one.target is not None and one.target > 0, "请填写大于零的目标值", field="target")
        & need(window, "请填写目标的统计期，起始日期不晚于截止日期", field="window_to")
    )


@transaction.atomic
def assign(*, plan, assignments, by, at) -> list[Task]:
    """Give out many tasks at once. Each row is judged; any refusal stops them all."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    may_give(plan, by).or_refuse()
    return give_out(plan, assignments, plan.unit, by, at, "plans.assign")


def give_out(plan, assignments, giver, by, at, verb) -> list[Task]:
    today = timezone.localdate(at)
    held = holders({one.unit for one in assignments}, today)
    for one in assignments:
        need(
            one.measure.plan_id == plan.pk and one.measure.kind == Kind.MEASURE, "只能为本计划的措施下达任务"
        ).or_refuse()
        verdict_on(one, giver, held).or_refuse()
    numbers = next_numbers(PREFIX, plan.year, len(assignments)) if assignments else []
    tasks = Task.objects.bulk_create(
        made(one, number, plan, giver, by, today) for one, number in zip(assignments, numbers, strict=True)
    )
    through = Task.helpers.through
    through.objects.bulk_create(
        through(task_id=task.pk, unit_id=unit.pk)
        for task, one in zip(tasks, assignments, strict=True)
        for unit in one.helpers
        if unit.pk != task.unit_id
    )
    for task in tasks:
        trail.note(by=by, verb=verb, target=task, after=facts_of(task), at=at)
    tell_receivers(tasks, at)
    return tasks


def made(one: Assignment, number, plan, giver, by, today) -> Task:
    """A task at one's own unit needs no receipt; one for a unit below waits for it."""
    own = one.unit.pk == giver.pk
    return Task(
        number=number,
        plan=plan,
        measure=one.measure,
        parent=one.parent,
        title=(one.title or one.measure.words).strip()[:300],
        unit=one.unit,
        owner=one.owner,
        due_on=one.due_on,
        first_due_on=one.due_on,
        evidence_kind=one.evidence_kind,
        standard=one.standard,
        key=one.key,
        indicator=one.indicator,
        comparison=(one.comparison or rules.Comparison.AT_LEAST) if one.indicator else "",
        target=one.target if one.indicator else None,
        window_from=one.window_from if one.indicator else None,
        window_to=one.window_to if one.indicator else None,
        issued_by=by,
        issued_on=today,
        received_by=by if own else None,
        received_on=today if own else None,
    )


def facts_of(task) -> dict:
    names = ("unit", "owner", "due_on", "standard")
    return {name: str(getattr(task, name) or "") for name in names}


def tell_receivers(tasks, at):
    """Whoever is named, else whoever sits at the unit; one notice each, however many tasks."""
    today, by_user, units = timezone.localdate(at), defaultdict(list), defaultdict(list)
    for task in tasks:
        if task.owner_id:
            by_user[task.owner].append(task)
        elif not task.received_on:
            units[task.unit].append(task)
    seats = RoleHeld.objects.on(today).with_ability("edit").filter(unit__in=units, user__is_active=True)
    for held in seats.select_related("user"):
        by_user[held.user].extend(units[next(unit for unit in units if unit.pk == held.unit_id)])
    for user, given in by_user.items():
        given = list({task.pk: task for task in given}.values())
        more = f"等{len(given)}项" if len(given) > 1 else ""
        notify_many(
            users=[user],
            title=f"新任务：{given[0].title[:60]}{more}，最早{min(t.due_on for t in given):%Y-%m-%d}前完成",
            url=given[0].get_absolute_url() if len(given) == 1 else "/plans/tasks/mine/",
            at=at,
        )


def hold(task) -> Task:
    return (
        Task.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "parent__unit", "measure")
        .prefetch_related("unit", "owner")  # these change hands: a join would show the hands of before we waited
        .get(pk=task.pk)
    )


def works_on(task, by, today) -> bool:
    """Whose task it is, and who registers for its unit. Who gave it out steps in only where nobody sits there."""
    if by.pk == task.owner_id:
        return True
    if not by.can("edit", task.unit):
        return False
    giver = task.verifier.path
    desks = by.desks("edit").values_list("path", flat=True)
    below = any(within(task.unit.path, desk) and within(desk, giver) and desk != giver for desk in desks)
    return not task.from_above or below or not RoleHeld.objects.sitting_at(task.unit, "edit", today).exists()


def may_work(task, by, today) -> Verdict:
    return need(works_on(task, by, today), "这项任务由%(unit)s办理，您没有办理权限", unit=task.unit)


def may_receive(task, by, today) -> Verdict:
    return may_work(task, by, today) & need(not task.received_on, "任务已经接收")


@transaction.atomic
def receive(*, task, by, at, owner=None) -> Task:
    """The unit takes it on, and may now name who does it."""
    task = hold(task)
    today = timezone.localdate(at)
    may_receive(task, by, today).or_refuse()
    fits = owner is None or owner.pk in holders([task.unit], today)[task.unit_id]
    need(fits, "责任人在“%(unit)s”没有任职，请改选", field="owner", unit=task.unit).or_refuse()
    task.received_by, task.received_on, task.owner = by, today, owner or task.owner
    task.save(update_fields=["received_by", "received_on", "owner"])
    trail.note(by=by, verb="plans.receive", target=task, after={"owner": str(task.owner or "")}, at=at)
    return task


def may_reassign(task, by, today) -> Verdict:
    giver = need(by.can("edit", task.verifier), "只有下达任务的%(unit)s可以调整", unit=task.verifier)
    return giver & rules.is_open(task.facts, today)


CHANGEABLE = ("title", "unit", "owner", "due_on", "evidence_kind", "standard", "key")


@transaction.atomic
def reassign(*, task, by, at, helpers=None, **facts) -> Task:
    """The giver changes who or how. A date somebody has already accepted moves only by an approved extension."""
    task = hold(task)
    today = timezone.localdate(at)
    may_reassign(task, by, today).or_refuse()
    before = {name: getattr(task, name) for name in CHANGEABLE if name in facts}
    changed = {name: value for name, value in facts.items() if name in before and value != before[name]}
    if "due_on" in changed:
        untouched = not (task.received_on and task.from_above) and not task.extended_on
        need(untouched, "任务已被接收，时限要通过“申请延期”调整", field="due_on").or_refuse()
        changed["first_due_on"] = changed["due_on"]
    for name, value in changed.items():
        setattr(task, name, value)
    one = Assignment(task.measure, task.unit, task.due_on, owner=task.owner)
    verdict_on(one, task.verifier, holders([task.unit], today)).or_refuse()
    if "unit" in changed:
        own = task.unit_id == task.verifier.pk
        task.received_on, task.received_by = (today, by) if own else (None, None)
    task.save()
    if helpers is not None:
        task.helpers.set([unit for unit in helpers if unit.pk != task.unit_id])
    words = {name: str(value) for name, value in changed.items()}
    trail.note(
        by=by,
        verb="plans.reassign",
        target=task,
        before={n: str(before[n]) for n in before if n in changed},
        after=words,
        at=at,
    )
    if {"unit", "owner"} & set(changed):
        tell_receivers([task], at)
    return task


def may_decompose(task, by, today) -> Verdict:
    return (
        may_work(task, by, today)
        & need(by.can("edit", task.unit), "您没有为%(unit)s下达任务的权限", unit=task.unit)
        & rules.is_open(task.facts, today)
        & need(task.received_on, "请先接收任务，再分解到下级")
    )


@transaction.atomic
def decompose(*, task, units, due_on, by, at, title="", standard="", evidence_kind="") -> list[Task]:
    """Hand parts of a task to units directly below: each receives, does and reports its own (G-05)."""
    task = hold(task)
    may_decompose(task, by, timezone.localdate(at)).or_refuse()
    need(units, "请至少选择一个下级单位", field="units").or_refuse()
    below = all(unit.pk != task.unit_id and within(unit.path, task.unit.path) for unit in units)
    need(below, "只能分解到%(unit)s的下级单位", field="units", unit=task.unit).or_refuse()
    need(
        due_on and due_on <= task.due_on, "下级的时限不能晚于本任务的时限%(due)s", field="due_on", due=task.due_on
    ).or_refuse()
    have = set(task.parts.values_list("unit_id", flat=True))
    rows = [
        Assignment(
            task.measure,
            unit,
            due_on,
            title=title or task.title,
            standard=standard or task.standard,
            evidence_kind=evidence_kind or task.evidence_kind,
            parent=task,
        )
        for unit in units
        if unit.pk not in have
    ]
    need(rows, "所选单位都已有这项任务", field="units").or_refuse()
    return give_out(task.plan, rows, task.unit, by, at, "plans.decompose")
