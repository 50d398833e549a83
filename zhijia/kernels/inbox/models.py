"""Notices to one person, and days by which something must be done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.abilities import ROLES
from zhijia.kernels.org.models import ScopedQuerySet, Unit


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user, ability="view"):
        """A notice is of its reader alone, whatever roles others hold."""
        return self.filter(user=user.pk) if user.pk else self.none()

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """Something one person is told: a result, a date, a change that concerns them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("收件人"))
    title = models.CharField(_("内容"), max_length=200)
    url = models.CharField(_("地址"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("通知")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at", "-at"], name="notices_of_a_user")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.url or reverse("inbox:notices")


class DeadlineQuerySet(ScopedQuerySet):
    owner = "user"

    def open(self):
        return self.filter(settled_at__isnull=True)

    def on_desks_of(self, user):
        """Theirs by name, or of a desk they sit at today."""
        mine = Q(user=user.pk)
        for role, unit, _path in user.held:
            mine |= Q(user__isnull=True, unit=unit, ability__in=ROLES[role].abilities)
        return self.filter(mine)


class Deadline(models.Model):
    """By that day somebody must have done it: the person named, or whoever holds the ability at that very unit."""

    source = models.CharField(_("来源"), max_length=80, unique=True)  # "plans.measure:12", chosen by who sets it
    title = models.CharField(_("事项"), max_length=200)
    kind = models.CharField(_("类别"), max_length=30, blank=True)
    url = models.CharField(_("地址"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    ability = models.CharField(_("所需权限"), max_length=20, default="edit")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    due_on = models.DateField(_("截止日期"))
    set_at = models.DateTimeField(_("提出时间"))
    settled_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("期限")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["unit", "due_on"], name="open_deadlines", condition=Q(settled_at__isnull=True))]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.url
