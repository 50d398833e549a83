"""A round of gifts and the persons on its list. Once approved, the list stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.amount import Amount
from zhijia.base.money import MoneyField
from zhijia.engines.flow.models import Case
from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Person

from .rules import FESTIVALS, FORM_NAMES, GROUPS, KINDS, OWN_FUNDS

OCCASIONS = [(code, kind.name) for code, kind in KINDS.items()]


class RoundQuerySet(ScopedQuerySet):
    def counted(self):
        """With how many are on the list and what they come to."""
        standing = ~Q(gifts__state__in=Gift.GONE)
        return self.annotate(
            heads=models.Count("gifts", filter=standing), total_fen=models.Sum("gifts__amount_fen", filter=standing)
        )


class Round(models.Model):
    """One round: a festival for all, a month's birthdays, or a visit to one person in hospital."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("待审批")
        RETURNED = "returned", _("退回修改")
        APPROVED = "approved", _("待发放")
        GIVEN = "given", _("已发放")
        REFUSED = "refused", _("不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    OPEN = (State.DRAFT, State.RETURNED)  # states in which the list may still change

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("慰问单位"))
    occasion = models.CharField(_("慰问类型"), max_length=20, choices=OCCASIONS)
    festival = models.CharField(_("节日"), max_length=20, blank=True, choices=list(FESTIVALS.items()))
    group = models.CharField(_("慰问群体"), max_length=20, blank=True, choices=[(name, name) for name in GROUPS])
    title = models.CharField(_("名称"), max_length=60)
    day = models.DateField(_("慰问日期"))
    form = models.CharField(_("慰问形式"), max_length=10, choices=FORM_NAMES.items())
    standard_fen = MoneyField(_("每人标准"))
    fund = models.CharField(_("经费来源"), max_length=40, default=OWN_FUNDS)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="consolation_round", verbose_name=_("审批")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    made_at = models.DateTimeField(_("登记时间"))

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("慰问批次")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standard_fen__gt=0),
                name="a_gift_is_worth_something",
                violation_error_message=_("慰问金额须大于0"),
            ),
            models.CheckConstraint(
                condition=~Q(occasion="festival") | ~Q(festival=""),
                name="a_festival_is_named",
                violation_error_message=_("请选择是哪个法定节日"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consolation:round", args=[self.pk])

    @property
    def open(self) -> bool:
        return self.state in self.OPEN

    @property
    def kind(self):
        return KINDS[self.occasion]


class GiftQuerySet(ScopedQuerySet):
    owner = "person__user"

    def standing(self):
        return self.exclude(state__in=Gift.GONE)


class Gift(models.Model):
    """One person on the list of a round."""

    class State(models.TextChoices):
        LISTED = "listed", _("已列入")
        GIVEN = "given", _("已发放")
        REMOVED = "removed", _("已移出")
        REVERSED = "reversed", _("已冲销")

    GONE = (State.REMOVED, State.REVERSED)

    class Receipt(models.TextChoices):
        SIGNATURE = "signature", _("本人签收")
        RELATIVE = "relative", _("亲属代签")
        BANK = "bank", _("银行回单")

    round = models.ForeignKey(Round, models.PROTECT, related_name="gifts", verbose_name=_("慰问批次"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("被慰问人"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("所在单位"))
    day = models.DateField(_("慰问日期"))
    amount_fen = MoneyField(_("慰问金额"))
    unique_key = models.CharField(max_length=100, editable=False)
    evidence = models.CharField(_("核实依据"), max_length=40, blank=True)  # which paper was seen, never what it says
    derivation = models.JSONField(_("计算过程"))  # base.amount.Amount, frozen
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.LISTED)
    receipt = models.CharField(_("签收方式"), max_length=12, choices=Receipt, blank=True)
    given_on = models.DateField(_("发放日期"), null=True, blank=True)

    objects = GiftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("慰问记录")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unique_key"],
                condition=~Q(state__in=["removed", "reversed"]),
                name="no_gift_twice",
                violation_error_message=_("该会员已享受过同一项慰问"),
            ),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_on__isnull=False),
                name="given_on_a_day",
                violation_error_message=_("请填写发放日期"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.round}"

    def get_absolute_url(self):
        return reverse("consolation:gift", args=[self.pk])

    @property
    def amount(self) -> Amount:
        return Amount.from_json(self.derivation)
