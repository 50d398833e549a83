"""What an existing union asks to change about itself, approved above it, carried out on its day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.models import Case
from zhijia.kernels.org.models import Edge, ScopedQuerySet, Unit
from zhijia.kernels.people.models import Person

from ..rules.changes import OPEN, SORT_NAMES, STATE_NAMES, STATE_TONES, State

LINES = [choice for choice in Edge.Kind.choices if choice[0] != Edge.Kind.ORGANISATIONAL]


class OrgChangeQuerySet(ScopedQuerySet):
    def visible_to(self, user, ability="view"):
        """Also by whoever sits at the desk above the units concerned."""
        if ability != "view":
            return super().visible_to(user, ability)
        on_desk = Case.objects.awaiting(user).values("pk")
        return self.filter(Q(pk__in=super().visible_to(user).values("pk")) | Q(case__in=on_desk))

    def open(self):
        return self.filter(state__in=OPEN)

    def due(self, day):
        return self.filter(state=State.SCHEDULED, effective_on__lte=day)


class OrgChange(models.Model):
    """One request. Columns that its kind does not read stay empty."""

    State = State

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("申请单位"))
    kind = models.CharField(_("变更事项"), max_length=10, choices=SORT_NAMES.items())
    state = models.CharField(_("状态"), max_length=12, choices=STATE_NAMES.items(), default=State.DRAFT)
    effective_on = models.DateField(_("生效日期"))
    new_name = models.CharField(_("新名称"), max_length=100, blank=True)
    new_short_name = models.CharField(_("新简称"), max_length=40, blank=True)
    new_kind = models.CharField(_("新类别"), max_length=20, choices=Unit.Kind, blank=True)
    superior = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("新的上级工会")
    )
    line = models.CharField(_("第二隶属"), max_length=20, choices=LINES, blank=True)
    into = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("并入的工会")
    )
    reason = models.CharField(_("理由"), max_length=500)
    asked_number = models.CharField(_("请示文号"), max_length=60, blank=True)
    document_no = models.CharField(_("批复文号"), max_length=60, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="org_change", verbose_name=_("审批"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    done_at = models.DateTimeField(_("办理时间"), null=True)
    outcome = models.CharField(_("办理结果"), max_length=500, blank=True)  # or why it could not be carried out
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_at = models.DateTimeField(_("登记时间"))

    objects = OrgChangeQuerySet.as_manager()
    state_colours = STATE_TONES

    class Meta:
        verbose_name = verbose_name_plural = _("组织变更")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "effective_on"], name="change_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(state__in=OPEN),
                name="one_open_change_of_a_kind",
                violation_error_message=_("该单位已有一件同样的变更在办理"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("done", "failed")) | Q(done_at__isnull=False),
                name="carried_out_change_has_a_moment",
                violation_error_message=_("已办理的须有办理时间"),
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("founding:change", args=[self.pk])

    @property
    def number(self):
        return self.case.number if self.case else ""


class ChangeRowQuerySet(ScopedQuerySet):
    path = "change__unit__path"


class ChangedUnit(models.Model):
    """One more unit that is merged along."""

    change = models.ForeignKey(OrgChange, models.PROTECT, related_name="along", verbose_name=_("组织变更"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("一并并入的单位"))

    objects = ChangeRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("一并并入的单位")
        ordering = ["change", "pk"]
        constraints = [models.UniqueConstraint(fields=["change", "unit"], name="one_unit_a_change")]

    def __str__(self):
        return str(self.unit)


class SplitPart(models.Model):
    """One union that comes out of a split: its name, and which branches and persons go there."""

    change = models.ForeignKey(OrgChange, models.PROTECT, related_name="parts", verbose_name=_("组织变更"))
    name = models.CharField(_("新工会名称"), max_length=100)
    code = models.CharField(_("单位编码"), max_length=30)
    kind = models.CharField(_("类别"), max_length=20, choices=Unit.Kind)
    branches = models.ManyToManyField(
        Unit, through="SplitBranch", related_name="+", verbose_name=_("划入的分工会"), blank=True
    )
    people = models.ManyToManyField(
        Person, through="SplitPerson", related_name="+", verbose_name=_("划入的会员"), blank=True
    )

    objects = ChangeRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("分立后的工会")
        ordering = ["change", "pk"]
        constraints = [models.UniqueConstraint(fields=["change", "code"], name="one_split_part_a_code")]

    def __str__(self):
        return self.name


class PartRowQuerySet(ScopedQuerySet):
    path = "part__change__unit__path"


class SplitBranch(models.Model):
    part = models.ForeignKey(SplitPart, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("分工会"))

    objects = PartRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("划入的分工会")
        ordering = ["part", "pk"]
        constraints = [models.UniqueConstraint(fields=["part", "unit"], name="one_branch_a_part")]

    def __str__(self):
        return str(self.unit)


class SplitPerson(models.Model):
    part = models.ForeignKey(SplitPart, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("会员"))

    objects = PartRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("划入的会员")
        ordering = ["part", "pk"]
        constraints = [models.UniqueConstraint(fields=["part", "person"], name="one_person_a_part")]

    def __str__(self):
        return str(self.person)
