"""What was claimed for which stay, what it came to and why, and the lists it was paid by."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.amount import Amount
from zhijia.base.money import MoneyField
from zhijia.base.sealed import SealedField
from zhijia.engines.flow.models import Case
from zhijia.kernels.files.models import Attachment
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from .. import rules
from .enrolments import Enrolment
from .schemes import Period, Scheme, Terms


class PaymentList(models.Model):
    """Claims of one period paid in one go. Whoever draws it up does not pay it out."""

    class State(models.TextChoices):
        DRAWN = "drawn", _("待发放")
        PAID = "paid", _("已发放")
        CANCELLED = "cancelled", _("已作废")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("发放单位"))
    period = models.ForeignKey(Period, models.PROTECT, related_name="payment_lists", verbose_name=_("互助期"))
    number = models.CharField(_("批次号"), max_length=30, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.DRAWN)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("制表人"))
    drawn_at = models.DateTimeField(_("制表时间"))
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("发放人")
    )
    paid_on = models.DateField(_("发放日期"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    state_colours = {State.DRAWN: "wait", State.PAID: "good", State.CANCELLED: "quiet"}

    class Meta:
        verbose_name = verbose_name_plural = _("发放批次")
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("drawn_by")),
                name="two_persons_pay",
                violation_error_message=_("制表人不能发放自己制作的批次"),
            )
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("mutual_aid:payment", args=[self.pk])


class ClaimQuerySet(ScopedQuerySet):
    owner = "enrolment__person__user"

    def counting(self):
        """Those that use up a person's entitlement: everything not refused, withdrawn or reversed."""
        return self.exclude(state__in=[Claim.State.REFUSED, Claim.State.WITHDRAWN, Claim.State.REVERSED])

    def settled(self):
        """Those whose amount is computed for good."""
        return self.filter(state__in=Claim.SETTLED)

    def undecided(self):
        """Those whose amount still follows from what else the person claims."""
        return self.filter(state__in=[Claim.State.IN_REVIEW, Claim.State.RETURNED])

    def on_desk_of(self, user):
        """What lies where the user sits and may rule."""
        return self.filter(case__in=Case.objects.awaiting(user).values("pk"))


class Claim(models.Model):
    """One stay in hospital for which aid is asked. The amount is computed, never typed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("审核中")
        RETURNED = "returned", _("退回补充")
        APPROVED = "approved", _("待发放")
        COUNTED = "counted", _("计入累计，不发放")
        PAID = "paid", _("已发放")
        REFUSED = "refused", _("不予补助")
        WITHDRAWN = "withdrawn", _("已撤回")
        REVERSED = "reversed", _("已冲销")

    SETTLED = (State.APPROVED, State.COUNTED, State.PAID)
    state_colours = {
        State.IN_REVIEW: "info",
        State.RETURNED: "wait",
        State.APPROVED: "wait",
        State.COUNTED: "quiet",
        State.PAID: "good",
        State.REFUSED: "late",
        State.REVERSED: "late",
    }

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="mutual_aid_claim")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="claims", verbose_name=_("参互记录"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+", verbose_name=_("方案"))  # of the enrolment
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("申报单位"))
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+", verbose_name=_("适用条款"))
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    hospital = models.CharField(_("就诊医院"), max_length=80)
    admitted_on = models.DateField(_("入院日期"))
    discharged_on = models.DateField(_("出院日期"))
    invoice_no = models.CharField(_("发票号"), max_length=40, blank=True)
    total_fen = MoneyField(_("医疗总费用"))
    self_pay_fen = MoneyField(_("政策范围内自付"))
    listed_disease = models.BooleanField(_("属目录内重大疾病"), default=False)
    death = models.BooleanField(_("身故"), default=False)
    diagnosis = SealedField(_("诊断"), blank=True)  # read only by those who review, with a reason
    amount_fen = MoneyField(_("补助金"), default=0)
    payment_list = models.ForeignKey(
        PaymentList, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("发放批次")
    )
    paid_on = models.DateField(_("发放日期"), null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("补助申请")
        ordering = ["-case_id"]
        indexes = [
            models.Index(fields=["unit", "state"], name="claim_desk"),
            models.Index(fields=["enrolment", "admitted_on"], name="claim_stay"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "hospital", "admitted_on"],
                condition=~Q(state__in=["refused", "withdrawn", "reversed"]),
                name="one_claim_a_stay",
                violation_error_message=_("这次住院已经申请过补助"),
            ),
            models.UniqueConstraint(
                fields=["scheme", "invoice_no"],
                condition=~Q(invoice_no="") & ~Q(state__in=["refused", "withdrawn", "reversed"]),
                name="one_claim_an_invoice",
                violation_error_message=_("这张发票已经申请过补助"),
            ),
            models.CheckConstraint(
                condition=Q(discharged_on__gte=F("admitted_on")),
                name="discharged_after_admitted",
                violation_error_message=_("出院日期不能早于入院日期，请核对"),
            ),
            models.CheckConstraint(
                condition=Q(self_pay_fen__gte=0) & Q(self_pay_fen__lte=F("total_fen")),
                name="self_pay_within_total",
                violation_error_message=_("自付费用不能超过医疗总费用，请核对"),
            ),
        ]

    def __str__(self):
        return self.case.title

    def get_absolute_url(self):
        return reverse("mutual_aid:claim", args=[self.pk])

    @property
    def number(self):
        return self.case.number

    @property
    def person(self):
        return self.enrolment.person

    @property
    def stay(self) -> rules.Stay:
        return rules.Stay(self.admitted_on, self.discharged_on, self.self_pay_fen, self.listed_disease, self.death)


class AwardQuerySet(ScopedQuerySet):
    path = "claim__unit__path"
    owner = "claim__enrolment__person__user"


class Award(models.Model):
    """One benefit's part of a claim, with the derivation as it was computed that day."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="awards")
    benefit = models.CharField(_("补助项目编码"), max_length=20)
    name = models.CharField(_("补助项目"), max_length=40)
    amount_fen = MoneyField(_("金额"))
    derivation = models.JSONField(_("计算过程"))  # base.amount.Amount, frozen

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("补助明细")
        ordering = ["claim", "pk"]
        constraints = [models.UniqueConstraint(fields=["claim", "benefit"], name="one_award_a_benefit")]

    def __str__(self):
        return self.name

    @property
    def amount(self) -> Amount:
        return Amount.from_json(self.derivation)


class EvidenceQuerySet(ScopedQuerySet):
    path = "claim__unit__path"
    owner = "claim__enrolment__person__user"


class Evidence(models.Model):
    """A paper that proves the stay. It shows the diagnosis, so only reviewers and whoever handed it in may open it."""

    class Kind(models.TextChoices):
        SETTLEMENT = "settlement", _("医保结算单")
        DISCHARGE = "discharge", _("出院小结")
        INVOICE = "invoice", _("住院发票")
        OTHER = "other", _("其他材料")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("材料"), max_length=12, choices=Kind)
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name=_("附件"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("申请材料")
        ordering = ["claim", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.file}"
