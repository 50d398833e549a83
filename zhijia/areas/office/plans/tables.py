from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

from .models import Plan
from .rules.tasks import OPEN, STATE_COLOURS, STATE_NAMES


def receipt(task):
    return _("待接收") if task.received_on is None and task.state_now in OPEN else ""


def helpers(task):
    return "、".join(str(unit) for unit in task.helpers.all())


def item(task):
    above = task.measure.parent
    return f"{above.number}{above.label}" if above else ""


class PlanTable(Table):
    columns = [
        Column("title", _("计划"), link=True, value=str, sort="title"),
        Column("year", _("年度"), value=lambda plan: str(plan.year), sort="year"),
        Column("unit", _("单位"), sort="unit__path"),
        Column(
            "state",
            _("状态"),
            kind="state",
            value=lambda plan: plan.standing,
            labels=dict(Plan.State.choices),
            colours=Plan.state_colours,
            sort="state",
        ),
        Column("items", _("条目"), kind="number", sort=False),
        Column("measures", _("措施"), kind="number", sort=False),
        Column("given", _("任务"), kind="number", sort=False),
        Column("done", _("完成"), kind="number", sort=False),
        Column("adopted_on", _("采纳日期"), kind="date"),
        Column("number", _("发文字号"), hidden=True),
        Column("drafted_by", _("起草人"), sort=False, hidden=True),
    ]
    order = "-year"


class TaskTable(Table):
    columns = [
        Column("title", _("任务"), link=True, note=item),
        Column(
            "state",
            _("状态"),
            kind="state",
            value=lambda task: task.state_now,
            labels=STATE_NAMES,
            colours=STATE_COLOURS,
            sort="state_now",
            note=receipt,
        ),
        Column("due_on", _("完成时限"), kind="date"),
        Column("unit", _("牵头单位"), sort="unit__path"),
        Column("owner", _("责任人"), sort=False),
        Column("progress", _("进展"), sort=False),
        Column("helpers", _("配合单位"), value=helpers, sort=False, hidden=True),
        Column("evidence_kind", _("佐证类型"), hidden=True),
        Column("standard", _("完成标准"), sort=False, hidden=True),
        Column("target", _("数量目标"), value=lambda task: task.target_said, sort=False, hidden=True),
        Column("key", _("重点任务"), kind="bool", hidden=True),
        Column("plan", _("计划"), sort=False, hidden=True),
        Column("number", _("任务编号"), hidden=True),
        Column("completed_on", _("完成日期"), kind="date", hidden=True),
    ]
    order = "due_on"

    usual: tuple[str, ...] = ("closed_now", "due_on", "pk")  # what is still to be done comes first

    def ordered(self, rows, sort):
        return super().ordered(rows, sort) if sort else rows.order_by(*self.usual)

    @staticmethod
    def row_class(task):
        open_ = task.state_now in OPEN
        return "zj-row-late" if open_ and getattr(task, "overdue_now", False) else ""


class BookTable(TaskTable):
    """责任分解表: in the order of the plan, as it is printed and filled in."""

    columns = [
        Column("number", _("任务编号"), link=True),
        Column("item", _("条目"), value=item, sort=False),
        Column("measure", _("措施"), value=lambda task: task.measure.words, sort="measure__seq"),
        Column("title", _("任务"), hidden=True),
        Column("unit", _("牵头单位"), sort="unit__path"),
        Column("helpers", _("配合单位"), value=helpers, sort=False),
        Column("owner", _("责任人"), sort=False),
        Column("due_on", _("完成时限"), kind="date"),
        Column("standard", _("完成标准"), value=lambda task: task.standard or task.target_said, sort=False),
        Column("progress", _("进展"), sort=False),
        Column(
            "state",
            _("状态"),
            kind="state",
            value=lambda task: task.state_now,
            labels=STATE_NAMES,
            colours=STATE_COLOURS,
            sort="state_now",
        ),
    ]
    order = "measure"
    usual = ("measure__seq", "pk")
