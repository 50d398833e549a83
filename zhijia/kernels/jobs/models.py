"""A piece of work in the queue, and the turns of what runs by the clock."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit

from . import rules
from .registry import jobs


class Cancelled(Exception):
    """Somebody asked the job to stop; the worker notes it, the task just lets it through."""


class Lost(Exception):
    """The job was taken for dead and belongs to another worker now: stop without writing anything more."""


class JobQuerySet(ScopedQuerySet):
    """A job is seen by whoever started it and by nobody else, whatever their reach: its result may be private."""

    owner = "by"

    def visible_to(self, user, ability="view"):
        return self.filter(by=user.pk) if user.pk else self.none()

    def open(self):
        return self.filter(state__in=rules.OPEN)

    def ready(self, now):
        return self.filter(state=Job.State.QUEUED, run_after__lte=now).order_by("run_after", "pk")

    def silent_since(self, moment):
        return self.filter(state=Job.State.RUNNING, heartbeat_at__lt=moment)


class Job(models.Model):
    """One run of a task: what it is about, how far it is, what came of it."""

    class State(models.TextChoices):
        QUEUED = rules.QUEUED, _("排队中")
        RUNNING = rules.RUNNING, _("进行中")
        DONE = rules.DONE, _("已完成")
        FAILED = rules.FAILED, _("失败")
        CANCELLED = rules.CANCELLED, _("已取消")

    code = models.CharField(_("任务"), max_length=60)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.QUEUED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs", verbose_name=_("发起人")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))
    payload = models.JSONField(_("参数"), default=dict)  # ids, no data
    done = models.PositiveBigIntegerField(_("已办"), default=0)
    total = models.PositiveBigIntegerField(_("总数"), default=0)
    message = models.CharField(_("进展"), max_length=200, blank=True)
    error = models.CharField(_("失败原因"), max_length=500, blank=True)
    result = models.ForeignKey(
        "files.Attachment", models.SET_NULL, null=True, related_name="+", verbose_name=_("结果文件")
    )
    cancel_wanted = models.BooleanField(_("请求停止"), default=False)
    attempts = models.PositiveSmallIntegerField(_("第几次执行"), default=0)
    worker = models.CharField(_("执行进程"), max_length=40, blank=True)
    queued_at = models.DateTimeField(_("提交时间"))
    run_after = models.DateTimeField(_("不早于"))
    started_at = models.DateTimeField(_("开始时间"), null=True)
    heartbeat_at = models.DateTimeField(_("最近活动"), null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("后台任务")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "run_after"], name="job_queue"),
            models.Index(fields=["by", "-queued_at"], name="job_of_a_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="running") | Q(heartbeat_at__isnull=False), name="running_job_has_a_heartbeat"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("queued", "running")) | Q(finished_at__isnull=False), name="ended_job_has_an_end"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("jobs:job", args=[self.pk])

    @property
    def task(self):
        return jobs.get(self.code)

    @property
    def title(self) -> str:
        return str(self.task.title) if self.task else self.code

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN

    @property
    def percent(self) -> int | None:
        if self.state == self.State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else None

    @property
    def seconds_left(self) -> int | None:
        if self.state != self.State.RUNNING:
            return None
        return rules.left(self.done, self.total, (timezone.now() - self.started_at).total_seconds())

    def may_cancel(self):
        return rules.may_cancel(self.state, self.cancel_wanted)

    def may_retry(self):
        return rules.may_retry(self.state)

    @property
    def held(self):
        """This very run: no row, once another worker has taken the job over."""
        return Job.objects.filter(pk=self.pk, worker=self.worker, attempts=self.attempts, state=self.State.RUNNING)

    def progress(self, done, total=None, message=""):
        """Say how far it is. Inside a transaction it also proves at commit that the job is still ours to write for."""
        self.done, self.total = done, self.total if total is None else total
        self.message = str(message)[:200] or self.message
        if not self.held.update(done=self.done, total=self.total, message=self.message, heartbeat_at=timezone.now()):
            raise Lost
        self.stop_if_asked()

    def stop_if_asked(self):
        if self.held.filter(cancel_wanted=True).exists():
            raise Cancelled


class Turn(models.Model):
    """When a periodic task is due next: the row that keeps two workers from taking the same turn."""

    code = models.CharField(_("任务"), max_length=60, primary_key=True)
    next_at = models.DateTimeField(_("下次执行"))
    last_at = models.DateTimeField(_("上次执行"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("定时任务")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_at__isnull=True) | Q(next_at__gt=F("last_at")), name="turn_lies_ahead_of_the_last"
            )
        ]

    def __str__(self):
        return self.code
