"""Keys, electronic cards and bank cards. Of a bank card only the last four digits are known here."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Membership, Person

from .rules import (
    BANK_COLOURS,
    BANK_ISSUED,
    BANK_NAMES,
    BANK_OVER,
    CARD_COLOURS,
    CARD_NAMES,
    EXPIRED,
    UNHELD,
    BankState,
    CardState,
)


def keeps_keys(user) -> bool:
    """Keys sign the cards of the whole tree: they are in the hands of whoever manages its top."""
    tops = Unit.objects.standing().filter(kind__in=Unit.TOPS, superior=None)
    return any(user.can("manage", unit) for unit in tops)


class KeyQuerySet(models.QuerySet):
    """No unit's rows; their public halves are everybody's."""

    def visible_to(self, user, ability="manage"):
        return self if keeps_keys(user) else self.none()

    def public(self):
        """Those whose signatures are still to be believed."""
        return self.filter(revoked_at__isnull=True)

    def signing(self):
        return self.filter(signing=True)


class CardKey(models.Model):
    """A key pair that signs codes: here its public half; the private one is derived from the seal key when needed."""

    code = models.CharField(_("密钥编号"), max_length=8, unique=True)
    generation = models.PositiveIntegerField(_("代"))  # the private half is derived from the seal key and this number
    public = models.CharField(_("公钥"), max_length=44)  # base64url
    signing = models.BooleanField(_("正在使用"), default=True)
    begun_at = models.DateTimeField(_("启用时间"))
    ended_at = models.DateTimeField(_("停止签名时间"), null=True)
    revoked_at = models.DateTimeField(_("作废时间"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人")
    )
    reason = models.CharField(_("原因"), max_length=200, blank=True)

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会员卡签名密钥")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["signing"], condition=Q(signing=True), name="one_signing_card_key"),
            models.CheckConstraint(
                condition=Q(signing=False) | Q(ended_at__isnull=True, revoked_at__isnull=True),
                name="signing_card_key_has_not_ended",
            ),
        ]

    def __str__(self):
        return self.code


class OfPersonQuerySet(ScopedQuerySet):
    """Where the member now belongs: the card follows them from union to union."""

    path = "person__home_path"
    owner = "person__user"


class CardQuerySet(OfPersonQuerySet):
    def standing(self):
        return self.filter(state=CardState.ACTIVE)

    def usable(self, day):
        """Good now: in use, not run out, and the holder is a member."""
        members = Membership.objects.active().values("person")
        return self.standing().filter(valid_to__gte=day, person__in=members)

    def shown_on(self, day):
        """With the word of that day: a card in use that no checker would take is not called so."""
        members = Membership.objects.active().filter(person=OuterRef("person"))
        word = Case(
            When(Q(state=CardState.ACTIVE, valid_to__lt=day), then=Value(EXPIRED)),
            When(Q(~Exists(members), state=CardState.ACTIVE), then=Value(UNHELD)),
            default=F("state"),
            output_field=models.CharField(),
        )
        return self.annotate(shown=word)

    def dead(self, day):
        """Those a checker must refuse although their signature may still be good."""
        return self.filter(valid_to__gte=day).exclude(pk__in=self.model.objects.usable(day).values("pk"))


class Card(models.Model):
    """An electronic card. A new one after a loss has the same number and the next version; the old is dead."""

    state_colours = CARD_COLOURS

    person = models.ForeignKey(Person, models.PROTECT, related_name="cards", verbose_name=_("会员"))
    number = models.CharField(_("会员卡号"), max_length=16)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    state = models.CharField(_("状态"), max_length=10, choices=CARD_NAMES.items(), default=CardState.ACTIVE)
    issued_on = models.DateField(_("发卡日期"))
    valid_to = models.DateField(_("有效期至"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    reason = models.CharField(_("停用原因"), max_length=200, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("电子会员卡")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="card_number_and_version_once"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="active"),
                name="one_card_in_use",
                violation_error_message=_("该会员已有使用中的电子会员卡"),
            ),
            models.CheckConstraint(
                condition=Q(state="active", ended_at__isnull=True) | ~Q(state="active") & Q(ended_at__isnull=False),
                name="card_not_in_use_has_ended",
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.number}"

    def get_absolute_url(self):
        return reverse("cards:card", args=[self.pk])


class BatchQuerySet(ScopedQuerySet):
    pass


class BankBatch(models.Model):
    """What one union hands to the bank in one go."""

    class State(models.TextChoices):
        OPEN = "open", _("登记中")
        SENT = "sent", _("已送银行")

    state_colours = {State.OPEN: "info", State.SENT: "good"}

    number = models.CharField(_("批次号"), max_length=30, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    bank = models.CharField(_("合作银行"), max_length=60)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    opened_at = models.DateTimeField(_("登记时间"))
    sent_at = models.DateTimeField(_("送银行时间"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("银行会员卡批次")
        ordering = ["-opened_at", "-pk"]

    def __str__(self):
        return f"{self.number} {self.unit}"

    def get_absolute_url(self):
        return reverse("cards:batch", args=[self.pk])


class BankCardQuerySet(OfPersonQuerySet):
    def standing(self):
        return self.exclude(state__in=BANK_OVER)

    def applied_by(self, day):
        """Applied for and not over at the end of that day."""
        return self.filter(applied_on__lte=day).exclude(ended_on__lte=day)

    def issued_by(self, day):
        return self.applied_by(day).filter(made_on__lte=day)

    def activated_by(self, day):
        return self.issued_by(day).filter(activated_on__lte=day)


class BankCard(models.Model):
    """A member card of plastic that the bank makes; here its way and its last four digits, no more."""

    state_colours = BANK_COLOURS
    ISSUED = BANK_ISSUED

    person = models.ForeignKey(Person, models.PROTECT, related_name="bank_cards", verbose_name=_("会员"))
    batch = models.ForeignKey(BankBatch, models.PROTECT, related_name="cards", verbose_name=_("批次"))
    state = models.CharField(_("状态"), max_length=10, choices=BANK_NAMES.items(), default=BankState.APPLIED)
    tail = models.CharField(_("卡号后四位"), max_length=4, blank=True)
    applied_on = models.DateField(_("申领日期"))
    made_on = models.DateField(_("制卡日期"), null=True, blank=True)
    activated_on = models.DateField(_("激活日期"), null=True, blank=True)
    lost_on = models.DateField(_("挂失日期"), null=True, blank=True)
    ended_on = models.DateField(_("注销日期"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = BankCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("银行会员卡")
        ordering = ["-applied_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=~Q(state__in=("failed", "ended")),
                name="one_bank_card",
                violation_error_message=_("该会员已有一张银行会员卡或正在申领"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("failed", "ended"), ended_on__isnull=False)
                | ~Q(state__in=("failed", "ended")) & Q(ended_on__isnull=True),
                name="bank_card_over_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.person}·****{self.tail}" if self.tail else str(self.person)

    def get_absolute_url(self):
        return reverse("cards:bank-card", args=[self.pk])
