"""A person exists once. Work and membership are episodes with dates; history is never overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import SealedField, blind_index
from zhijia.kernels.org.models import ScopedQuerySet, Unit, under
from zhijia.kernels.org.paths import PathField

from . import rules


class PersonQuerySet(ScopedQuerySet):
    """A person is seen by the units where they are, or were, a member or employed."""

    path = "home_path"
    owner = "user"

    def with_id_number(self, number):
        """Equality search over the sealed column, by its blind index."""
        return self.filter(id_digest=blind_index(number, "person.id_number"))

    def with_phone(self, phone):
        return self.filter(phone_digest=blind_index(phone, "person.phone"))

    def members(self, day=None):
        episodes = Membership.objects.filter(person=OuterRef("pk"))
        return self.filter(Exists(episodes.as_of(day) if day else episodes.active()))


class Person(models.Model):
    """One natural person. `home` is the unit of the current membership (or employment) and decides who sees the row."""

    class Sex(models.TextChoices):
        MALE = rules.MAN, _("男")
        FEMALE = rules.WOMAN, _("女")

    name = models.CharField(_("姓名"), max_length=50)
    initials = models.CharField(_("拼音首字母"), max_length=30, blank=True, db_index=True)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    id_number = SealedField(_("身份证号"), blank=True)
    id_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    id_tail = models.CharField(_("证件尾号"), max_length=4, blank=True, editable=False)
    phone = SealedField(_("手机号"), blank=True)
    phone_digest = models.CharField(max_length=64, null=True, editable=False, db_index=True)
    ethnicity = models.CharField(_("民族"), max_length=20, blank=True)
    education = models.CharField(_("学历"), max_length=20, blank=True)
    home = models.ForeignKey(  # looked up by its path, below
        Unit, models.PROTECT, related_name="people", verbose_name=_("所在单位"), db_index=False
    )
    home_path = PathField(editable=False)  # copy of home.path, so that lists need no join
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person", verbose_name=_("账号")
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        indexes = [models.Index(fields=["home_path", "name"], name="person_home")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:person", args=[self.pk])


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

    def as_of(self, day):
        """Members on that day, whatever became of them later."""
        return super().as_of(day).exclude(state__in=Membership.NEVER)

    def under_as_of(self, path, day):
        return self.as_of(day).filter(under("unit__path", path))


class Membership(models.Model):
    """One episode of membership in one union (R-MEM-01). At most one is active per person (R-MEM-02)."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("待审核")
        REJECTED = "rejected", _("未批准")
        ACTIVE = "active", _("在籍")
        TRANSFERRED = "transferred", _("已转出")
        RETAINED = "retained", _("保留会籍")
        WITHDRAWN = "withdrawn", _("已退会")
        LAPSED = "lapsed", _("自动退会")
        EXPELLED = "expelled", _("开除会籍")
        DECEASED = "deceased", _("已故")

    NEVER = (State.SUBMITTED, State.REJECTED)  # states in which the episode counts on no day

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("会员"))
    unit = models.ForeignKey(  # membership_roll begins with it
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("所属工会"), db_index=False
    )
    state = models.CharField(_("会籍状态"), max_length=20, choices=State, default=State.ACTIVE)
    number = models.CharField(_("会员编号"), max_length=30, blank=True)
    joined_on = models.DateField(_("入会日期"))
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)  # first day on which it no longer held

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会籍")
        ordering = ["person", "joined_on"]
        indexes = [models.Index(fields=["unit", "state", "joined_on"], name="membership_roll")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="active"),
                name="one_active_membership",
                violation_error_message=_("该人员已有在籍会籍，请先办理转会"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("joined_on")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("终止日期不能早于入会日期"),
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(ended_on__isnull=True),
                name="active_membership_is_open",
                violation_error_message=_("在籍会籍不能有终止日期"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.unit}"
