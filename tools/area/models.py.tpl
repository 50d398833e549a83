from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import MoneyField
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from . import rules


class ${Model}QuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(state=$Model.State.ENTERED)


class $Model(models.Model):
    """One activity of a unit."""

    class State(models.TextChoices):
        ENTERED = "entered", _("已登记")
        CANCELLED = "cancelled", _("已撤销")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    day = models.DateField(_("日期"))
    name = models.CharField(_("名称"), max_length=100)
    times = models.PositiveIntegerField(_("服务人次"))
    amount_fen = MoneyField(_("金额"), default=0)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.ENTERED)

    objects = ${Model}QuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("$title")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["unit", "day"], name="${label}_of_a_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "day", "name"],
                condition=Q(state="entered"),
                name="${label}_entered_once",
                violation_error_message=_("同一天同名的已经登记过"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("$label:entry", args=[self.pk])

    @property
    def source(self) -> str:
        """The key of its service record."""
        return f"{rules.RECORD}:{self.pk}"

    def may_cancel(self):
        return rules.may_cancel(cancelled=self.state == self.State.CANCELLED)
