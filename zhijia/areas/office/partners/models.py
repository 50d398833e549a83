"""The register of those the union works with: papers, contracts, interests declared, yearly opinions."""

from django.conf import settings
from django.db import models
from django.db.models import Avg, F, Max, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import MoneyField
from zhijia.engines.flow.models import Case
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from . import rules


class PartnerQuerySet(ScopedQuerySet):
    def summed(self):
        """With the day the first paper runs out, the last day of a contract, the mean score."""
        return self.annotate(
            paper_ends=Min("papers__valid_to"),
            contract_ends=Max("contracts__to_on"),
            score=Avg("evaluations__score"),
        )

    def working(self):
        return self.filter(state=rules.ADMITTED)


class Partner(models.Model):
    """合作单位. Belongs to the unit that keeps it; seen by those above."""

    state_colours = {rules.IN_REVIEW: "info", rules.ADMITTED: "good", rules.REFUSED: "late", rules.LEFT: "quiet"}

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("登记单位"))
    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类别"), max_length=20, choices=rules.KINDS.items())
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    contact = models.CharField(_("联系人"), max_length=50, blank=True)
    phone = models.CharField(_("联系电话"), max_length=20, blank=True)
    services = models.CharField(_("合作内容"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=rules.STATES.items(), default=rules.PROPOSED)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="partner")
    admitted_on = models.DateField(_("准入日期"), null=True, blank=True)
    left_on = models.DateField(_("退出日期"), null=True, blank=True)
    left_reason = models.CharField(_("退出原因"), max_length=200, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("合作单位")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="partner_named_once",
                violation_error_message=_("本单位已登记同名的合作单位"),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partners:partner", args=[self.pk])

    def facts_of_papers(self):
        return [rules.Paper(paper.name, paper.valid_to) for paper in self.papers.all()]


class BelowPartner(ScopedQuerySet):
    path = "partner__unit__path"


class PaperQuerySet(BelowPartner):
    def running_out(self, day):
        """Papers of working partners that hold until that day and no longer."""
        return self.filter(valid_to__lte=day, partner__state=rules.ADMITTED)


class Paper(models.Model):
    """A qualification with its last good day."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="papers", verbose_name=_("合作单位"))
    name = models.CharField(_("资质名称"), max_length=60)
    number = models.CharField(_("证书编号"), max_length=60, blank=True)
    valid_to = models.DateField(_("有效期至"), null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资质")
        ordering = ["partner", "valid_to", "name"]
        constraints = [models.UniqueConstraint(fields=["partner", "name"], name="one_paper_of_a_name")]

    def __str__(self):
        return self.name


class ContractQuerySet(BelowPartner):
    def running(self, day):
        return self.filter(from_on__lte=day, to_on__gte=day)

    def unfinished(self, day):
        """Running or still to come."""
        return self.filter(to_on__gte=day)


class Contract(models.Model):
    """From its first to its last day, both included."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="contracts", verbose_name=_("合作单位"))
    title = models.CharField(_("合同名称"), max_length=100)
    number = models.CharField(_("合同编号"), max_length=40, blank=True)
    from_on = models.DateField(_("起始日期"))
    to_on = models.DateField(_("终止日期"))
    amount_fen = MoneyField(_("金额"), null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("合同")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="contract_ends_after_it_begins",
                violation_error_message=_("合同终止日期不能早于起始日期"),
            )
        ]

    def __str__(self):
        return self.title


class EvaluationQuerySet(BelowPartner):
    pass


class Evaluation(models.Model):
    """One opinion a year and evaluator."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="evaluations", verbose_name=_("合作单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    score = models.PositiveSmallIntegerField(_("评分"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("评价人"))
    on = models.DateField(_("评价日期"))

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("履约评价")
        ordering = ["-year", "-on"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "year", "by"],
                name="one_opinion_a_year",
                violation_error_message=_("您本年度已评价过该单位"),
            )
        ]

    def __str__(self):
        return f"{self.partner} {self.year}"


class InterestQuerySet(BelowPartner):
    owner = "user"


class Interest(models.Model):
    """利益关系申报: whoever declared one neither rules on the partner nor marks it."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="interests", verbose_name=_("合作单位"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申报人"))
    relation = models.CharField(_("关系"), max_length=100)
    on = models.DateField(_("申报日期"))

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("利益关系申报")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["partner", "user"], name="one_declaration_each")]

    def __str__(self):
        return f"{self.user}：{self.relation}"
