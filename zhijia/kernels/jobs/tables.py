from django.utils.translation import gettext_lazy as _

from zhijia.web.tables import Column, Table

COLOURS = {"running": "blue", "failed": "red", "cancelled": "grey"}


class JobTable(Table):
    columns = [
        Column("title", _("任务"), link=True, note="unit", sort="code"),
        Column("state", _("状态"), kind="state", colours=COLOURS),
        Column("message", _("进展"), sort=False, value=lambda job: job.error or job.message),
        Column("queued_at", _("提交时间"), kind="datetime"),
        Column("finished_at", _("结束时间"), kind="datetime"),
    ]
    order = "-queued_at"
