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
        """How many were invited, came in, said no, and were taken back."""
        of = {name: Q(invitations__state=name) for name in Invitation.State.values}
        said = Q(invitations__answered_at__isnull=False)
        return self.annotate(
            invited=Count("invitations"),
            waiting=Count("invitations", filter=of["invited"]),
            joined=Count("invitations", filter=of["joined"]),
            declined=Count("invitations", filter=of["withdrawn"] & said),
            taken_back=Count("invitations", filter=of["withdrawn"] & ~said),
        )

    def shown_on(self, day):
        """With the word of that day: a round is over when it was closed, or when its last day has passed."""
        word = Switch(
            When(closed_at__isnull=False, then=Value("closed")),
            When(expires_on__lt=day, then=Value("over")),
            default=Value("running"),
        )
        return self.annotate(shown=word)


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

    SHOWN = {"running": _("进行中"), "over": _("已截止"), "closed": _("已结束")}
    shown_colours = {"running": "info", "over": "quiet", "closed": "quiet"}

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

    def declined(self):
        return self.filter(state=Invitation.State.WITHDRAWN, answered_at__isnull=False)

    def answerable(self, day):
        return self.waiting().filter(round__closed_at__isnull=True, round__expires_on__gte=day)

    def shown_on(self, day):
        """With the word of that day: what nobody answered in time has lapsed, what its person ended was declined."""
        lapsed = Q(state="invited") & (Q(round__expires_on__lt=day) | Q(round__closed_at__isnull=False))
        declined = Q(state="withdrawn", answered_at__isnull=False)
        word = Switch(
            When(lapsed, then=Value("lapsed")),
            When(declined, then=Value("declined")),
            default=F("state"),
            output_field=CharField(),
        )
        return self.annotate(shown=word)


class Invitation(models.Model):
    """One person asked to join, by a link of their own. Only who knows the end of the identity number can answer."""

    class State(models.TextChoices):
        INVITED = "invited", _("待本人确认")
        JOINED = "joined", _("已入会")
        WITHDRAWN = "withdrawn", _("已收回")

    SHOWN = {**dict(State.choices), "lapsed": _("已过期"), "declined": _("本人不入会")}
    state_colours = {"invited": "wait", "joined": "good", "withdrawn": "quiet", "lapsed": "late", "declined": "quiet"}

    round = models.ForeignKey(Round, models.PROTECT, related_name="invitations", verbose_name=_("批次"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("加入"))  # where they work
    person = models.ForeignKey(Person, models.PROTECT, related_name="joining_invitations", verbose_name=_("受邀职工"))
    token = models.CharField(max_length=20, unique=True, editable=False)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.INVITED)
    invited_at = models.DateTimeField(_("邀请时间"))
    answered_at = models.DateTimeField(_("确认时间"), null=True, blank=True)  # by the person, whether yes or no
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

    @property
    def declined(self) -> bool:
        return self.state == self.State.WITHDRAWN and self.answered_at is not None
