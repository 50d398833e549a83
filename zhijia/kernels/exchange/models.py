"""An import batch: whose file, into which unit, how far, what was wrong, what it made."""

import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.base.sheets import imports
from zhijia.kernels.jobs.models import Job
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from . import rules


class ImportBatchQuerySet(ScopedQuerySet):
    def busy(self):
        return self.filter(state__in=rules.BUSY)


class ImportBatch(models.Model):
    """One spreadsheet on its way in. Counts are of lines of data; each chunk adds its own in its own transaction."""

    class State(models.TextChoices):
        UPLOADED = rules.UPLOADED, _("待检查")
        CHECKING = rules.CHECKING, _("检查中")
        CHECKED = rules.CHECKED, _("待导入")
        RUNNING = rules.RUNNING, _("导入中")
        STOPPED = rules.STOPPED, _("中途停止")
        DONE = rules.DONE, _("已导入")
        FAILED = rules.FAILED, _("导入失败")
        UNDOING = rules.UNDOING, _("撤销中")
        UNDONE = rules.UNDONE, _("已撤销")

    class Mode(models.TextChoices):
        KEEP_GOOD = rules.KEEP_GOOD, _("只导入正确的行")
        ALL_OR_NOTHING = rules.ALL_OR_NOTHING, _("有一行错误就全部不导入")

    spec_code = models.CharField(_("导入项目"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    file = models.ForeignKey("files.Attachment", models.PROTECT, related_name="+", verbose_name=_("文件"))
    marked = models.ForeignKey(
        "files.Attachment", models.SET_NULL, null=True, related_name="+", verbose_name=_("标注文件")
    )
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", verbose_name=_("任务"))
    subject_id = models.BigIntegerField(_("导入到"), null=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.UPLOADED)
    mode = models.CharField(_("导入方式"), max_length=20, choices=Mode, default=Mode.KEEP_GOOD)
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    header = models.PositiveIntegerField(_("表头所在行"), default=1)
    headings = models.JSONField(_("表头"), default=list)
    places = models.JSONField(_("列的对应"), default=dict)
    lines = models.PositiveIntegerField(_("表格行数"), default=0)
    done_lines = models.PositiveIntegerField(_("已处理的表格行数"), default=0)
    total = models.PositiveIntegerField(_("数据行"), default=0)
    good = models.PositiveIntegerField(_("正确"), default=0)
    bad = models.PositiveIntegerField(_("错误"), default=0)
    duplicate = models.PositiveIntegerField(_("重复"), default=0)
    blank = models.PositiveIntegerField(_("空行和附注"), default=0)
    created = models.PositiveIntegerField(_("新增"), default=0)
    updated = models.PositiveIntegerField(_("更新"), default=0)
    unchanged = models.PositiveIntegerField(_("未变"), default=0)
    error = models.CharField(_("失败原因"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("上传时间"))
    finished_at = models.DateTimeField(_("导入时间"), null=True)

    objects = ImportBatchQuerySet.as_manager()
    state_colours = {rules.CHECKED: "blue", rules.STOPPED: "orange", rules.UNDONE: "grey"}

    class Meta:
        verbose_name = verbose_name_plural = _("导入批次")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("good") + F("bad") + F("duplicate")), name="import_lines_add_up"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(rules.UPLOADED, rules.CHECKING, rules.CHECKED))  # a forecast may be missing
                | Q(good=F("created") + F("updated") + F("unchanged")),
                name="import_outcomes_add_up",
            ),
        ]

    def __str__(self):
        return f"{self.title}·{self.file}"

    def get_absolute_url(self):
        return reverse("exchange:batch", args=[self.pk])

    @property
    def spec(self):
        return imports[self.spec_code]

    @property
    def title(self) -> str:
        return str(self.spec.title) if self.spec_code in imports else self.spec_code

    @property
    def is_busy(self) -> bool:
        return self.state in rules.BUSY

    @cached_property
    def missing(self) -> list[str]:
        """Labels of required columns nothing stands for."""
        return [str(column.label) for column in self.spec.columns if column.required and column.key not in self.places]

    def may_lay_out(self):
        return rules.may_lay_out(self.state)

    def may_check(self):
        return rules.may_check(self.state, self.missing)

    def may_run(self, mode=None):
        return rules.may_run(self.state, mode or self.mode, self.good, self.bad, self.duplicate)

    def may_undo(self, at):
        return rules.may_undo(self.state, self.spec.undoable, self.finished_at, at)

    @property
    def is_stalled(self) -> bool:
        """At work according to its state, but nobody is: its job died or was given up."""
        return self.is_busy and (self.job is None or not self.job.is_open)

    def may_resume(self):
        return rules.may_resume(self.is_stalled)


class PartQuerySet(ScopedQuerySet):
    path = "batch__unit__path"


class ImportFault(models.Model):
    """What is wrong in one cell (or one line) of the user's file."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="faults", db_index=False, verbose_name=_("批次")
    )
    line = models.PositiveIntegerField(_("行"))
    column = models.CharField(_("列"), max_length=40, blank=True)
    shown = models.CharField(_("填写内容"), max_length=100, blank=True)
    message = models.CharField(_("原因"), max_length=300)
    doubled = models.BooleanField(_("重复行"), default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入错误")
        ordering = ["line", "pk"]
        indexes = [models.Index(fields=["batch", "line"], name="faults_of_a_batch")]

    def __str__(self):
        return f"{self.line} {self.label} {self.message}"

    @property
    def label(self) -> str:
        return self.batch.spec.label_of(self.column)


class ImportedRow(models.Model):
    """What one line made or changed, kept so that the batch can be taken back.

    `touched` is JSON, written by the hundred thousand and read only to take the batch back: a list of (model label, pk,
    columns before or null, mark of the columns after). Sealed columns stay sealed.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False, verbose_name=_("批次"))
    line = models.PositiveIntegerField(_("行"))
    what = models.CharField(_("对象"), max_length=60, blank=True)
    outcome = models.CharField(_("结果"), max_length=10)
    touched = models.TextField(_("改动"))

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入结果")
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="one_result_per_line")]

    def __str__(self):
        return f"{self.line} {self.what}"

    @cached_property
    def touches(self) -> list:
        return json.loads(self.touched)
