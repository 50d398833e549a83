"""One import batch: what it found, what it did, what can be done with it now."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import DetailView

from zhijia.base.sheets import imports
from zhijia.base.verdict import need
from zhijia.kernels.jobs import actions as jobs
from zhijia.kernels.jobs.views import bar
from zhijia.web.pages import Act, ActionPage, DetailPage, ListPage, Scoped, Sheet

from .. import actions, rules
from ..models import ImportBatch, ImportFault
from ..tables import BatchTable, FaultTable

BATCHES = ImportBatch.objects.select_related("unit", "by", "file", "marked", "job")
FIRST = 20  # faults shown on the page of the batch; all of them have a page of their own


class Batches(ListPage):
    title = gettext_lazy("导入记录")
    intro = gettext_lazy("每次导入的文件、结果和错误都在这里；导入后 7 天内可以整批撤销。")
    queryset = BATCHES
    table = BatchTable
    ability = "edit"
    demands = True
    exports = False

    @property
    def links(self):
        """One link for each declared import."""
        return [Sheet(code).comes_in for code in imports]

    empty_text = gettext_lazy("还没有导入过表格。各列表右上角“导入、导出、打印”里可以开始。")


class BatchDetail(DetailPage):
    queryset = BATCHES
    ability = "edit"
    template_name = "exchange/batch.html"

    def get_title(self):
        return gettext("导入%(title)s") % {"title": self.object.title}

    def facts(self, batch):
        return [
            (gettext("单位"), batch.unit),
            (gettext("文件"), batch.file.name),
            (gettext("工作表"), f"{batch.sheet}，{gettext('表头在第 %(line)s 行') % {'line': batch.header}}"),
            (gettext("方式"), batch.get_mode_display() if batch.finished_at else ""),
            (gettext("经办人"), batch.by or gettext("系统")),
        ]

    def attachments(self, batch):
        return [file for file in (batch.marked, batch.file) if file]

    def actions(self, batch):
        return [*self.before(batch), *self.after_it(batch)]

    def before(self, batch):
        if batch.state in (rules.UPLOADED, rules.CHECKED):
            yield Act(gettext("调整列的对应"), "exchange:columns", icon="columns")
        if batch.state == rules.UPLOADED:
            yield Act(gettext("检查"), "exchange:check", verdict=batch.may_check(), primary=True)
        if batch.state == rules.CHECKED:
            yield from self.two_ways(batch)

    def two_ways(self, batch):
        whole = batch.may_run(rules.ALL_OR_NOTHING)
        count = gettext("导入 %(count)s 行") % {"count": batch.good}
        if whole:
            yield Act(count, "exchange:run", primary=True, fields={"mode": rules.ALL_OR_NOTHING})
            return
        keep = batch.may_run(rules.KEEP_GOOD)
        label = gettext("只导入正确的 %(count)s 行") % {"count": batch.good}
        yield Act(label, "exchange:run", verdict=keep, primary=True, fields={"mode": rules.KEEP_GOOD})
        yield Act(gettext("改正后重新上传"), reverse("exchange:start", args=[batch.spec_code]), args=(), method="get")

    def after_it(self, batch):
        if batch.is_stalled:
            yield Act(gettext("从中断处继续"), "exchange:resume", primary=True)
        elif batch.is_busy and batch.job.by_id == self.request.user.pk:
            yield Act(gettext("停止"), "exchange:stop", verdict=batch.job.may_cancel())
        if batch.state == rules.STOPPED:
            yield Act(gettext("继续导入"), "exchange:run", primary=True, fields={"mode": batch.mode})
        if batch.state in rules.WRITTEN:
            ask = gettext("撤销后，这批新增的记录会删除、更新的会恢复原样。确定撤销吗？")
            yield Act(
                gettext("撤销这批导入"), "exchange:undo", verdict=batch.may_undo(self.now), danger=True, confirm=ask
            )

    def get_context_data(self, **kwargs):
        batch = self.object
        faults = list(batch.faults.select_related("batch")[: FIRST + 1])
        return super().get_context_data(
            batch=batch,
            rules=rules,
            poll=reverse("exchange:progress", args=[batch.pk]),
            faults=faults[:FIRST],
            more_faults=len(faults) > FIRST,
            foretold=batch.state == rules.CHECKED and batch.created + batch.updated + batch.unchanged == batch.good,
            **kwargs,
        )


class Faults(ListPage):
    """Every fault of one batch."""

    parent = ImportBatch
    title = gettext_lazy("导入错误")
    table = FaultTable
    ability = "edit"
    exports = False
    follows_unit = False

    def check_ability(self):
        super().check_ability()
        if not self.scope(BATCHES).filter(pk=self.kwargs["pk"]).exists():
            raise Http404

    def get_queryset(self):
        self.queryset = ImportFault.objects.filter(batch=self.kwargs["pk"]).select_related("batch")
        return super().get_queryset()


class Progress(Scoped, DetailView):
    queryset = BATCHES
    ability = "edit"

    def get(self, request, *args, **kwargs):
        job = self.get_object().job
        if job is None:
            raise Http404
        return bar(request, job, request.path)


class Verb(ActionPage):
    queryset = BATCHES
    ability = "edit"


class Check(Verb):
    def act(self, batch):
        actions.start_check(batch=batch, by=self.request.user, at=self.now)


class Run(Verb):
    def act(self, batch):
        mode = self.request.POST.get("mode")
        mode = mode if mode in ImportBatch.Mode.values else rules.KEEP_GOOD
        actions.start_run(batch=batch, mode=mode, by=self.request.user, at=self.now)


class Stop(Verb):
    def act(self, batch):
        need(batch.job, "这批数据没有正在进行的任务").or_refuse()
        jobs.cancel(job=batch.job, by=self.request.user, at=self.now)
        return gettext("已请求停止，当前步骤结束后生效")


class Resume(Verb):
    def act(self, batch):
        actions.resume(batch=batch, by=self.request.user, at=self.now)


class Undo(Verb):
    def act(self, batch):
        actions.start_undo(batch=batch, by=self.request.user, at=self.now)
