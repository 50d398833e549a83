"""A session 次: the plenaries inside a term are counted, 七届一次."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet

from ..rules import elections, terms
from .terms import Term


class SessionQuerySet(ScopedQuerySet):
    path = "term__body__unit__path"


class Session(models.Model):
    """One meeting of a body. Only a plenary, or a meeting declared one, has a number."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("全体会议")
        EXTENDED = "extended", _("扩大会议")
        JOINT = "joint", _("联席会议")

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions", verbose_name=_("届"))
    number = models.PositiveSmallIntegerField(_("次"), null=True, blank=True)
    kind = models.CharField(_("会议类别"), max_length=20, choices=Kind, default=Kind.PLENARY)
    held_on = models.DateField(_("开会日期"))
    held_to = models.DateField(_("结束日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    expected = models.PositiveIntegerField(_("应到人数"))
    attended = models.PositiveIntegerField(_("实到人数"))
    resolutions = models.TextField(_("决议"), blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会议")
        ordering = ["term", "-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "number"], name="session_number_once", violation_error_message=_("这一次会议已登记")
            ),
            models.CheckConstraint(
                condition=Q(held_to__gte=F("held_on")),
                name="session_ends_after_it_begins",
                violation_error_message=_("结束日期不能早于开会日期"),
            ),
            models.CheckConstraint(
                condition=Q(attended__lte=F("expected")),
                name="session_not_more_than_expected",
                violation_error_message=_("实到人数不能多于应到人数"),
            ),
        ]

    def __str__(self):
        return terms.session_name(self.term.number, self.number, self.kind)

    def get_absolute_url(self):
        return reverse("bodies:session", args=[self.pk])

    @property
    def unit(self):
        return self.term.body.unit

    @property
    def days(self) -> int:
        """Both ends included (F-001)."""
        return (self.held_to - self.held_on).days + 1

    @property
    def quorum_said(self) -> str:
        return elections.quorum_said(self.attended, self.expected)
