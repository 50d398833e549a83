"""Numbers of plans and tasks. A task is counted at the unit that leads it; parts handed down are tasks of their own."""

from django.utils.translation import gettext_lazy as _

from zhijia.kernels.indicators.base import Indicator, Ratio, indicator

from .models import Node, Task
from .rules.lines import Kind


class Lines(Indicator):
    counting_unit = _("条")
    day = "plan__adopted_on"
    kind = ""

    def flow(self):
        return Node.objects.adopted().filter(kind=self.kind)


@indicator
class Items(Lines):
    code = "plans.items"
    name = _("计划条目数")
    definition = _("期内采纳、现行有效的计划里的条目")
    kind = Kind.ITEM


@indicator
class Measures(Lines):
    code = "plans.measures"
    name = _("计划措施数")
    definition = _("期内采纳、现行有效的计划里的措施")
    kind = Kind.MEASURE


@indicator
class Given(Indicator):
    code = "plans.tasks"
    name = _("计划任务数")
    counting_unit = _("项")
    definition = _("期末已下达、没有取消的任务，按牵头单位统计，分解到下级的另计")
    board = 60

    def stock(self, day):
        return Task.objects.counted(day)


@indicator
class Done(Indicator):
    code = "plans.done"
    name = _("已完成任务数")
    counting_unit = _("项")
    definition = _("期末佐证已核验通过的任务")

    def stock(self, day):
        return Task.objects.counted(day).filter(completed_on__lte=day)


@indicator
class Overdue(Indicator):
    code = "plans.overdue"
    name = _("逾期任务数")
    counting_unit = _("项")
    definition = _("期末已过时限而没有完成的任务，时限按批准延期以后的计算")
    board = 61

    def stock(self, day):
        return Task.objects.counted(day).overdue(day)


@indicator
class Completion(Ratio):
    code = "plans.completion"
    name = _("任务完成率")
    definition = _("已完成任务数占计划任务数的比例，取消的任务不计")
    part = "plans.done"
    whole = "plans.tasks"
    board = 62


@indicator
class CompletedInWindow(Indicator):
    code = "plans.completed"
    name = _("期内核验完成的任务")
    counting_unit = _("项")
    definition = _("期内核验通过、没有撤销的任务")
    kinds = ("plans.task",)
