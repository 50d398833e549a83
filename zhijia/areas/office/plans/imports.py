"""The 责任分解表 filled in by the units, taken back: changed by task number, new where a row names a measure."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import ImportColumn, ImportSpec, imports
from zhijia.base.verdict import Refused
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.org.models import Unit

from . import actions
from .actions.assigning import Assignment, holders, may_give, verdict_on
from .models import Plan, Task
from .rules import tasks as rules
from .rules.lines import Kind

SPLIT = "、，,;； "


def plain(text) -> str:
    """Words as they are compared: blanks and closing marks do not matter."""
    return "".join((text or "").split()).strip("。；;.")


@imports
class TaskBook(ImportSpec):
    code = "plans.tasks"
    title = _("责任分解表")
    ability = "edit"
    key = ("number",)
    subject_label = _("计划")
    undoable = False
    notes = (
        _("有任务编号的行更新那一项任务；没有编号的行按“措施”一栏的文字下达新任务。"),
        _("已经被下级接收的任务，时限要通过“申请延期”调整，表里改了不会生效。"),
    )
    columns = (
        ImportColumn("number", _("任务编号"), ("编号", "任务号"), example="RW-2026-000001"),
        ImportColumn("item", _("条目"), ("工作条目", "重点工作"), longest=2000, width=24),
        ImportColumn(
            "measure",
            _("措施"),
            ("工作措施", "具体措施", "任务措施"),
            longest=4000,
            width=40,
            example="举办教职工趣味运动会。",
        ),
        ImportColumn("unit", _("牵头单位"), ("牵头", "责任单位", "牵头部门"), example="会计学院分工会"),
        ImportColumn("helpers", _("配合单位"), ("配合", "协同单位"), help=_("多个单位用顿号分开")),
        ImportColumn("owner", _("责任人"), ("负责人",), example="孙平"),
        ImportColumn("due_on", _("完成时限"), ("时限", "完成时间", "截止日期"), kind="date", example="2026-06-30"),
        ImportColumn("standard", _("完成标准"), ("标准", "目标"), longest=300),
        ImportColumn("progress", _("进展"), ("进展情况", "完成情况", "落实情况"), longest=500),
    )

    def subjects(self, user, unit):
        return Plan.objects.visible_to(user, "edit").adopted().filter(unit=unit)

    def prepare(self, context):
        context.plan = self.subjects(context.user, context.unit).select_related("unit").get(pk=context.subject_id)
        context.verdict = may_give(context.plan, context.user)
        units = Unit.objects.standing().under(context.plan.unit.path)
        context.units = defaultdict(list)
        for unit in units:
            for name in {unit.name, unit.short_name, unit.code} - {""}:
                context.units[name].append(unit)
        context.people = defaultdict(list)
        held = RoleHeld.objects.on(context.today).under(context.plan.unit.path).filter(user__is_active=True)
        for one in held.select_related("user"):
            if one.user not in context.people[one.user.name]:
                context.people[one.user.name].append(one.user)
        context.held = holders(set(units), context.today)
        measures = context.plan.node_set.filter(kind=Kind.MEASURE)
        context.measures = {plain(node.words): node for node in measures}

    def check(self, rows, context):
        known = {task.number: task for task in self.tasks(context, [row["number"] for row in rows])}
        for row in rows:
            row.what = row["number"] or (row["measure"] or "")[:20]
            self.check_row(row, known, context)

    def tasks(self, context, numbers):
        rows = Task.objects.filter(plan=context.plan, number__in=[n for n in numbers if n])
        return rows.select_related("unit", "owner", "measure", "plan__unit", "parent__unit").prefetch_related("helpers")

    def check_row(self, row, known, context):
        if not context.verdict:
            row.fault("", context.verdict)
            return
        task = known.get(row["number"])
        if row["number"] and task is None:
            row.fault("number", _("本计划没有这个任务编号，请核对；新任务请把编号留空"))
            return
        for reason in self.wishes(row, task, context):
            row.fault(*reason)
        if row.faults is None:
            row.outcome = (
                "created"
                if task is None
                else "updated"
                if self.changes(row, task) or row_progress(row, task)
                else "unchanged"
            )

    def wishes(self, row, task, context):
        """Faults of one row; what it asks for is left in its values as objects."""
        unit, said = self.unit(row["unit"], context)
        if said:
            yield "unit", said
        helpers = []
        for name in filter(None, self.names(row["helpers"])):
            found, said = self.unit(name, context)
            if said:
                yield "helpers", said
            helpers.append(found)
        owner, said = self.person(row["owner"], context)
        if said:
            yield "owner", said
        row.values["unit_"], row.values["helpers_"], row.values["owner_"] = unit, helpers, owner
        if task is None:
            yield from self.new_faults(row, unit, owner, context)
        else:
            yield from self.old_faults(row, task, unit, owner, context)

    def new_faults(self, row, unit, owner, context):
        measure = context.measures.get(plain(row["measure"]))
        if measure is None:
            yield "measure", _("计划里没有这条措施，请照抄计划原文，或填写任务编号")
        if unit is None:
            yield "unit", _("请填写牵头单位")
        elif measure is not None:
            one = Assignment(measure, unit, row["due_on"], owner=owner)
            for reason in verdict_on(one, context.plan.unit, context.held).reasons:
                yield reason.field, reason.say()
        row.values["measure_"] = measure

    def old_faults(self, row, task, unit, owner, context):
        changed = self.changes(row, task)
        if changed and not rules.is_open(task.facts, context.today):
            yield "number", rules.is_open(task.facts, context.today)
        if "due_on" in changed and task.received_on and task.from_above:
            yield "due_on", _("任务已被接收，时限要通过“申请延期”调整")
        at, who = changed.get("unit", task.unit), changed.get("owner", task.owner)
        if who and who.pk not in context.held[at.pk]:
            yield "owner", _("责任人在“%(unit)s”没有任职") % {"unit": at}

    def changes(self, row, task) -> dict:
        """What the row says otherwise than the task; blank cells say nothing."""
        asked = {
            "unit": row.get("unit_"),
            "owner": row.get("owner_"),
            "due_on": row["due_on"],
            "standard": row["standard"],
        }
        changed = {name: value for name, value in asked.items() if value and value != getattr(task, name)}
        helpers = row.get("helpers_") or []
        if helpers and {unit.pk for unit in helpers} != {unit.pk for unit in task.helpers.all()}:
            changed["helpers"] = helpers
        return changed

    def names(self, text):
        text = text or ""
        for sign in SPLIT[1:]:
            text = text.replace(sign, SPLIT[0])
        return text.split(SPLIT[0])

    def unit(self, name, context):
        if not name:
            return None, ""
        found = context.units.get(name.strip(), ())
        if len(found) == 1:
            return found[0], ""
        return None, _("“%(name)s”有同名单位，请写全称或单位编码") % {"name": name} if found else _(
            "本单位及下级没有“%(name)s”，请核对名称"
        ) % {"name": name}

    def person(self, name, context):
        if not name:
            return None, ""
        found = context.people.get(name.strip(), ())
        if len(found) == 1:
            return found[0], ""
        return None, _("有多人叫“%(name)s”，请在系统里指定责任人") % {"name": name} if found else _(
            "“%(name)s”在本单位及下级没有任职，请核对"
        ) % {"name": name}

    def write(self, rows, context):
        known = {task.number: task for task in self.tasks(context, [row["number"] for row in rows])}
        new = []
        for row in rows:
            task = known.get(row["number"])
            list(self.wishes(row, task, context))
            if task is None:
                new.append(row)
            else:
                self.change(row, task, context)
        self.create(new, context)

    def change(self, row, task, context):
        changed, before = self.changes(row, task), raw(task)
        if changed:
            helpers = changed.pop("helpers", None)
            actions.reassign(task=task, helpers=helpers, by=context.user, at=context.now, **changed)
        if row_progress(row, task):
            try:
                actions.note_progress(task=task, text=row["progress"], by=context.user, at=context.now)
            except Refused:  # not received yet, or a report is being looked at: the rest of the row still counts
                Task.objects.filter(pk=task.pk).update(progress=row["progress"], progress_on=context.today)
        if changed or row_progress(row, task):
            row.changed("plans.task", task.pk, before)
        else:
            row.outcome = row.outcome or "unchanged"

    def create(self, rows, context):
        wanted = [
            Assignment(
                row["measure_"],
                row["unit_"],
                row["due_on"],
                owner=row["owner_"],
                helpers=tuple(row["helpers_"]),
                standard=row["standard"] or "",
            )
            for row in rows
        ]
        if not wanted:
            return
        made = actions.assign(plan=context.plan, assignments=wanted, by=context.user, at=context.now)
        for row, task in zip(rows, made, strict=True):
            if row["progress"]:
                Task.objects.filter(pk=task.pk).update(progress=row["progress"], progress_on=context.today)
            row.made(("plans.task", task.pk))

    when_unnamed = _("全部已采纳的计划")

    def kept(self, user):
        return Plan.objects.visible_to(user).filter(state=Plan.State.ADOPTED).order_by("-year", "-pk")

    def current(self, unit, user, subject=None):
        """Every task of the unit's adopted plans, or of one of them: filled in, it comes back unchanged."""
        rows = Task.objects.visible_to(user, "export").filter(plan__unit=unit, plan__state=Plan.State.ADOPTED)
        if subject:
            rows = rows.filter(plan=subject)
        rows = rows.select_related("unit", "owner", "measure__parent").prefetch_related("helpers")
        for task in rows.order_by("plan", "measure__seq", "pk"):
            above = task.measure.parent
            yield {
                "number": task.number,
                "item": f"{above.number}{above.words}" if above else "",
                "measure": task.measure.words,
                "unit": task.unit.name,
                "helpers": "、".join(unit.name for unit in task.helpers.all()),
                "owner": task.owner.name if task.owner else "",
                "due_on": task.due_on,
                "standard": task.standard,
                "progress": task.progress,
            }


def row_progress(row, task) -> bool:
    return bool(row["progress"]) and row["progress"] != task.progress


def raw(task) -> dict:
    names = ("unit_id", "owner_id", "due_on", "first_due_on", "standard", "progress")
    return {name: getattr(task, name) for name in names}
