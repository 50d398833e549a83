"""What was frozen when a report was published, and what has come out differently since. Written once."""

from urllib.parse import parse_qsl

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit

from .written import Report


class PublicationQuerySet(ScopedQuerySet):
    path = "report__unit__path"


class Publication(models.Model):
    """That a report was published, when, by whom, and the fingerprint of all it said. Never changed."""

    append_only = True

    report = models.OneToOneField(Report, models.PROTECT, related_name="publication", verbose_name=_("报告"))
    on = models.DateField(_("发布日期"))
    at = models.DateTimeField(_("取数时点"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("审定人"))
    digest = models.CharField(_("校验值"), max_length=64)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("报告发布")

    def __str__(self):
        return str(self.report)

    def get_absolute_url(self):
        return self.report.get_absolute_url()


class FrozenFigureQuerySet(ScopedQuerySet):
    path = "publication__report__unit__path"

    def bound(self):
        return self.exclude(indicator="")


class FrozenFigure(models.Model):
    """A number as it was published. One bound to an indicator carries the fingerprint of its rows; one typed by hand,
    its source. Never changed."""

    append_only = True

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="figures", verbose_name=_("报告发布"))
    place = models.PositiveSmallIntegerField(_("段落"))
    sentence = models.TextField(_("原句"))
    words = models.CharField(_("报告用语"), max_length=60)
    source = models.CharField(_("来源"), max_length=100, blank=True)
    number = models.PositiveSmallIntegerField(_("编号"), null=True)  # of the slot; null where typed by hand
    indicator = models.CharField(_("指标代码"), max_length=60, blank=True)
    name = models.CharField(_("指标"), max_length=100, blank=True)
    counting_unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))
    start = models.DateField(_("从"), null=True)
    end = models.DateField(_("到"), null=True)
    filters = models.CharField(_("筛选"), max_length=200, blank=True)
    value = models.CharField(_("数值"), max_length=40, blank=True)  # as the indicator counts: fen for money
    exact = models.CharField(_("准确数"), max_length=60, blank=True)  # as a person reads it
    rows = models.PositiveIntegerField(_("明细条数"), null=True)
    row_hash = models.CharField(_("明细校验值"), max_length=64, blank=True)

    objects = FrozenFigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("已冻结的数字")
        ordering = ["publication", "place", "pk"]

    def __str__(self):
        return _("第%(place)s段 %(words)s") % {"place": self.place, "words": self.words}

    def get_absolute_url(self):
        return self.publication.get_absolute_url()

    @property
    def tags(self) -> dict[str, str]:
        return dict(parse_qsl(self.filters))


class DifferenceQuerySet(ScopedQuerySet):
    path = "figure__publication__report__unit__path"


class Difference(models.Model):
    """That a frozen number was found to come out differently: noted once, when it was first seen."""

    figure = models.ForeignKey(FrozenFigure, models.PROTECT, related_name="differences", verbose_name=_("数字"))
    found_at = models.DateTimeField(_("发现时间"))
    exact = models.CharField(_("现在的数"), max_length=60)
    rows = models.PositiveIntegerField(_("现在的明细条数"))
    row_hash = models.CharField(_("现在的明细校验值"), max_length=64)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("发布后变化")
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["figure", "exact", "row_hash"], name="a_difference_is_noted_once")
        ]

    def __str__(self):
        return f"{self.figure} → {self.exact}"
