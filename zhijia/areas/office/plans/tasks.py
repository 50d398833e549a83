"""Nightly: what the numbers have started, and who should be reminded."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.jobs.registry import every

from . import actions
from .models import Task

REMIND = (7, 1, -1)  # days before the last day; the last is the first day late


@every(hours=24, at="02:30", code="plans.watch", title=_("检查计划任务的进度和时限"))
def watch(job):
    today = timezone.localdate()
    started = actions.start_by_numbers(today=today)
    reminded = remind(today)
    return _("%(started)s项任务随数据开始，提醒%(reminded)s项") % {"started": started, "reminded": reminded}


def remind(today) -> int:
    days = [today + timedelta(days=days) for days in REMIND]
    rows = Task.objects.open(today).filter(due_on__in=days, owner__isnull=False).select_related("owner")
    for task in rows:
        left = (task.due_on - today).days
        word = _("还有%(days)s天到期") % {"days": left} if left >= 0 else _("已逾期")
        title = f"{task.title[:80]}：{word}（{task.due_on:%Y-%m-%d}）"
        notify_many(users=[task.owner], title=title, url=task.get_absolute_url(), at=timezone.now())
    return len(rows)
