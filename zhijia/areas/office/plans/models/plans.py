"""A plan in its versions, line by line; what its reader doubted; which upper items it carries out."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.models import Case
from zhijia.engines.flow.rules import State as CaseState
from zhijia.kernels.files.models import Attachment
from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.org.paths import ancestors_of

from ..rules import lines
from ..rules.lines import KIND_NAMES, STYLE_NAMES, Kind, Line, Style


def above(user) -> set[str]:
    """Paths over the units a user works for."""
    return {path for reach in user.reach("view") for path in ancestors_of(reach)}


class PlanQuerySet(ScopedQuerySet):
    def visible_to(self, user, ability="view"):
        """One's own; and, once adopted, those of the units above: a plan is made to be carried out below."""
        seen = super().visible_to(user, ability)
        if ability != "view":
            return seen
        upper = Q(unit__path__in=above(user), state__in=Plan.FROZEN)
        return self.filter(Q(pk__in=seen.values("pk")) | upper)

    def adopted(self):
        return self.filter(state=Plan.State.ADOPTED)

    def standing_over(self, unit):
        """Adopted plans of the units above."""
        return self.adopted().filter(unit__path__in=ancestors_of(unit.path))


class Plan(models.Model):
    """One version of a plan. Adopted, its text is frozen; a revision is a new version that takes its place."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("待采纳")
        RETURNED = "returned", _("退回修改")
        ADOPTED = "adopted", _("已采纳")
        SUPERSEDED = "superseded", _("已被新版本替代")
        DROPPED = "dropped", _("已作废")

    FROZEN = (State.ADOPTED, State.SUPERSEDED)
    EDITABLE = (State.DRAFT, State.RETURNED)
    GENRES = (_("工作要点"), _("工作计划"), _("工作方案"), _("规划"), _("工作报告"), _("其他"))
    state_colours = {"in_review": "blue", "returned": "yellow", "adopted": "green", "superseded": "secondary"}

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("标题"), max_length=120)
    genre = models.CharField(_("文种"), max_length=20, blank=True)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    numbering = models.CharField(_("编号方式"), max_length=10, choices=STYLE_NAMES.items(), default=Style.PAREN)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("修订自")
    )
    why = models.CharField(_("修订理由"), max_length=300, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="plan", verbose_name=_("采纳事项"))
    source = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原文件")
    )
    document = models.TextField(_("原文"), blank=True)  # as read, paragraph by paragraph; never edited
    digest = models.CharField(_("基线校验值"), max_length=64, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    drafted_at = models.DateTimeField(_("起草时间"))
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("采纳人")
    )
    adopted_on = models.DateField(_("采纳日期"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工作计划")
        ordering = ["-year", "unit__path", "-version"]
        indexes = [models.Index(fields=["unit", "year", "state"], name="plan_of_a_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["revises"],
                condition=~Q(state="dropped"),
                name="one_revision_at_a_time",
                violation_error_message=_("这一版已有修订稿，请在修订稿上修改"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["adopted", "superseded"]) | (Q(adopted_on__isnull=False) & ~Q(digest="")),
                name="adopted_means_frozen",
                violation_error_message=_("采纳的计划须有基线校验值和采纳日期"),
            ),
            models.CheckConstraint(
                condition=Q(adopted_by__isnull=True) | ~Q(adopted_by=F("drafted_by")),
                name="nobody_adopts_their_own_plan",
                violation_error_message=_("起草人不能采纳自己起草的计划"),
            ),
        ]

    def __str__(self):
        again = _("%(title)s（第%(version)s版）") % {"title": self.title, "version": self.version}
        return self.title if self.version == 1 else str(again)

    def get_absolute_url(self):
        return reverse("plans:plan", args=[self.pk])

    @property
    def frozen(self) -> bool:
        return self.state in self.FROZEN

    @property
    def standing(self) -> str:
        """The state as it really is: what was taken back from the chair's desk is a draft again."""
        taken_back = self.state == self.State.IN_REVIEW and self.case and self.case.state == CaseState.WITHDRAWN
        return self.State.DRAFT if taken_back else self.state

    @property
    def standing_said(self) -> str:
        return str(self.State(self.standing).label)

    @cached_property
    def nodes(self) -> list["Node"]:
        """All lines in document order; one query."""
        return list(self.node_set.order_by("seq"))

    @property
    def lines(self) -> list[Line]:
        return [node.line_ for node in self.nodes]

    @property
    def computed_digest(self) -> str:
        return lines.digest((str(self.year), self.title), self.lines)

    @cached_property
    def guiding(self) -> list["Node"]:
        return [self.nodes[at] for at in lines.guiding(self.lines)]


class NodeQuerySet(ScopedQuerySet):
    path = "plan__unit__path"

    def visible_to(self, user, ability="view"):
        return self.filter(plan__in=Plan.objects.visible_to(user, ability).values("pk"))

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def adopted(self):
        return self.filter(plan__state=Plan.State.ADOPTED)


class Node(models.Model):
    """One line of a plan: a chapter, an item, a measure, or text that is none of these."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("计划"))
    seq = models.PositiveIntegerField(_("顺序"))
    kind = models.CharField(_("类别"), max_length=10, choices=KIND_NAMES.items())
    level = models.PositiveSmallIntegerField(_("层级"), default=1)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name=_("上一层"))
    number = models.CharField(_("编号"), max_length=40, blank=True)
    title = models.TextField(_("标题"), blank=True)
    text = models.TextField(_("正文"), blank=True)
    start = models.PositiveIntegerField(default=0)  # of what it was read from, in plan.document
    end = models.PositiveIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    hint = models.CharField(_("识别为"), max_length=20, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="next", verbose_name=_("上一版本"))

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("计划条文")
        ordering = ["plan", "seq"]
        indexes = [models.Index(fields=["plan", "seq"], name="lines_of_a_plan")]

    def __str__(self):
        return f"{self.number}{self.label}"

    def get_absolute_url(self):
        return f"{reverse('plans:plan', args=[self.plan_id])}#n{self.pk}"

    @property
    def line_(self) -> Line:
        names = ("kind", "level", "number", "title", "text", "start", "end", "line", "hint", "pk")
        return Line(**{name: getattr(self, name) for name in names}, previous=self.previous_id)

    @property
    def words(self) -> str:
        return self.title + self.text

    @property
    def label(self) -> str:
        """Short enough for a list."""
        words = self.words.strip().rstrip("。；：，")
        first = words.split("。")[0]
        return first if len(first) <= 40 else f"{first[:39]}…"

    @property
    def short(self) -> str:
        return self.number.strip() or self.label

    def original(self, document) -> str:
        return document[self.start : self.end].strip("\n")

    @property
    def is_measure(self) -> bool:
        return self.kind == Kind.MEASURE


class DoubtQuerySet(ScopedQuerySet):
    path = "plan__unit__path"

    def open(self):
        return self.filter(settled_at__isnull=True)


class Doubt(models.Model):
    """Something the reading of the document was not sure of, beside the line it concerns, until a person settles it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="doubts", verbose_name=_("计划"))
    node = models.ForeignKey(Node, models.SET_NULL, null=True, related_name="doubts", verbose_name=_("条文"))
    text = models.CharField(_("提示"), max_length=300)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("核对时间"), null=True, blank=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("待核对")
        ordering = ["plan", "pk"]

    def __str__(self):
        return self.text


class AlignmentQuerySet(ScopedQuerySet):
    path = "item__plan__unit__path"


class Alignment(models.Model):
    """An item that carries out an item of a plan of a unit above."""

    item = models.ForeignKey(Node, models.PROTECT, related_name="alignments", verbose_name=_("条目"))
    upper = models.ForeignKey(Node, models.PROTECT, related_name="carried_out_by", verbose_name=_("上级条目"))

    objects = AlignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("上级任务对应")
        ordering = ["item__seq", "upper__seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "upper"], name="aligned_once", violation_error_message=_("已经对应过这一条")
            )
        ]

    def __str__(self):
        return f"{self.item} → {self.upper}"
