"""A drive is planned, its goals are set from the head counts or by hand, it runs, whoever is behind is told."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.trail import actions as trail

from .. import counting, rules
from ..models import Drive, Goal, Reminder
from ..rules import State


def may_drive(drive, by) -> Verdict:
    return need(by is None or by.can("edit", drive.unit), "您没有办理这次入会行动的权限")


def sound(facts, but=None) -> Verdict:
    groups = rules.groups_of(facts["groups"])
    same = Drive.objects.filter(unit=facts["unit"], title=facts["title"]).exclude(pk=but and but.pk)
    return rules.sound(facts["starts_on"], facts["ends_on"], groups, facts["rate"]) & need(
        not same.exists(), "已有同名的入会行动", field="title"
    )


@transaction.atomic
def plan_drive(*, unit, title, groups, starts_on, ends_on, rate, by, at, **facts):
    full = {"unit": unit, "title": title, "groups": groups, "starts_on": starts_on, "ends_on": ends_on, "rate": rate}
    (need(by.can("edit", unit), "您没有为%(unit)s组织行动的权限", field="unit", unit=unit) & sound(full)).or_refuse()
    drive = Drive.objects.create(made_by=by, made_at=at, **full, **facts)
    trail.note(by=by, verb="drives.plan", target=drive, unit=unit, at=at)
    return drive


def locked(drive):
    return Drive.objects.select_for_update(of=("self",)).select_related("unit").get(pk=drive.pk)


@transaction.atomic
def edit_drive(*, drive, by, at, **facts):
    drive = locked(drive)
    columns = ("title", "groups", "starts_on", "ends_on", "rate")
    full = {"unit": drive.unit} | {name: facts.get(name, getattr(drive, name)) for name in columns}
    gone = set(drive.goals.values_list("group", flat=True)) - set(rules.groups_of(full["groups"]))
    (
        may_drive(drive, by)
        & need(drive.state != State.CLOSED, "行动已结束，不能再修改")
        & sound(full, but=drive)
        & need(
            not gone,
            "已给这些类别下达目标，不能去掉：%(names)s",
            field="groups",
            names="、".join(str(rules.GROUPS[g]) for g in gone),
        )
    ).or_refuse()
    before = {key: getattr(drive, key) for key in facts}
    for key, value in facts.items():
        setattr(drive, key, value)
    drive.save(update_fields=list(facts))
    trail.note(by=by, verb="drives.edit", target=drive, unit=drive.unit, before=before, after=facts, at=at)
    return drive


# --- goals ---


@transaction.atomic
def set_goals(*, drive, units, by, at):
    """From the latest head counts: every group of every unit that has any. What was typed by hand stays."""
    drive = locked(drive)
    may_set(drive, by).or_refuse()
    day = max(drive.starts_on, timezone.localdate(at)) if drive.state == State.DRAFT else drive.starts_on
    staff = counting.staff_by_unit(drive.group_codes, day, drive.unit.path)
    joined = counting.joined_by_path(drive.group_codes, start_of(drive, at), drive.unit.path)
    known = {(goal.unit_id, goal.group): goal for goal in drive.goals.all()}
    wanted = [(unit, group) for unit in units for group in drive.group_codes if staff.get((unit.pk, group))]
    need(
        wanted, "选中的单位没有这些类别的职工人数，请先在单位页面登记职工人数，或者人工下达目标", field="units"
    ).or_refuse()
    counted_once(drive, wanted, "units").or_refuse()
    new, changed = [], []
    for unit, group in wanted:
        persons, goal = staff[(unit.pk, group)], known.get((unit.pk, group))
        target = rules.target_of(persons, drive.rate)
        if goal is None:
            before = joined[(unit.path, group)]
            new.append(Goal(drive=drive, unit=unit, group=group, staff=persons, target=target, before=before))
        elif not goal.typed:
            goal.staff, goal.target = persons, target
            changed.append(goal)
    Goal.objects.bulk_create(new, batch_size=500)
    Goal.objects.bulk_update(changed, ["staff", "target"], batch_size=500)
    trail.note(
        by=by, verb="drives.goals", target=drive, unit=drive.unit, after={"count": len(new) + len(changed)}, at=at
    )
    return new + changed


def counted_once(drive, wanted, field) -> Verdict:
    """The members of a unit include those below it: a goal above and one below would count them twice."""
    known = {(goal.unit.path, goal.group): goal.unit for goal in drive.goals.select_related("unit")}
    every = known | {(unit.path, group): unit for unit, group in wanted}
    lower, upper = next(iter(counting.doubled(every).items()), (None, None))
    return need(
        lower is None,
        "“%(lower)s”在“%(upper)s”之下，两级都下达目标会重复计算，请只选其中一级",
        field=field,
        lower=every.get(lower, ""),
        upper=every.get(upper, ""),
    )


def start_of(drive, at):
    """The day up to which members count as there before: the eve of the drive, or today while it lies ahead."""
    return min(timezone.localdate(at), drive.starts_on - timedelta(days=1))


def may_set(drive, by) -> Verdict:
    return may_drive(drive, by) & need(drive.state != State.CLOSED, "行动已结束，目标不能再改")


@transaction.atomic
def set_goal(*, drive, unit, group, staff, target, by, at):
    """Typed by hand; replaces what was computed."""
    drive = locked(drive)
    (
        may_set(drive, by)
        & need(group in drive.group_codes, "这次行动不包括这类职工", field="group")
        & need(unit.path.startswith(drive.unit.path), "%(unit)s不在组织单位之下", field="unit", unit=unit)
        & rules.goal_sound(staff, target)
        & counted_once(drive, [(unit, group)], "unit")
    ).or_refuse()
    before = counting.joined_by_path([group], start_of(drive, at), unit.path)[(unit.path, group)]
    goal, new = Goal.objects.get_or_create(
        drive=drive,
        unit=unit,
        group=group,
        defaults={"staff": staff, "target": target, "before": before, "typed": True},
    )
    if not new:
        old = {"staff": goal.staff, "target": goal.target}
        goal.staff, goal.target, goal.typed = staff, target, True
        goal.save(update_fields=["staff", "target", "typed"])
        after = {"staff": staff, "target": target}
        trail.note(by=by, verb="drives.goal", target=goal, unit=unit, before=old, after=after, at=at)
    return goal


@transaction.atomic
def drop_goal(*, goal, by, at):
    drive = locked(goal.drive)
    may_set(drive, by).or_refuse()
    after = {"unit": goal.unit, "target": goal.target}
    trail.note(by=by, verb="drives.drop_goal", target=drive, unit=goal.unit, before=after, at=at)
    goal.delete()
    return drive


# --- running ---


@transaction.atomic
def open_drive(*, drive, by, at):
    """Now it can be seen by everybody below, and its goals are told to them."""
    drive = locked(drive)
    (
        may_drive(drive, by)
        & rules.may_go(drive.state, State.OPEN)
        & need(drive.goals.exists(), "还没有下达目标，请先下达目标")
    ).or_refuse()
    drive.state = State.OPEN
    drive.save(update_fields=["state"])
    units = {goal.unit for goal in drive.goals.select_related("unit")}
    for unit, users in officers(units, timezone.localdate(at)).items():
        notify_many(users=users, title=f"“{drive.title}”已下达{unit}的入会目标", url=drive.get_absolute_url(), at=at)
    trail.note(by=by, verb="drives.open", target=drive, unit=drive.unit, at=at)
    return drive


@transaction.atomic
def close_drive(*, drive, by, at):
    return _turn(drive, State.CLOSED, by, at)


@transaction.atomic
def reopen_drive(*, drive, by, at):
    return _turn(drive, State.OPEN, by, at)


def _turn(drive, state, by, at):
    drive = locked(drive)
    (may_drive(drive, by) & rules.may_go(drive.state, state)).or_refuse()
    before, drive.state = drive.get_state_display(), state
    drive.save(update_fields=["state"])
    after = {"state": drive.get_state_display()}
    trail.note(by=by, verb="drives.edit", target=drive, unit=drive.unit, before={"state": before}, after=after, at=at)
    return drive


def officers(units, day) -> dict:
    """Who writes at each unit, so that they can be told. One query."""
    found = defaultdict(set)
    held = (
        RoleHeld.objects.on(day).with_ability("edit").filter(unit__in=[unit.pk for unit in units], user__is_active=True)
    )
    by_pk = {unit.pk: unit for unit in units}
    for role in held.select_related("user"):
        found[by_pk[role.unit_id]].add(role.user)
    return found


def may_remind(drive, by) -> Verdict:
    return may_drive(drive, by) & need(
        drive.state == State.OPEN, "行动“%(state)s”，不用催办", state=drive.get_state_display()
    )


@transaction.atomic
def remind(*, drive, units, by, at):
    """Those of the units that are behind are told, with the numbers of today. Returns the reminders."""
    drive = locked(drive)
    may_remind(drive, by).or_refuse()
    day = drive.last_day(timezone.localdate(at))
    wanted = {unit.pk for unit in units}
    behind = [t for t in counting.ranking(counting.lines_of(drive, day)) if t.behind and t.unit.pk in wanted]
    need(behind, "选中的单位都没有落后于进度，不用催办").or_refuse()
    told = officers([total.unit for total in behind], timezone.localdate(at))
    for total in behind:
        title = f"“{drive.title}”：{total.unit}已入会{total.joined}人，按进度应有{total.due}人，目标{total.target}人"
        notify_many(users=told[total.unit], title=title[:200], url=drive.get_absolute_url(), at=at)
    return Reminder.objects.bulk_create(
        Reminder(
            drive=drive,
            unit=total.unit,
            joined=total.joined,
            target=total.target,
            by=by,
            at=at,
            told=len(told[total.unit]),
        )
        for total in behind
    )
