"""What the worker does for a batch. Begun again after a crash, each goes on where the batch stands."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.kernels.jobs.registry import job

from . import work
from .models import ImportBatch


def batch_of(job):
    return ImportBatch.objects.select_related("unit", "by", "file").get(pk=job.payload["batch"])


@job("exchange.check", title=gettext_lazy("检查导入文件"))
def check(job):
    batch = batch_of(job)
    work.check(batch, job.progress, timezone.now())
    return _("共 %(total)s 行：正确 %(good)s，错误 %(bad)s，重复 %(duplicate)s") % vars(batch)


@job("exchange.run", title=gettext_lazy("导入"))
def run(job):
    batch = batch_of(job)
    work.run(batch, job.progress, timezone.now())
    job.result = batch.marked
    return _("新增 %(created)s，更新 %(updated)s，未变 %(unchanged)s") % vars(batch)


@job("exchange.undo", title=gettext_lazy("撤销导入"))
def undo(job):
    batch = batch_of(job)
    work.undo_batch(batch, job.progress, timezone.now())
    return _("已撤销")
