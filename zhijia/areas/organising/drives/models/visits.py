"""Supervision visits: where, what was asked, what was answered, what is mended until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit

from ..rules import ANSWER_NAMES, VISIT_NAMES, VISIT_TONES, Visited
from .drives import Drive


class VisitQuerySet(ScopedQuerySet):
    def held(self):
        return self.filter(held_on__isnull=False)

    def mending(self):
        return self.filter(state=Visited.MENDING)


class Visit(models.Model):
    """One unit is called on; `unit` is the union it belongs to, or that looks after it while it has none."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="visits", verbose_name=_("入会行动"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    place = models.CharField(_("被督导单位"), max_length=100, blank=True)  # where there is no union yet
    planned_on = models.DateField(_("计划日期"))
    held_on = models.DateField(_("督导日期"), null=True, blank=True)
    visitors = models.CharField(_("督导人员"), max_length=100)
    found = models.TextField(_("发现的问题"), blank=True)
    due_on = models.DateField(_("整改期限"), null=True, blank=True)
    mended_on = models.DateField(_("整改完成日期"), null=True, blank=True)
    mending = models.CharField(_("整改情况"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=VISIT_NAMES.items(), default=Visited.PLANNED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"))

    objects = VisitQuerySet.as_manager()
    state_colours = VISIT_TONES

    class Meta:
        verbose_name = verbose_name_plural = _("入会督导")
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drive", "unit", "place", "planned_on"],
                name="one_visit_a_day",
                violation_error_message=_("这一天已安排过对该单位的督导"),
            ),
            models.CheckConstraint(
                condition=Q(mended_on__isnull=True) | Q(mended_on__gte=F("held_on")),
                name="mended_after_the_visit",
                violation_error_message=_("整改完成日期不能早于督导日期"),
            ),
        ]

    def __str__(self):
        return self.place or self.unit.name

    @property
    def overdue_from(self):
        return self.due_on if self.state == Visited.MENDING else None

    def get_absolute_url(self):
        return reverse("drives:visit", args=[self.pk])


class VisitAnswerQuerySet(ScopedQuerySet):
    path = "visit__unit__path"


class VisitAnswer(models.Model):
    """One question of the survey and what the unit answered; every question of a visit has its row."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="answers", verbose_name=_("督导"))
    seq = models.PositiveSmallIntegerField(_("序号"))
    question = models.CharField(_("督导内容"), max_length=100)
    answer = models.CharField(_("答复"), max_length=10, choices=ANSWER_NAMES.items(), blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = VisitAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督导问卷")
        ordering = ["visit", "seq"]
        constraints = [models.UniqueConstraint(fields=["visit", "seq"], name="one_answer_a_question")]

    def __str__(self):
        return self.question
