"""Versions of policy values. A version is never edited once it acts; a new one follows it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import DownwardQuerySet, Unit
from zhijia.kernels.org.paths import ancestors_of

from . import rules
from .registry import keys


class ParameterQuerySet(DownwardQuerySet):
    """Policy binds downwards. Whoever manages a unit reads and sets its values without seeing its business."""

    def visible_to(self, user, ability="view"):
        seen = super().visible_to(user, ability)
        return seen | super().visible_to(user, "manage") if ability == "view" else seen

    def acting(self, day):
        return self.filter(effective_from__lte=day).exclude(effective_to__lte=day)

    def reaching(self, unit):
        """Values set on the unit or above it, nearest first: that is the order in which they act."""
        above = [*ancestors_of(unit.path), unit.path]
        return self.filter(unit__path__in=above).order_by("key", "-unit__path")


class Parameter(models.Model):
    """What the key is worth at a unit and below it, from a day to a day, by which clause of which document."""

    key = models.CharField(_("参数"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parameters", verbose_name=_("适用单位"))
    effective_from = models.DateField(_("生效日期"))
    effective_to = models.DateField(_("失效日期"), null=True, blank=True)  # first day on which it no longer acts
    unknown = models.BooleanField(_("此期间标准不详"), default=False)  # said, rather than guessed
    value = models.JSONField(_("取值"), null=True, blank=True)  # fen, ratio text, count, or a table of rows
    source = models.CharField(_("依据文件"), max_length=100, blank=True)
    clause = models.CharField(_("条款"), max_length=100, blank=True)
    verified = models.BooleanField(_("已核定"), default=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(_("录入时间"), null=True)

    objects = ParameterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策参数")
        ordering = ["key", "unit__path", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "unit", "effective_from"],
                name="one_value_a_day",
                violation_error_message=_("该单位这一天已有这个参数的取值"),
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="parameter_ends_after_it_begins",
                violation_error_message=_("失效日期须晚于生效日期"),
            ),
        ]

    def __str__(self):
        values = {"name": self.name, "unit": self.unit, "day": self.effective_from}
        return gettext("%(name)s（%(unit)s，%(day)s起）") % values

    def get_absolute_url(self):
        return reverse("policy:parameter", args=[self.pk])

    @property
    def declared(self):
        return keys.get(self.key)

    @property
    def name(self):
        return self.declared.name if self.declared else self.key

    @property
    def said(self) -> str:
        """The value as an office writes it."""
        if self.unknown:
            return str(_("不详"))
        kind, measure = (self.declared.kind, self.declared.measure) if self.declared else ("text", "")
        return rules.said(kind, self.value, measure)

    @property
    def standing(self) -> str:
        """Whether anybody has checked it against the document."""
        return str(_("标准不详") if self.unknown else _("已核定") if self.verified else _("示例/待核定"))

    @property
    def cited(self) -> str:
        """The document and clause as a derivation prints them; 示例 where nobody has verified the value."""
        text = "".join(part for part in (self.source, self.clause) if part) or str(_("未注明依据"))
        return text if self.verified else f"{text}（{_('示例/待核定')}）"
