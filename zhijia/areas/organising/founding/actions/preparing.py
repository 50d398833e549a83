"""The preparatory group, its request, and the two rulings of the union above."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.engines.flow import actions as flow
from zhijia.engines.flow.rules import State as CaseState
from zhijia.engines.flow.rules import Stop
from zhijia.kernels.trail import actions as trail

from ..models import Founding, Part, Target
from ..rules import process as rules
from ..rules.process import Step
from ..rules.surveying import Stage, area_sound, counts_sound
from .asking import days_of, new_token
from .certifying import certify
from .codes import code_free

PREPARE, RESULT = "founding.prepare", "founding.result"
EDITABLE = (Step.PREPARING, Step.JOINING, Step.ELECTED)


def locked(founding):
    return (
        Founding.objects.select_for_update(of=("self",))
        .select_related("unit")
        .prefetch_related("case", "result_case")  # given while we waited
        .get(pk=founding.pk)
    )


def may_work(founding, by) -> Verdict:
    return need(by.can("edit", founding.unit), "您没有办理这件建会事项的权限")


def may_change(founding, by) -> Verdict:
    return may_work(founding, by) & need(
        founding.step in EDITABLE, "建会事项“%(step)s”，现在不能修改", step=founding.get_step_display()
    )


def no_twin(founding_or_none, unit, name) -> Verdict:
    same = Founding.objects.exclude(step=Step.STOPPED).filter(unit=unit, name=name)
    taken = same.exclude(pk=founding_or_none and founding_or_none.pk).exists()
    return need(not taken, "“%(name)s”已经在筹建或已经建立", field="name", name=name)


@transaction.atomic
def begin(*, unit, name, leader, group_members, by, at, targets=(), **facts):
    """A preparatory group has been set up for one unit, or for several that are too small each."""
    targets = list(targets)
    (
        need(by.can("edit", unit), "您没有为%(unit)s办理建会的权限", field="unit", unit=unit)
        & need(unit.dissolved_on is None, "上级工会已撤销，请另选", field="unit")
        & no_twin(None, unit, name)
        & code_free(facts.get("code", ""))
        & area_sound(facts.get("area_code", ""))
    ).or_refuse()
    founding = Founding.objects.create(
        unit=unit,
        name=name,
        leader=leader,
        group_members=group_members,
        token=new_token(),
        made_by=by,
        made_at=at,
        **facts,
    )
    for target in targets:
        take_up(founding, target)
    trail.note(by=by, verb="founding.begin", target=founding, unit=unit, at=at)
    return founding


def take_up(founding, target):
    """A surveyed unit is now on its way."""
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    need(
        target.stage in (Stage.LISTED, Stage.TALKING),
        "“%(name)s”%(stage)s，不能再次列入",
        field="targets",
        name=target.name,
        stage=target.get_stage_display(),
    ).or_refuse()
    target.stage = Stage.PREPARING
    target.save(update_fields=["stage"])
    return Part.objects.create(
        founding=founding, target=target, name=target.name, staff=target.staff, women=target.women
    )


@transaction.atomic
def edit_founding(*, founding, by, at, **facts):
    founding = locked(founding)
    (
        may_change(founding, by)
        & no_twin(founding, founding.unit, facts.get("name", founding.name))
        & code_free(facts.get("code", "") if facts.get("code") != founding.code else "")
        & area_sound(facts.get("area_code", ""))
    ).or_refuse()
    before = {key: getattr(founding, key) for key in facts}
    for key, value in facts.items():
        setattr(founding, key, value)
    founding.save(update_fields=list(facts))
    trail.note(
        by=by, verb="founding.edit_founding", target=founding, unit=founding.unit, before=before, after=facts, at=at
    )
    return founding


@transaction.atomic
def add_part(*, founding, by, at, target=None, name="", staff=None, women=None):
    founding = locked(founding)
    (
        may_work(founding, by)
        & need(founding.step == Step.PREPARING, "已经提交请示，组成单位不能再改")
        & need(target or name, "请从摸排名单里选一个单位，或者填写单位名称", field="name")
        & counts_sound(staff, women)
    ).or_refuse()
    wanted = target.name if target else name
    need(not founding.parts.filter(name=wanted).exists(), "这个单位已经在里面", field="name").or_refuse()
    note_part("founding.add_part", founding, by, at, after={"name": wanted})
    if target:
        return take_up(founding, target)
    return Part.objects.create(founding=founding, name=name, staff=staff, women=women)


def note_part(verb, founding, by, at, **told):
    trail.note(by=by, verb=verb, target=founding, unit=founding.unit, at=at, **told)


@transaction.atomic
def drop_part(*, part, by, at):
    founding = locked(part.founding)
    (may_work(founding, by) & need(founding.step == Step.PREPARING, "已经提交请示，组成单位不能再改")).or_refuse()
    let_go(Target.objects.filter(parts=part))
    note_part("founding.drop_part", founding, by, at, before={"name": part.name})
    part.delete()
    return founding


def let_go(targets):
    targets.filter(stage=Stage.PREPARING).update(stage=Stage.TALKING)


def may_ask(founding, by) -> Verdict:
    parts = list(founding.parts.all())
    group = rules.names_in(founding.group_members)
    people = len({*group, founding.leader})
    big = [(part.name, part.staff or 0) for part in parts] if founding.joint else []
    return (
        may_work(founding, by)
        & rules.may_step(founding.step, Step.ASKING)
        & rules.may_ask_approval(joint=founding.joint, parts=len(parts), committee_members=people)
        & rules.small_enough_for_joint(big)
    )


def route(founding, today, label):
    """The one desk: whoever approves at the union above."""
    return (Stop("approve", label, days=days_of("founding.approval_days", founding.unit, today, 15)),)


@transaction.atomic
def ask_founding(*, founding, by, at):
    """请示: may we prepare a union?"""
    founding = locked(founding)
    may_ask(founding, by).or_refuse()
    if founding.case is None:
        founding.case = flow.open_case(
            kind=PREPARE,
            unit=founding.unit,
            title=f"筹建{founding.name}的请示"[:120],
            route=route(founding, timezone.localdate(at), "批复筹建"),
            opened_by=by,
            at=at,
        )
    founding.case = flow.submit(case=founding.case, by=by, at=at)
    return go(founding, Step.ASKING, "case")


@transaction.atomic
def report_result(*, founding, by, at):
    """选举结果报告: we have elected, please confirm."""
    founding = locked(founding)
    (may_work(founding, by) & rules.may_step(founding.step, Step.REPORTING)).or_refuse()
    if founding.result_case is None:
        founding.result_case = flow.open_case(
            kind=RESULT,
            unit=founding.unit,
            title=f"{founding.name}选举结果的报告"[:120],
            route=route(founding, timezone.localdate(at), "批复成立"),
            opened_by=by,
            at=at,
        )
    founding.result_case = flow.submit(case=founding.result_case, by=by, at=at)
    return go(founding, Step.REPORTING, "result_case")


def go(founding, step, *columns):
    founding.step = step
    founding.save(update_fields=["step", *columns])
    return founding


# --- what becomes of a founding when its case has been ruled on or withdrawn: (kind, state of the case) → step ---

AFTER = {
    (PREPARE, CaseState.APPROVED): Step.JOINING,
    (PREPARE, CaseState.RETURNED): Step.PREPARING,
    (PREPARE, CaseState.REJECTED): Step.STOPPED,
    (PREPARE, CaseState.WITHDRAWN): Step.STOPPED,
    (RESULT, CaseState.APPROVED): Step.FOUNDED,
    (RESULT, CaseState.RETURNED): Step.ELECTED,
    (RESULT, CaseState.REJECTED): Step.STOPPED,
    (RESULT, CaseState.WITHDRAWN): Step.STOPPED,
}


@transaction.atomic
def rule_founding(*, case, by, ruling, at, note=""):
    """同意筹建 opens the roll of members; 同意成立 makes the union."""
    case = flow.rule(case=case, by=by, ruling=ruling, at=at, note=note)
    return follow(case, by, at, note)


@transaction.atomic
def withdraw_founding(*, case, by, at):
    return follow(flow.withdraw(case=case, by=by, at=at), by, at, "已撤回")


def founding_of(case):
    return locked(case.founding if case.kind == PREPARE else case.founding_result)


def follow(case, by, at, note):
    founding = founding_of(case)
    step = AFTER.get((case.kind, CaseState(case.state)))
    if step == Step.JOINING:
        founding.prepared_on = timezone.localdate(at)
        founding.prepared_number = founding.prepared_number or case.number
        return go(founding, step, "prepared_on", "prepared_number")
    if step == Step.FOUNDED:
        founding.founded_number = founding.founded_number or case.number
        return certify(founding, by=by, at=at)
    if step == Step.STOPPED:
        return close(founding, note)
    return go(founding, step) if step else founding


def close(founding, reason):
    founding.stopped_for = reason[:200]
    let_go(Target.objects.filter(parts__founding=founding))
    return go(founding, Step.STOPPED, "stopped_for")


def may_stop(founding, by) -> Verdict:
    reviewing = founding.step in (Step.ASKING, Step.REPORTING)
    return (
        may_work(founding, by)
        & rules.may_step(founding.step, Step.STOPPED)
        & need(not reviewing, "正在上级工会审批，请先撤回")
    )


@transaction.atomic
def stop(*, founding, reason, by, at):
    founding = locked(founding)
    (may_stop(founding, by) & need(reason.strip(), "请写明终止原因", field="reason")).or_refuse()
    trail.note(by=by, verb="founding.stop", target=founding, unit=founding.unit, reason=reason, at=at)
    return close(founding, reason)


@transaction.atomic
def number_reply(*, founding, by, at, **numbers):
    """公文字号 of the requests and replies, as the registry gives them."""
    founding = locked(founding)
    may_work(founding, by).or_refuse()
    before = {key: getattr(founding, key) for key in numbers}
    for key, value in numbers.items():
        setattr(founding, key, value)
    founding.save(update_fields=list(numbers))
    trail.note(by=by, verb="founding.number", target=founding, unit=founding.unit, before=before, after=numbers, at=at)
    return founding
