"""Work and membership are episodes with dates; history is never overwritten."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit, under

from ..rules import membership as life
from .person import Person


class EpisodeQuerySet(ScopedQuerySet):
    owner = "person__user"

    def as_of(self, day):
        return self.filter(**{f"{self.start}__lte": day}).exclude(**{f"{self.end}__lte": day})


class EmploymentQuerySet(EpisodeQuerySet):
    start, end = "from_on", "to_on"

    def current(self):
        return self.filter(to_on__isnull=True)


class Employment(models.Model):
    """Where a person works and on what footing, from a day to a day."""

    class Kind(models.TextChoices):
        ESTABLISHED = "established", _("在编")
        NON_ESTABLISHED = "non_established", _("非在编")
        DISPATCHED = "dispatched", _("劳务派遣")
        CARE_WORKER = "care_worker", _("护工护理员")
        LOGISTICS = "logistics", _("后勤")
        MIGRANT = "migrant", _("农民工")
        OTHER = "other", _("其他")

    person = models.ForeignKey(Person, models.PROTECT, related_name="employments", verbose_name=_("人员"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="employments", verbose_name=_("单位"))
    staff_no = models.CharField(_("工号"), max_length=30, blank=True)
    kind = models.CharField(_("用工形式"), max_length=20, choices=Kind, default=Kind.ESTABLISHED)
    position = models.CharField(_("岗位职务"), max_length=50, blank=True)
    from_on = models.DateField(_("起始日期"))
    to_on = models.DateField(_("终止日期"), null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工作经历")
        ordering = ["person", "from_on"]
        indexes = [models.Index(fields=["staff_no"], name="employment_staff_no")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(to_on__isnull=True),
                name="one_open_employment_at_a_unit",
                violation_error_message=_("该人员在此单位已有在职记录"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.unit}"


class MembershipQuerySet(EpisodeQuerySet):
    start, end = "joined_on", "ended_on"

    def active(self):
        return self.filter(state=Membership.State.ACTIVE)

    def retained(self):
        return self.filter(state=Membership.State.RETAINED)

    def standing(self):
        """The open episode of a person, full or retained."""
        return self.filter(ended_on__isnull=True)

    def joins(self):
        """Episodes that began by joining, not by a move of somebody who was a member already."""
        return self.filter(entry=Membership.Entry.JOINED)

    def as_of(self, day):
        """Full members at the end of that day, whatever became of them later."""
        return super().as_of(day).exclude(entry=Membership.Entry.RETAINED)

    def under_as_of(self, path, day):
        return self.as_of(day).filter(under("unit__path", path))


class Membership(models.Model):
    """One episode of membership at one place, from a day to a day (R-MEM-01). One is open per person (R-MEM-02).

    Whatever changes (another union, another branch, retirement) closes an episode and opens the next, so that the
    roll of every branch is true on any day. `joined_on` is the first day of the episode; `member_since` is carried
    along from the first of an unbroken row of them.
    """

    class State(models.TextChoices):
        ACTIVE = life.ACTIVE, _("在籍")
        RETAINED = life.RETAINED, _("保留会籍")
        TRANSFERRED = life.TRANSFERRED, _("已转出")
        MOVED = life.MOVED, _("已调整")
        KEPT = life.KEPT, _("已转为保留会籍")
        RESUMED = life.RESUMED, _("已恢复会籍")
        WITHDRAWN = life.WITHDRAWN, _("已退会")
        LAPSED = life.LAPSED, _("自动退会")
        EXPELLED = life.EXPELLED, _("开除会籍")
        DECEASED = life.DECEASED, _("已故")

    class Entry(models.TextChoices):
        JOINED = life.JOINED, _("入会")
        TRANSFERRED_IN = life.TRANSFERRED_IN, _("转入")
        MOVED = life.MOVED_IN, _("内部调整")
        MERGED = life.MERGED_IN, _("合并、分立划转")
        RETAINED = life.RETAINED_IN, _("保留会籍")
        RESUMED = life.RESUMED_IN, _("恢复会籍")

    class KeptFor(models.TextChoices):
        RETIRED = "retired", _("退休")
        UNEMPLOYED = "unemployed", _("失业")
        OTHER = "other", _("其他")

    state_colours = dict.fromkeys(life.STATES, "quiet") | {life.ACTIVE: "good"}  # an end is never green
    OPEN = (State.ACTIVE, State.RETAINED)
    NEVER = ()  # states in which the episode counts on no day

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("会员"))
    unit = models.ForeignKey(  # membership_roll begins with it
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("所属工会"), db_index=False
    )
    state = models.CharField(_("会籍状态"), max_length=20, choices=State, default=State.ACTIVE)
    entry = models.CharField(_("来由"), max_length=20, choices=Entry, default=Entry.JOINED, db_default=Entry.JOINED)
    number = models.CharField(_("会员编号"), max_length=30, blank=True)
    joined_on = models.DateField(_("起始日期"))
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)  # first day on which it no longer held
    member_since = models.DateField(_("入会日期"))
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next", editable=False, db_index=False
    )
    kept_for = models.CharField(_("保留原因"), max_length=20, choices=KeptFor, blank=True, db_default="")
    reason = models.CharField(_("说明"), max_length=200, blank=True, db_default="")  # why it ended

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会籍")
        ordering = ["person", "joined_on", "pk"]
        indexes = [
            models.Index(fields=["unit", "state", "joined_on"], name="membership_roll"),
            models.Index(fields=["previous"], name="membership_previous", condition=Q(previous__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="one_open_membership",
                violation_error_message=_("该人员已有在籍会籍，请先办理转会"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("joined_on")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("终止日期不能早于入会日期"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=life.OPEN, ended_on__isnull=True)
                | ~Q(state__in=life.OPEN) & Q(ended_on__isnull=False),
                name="open_membership_has_no_end",
                violation_error_message=_("在籍、保留的会籍没有终止日期，其他的必须有"),
            ),
            models.CheckConstraint(
                condition=Q(member_since__lte=F("joined_on")),
                name="member_since_the_first_episode",
                violation_error_message=_("入会日期不能晚于这段会籍的起始日期"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.unit}"
