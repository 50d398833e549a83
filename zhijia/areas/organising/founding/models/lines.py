"""What is broken in the organisation, since when, why, who mends it until when."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit

from ..rules.lines import CAUSE_NAMES, KIND_NAMES, KINDS, Fault


class BrokenLineQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(fixed_on__isnull=True)

    def as_of(self, day):
        """Broken at the end of that day."""
        return self.filter(found_on__lte=day).exclude(fixed_on__lte=day)


class BrokenLine(models.Model):
    Fault = Fault

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    fault = models.CharField(_("断线情形"), max_length=24, choices=KIND_NAMES.items())
    place = models.CharField(_("地方或单位"), max_length=100, blank=True)  # where a union is missing
    detail = models.CharField(_("说明"), max_length=200, blank=True)
    found_on = models.DateField(_("发现日期"))
    cause = models.CharField(_("原因"), max_length=20, choices=CAUSE_NAMES.items(), blank=True)
    plan = models.CharField(_("整改方案"), max_length=500, blank=True)
    responsible = models.CharField(_("责任人"), max_length=50, blank=True)
    due_on = models.DateField(_("完成期限"), null=True, blank=True)
    fixed_on = models.DateField(_("销号日期"), null=True, blank=True)
    fixed_note = models.CharField(_("整改结果"), max_length=200, blank=True)

    objects = BrokenLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("组织断线")
        ordering = ["fixed_on", "due_on", "unit__path"]
        indexes = [models.Index(fields=["fault", "found_on"], name="broken_line_found")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "fault", "place"],
                condition=Q(fixed_on__isnull=True),
                name="one_open_line_of_a_kind",
                violation_error_message=_("这一处断线已经登记"),
            ),
            models.CheckConstraint(
                condition=Q(fixed_on__isnull=True) | Q(fixed_on__gte=F("found_on")),
                name="line_fixed_after_found",
                violation_error_message=_("销号日期不能早于发现日期"),
            ),
        ]

    def __str__(self):
        return f"{self.place or self.unit} {self.get_fault_display()}"

    def get_absolute_url(self):
        return reverse("founding:line", args=[self.pk])

    @property
    def state(self):
        return "fixed" if self.fixed_on else "open"

    @property
    def kind(self):
        return KINDS[Fault(self.fault)]
