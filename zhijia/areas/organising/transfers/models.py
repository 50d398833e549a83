"""A transfer, with the answer of each end. The people kernel moves the membership when both have agreed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.org.models import ScopedQuerySet, Unit, under
from zhijia.kernels.people.models import Person

from .rules import SIDE_NAMES, START_NAMES, STATE_COLOURS, STATE_NAMES, Side, State


class TransferQuerySet(ScopedQuerySet):
    """Seen from both ends; for figures a transfer stands at the desk that has to answer, or answered last."""

    path = "desk__path"
    owner = "person__user"
    ends = {Side.OLD: "from_unit__path", Side.NEW: "to_unit__path"}

    def visible_to(self, user, ability="view"):
        own = user.pk and ability == "view"
        seen = Q(person__user=user.pk) | Q(opened_by=user.pk) if own else Q(pk__in=())
        for side in Side:
            seen |= self._at(side, user.reach(ability))
        return self.filter(seen)

    def at_end(self, side, user, ability="view"):
        """Those in which the user works for that end."""
        return self.filter(self._at(side, user.reach(ability)))

    def _at(self, side, paths):
        found = Q(pk__in=())
        for path in paths:
            found |= under(self.ends[side], path)
        return found

    def under(self, path):
        return self.filter(under("from_unit__path", path) | under("to_unit__path", path))

    def open(self):
        return self.filter(state=State.OPEN)

    def awaiting(self, user):
        """What lies on the desks at which this user sits."""
        return self.open().filter(desk__in=user.desks("review"))

    def overdue(self, day):
        return self.open().filter(due_on__lt=day)

    def stuck(self, day):
        """Nobody sits at the desk who could answer."""
        sitting = RoleHeld.objects.on(day).with_ability("review").filter(unit=OuterRef("desk"), user__is_active=True)
        return self.open().filter(~Exists(sitting))


class Transfer(models.Model):
    """One member's way from a union to another. While open it lies on exactly one desk: the union that must answer."""

    state_colours = STATE_COLOURS

    number = models.CharField(_("编号"), max_length=30, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers", verbose_name=_("会员"))
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("转出单位"))
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("转入单位"))
    employer = models.CharField(  # not empty: the new employer has no union, and `to_unit` keeps the membership for it
        _("新单位（尚未建会）"), max_length=80, blank=True
    )
    reason = models.CharField(_("接转原因"), max_length=200, blank=True)
    start = models.CharField(_("发起"), max_length=10, choices=START_NAMES.items())
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人")
    )
    opened_at = models.DateTimeField(_("发起时间"))
    opened_on = models.DateField(_("发起日期"))
    state = models.CharField(_("状态"), max_length=10, choices=STATE_NAMES.items(), default=State.OPEN)
    side = models.CharField(_("待确认"), max_length=5, choices=SIDE_NAMES.items(), blank=True)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("确认单位"))
    moved_at = models.DateTimeField(_("到达时间"))
    due_on = models.DateField(_("确认期限"), null=True, blank=True)  # silent after this day: agreed
    alerted_at = models.DateTimeField(null=True, editable=False)  # the unit above knows that nobody sits at the desk
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    days = models.PositiveIntegerField(_("用时（工作日）"), null=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会籍接转")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["desk", "due_on"], name="transfer_desk", condition=Q(state="open")),
            models.Index(fields=["from_unit", "state"], name="transfer_out"),
            models.Index(fields=["to_unit", "state"], name="transfer_in"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="open"),
                name="one_open_transfer",
                violation_error_message=_("该会员已有一件接转正在办理"),
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")),
                name="transfer_goes_elsewhere",
                violation_error_message=_("转出单位和转入单位不能相同"),
            ),
            models.CheckConstraint(
                condition=(Q(state="open") & ~Q(side="") & Q(closed_on__isnull=True))
                | (~Q(state="open") & Q(side="") & Q(closed_on__isnull=False)),
                name="open_transfer_waits_for_one_side",
                violation_error_message=_("办理中的接转须有一方待确认"),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.person}"

    def get_absolute_url(self):
        return reverse("transfers:transfer", args=[self.pk])

    @property
    def destination(self):
        """As it is said: the employer where it has no union yet, and who keeps the membership."""
        if not self.employer:
            return str(self.to_unit)
        return gettext("%(employer)s（会籍暂存%(unit)s）") % {"employer": self.employer, "unit": self.to_unit}


class AnswerQuerySet(ScopedQuerySet):
    path = "transfer__desk__path"


class Answer(models.Model):
    """Append-only: what one end said, or that it kept silent past its day."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="answers")
    side = models.CharField(_("哪一方"), max_length=5, choices=SIDE_NAMES.items())
    agreed = models.BooleanField(_("同意"))
    automatic = models.BooleanField(_("逾期自动同意"), default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("确认单位"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人")
    )
    at = models.DateTimeField(_("办理时间"))
    note = models.CharField(_("说明"), max_length=200, blank=True)

    append_only = True
    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("接转意见")
        ordering = ["transfer", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "side"],
                name="one_answer_a_side",
                violation_error_message=_("这一方已经确认过"),
            ),
            models.CheckConstraint(
                condition=Q(automatic=False, by__isnull=False) | Q(automatic=True, agreed=True, by__isnull=True),
                name="silence_is_nobody_s_and_never_a_no",
                violation_error_message=_("自动同意没有办理人，也不会是不同意"),
            ),
        ]

    def __str__(self):
        return f"{self.transfer.number} {self.get_side_display()}"
