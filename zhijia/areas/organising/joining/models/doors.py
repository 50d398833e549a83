"""Whether a unit takes in members online."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit


class Door(models.Model):
    """Whether a unit, and what lies below it, takes in members online. Without a row it does."""

    unit = models.OneToOneField(
        Unit, models.PROTECT, primary_key=True, related_name="joining_door", verbose_name=_("单位")
    )
    open = models.BooleanField(_("开放网上入会"), default=True)
    contact = models.CharField(_("咨询联系方式"), max_length=100, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("设置人")
    )
    changed_at = models.DateTimeField(_("设置时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("入会设置")

    def __str__(self):
        return str(self.unit)
