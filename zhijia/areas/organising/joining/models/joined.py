"""Memberships that began online, and the consents given on the way."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Membership, Person

from ..rules import WAY_NAMES
from .applications import Application
from .rounds import Invitation


class JoinedQuerySet(ScopedQuerySet):
    owner = "person__user"


class Joined(models.Model):
    """One membership that began online, and how."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="joined_online", verbose_name=_("会籍"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="joined_online", verbose_name=_("会员"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("所属工会"))
    way = models.CharField(_("入会方式"), max_length=10, choices=[(way.value, word) for way, word in WAY_NAMES.items()])
    joined_on = models.DateField(_("入会日期"))
    joined_at = models.DateTimeField(_("办理时间"))
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, related_name="joined", verbose_name=_("申请")
    )
    invitation = models.OneToOneField(
        Invitation, models.PROTECT, null=True, related_name="joined", verbose_name=_("邀请")
    )

    objects = JoinedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("网上入会记录")
        ordering = ["-joined_at", "-pk"]
        indexes = [models.Index(fields=["unit", "joined_on"], name="joining_came_in")]

    def __str__(self):
        return f"{self.person}·{self.unit}"

    def get_absolute_url(self):
        return reverse("joining:joined", args=[self.pk])


class ConsentQuerySet(ScopedQuerySet):
    owner = "joined__person__user"


class Consent(models.Model):
    """To which text somebody agreed, and when: the statute and personal information apart (个人信息保护法 第29条)."""

    class Kind(models.TextChoices):
        STATUTE = "statute", _("工会章程")
        PRIVACY = "privacy", _("个人信息处理")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    kind = models.CharField(_("事项"), max_length=10, choices=Kind)
    version = models.CharField(_("文本版本"), max_length=20)
    given_at = models.DateTimeField(_("同意时间"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="consents", verbose_name=_("申请")
    )
    joined = models.ForeignKey(Joined, models.PROTECT, null=True, related_name="consents", verbose_name=_("入会记录"))

    append_only = True
    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("同意记录")
        ordering = ["-given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False, joined__isnull=True)
                | Q(application__isnull=True, joined__isnull=False),
                name="joining_consent_belongs_to_one",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.version}"
