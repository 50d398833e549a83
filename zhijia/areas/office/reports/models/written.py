"""A report, its sections and paragraphs, and what the numbers in it are bound to."""

from urllib.parse import parse_qsl

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.wording import LABELS, Rule
from zhijia.engines.flow.models import Case
from zhijia.kernels.org.models import DownwardQuerySet, ScopedQuerySet, Unit
from zhijia.kernels.org.paths import ancestors_of

from ..rules import OPEN, PART_NAMES, SHOWN_BELOW, STATE_COLOURS, STATE_NAMES, Part, State

STATES = [(state.value, name) for state, name in STATE_NAMES.items()]
PARTS = [(part.value, name) for part, name in PART_NAMES.items()]


class ReportQuerySet(DownwardQuerySet):
    """Written within reach; once out for comments or published, read by whoever stands below its unit."""

    def visible_to(self, user, ability="view"):
        seen = ScopedQuerySet.visible_to(self, user, ability)
        if ability != "view":
            return seen
        above = {path for place in user.places() for path in [*ancestors_of(place), place]}
        return self.filter(Q(pk__in=seen.values("pk")) | Q(unit__path__in=above, state__in=SHOWN_BELOW))

    def published(self):
        return self.filter(state=State.PUBLISHED)


class Report(models.Model):
    """One version of a report. A published version stands; a correction is a new version that replaces it."""

    class Kind(models.TextChoices):
        WORK = "work", _("工作报告")
        SUMMARY = "summary", _("工作总结")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    code = models.CharField(_("报告代码"), max_length=40)  # permanent: commands and links name the report by it
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind, default=Kind.WORK)
    title = models.TextField(_("标题"), max_length=200)  # one line of the title a line
    subtitle = models.CharField(_("副标题"), max_length=100, blank=True)
    start = models.DateField(_("期间起"))
    end = models.DateField(_("期间止"))
    as_of = models.DateField(_("数据截至"))
    dated = models.DateField(_("报告日期"), null=True, blank=True)
    byline = models.CharField(_("署名"), max_length=60, blank=True)
    salutation = models.CharField(_("称呼"), max_length=40, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=STATES, default=State.DRAFT.value)
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="report", verbose_name=_("审定")
    )
    revises = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="revisions")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    made_at = models.DateTimeField(_("起草时间"))

    objects = ReportQuerySet.as_manager()
    state_colours = STATE_COLOURS

    class Meta:
        verbose_name = verbose_name_plural = _("工作报告")
        ordering = ["-end", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="one_report_a_version",
                violation_error_message=_("这个报告代码已经用过，请换一个"),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(state="published"),
                name="one_version_in_force",
                violation_error_message=_("这份报告已有发布的版本"),
            ),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")),
                name="report_ends_after_it_begins",
                violation_error_message=_("期间的起始日期不能晚于截止日期"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.pk])

    @property
    def lines(self) -> tuple[str, ...]:
        """The title, line by line, as printed."""
        return tuple(line.strip() for line in self.title.splitlines() if line.strip())

    @property
    def name(self) -> str:
        return " ".join(self.lines)

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def published(self) -> bool:
        return self.state in (State.PUBLISHED, State.VOID)

    @property
    def edition(self) -> str:
        return _("第%(n)s版") % {"n": self.version} if self.version > 1 else ""

    def next_number(self) -> int:
        """Numbers of slots are never given twice, so that old text cannot point at a new figure."""
        return (self.figures.aggregate(last=Max("number"))["last"] or 0) + 1


class SectionQuerySet(ScopedQuerySet):
    path = "report__unit__path"


class Section(models.Model):
    """A heading with what is said under it. An opening or closing section has no heading."""

    LEVELS = [(1, _("一级（一、）")), (2, _("二级（（一））")), (3, _("三级（1.）"))]

    report = models.ForeignKey(Report, models.PROTECT, related_name="sections", verbose_name=_("报告"))
    seq = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(_("层级"), default=1, choices=LEVELS)
    part = models.CharField(_("内容"), max_length=10, choices=PARTS, default=Part.REVIEW.value)
    heading = models.CharField(_("标题"), max_length=80, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("报告章节")
        ordering = ["report", "seq", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="a_section_has_one_of_three_levels")
        ]

    def __str__(self):
        return self.heading or self.get_part_display()


class ParagraphQuerySet(ScopedQuerySet):
    path = "section__report__unit__path"


class Paragraph(models.Model):
    section = models.ForeignKey(Section, models.PROTECT, related_name="paragraphs", verbose_name=_("章节"))
    seq = models.PositiveSmallIntegerField()
    text = models.TextField(_("正文"), blank=True, max_length=4000)
    source = models.CharField(_("来源"), max_length=100, blank=True)  # who says so, for numbers typed by hand
    follow_up = models.CharField(_("对应的下一步措施"), max_length=100, blank=True)
    turn = models.PositiveIntegerField(default=1)  # goes up with each change, so that two writers notice each other

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("报告段落")
        ordering = ["section", "seq", "pk"]

    def __str__(self):
        return self.text[:20]


class FigureQuerySet(ScopedQuerySet):
    path = "report__unit__path"


class Figure(models.Model):
    """What a slot is bound to: an indicator, a unit, a window, filters, and how the number is worded."""

    RULES = [(rule.value, label) for rule, label in LABELS.items()]

    report = models.ForeignKey(Report, models.PROTECT, related_name="figures", verbose_name=_("报告"))
    number = models.PositiveSmallIntegerField(_("编号"))
    indicator = models.CharField(_("指标"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    start = models.DateField(_("从"), null=True, blank=True)  # empty: the report's own window
    end = models.DateField(_("到"), null=True, blank=True)
    filters = models.CharField(_("筛选"), max_length=200, blank=True)  # as in an address: occasion=19&fund=…
    rule = models.CharField(_("说法"), max_length=20, choices=RULES, default=Rule.EXACT.value)
    whole = models.CharField(_("全体指标"), max_length=60, blank=True)  # for 全覆盖: of what
    shows_unit = models.BooleanField(_("带计量单位"), default=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("报告取数")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_figure_a_number"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lte=F("end")),
                name="figure_ends_after_it_begins",
                violation_error_message=_("起始日期不能晚于截止日期"),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.indicator}"

    @property
    def tags(self) -> dict[str, str]:
        return dict(parse_qsl(self.filters))


class OpinionQuerySet(ScopedQuerySet):
    path = "report__unit__path"
    owner = "by"


class Opinion(models.Model):
    """What somebody said of the draft while it was out for comments."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("待答复")
        TAKEN = "taken", _("已采纳")
        NOT_TAKEN = "not_taken", _("未采纳")

    report = models.ForeignKey(Report, models.PROTECT, related_name="opinions", verbose_name=_("报告"))
    text = models.TextField(_("意见"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"))
    answer = models.CharField(_("答复"), max_length=10, choices=Answer, default=Answer.WAITING)
    why = models.CharField(_("说明"), max_length=200, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("修改意见")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:20]
