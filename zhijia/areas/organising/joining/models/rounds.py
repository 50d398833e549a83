"""Staff asked to join, by the batch; each answers alone."""

from django.conf import settings
from django.db import models
from django.db.models import Case as Switch
from django.db.models import CharField, Count, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Person


class RoundQuerySet(ScopedQuerySet):
    def counted(self):
        """How many were invited, came in, and were taken back."""
        state = Invitation.State
        counts = {
            name: Count("invitations", filter=Q(invitations__state=which))
            for name, which in (("waiting", state.INVITED), ("joined", state.JOINED), ("taken_back", state.WITHDRAWN))
        }
        return self.annotate(invited=Count("invitations"), **counts)


class Round(models.Model):
    """One batch of staff whom the union asks to join; each confirms in person."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    title = models.CharField(_("批次名称"), max_length=60)
    expires_on = models.DateField(_("截止日期"))  # the last day on which an invitation can be answered
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人")
    )
    opened_at = models.DateTimeField(_("发起时间"))
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("批量入会")
        ordering = ["-opened_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("joining:round", args=[self.pk])

    def standing_on(self, day) -> bool:
        return self.closed_at is None and day <= self.expires_on


class InvitationQuerySet(ScopedQuerySet):
    owner = "person__user"

    def public(self):
        """Whoever holds the link may open it, and sees a name with only its first sign."""
        return self

    def waiting(self):
        return self.filter(state=Invitation.State.INVITED)

    def answerable(self, day):
        return self.waiting().filter(round__closed_at__isnull=True, round__expires_on__gte=day)

    def shown_on(self, day):
        """With the word of that day: an invitation nobody answered in time has lapsed."""
        lapsed = Q(state="invited") & (Q(round__expires_on__lt=day) | Q(round__closed_at__isnull=False))
        word = Switch(When(lapsed, then=Value("lapsed")), default=F("state"), output_field=CharField())
        return self.annotate(shown=word)


class Invitation(models.Model):
    """One person asked to join, by a link of their own. Only who knows the end of the identity number can answer."""

    class State(models.TextChoices):
        INVITED = "invited", _("待本人确认")
        JOINED = "joined", _("已入会")
        WITHDRAWN = "withdrawn", _("已收回")

    LAPSED = _("已过期")
    state_colours = {"invited": "wait", "joined": "good", "withdrawn": "quiet", "lapsed": "late"}

    round = models.ForeignKey(Round, models.PROTECT, related_name="invitations", verbose_name=_("批次"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("加入"))  # where they work
    person = models.ForeignKey(Person, models.PROTECT, related_name="joining_invitations", verbose_name=_("受邀职工"))
    token = models.CharField(max_length=20, unique=True, editable=False)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.INVITED)
    invited_at = models.DateTimeField(_("邀请时间"))
    answered_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("最近提醒"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("提醒次数"), default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("入会邀请")
        ordering = ["round", "pk"]
        indexes = [models.Index(fields=["round", "state"], name="joining_of_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="invited"),
                name="joining_one_open_invitation",
                violation_error_message=_("此人已有一份等待确认的邀请"),
            ),
            models.CheckConstraint(
                condition=~Q(state="joined") | Q(answered_at__isnull=False),
                name="joining_answered_when_joined",
                violation_error_message=_("已入会的邀请须有确认时间"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.round}"

    def get_absolute_url(self):
        return reverse("joining:invitation", args=[self.pk])
