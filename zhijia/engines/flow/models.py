"""The spine of anything that needs approval. Business tables point here; these tables point at no business."""

from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.abilities import ABILITIES
from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from .registry import kinds
from .rules import OPEN, RULING_NAMES, STATE_NAMES, State


def desks_of(user):
    """(which cases lie there, the hand-over or None) for all desks of the user; no own matters of who is absent."""
    for ability in ABILITIES:
        desks = defaultdict(set)
        for unit, seats in user.seats_by_desk(ability).items():
            for seat in seats:
                desks[seat.absent, seat.hand_over].add(unit)
        for (absent, hand_over), units in desks.items():
            theirs = Q(opened_by=absent) | Q(subject=absent) if absent else Q(pk__in=())
            yield Q(desk_ability=ability, desk_unit__in=units) & ~theirs, hand_over


class CaseQuerySet(ScopedQuerySet):
    owner = "subject"

    def awaiting(self, user):
        """The user's in-tray: what lies on a desk they sit at, their own matters left out."""
        on_desk = Q(pk__in=())
        for there, _hand_over in desks_of(user):
            on_desk |= there
        return self.filter(on_desk).exclude(opened_by=user).exclude(subject=user)

    def naming_the_absent(self, user):
        """Each with `absent`, the name of the colleague for whom it is the user's turn; empty in their own right."""
        handed = [(there, hand_over) for there, hand_over in desks_of(user) if hand_over]
        held = RoleHeld.objects.standing_in().in_bulk({hand_over for _there, hand_over in handed}) if handed else {}
        names = [When(there, then=Value(str(held[hand_over].principal))) for there, hand_over in handed]
        return self.annotate(absent=Choice(*names, default=Value(""), output_field=models.CharField()))

    def open(self):
        return self.filter(state__in=OPEN)

    def of(self, user):
        """What they handed in themselves or what is about them."""
        return self.filter(Q(opened_by=user) | Q(subject=user))

    def readable_by(self, user):
        """By reach, by whom it concerns, and by the desk on which it lies."""
        mine = Q(pk__in=self.awaiting(user).values("pk")) | Q(pk__in=self.of(user).values("pk"))
        return self.filter(mine | Q(pk__in=self.visible_to(user).values("pk")))

    def stuck(self, day, abilities=tuple(ABILITIES)):
        """In review on a desk at which nobody sits who may rule on them: stopped until somebody is appointed."""
        empty = Q(pk__in=())
        for ability in abilities:
            sitting = (
                RoleHeld.objects.on(day)
                .with_ability(ability)
                .filter(unit=OuterRef("desk_unit"), user__is_active=True)
                .exclude(user=Coalesce(OuterRef("opened_by"), 0))  # nobody is 0; null would match no one
                .exclude(user=Coalesce(OuterRef("subject"), 0))
                .exclude(acts_for__user=Coalesce(OuterRef("opened_by"), 0))
                .exclude(acts_for__user=Coalesce(OuterRef("subject"), 0))
            )
            empty |= Q(desk_ability=ability) & ~Exists(sitting)
        return self.filter(empty)


class Case(models.Model):
    """One matter on its way. While in review it lies on exactly one desk: a unit and an ability."""

    kind = models.CharField(_("事项"), max_length=40)
    number = models.CharField(_("编号"), max_length=30, unique=True)
    title = models.CharField(_("标题"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人")
    )
    subject = models.ForeignKey(  # whom it is about; never rules on it, always sees it
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("当事人")
    )
    state = models.CharField(_("状态"), max_length=20, default=State.DRAFT, choices=STATE_NAMES.items())
    round = models.PositiveSmallIntegerField(default=1)  # goes up each time it is handed in again
    step = models.PositiveSmallIntegerField(default=0)
    desk_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("当前办理单位"))
    desk_ability = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    opened_at = models.DateTimeField(_("登记时间"))
    moved_at = models.DateTimeField(_("到达时间"))  # when it came to where it lies now

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审批事项")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["desk_unit", "desk_ability", "due_on"], name="case_desk")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="in_review") & Q(desk_unit__isnull=False) & ~Q(desk_ability=""))
                | (~Q(state="in_review") & Q(desk_unit__isnull=True) & Q(desk_ability="")),
                name="one_desk_while_in_review",
                violation_error_message=_("审核中的事项须在一个办理岗位上"),
            )
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("flow:case", args=[self.pk])

    @property
    def declared(self):
        return kinds[self.kind]

    @property
    def business_url(self):
        return self.declared.url(self)


class StepQuerySet(ScopedQuerySet):
    path = "case__unit__path"


class Step(models.Model):
    """One desk of the route, fixed when the case opened: a later change of policy does not disturb it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    seq = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("办理单位"))
    ability = models.CharField(max_length=20)
    label = models.CharField(_("环节"), max_length=40)
    days = models.PositiveSmallIntegerField(_("办理时限（工作日）"), null=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("办理环节")
        ordering = ["case", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_step_a_place")]

    def __str__(self):
        return f"{self.label}（{self.unit}）"


class RulingGivenQuerySet(ScopedQuerySet):
    path = "case__unit__path"
    owner = "case__subject"

    def with_names(self):
        return self.select_related("by", "absent")

    def in_place_of_others(self):
        return self.filter(hand_over__isnull=False)


class RulingGiven(models.Model):
    """Append-only: who ruled what, at which desk, for whom, and why. The database too refuses one's own case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rulings")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    ruling = models.CharField(_("意见"), max_length=20, choices=RULING_NAMES.items())
    note = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("办理时间"))
    hand_over = models.ForeignKey(  # the row of the role stays when the hand-over ends, with its days and its reason
        RoleHeld, models.PROTECT, null=True, related_name="rulings", verbose_name=_("代理安排")
    )
    absent = models.ForeignKey(  # copied from the hand-over
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("代谁办理")
    )
    # copied from the case so that the constraints below can hold by themselves
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    append_only = True
    objects = RulingGivenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审批意见")
        ordering = ["case", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "step"],
                name="one_ruling_a_desk",
                violation_error_message=_("该环节已有人办理"),
            ),
            models.CheckConstraint(
                condition=(Q(opened_by__isnull=True) | ~Q(opened_by=F("by")))
                & (Q(subject__isnull=True) | ~Q(subject=F("by"))),
                name="nobody_rules_on_their_own_case",
                violation_error_message=_("不能审核本人的事项"),
            ),
            models.CheckConstraint(
                condition=Q(hand_over__isnull=True, absent__isnull=True)
                | Q(hand_over__isnull=False, absent__isnull=False)
                & (Q(opened_by__isnull=True) | ~Q(opened_by=F("absent")))
                & (Q(subject__isnull=True) | ~Q(subject=F("absent"))),
                name="nobody_rules_for_another_on_their_case",
                violation_error_message=_("不能代他人审核他自己的事项"),
            ),
        ]

    def __str__(self):
        return f"{self.case.number} {self.get_ruling_display()}"

    @property
    def signed(self):
        """Who ruled, as every page and paper names them: 王丽（代张明）."""
        if self.absent_id is None:
            return str(self.by)
        return gettext("%(by)s（代%(absent)s）") % {"by": self.by, "absent": self.absent}


class NumberSeriesQuerySet(models.QuerySet):
    """Counters of case numbers; they stand in no unit and are read by actions only."""


class NumberSeries(models.Model):
    """The last number given for a prefix in a year."""

    prefix = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_series_a_year")]

    def __str__(self):
        return f"{self.prefix}-{self.year}-{self.last}"
