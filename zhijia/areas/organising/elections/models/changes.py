"""The change of term itself, the places on its way, what must be put in order behind it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.models import Body, Term
from zhijia.kernels.bodies.rules import terms
from zhijia.kernels.files.models import Attachment
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from ..rules import papers, steps
from ..rules.standing import AT_CONGRESS, Office

STEP_NAMES = [(step.value, about.name) for step, about in steps.STEPS.items()]


class TermChangeQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(state=TermChange.State.OPEN)

    def as_of(self, day):
        """Under way at the end of that day."""
        return self.filter(begun_on__lte=day).exclude(finished_on__lte=day).exclude(dropped_on__lte=day)


class TermChange(models.Model):
    """换届, or the shorter way of 补选 and 增补. One may be under way per body."""

    class State(models.TextChoices):
        OPEN = "open", _("办理中")
        FINISHED = "finished", _("已办结")
        DROPPED = "dropped", _("已终止")

    class Leaders(models.TextChoices):
        """Who elects chair and vice-chairs."""

        COMMITTEE = "committee", _("由第一次全委会选举")
        CONGRESS = "congress", _("由大会直接选举")

    state_colours = {"open": "info", "finished": "good", "dropped": "quiet"}

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("工会"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="changes", verbose_name=_("委员会"))
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("本届")
    )
    new_term = models.OneToOneField(
        Term, models.PROTECT, null=True, blank=True, related_name="made_by_change", verbose_name=_("新一届")
    )
    route = models.CharField(_("方式"), max_length=12, choices=steps.ROUTE_NAMES.items(), default=steps.Route.REGULAR)
    mode = models.CharField(
        _("大会形式"), max_length=12, choices=steps.MODE_NAMES.items(), default=steps.Mode.DELEGATES
    )
    leaders_by = models.CharField(_("主席、副主席产生方式"), max_length=12, choices=Leaders, default=Leaders.COMMITTEE)
    number = models.PositiveSmallIntegerField(_("届次"))
    end_on = models.DateField(_("届满日期"))  # the due dates of all steps are counted from it
    years = models.PositiveSmallIntegerField(_("任期（年）"), default=5)
    meeting_on = models.DateField(_("预定会期"), null=True, blank=True)
    committee_seats = models.PositiveSmallIntegerField(_("委员名额"), default=0)
    standing_seats = models.PositiveSmallIntegerField(_("常委名额"), default=0)
    audit_seats = models.PositiveSmallIntegerField(_("经审委员名额"), default=0)
    chair_seats = models.PositiveSmallIntegerField(_("主席名额"), default=0)
    vice_chair_seats = models.PositiveSmallIntegerField(_("副主席名额"), default=0)
    delegate_seats = models.PositiveSmallIntegerField(_("代表名额"), default=0)
    counted_on = models.DateField(_("会员人数截至"), null=True, blank=True)
    members = models.PositiveIntegerField(_("会员人数"), default=0)
    women = models.PositiveIntegerField(_("女会员人数"), default=0)
    party_organisation = models.CharField(_("同级党组织"), max_length=60, blank=True)
    work_group = models.CharField(_("选举工作小组"), max_length=300, blank=True)
    exception = models.CharField(_("代表结构未达标的书面说明"), max_length=300, blank=True)
    archive_place = models.CharField(_("归档存放地点"), max_length=100, blank=True)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    delegates_handed_in_on = models.DateField(_("代表名单提交日期"), null=True, blank=True)
    elected_on = models.DateField(_("选举日期"), null=True, blank=True)
    step = models.CharField(_("当前步骤"), max_length=20, choices=STEP_NAMES, default=steps.Step.PLAN)
    due_on = models.DateField(_("本步期限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    begun_on = models.DateField(_("启动日期"))
    finished_on = models.DateField(_("办结日期"), null=True, blank=True)
    dropped_on = models.DateField(_("终止日期"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("登记时间"))

    objects = TermChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("换届选举")
        ordering = ["-begun_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(state="open"),
                name="one_change_at_a_time",
                violation_error_message=_("该委员会已有一次选举正在办理"),
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | Q(finished_on__isnull=False),
                name="finished_on_a_day",
                violation_error_message=_("请填写办结日期"),
            ),
        ]

    def __str__(self):
        return f"{self.unit}{terms.ordinal(self.number)}{self.get_route_display()}"

    def get_absolute_url(self):
        return reverse("elections:change", args=[self.pk])

    @property
    def ordinal(self) -> str:
        return terms.ordinal(self.number)

    @property
    def regular(self) -> bool:
        return self.route == steps.Route.REGULAR

    @property
    def way(self) -> str:
        """补选 or 增补; empty for a change of term, after which documents are named by themselves."""
        return "" if self.regular else str(self.get_route_display())

    def paper_title(self, kind) -> str:
        """云岭财经职业学院工会第七届换届请示: the way is named once."""
        name, way = papers.name_of(kind, self.way), str(self.get_route_display())
        return f"{self.unit}{self.ordinal}{'' if way in name else way}{name}"

    @property
    def by_delegates(self) -> bool:
        return self.regular and self.mode == steps.Mode.DELEGATES

    @property
    def open(self) -> bool:
        return self.state == self.State.OPEN

    @cached_property
    def superior(self):
        """The union whose desk replies; None where the tree ends."""
        return self.unit.superior.deciding() if self.unit.superior_id else None

    @property
    def congress(self) -> str:
        """工会会员代表大会, or a committee's plenary for a vacancy."""
        return str(self.get_mode_display())

    def seats(self, office) -> int:
        return getattr(self, f"{office}_seats", 0) if office != Office.AUDIT_CHAIR else self.audit_chair_seats

    @property
    def audit_chair_seats(self) -> int:
        return 1 if self.regular and self.audit_seats else 0

    def offices(self) -> list[Office]:
        """The offices to be filled, in the order in which they are voted on."""
        return [office for office in Office if self.seats(office)]

    def offices_at(self, step) -> list[Office]:
        """What is voted on at the congress, and what at the first plenaries."""
        if not self.regular:
            return self.offices() if step == steps.Step.CONGRESS else []
        at_congress = set(AT_CONGRESS)
        if self.leaders_by == self.Leaders.CONGRESS:
            at_congress |= {Office.CHAIR, Office.VICE_CHAIR}
        return [office for office in self.offices() if (office in at_congress) == (step == steps.Step.CONGRESS)]

    @cached_property
    def places(self) -> list[steps.Place]:
        return [steps.Place(stage.step, stage.due_on, stage.done_on) for stage in self.stages.all()]

    @property
    def on_time(self) -> bool | None:
        """Elected by the end of the old term; None while nobody has been."""
        return None if self.elected_on is None else self.elected_on <= self.end_on


class OfChangeQuerySet(ScopedQuerySet):
    path = "change__unit__path"


class OfChange(models.Model):
    """Anything that hangs on one change of term."""

    @property
    def unit(self):
        return self.change.unit

    def get_absolute_url(self):
        return self.change.get_absolute_url()

    class Meta:
        abstract = True


class Stage(OfChange):
    """One step of one change: by when, done when and by whom, on what evidence."""

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="stages", verbose_name=_("换届选举"))
    seq = models.PositiveSmallIntegerField()
    step = models.CharField(_("步骤"), max_length=20, choices=STEP_NAMES)
    due_on = models.DateField(_("期限"))
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办理人")
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    evidence = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("佐证材料")
    )

    objects = OfChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("换届步骤")
        ordering = ["change", "seq"]
        constraints = [models.UniqueConstraint(fields=["change", "step"], name="step_once_a_change")]

    def __str__(self):
        return f"{self.change}·{self.get_step_display()}"


class Matter(OfChange):
    """What must be put in order once the new committee is approved."""

    class Kind(models.TextChoices):
        LEGAL = "legal", _("工会法人资格变更登记")
        SEAL = "seal", _("印章移交或更换")
        BANK = "bank", _("银行预留印鉴变更")
        AUDIT = "audit", _("主席离任经济责任审计")
        HANDOVER = "handover", _("工作和档案移交")

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="matters", verbose_name=_("换届选举"))
    kind = models.CharField(_("事项"), max_length=12, choices=Kind)
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    not_needed = models.BooleanField(_("无须办理"), default=False)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = OfChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("变更事项")
        ordering = ["change", "pk"]
        constraints = [models.UniqueConstraint(fields=["change", "kind"], name="matter_once_a_change")]

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def settled(self) -> bool:
        return self.done_on is not None or self.not_needed
