"""Who stands for what, what was posted about them, and what was inspected before a leader's seat is filled."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person

from ..rules import standing
from .changes import OfChange, OfChangeQuerySet, TermChange
from .delegates import Classified


class CandidateQuerySet(OfChangeQuerySet):
    def standing(self):
        return self.exclude(state=Candidate.State.WITHDRAWN)


class Candidate(Classified, OfChange):
    """One person on the list for one office."""

    class Review(models.TextChoices):
        PENDING = "pending", _("待联审")
        PASSED = "passed", _("联审通过")
        FAILED = "failed", _("未通过")

    class State(models.TextChoices):
        STANDING = "standing", _("候选")
        ELECTED = "elected", _("当选")
        NOT_ELECTED = "not_elected", _("未当选")
        WITHDRAWN = "withdrawn", _("已退出")

    state_colours = {"standing": "info", "elected": "good", "not_elected": "quiet", "withdrawn": "quiet"}

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="candidates", verbose_name=_("换届选举"))
    office = models.CharField(_("拟任职务"), max_length=12, choices=standing.OFFICE_NAMES.items())
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("候选人"))
    seat_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("委员单位")
    )
    position = models.CharField(_("现任职务"), max_length=50, blank=True)
    rank = models.CharField(_("职级"), max_length=15, choices=standing.RANK_NAMES.items(), blank=True)
    relation = models.CharField(_("回避申报"), max_length=12, choices=standing.RELATION_NAMES.items(), blank=True)
    nominations = models.PositiveIntegerField(_("推荐票数"), default=0)
    review = models.CharField(_("联审"), max_length=10, choices=Review, default=Review.PENDING)
    review_note = models.CharField(_("联审意见"), max_length=200, blank=True)
    state = models.CharField(_("结果"), max_length=12, choices=State, default=State.STANDING)
    write_in = models.BooleanField(_("另选人"), default=False)
    left_reason = models.CharField(_("退出原因"), max_length=100, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("候选人")
        ordering = ["change", "office", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "office", "person"],
                condition=~Q(state="withdrawn"),
                name="candidate_once_an_office",
                violation_error_message=_("该人员已在这份候选人名单上"),
            )
        ]

    def __str__(self):
        return f"{self.person}·{self.get_office_display()}"

    def get_absolute_url(self):
        return reverse("elections:candidate", args=[self.pk])

    @property
    def leading(self) -> bool:
        return self.office in (standing.Office.CHAIR, standing.Office.VICE_CHAIR)

    @property
    def rank_gap(self) -> str:
        return standing.rank_gap(self.office, self.rank)


class PublicNoticeQuerySet(OfChangeQuerySet):
    def public(self):
        """Posted for everybody while the notice runs; the page adds the day."""
        return self.filter(closed_on__isnull=True, voided_at__isnull=True)

    def standing(self):
        return self.filter(voided_at__isnull=True)


class PublicNotice(OfChange):
    """公示: the names, for at least five working days, and what became of objections."""

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="notices", verbose_name=_("换届选举"))
    from_on = models.DateField(_("公示开始"))
    to_on = models.DateField(_("公示结束"))
    days = models.PositiveSmallIntegerField(_("工作日"))
    contact = models.CharField(_("受理方式"), max_length=100)
    objections = models.PositiveSmallIntegerField(_("异议件数"), null=True, blank=True)
    handling = models.CharField(_("处理情况"), max_length=300, blank=True)
    closed_on = models.DateField(_("结束日期"), null=True, blank=True)
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("候选人公示")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change"],
                condition=Q(voided_at__isnull=True),
                name="one_notice_a_change",
                violation_error_message=_("这次选举已有公示"),
            ),
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="notice_ends_after_it_begins",
                violation_error_message=_("公示结束不能早于开始"),
            ),
        ]

    def __str__(self):
        return gettext("%(change)s候选人公示") % {"change": self.change}

    def get_absolute_url(self):
        return reverse("elections:notice", args=[self.pk])


class InspectionQuerySet(OfChangeQuerySet):
    path = "candidate__change__unit__path"


class Inspection(models.Model):
    """协管: one step on one candidate for a leading seat. What organisations did and said; no profile of a person."""

    class Said(models.TextChoices):
        YES = "yes", _("同意")
        HOLD = "hold", _("暂缓")
        NO = "no", _("不同意")

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="inspections", verbose_name=_("人选"))
    step = models.CharField(_("环节"), max_length=10, choices=standing.INSPECTION_NAMES.items())
    held_on = models.DateField(_("日期"))
    by_whom = models.CharField(_("办理机关"), max_length=80)
    said = models.CharField(_("结论"), max_length=5, choices=Said, default=Said.YES)
    document_no = models.CharField(_("文号或会议"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    at = models.DateTimeField(_("登记时间"))

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("协管记录")
        ordering = ["candidate", "held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "step"],
                name="inspection_step_once",
                violation_error_message=_("这个环节已经记录"),
            )
        ]

    def __str__(self):
        return f"{self.candidate}·{self.get_step_display()}"

    @property
    def unit(self):
        return self.candidate.change.unit

    def get_absolute_url(self):
        return reverse("elections:inspections", args=[self.candidate_id])
