"""One review for a unit and a quarter, and a line for every role held in its subtree on the day it opened."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.abilities import ROLE_CHOICES
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from .rules import END, KEEP


class ReviewQuerySet(ScopedQuerySet):
    def counted(self):
        return self.annotate(
            roles=Count("lines"),
            left=Count("lines", filter=Q(lines__verdict="")),
            ended=Count("lines", filter=Q(lines__verdict=END)),
        )

    def open(self):
        return self.filter(closed_on__isnull=True)


class Review(models.Model):
    """账号与角色季度复核. A unit's manager answers for the roles of the whole subtree."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    quarter = models.CharField(_("季度"), max_length=6)
    opened_on = models.DateField(_("开始日期"))
    due_on = models.DateField(_("完成期限"))
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办结人")
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("账号复核")
        ordering = ["-quarter", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "quarter"],
                name="one_account_review_a_quarter",
                violation_error_message=_("这个单位本季度已开始复核"),
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.said_quarter}"

    def get_absolute_url(self):
        return reverse("account_review:review", args=[self.pk])

    @property
    def said_quarter(self):
        year, number = self.quarter.split("-")
        return _("%(year)s年第%(number)s季度") % {"year": year, "number": number}

    @property
    def source(self) -> str:
        """What its deadline is called."""
        return f"account_review.review:{self.pk}"


class LineQuerySet(ScopedQuerySet):
    path = "held__unit__path"

    def open(self):
        return self.filter(verdict="")


class Line(models.Model):
    """One role: what it was when the review opened, and what was decided."""

    VERDICTS = ((KEEP, _("保留")), (END, _("终止")))

    review = models.ForeignKey(Review, models.PROTECT, related_name="lines", verbose_name=_("复核"))
    held = models.ForeignKey(RoleHeld, models.PROTECT, related_name="+", verbose_name=_("角色"))
    role = models.CharField(_("岗位"), max_length=20, choices=ROLE_CHOICES)
    doubts = models.CharField(_("提示"), max_length=200, blank=True)
    verdict = models.CharField(_("结论"), max_length=10, choices=VERDICTS, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    at = models.DateTimeField(_("复核时间"), null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("复核明细")
        ordering = ["review", "held__unit__path", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "held"], name="one_line_a_role")]

    def __str__(self):
        return f"{self.held}"

    def get_absolute_url(self):
        return self.held.user.get_absolute_url()
