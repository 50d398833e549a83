"""Tasks: who does what by when; what proves it; what was asked for and watched over on the way."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Case as Choose
from django.db.models import CharField, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.models import Case
from zhijia.engines.flow.rules import OPEN as CASE_OPEN
from zhijia.kernels.files.models import Attachment
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.org.models import ScopedQuerySet, Unit, under
from zhijia.kernels.records.models import ServiceRecord

from ..rules import tasks as rules
from .plans import Node, Plan


def state_sql(day):
    """The table of rules.tasks as SQL, so that lists filter and sort by what pages show."""
    cases = [When(**{f"{fact}__lte": day}, then=Value(state.value)) for fact, state in rules.TABLE]
    return Choose(*cases, default=Value(rules.State.NOT_STARTED.value), output_field=CharField(max_length=12))


class TaskQuerySet(ScopedQuerySet):
    owner = "owner"

    def visible_to(self, user, ability="view"):
        """By the unit that leads, by co-operating units, and by whose task it is."""
        seen = Q(pk__in=super().visible_to(user, ability).values("pk"))
        if ability == "view":
            for path in user.reach(ability):
                helping = Task.helpers.through.objects.filter(under("unit__path", path))
                seen |= Q(pk__in=helping.values("task"))
        return self.filter(seen)

    def with_state(self, day):
        closed = Q(completed_on__lte=day) | Q(cancelled_on__lte=day)
        return self.annotate(state_now=state_sql(day), overdue_now=Q(due_on__lt=day), closed_now=closed)

    def in_state(self, state, day):
        return self.with_state(day).filter(state_now=state)

    def open(self, day):
        return self.with_state(day).filter(state_now__in=[state.value for state in rules.OPEN])

    def overdue(self, day):
        return self.open(day).filter(due_on__lt=day)

    def counted(self, day):
        """Given out by that day and not called off: what a completion rate is taken of."""
        return self.filter(issued_on__lte=day).exclude(cancelled_on__lte=day)

    def waiting_for(self, user, day):
        """Open and theirs by name, or of a unit at whose desk they sit while nobody is named."""
        mine = Q(owner=user) | Q(owner__isnull=True, unit__in=user.desks("edit").values("pk"))
        return self.open(day).filter(mine)


class Task(models.Model):
    """One measure, or a part of it, in the hands of one unit."""

    class EvidenceKind(models.TextChoices):
        MEETING = "meeting", _("会议")
        ACTIVITY = "activity", _("活动")
        DOCUMENT = "document", _("文件")
        ROLL = "roll", _("名单")
        RECORD = "record", _("业务记录")
        OTHER = "other", _("其他")

    number = models.CharField(_("任务编号"), max_length=30, unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name=_("计划"))
    measure = models.ForeignKey(Node, models.PROTECT, related_name="tasks", verbose_name=_("措施"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", verbose_name=_("上级任务"))
    title = models.CharField(_("任务"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name=_("牵头单位"))
    helpers = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("配合单位"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    due_on = models.DateField(_("完成时限"))
    first_due_on = models.DateField(_("原定时限"))
    evidence_kind = models.CharField(_("佐证类型"), max_length=10, choices=EvidenceKind, default=EvidenceKind.ACTIVITY)
    standard = models.CharField(_("完成标准"), max_length=300, blank=True)
    key = models.BooleanField(_("重点任务"), default=False)
    # the numeric target, if any
    indicator = models.CharField(_("指标"), max_length=60, blank=True)
    comparison = models.CharField(_("比较"), max_length=10, choices=rules.COMPARISON_NAMES.items(), blank=True)
    target = models.DecimalField(_("目标值"), max_digits=16, decimal_places=2, null=True, blank=True)
    window_from = models.DateField(_("统计期起"), null=True, blank=True)
    window_to = models.DateField(_("统计期止"), null=True, blank=True)
    # what happened
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("下达人"))
    issued_on = models.DateField(_("下达日期"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(_("接收日期"), null=True, blank=True)
    started_on = models.DateField(_("开始日期"), null=True, blank=True)
    extended_on = models.DateField(_("延期批准日期"), null=True, blank=True)
    completed_on = models.DateField(_("完成日期"), null=True, blank=True)
    cancelled_on = models.DateField(_("取消日期"), null=True, blank=True)
    reached = models.DecimalField(_("完成时的数"), max_digits=16, decimal_places=2, null=True, blank=True)
    progress = models.CharField(_("进展"), max_length=500, blank=True)
    progress_on = models.DateField(_("进展日期"), null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(default=0)  # times its completion was recorded

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["unit", "due_on"], name="tasks_of_a_unit"),
            models.Index(fields=["owner", "due_on"], name="tasks_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(cancelled_on__isnull=True),
                name="done_or_cancelled",
                violation_error_message=_("完成的任务不能再取消"),
            ),
            models.CheckConstraint(
                condition=Q(indicator="", target__isnull=True)
                | Q(target__isnull=False, window_from__isnull=False, window_to__gte=F("window_from"))
                & ~Q(indicator=""),
                name="a_whole_target_or_none",
                violation_error_message=_("数量目标要填全：指标、目标值和统计期"),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("first_due_on")),
                name="extended_only_later",
                violation_error_message=_("延期后的时限不能早于原定时限"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:task", args=[self.pk])

    @property
    def facts(self) -> rules.Facts:
        return rules.Facts(self.due_on, self.started_on, self.extended_on, self.completed_on, self.cancelled_on)

    def state_on(self, day) -> rules.State:
        return rules.state(self.facts, day)

    @property
    def declared(self):
        """The indicator of the target, if it is still declared."""
        return indicators.get(self.indicator)

    @property
    def goal(self) -> rules.Target | None:
        """In the indicator's own unit: fen for money."""
        if self.target is None or self.declared is None:
            return None
        times = 100 if self.declared.measure == "amount" else 1
        return rules.Target(self.comparison, self.target * times, self.window_to)

    @property
    def scope(self) -> Scope:
        return Scope(self.unit, self.window_from, self.window_to)

    @property
    def target_said(self) -> str:
        if self.target is None:
            return ""
        number = self.target.normalize() if self.target % 1 else self.target.quantize(Decimal(1))
        name = self.declared.name if self.declared else self.indicator
        unit = self.declared.counting_unit if self.declared else ""
        return f"{name}{self.get_comparison_display()}{number:f}{unit}"

    @property
    def verifier(self) -> Unit:
        """Who says that it is done: the unit that gave it out."""
        return self.parent.unit if self.parent_id else self.plan.unit

    @property
    def from_above(self) -> bool:
        return self.verifier.pk != self.unit_id


class EvidenceQuerySet(ScopedQuerySet):
    path = "task__unit__path"

    def visible_to(self, user, ability="view"):
        return self.filter(task__in=Task.objects.visible_to(user, ability).values("pk"))


class Evidence(models.Model):
    """What proves a task: a file, a service record, or a settled case. The link is what makes it evidence."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence", verbose_name=_("任务"))
    record = models.ForeignKey(
        ServiceRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账")
    )
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("附件")
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审批事项"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人"))
    at = models.DateTimeField(_("提交时间"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("佐证")
        ordering = ["task", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, attachment__isnull=True, case__isnull=True)
                | Q(record__isnull=True, attachment__isnull=False, case__isnull=True)
                | Q(record__isnull=True, attachment__isnull=True, case__isnull=False),
                name="one_thing_proves",
                violation_error_message=_("一条佐证只能是附件、台账或审批事项之一"),
            ),
            models.UniqueConstraint(
                fields=["task", "record"], name="record_proves_once", violation_error_message=_("这条台账已经关联")
            ),
            models.UniqueConstraint(
                fields=["task", "case"], name="case_proves_once", violation_error_message=_("这个事项已经关联")
            ),
        ]

    def __str__(self):
        return str(self.thing)

    @property
    def thing(self):
        return self.record or self.attachment or self.case

    @property
    def sort(self):
        return _("台账") if self.record_id else _("附件") if self.attachment_id else _("审批事项")


class ReportQuerySet(ScopedQuerySet):
    path = "task__unit__path"
    owner = "case__opened_by"

    def open(self):
        return self.filter(case__state__in=CASE_OPEN)


class Report(models.Model):
    """What whoever does a task asks of whoever gave it: to see it done, to have longer, to drop it."""

    class Kind(models.TextChoices):
        COMPLETION = "completion", _("完成核验")
        EXTENSION = "extension", _("延期")
        CANCEL = "cancel", _("取消")

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="task_report")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reports", verbose_name=_("任务"))
    kind = models.CharField(_("事项"), max_length=12, choices=Kind)
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    until_on = models.DateField(_("延期到"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务申报")
        ordering = ["-case"]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.task}"


class SupervisionQuerySet(ScopedQuerySet):
    path = "task__unit__path"


class Supervision(models.Model):
    """A leader did something about a task in person, on a day (亲自部署、亲自把关、亲自督查; G-06)."""

    class Act(models.TextChoices):
        DEPLOY = "deploy", _("亲自部署")
        CHECK = "check", _("亲自把关")
        INSPECT = "inspect", _("亲自督查")
        NOTE = "note", _("督办提醒")

    IN_PERSON = (Act.DEPLOY, Act.CHECK, Act.INSPECT)

    task = models.ForeignKey(Task, models.PROTECT, related_name="supervisions", verbose_name=_("任务"))
    act = models.CharField(_("督办"), max_length=10, choices=Act)
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("领导"))
    held_on = models.DateField(_("日期"))
    note = models.CharField(_("情况和要求"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    at = models.DateTimeField(_("登记时间"))

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督办记录")
        ordering = ["task", "held_on", "pk"]

    def __str__(self):
        return f"{self.get_act_display()}：{self.task}"
