from django.utils.translation import gettext_lazy as _

from zhijia.kernels.records.registry import Kind, declare, origin

declare(
    Kind(
        "plans.task",
        _("计划任务完成"),
        counting_unit=_("项"),
        levels={"key": _("重点任务")},
        results={"in_time": _("按时"), "late": _("逾期")},
    )
)
origin("plans.task", "plans:task")
