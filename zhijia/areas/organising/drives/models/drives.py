"""A drive of a union for all below it, and what each unit is to reach for each group."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import DownwardQuerySet, ScopedQuerySet, Unit

from ..rules import GROUPS, STATE_NAMES, STATE_TONES, State, groups_of


class DriveQuerySet(DownwardQuerySet):
    def running(self, day):
        return self.filter(state=State.OPEN, starts_on__lte=day, ends_on__gte=day)


class Drive(models.Model):
    """So many of these groups shall have joined by that day."""

    State = State

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("组织单位"))
    title = models.CharField(_("行动名称"), max_length=80)
    groups = models.CharField(_("职工类别"), max_length=100)  # codes, separated by spaces
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    rate = models.DecimalField(
        _("目标入会率"),
        max_digits=4,
        decimal_places=3,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    plan = models.TextField(_("工作安排"), blank=True)
    meeting_on = models.DateField(_("推进会日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=STATE_NAMES.items(), default=State.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"))

    objects = DriveQuerySet.as_manager()
    state_colours = STATE_TONES

    class Meta:
        verbose_name = verbose_name_plural = _("入会行动")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                name="one_drive_of_a_title",
                violation_error_message=_("已有同名的入会行动"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="drive_ends_after_it_begins",
                violation_error_message=_("结束日期须晚于开始日期"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("drives:drive", args=[self.pk])

    @property
    def overdue_from(self):
        """The day by which somebody should have closed it; nothing once that is done."""
        return self.ends_on if self.state == State.OPEN else None

    @property
    def group_codes(self) -> list[str]:
        return groups_of(self.groups)

    @property
    def group_names(self) -> str:
        return "、".join(str(GROUPS[code]) for code in self.group_codes)

    def last_day(self, today):
        """The day up to which it is counted: today, or its last day once that has passed."""
        return min(today, self.ends_on)


class Goal(models.Model):
    """One unit, one group: how many there are, how many shall have joined, how many had at the start."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="goals", verbose_name=_("入会行动"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    group = models.CharField(_("职工类别"), max_length=20, choices=GROUPS.items())
    staff = models.PositiveIntegerField(_("该类职工人数"))
    target = models.PositiveIntegerField(_("目标入会人数"))
    before = models.PositiveIntegerField(_("行动前已入会"), default=0)
    typed = models.BooleanField(_("人工下达"), default=False)  # False: computed from the head count and the rate

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("入会目标")
        ordering = ["drive", "unit__path", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["drive", "unit", "group"],
                name="one_goal_a_unit_and_group",
                violation_error_message=_("该单位这一类职工已有目标"),
            ),
            models.CheckConstraint(
                condition=Q(target__lte=F("staff")),
                name="goal_within_staff",
                violation_error_message=_("目标人数不能多于职工人数"),
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.get_group_display()}"

    def get_absolute_url(self):
        return reverse("drives:goal", args=[self.pk])


class Reminder(models.Model):
    """A unit that is behind was told so, with the numbers of that day."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="reminders", verbose_name=_("入会行动"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    joined = models.PositiveIntegerField(_("已入会"))
    target = models.PositiveIntegerField(_("目标"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("催办人"))
    at = models.DateTimeField(_("催办时间"))
    told = models.PositiveSmallIntegerField(_("通知人数"))

    append_only = True
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("催办记录")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.unit} {timezone.localdate(self.at)}"
