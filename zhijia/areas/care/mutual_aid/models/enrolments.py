"""Who is in for a period, and the money that makes it effective."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import MoneyField
from zhijia.kernels.files.models import Attachment
from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Person

from .schemes import Period


class FeeReceiptQuerySet(ScopedQuerySet):
    def pending(self):
        return self.filter(state=FeeReceipt.State.RECEIVED)


class FeeReceipt(models.Model):
    """Money received from one unit for one period. Once reconciled it makes that many enrolments effective."""

    class State(models.TextChoices):
        RECEIVED = "received", _("待核对")
        RECONCILED = "reconciled", _("已核对")
        RETURNED = "returned", _("已退回")

    period = models.ForeignKey(Period, models.PROTECT, related_name="receipts", verbose_name=_("互助期"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("缴费单位"))
    received_on = models.DateField(_("到账日期"))
    amount_fen = MoneyField(_("到账金额"))
    reference = models.CharField(_("银行流水号"), max_length=40)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.RECEIVED)
    heads = models.PositiveIntegerField(_("生效人数"), default=0)
    voucher = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    reconciled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核对人")
    )
    reconciled_at = models.DateTimeField(_("核对时间"), null=True)

    objects = FeeReceiptQuerySet.as_manager()
    state_colours = {State.RECEIVED: "wait", State.RECONCILED: "good", State.RETURNED: "quiet"}

    class Meta:
        verbose_name = verbose_name_plural = _("互助金缴费")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(state="returned"),
                name="one_receipt_of_a_reference",
                violation_error_message=_("这笔银行流水已经登记过"),
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0),
                name="receipt_is_money",
                violation_error_message=_("到账金额须大于0"),
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.period.label}"

    def get_absolute_url(self):
        return reverse("mutual_aid:receipt", args=[self.pk])


class EnrolmentQuerySet(ScopedQuerySet):
    owner = "person__user"

    def effective(self):
        return self.filter(state=Enrolment.State.EFFECTIVE)

    def waiting(self):
        return self.filter(state=Enrolment.State.LISTED)

    def standing(self):
        """Everybody on the list, paid or not."""
        return self.exclude(state=Enrolment.State.CANCELLED)


class Enrolment(models.Model):
    """One person in one period. It counts once the fee has been reconciled."""

    class State(models.TextChoices):
        LISTED = "listed", _("待缴费核对")
        EFFECTIVE = "effective", _("已生效")
        CANCELLED = "cancelled", _("已取消")

    period = models.ForeignKey(Period, models.PROTECT, related_name="enrolments", verbose_name=_("互助期"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("会员"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("参互单位"))
    first_time = models.BooleanField(_("首次参互"), default=True)
    fee_fen = MoneyField(_("互助金"))
    personal_fen = MoneyField(_("其中个人承担"), default=0)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.LISTED)
    receipt = models.ForeignKey(FeeReceipt, models.PROTECT, null=True, related_name="enrolments")
    listed_at = models.DateTimeField(_("登记时间"))

    objects = EnrolmentQuerySet.as_manager()
    state_colours = {State.LISTED: "wait", State.EFFECTIVE: "good", State.CANCELLED: "quiet"}

    class Meta:
        verbose_name = verbose_name_plural = _("参互名册")
        ordering = ["-period_id", "unit_id", "pk"]
        indexes = [models.Index(fields=["period", "unit", "state"], name="enrolment_roll")]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "person"],
                condition=~Q(state="cancelled"),
                name="one_enrolment_a_period",
                violation_error_message=_("该会员本期已参互，不能重复登记"),
            ),
            models.CheckConstraint(
                condition=~Q(state="effective") | Q(receipt__isnull=False),
                name="effective_enrolment_is_paid",
                violation_error_message=_("缴费核对后才能生效"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.period.label}"

    def get_absolute_url(self):
        return reverse("mutual_aid:enrolment", args=[self.pk])

    @property
    def cover(self):
        effective = self.state == self.State.EFFECTIVE
        return self.period.cover(effective=effective, first_time=self.first_time)
