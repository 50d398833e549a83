"""The papers a change of term made, and what the party organisation said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.flow.models import Case
from zhijia.kernels.files.models import Attachment

from ..rules import papers
from .changes import OfChange, OfChangeQuerySet, TermChange


class PartyOpinion(OfChange):
    """What the party organisation of the same level said (双重领导, 以同级党委领导为主). Recorded, not decided here."""

    class About(models.TextChoices):
        CHANGE = "change", _("换届工作")
        CANDIDATES = "candidates", _("候选人")

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="party_opinions", verbose_name=_("换届选举"))
    about = models.CharField(_("关于"), max_length=12, choices=About)
    organisation = models.CharField(_("党组织"), max_length=60)
    agreed = models.BooleanField(_("同意"), default=True)
    said_on = models.DateField(_("日期"))
    document_no = models.CharField(_("文号或会议"), max_length=60, blank=True)
    note = models.CharField(_("意见"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    at = models.DateTimeField(_("登记时间"))

    objects = OfChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("党组织意见")
        ordering = ["change", "at", "pk"]

    def __str__(self):
        return f"{self.organisation}·{self.about_said}"

    @classmethod
    def subjects(cls, change) -> dict:
        """What the party organisation is asked about, in the words of this election."""
        work = gettext("%(way)s工作") % {"way": change.get_route_display()}
        return {cls.About.CHANGE: work, cls.About.CANDIDATES: str(cls.About.CANDIDATES.label)}

    @property
    def about_said(self) -> str:
        return self.subjects(self.change)[self.about]


class Paper(OfChange):
    """One document of a change: its number and day, the case at the superior's desk, and the text as it was issued."""

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="papers", verbose_name=_("换届选举"))
    kind = models.CharField(
        _("文书"), max_length=20, choices=[(paper.value, form.name) for paper, form in papers.FORMS.items()]
    )
    number = models.CharField(_("发文字号"), max_length=40, blank=True)
    signatory = models.CharField(_("签发人"), max_length=20, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    handed_in_on = models.DateField(_("上报日期"), null=True, blank=True)
    reply_due_on = models.DateField(_("批复期限"), null=True, blank=True)
    replied_on = models.DateField(_("批复日期"), null=True, blank=True)
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="election_paper", verbose_name=_("审批")
    )
    issued = models.ForeignKey(  # the text as it went out
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("正式文稿")
    )
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("登记时间"))

    objects = OfChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("换届文书")
        ordering = ["change", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "kind"],
                condition=Q(voided_at__isnull=True),
                name="one_paper_of_a_kind",
                violation_error_message=_("这份文书已经有了"),
            )
        ]

    def __str__(self):
        return self.change.paper_title(self.kind)

    @property
    def name(self) -> str:
        return papers.name_of(self.kind, self.change.way)

    def get_absolute_url(self):
        return reverse("elections:paper", args=[self.change_id, self.kind])

    @property
    def late(self) -> bool:
        """The reply came, or is still awaited, after its fifteen days."""
        return bool(self.reply_due_on and self.replied_on and self.replied_on > self.reply_due_on)

    def overdue(self, today) -> bool:
        return bool(self.reply_due_on and not self.replied_on and today > self.reply_due_on)
