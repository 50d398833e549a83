"""A scheme, the dated versions of its terms, and its numbered periods."""

from dataclasses import replace

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.base.amount import Used
from zhijia.base.money import MoneyField
from zhijia.base.numerals import to_chinese
from zhijia.kernels.org.models import DownwardQuerySet, Unit

from .. import rules


class SchemeQuerySet(DownwardQuerySet):
    pass


class Scheme(models.Model):
    """A mutual-aid scheme run by one union for all units below it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("主办单位"))
    code = models.CharField(_("方案编码"), max_length=20, unique=True)
    name = models.CharField(_("方案名称"), max_length=60)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("互助方案")
        ordering = ["code"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("mutual_aid:scheme", args=[self.pk])

    @property
    def fund(self) -> str:
        """The code under which its money is recorded: each scheme's fund stands by itself."""
        return self.code


class TermsQuerySet(DownwardQuerySet):
    path = "scheme__unit__path"

    def acting(self, day):
        return self.filter(effective_from__lte=day).order_by("-effective_from")


class Terms(models.Model):
    """One dated version of what a scheme says. Claims remember the version they were computed with."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="versions", verbose_name=_("方案"))
    effective_from = models.DateField(_("生效日期"))
    source = models.CharField(_("依据文件"), max_length=100, blank=True)
    clause = models.CharField(_("条款"), max_length=100, blank=True)
    verified = models.BooleanField(_("已核定"), default=False)
    fee_first = MoneyField(_("首次参互每人缴费"))
    fee_renewal = MoneyField(_("续保每人缴费"))
    personal_min = MoneyField(_("个人最低承担"), default=0)
    max_age = models.PositiveSmallIntegerField(_("参互年龄上限（周岁）"), null=True, blank=True)
    per_stay = models.BooleanField(_("每次住院单独计算"), default=False)
    decided_by = models.CharField(
        _("归属日期"),
        max_length=10,
        choices=[("admission", _("入院日期")), ("discharge", _("出院日期"))],
        default="admission",
    )
    waiting_days = models.PositiveSmallIntegerField(_("首次参互等待期（天）"), default=0)
    claim_days = models.PositiveSmallIntegerField(_("出院后申请期限（天）"), null=True, blank=True)

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("方案条款")
        ordering = ["scheme", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "effective_from"],
                name="one_version_of_terms_a_day",
                violation_error_message=_("该方案这一天已有一版条款"),
            )
        ]

    def __str__(self):
        return str(_("%(scheme)s（%(day)s起）") % {"scheme": self.scheme, "day": self.effective_from})

    @property
    def used(self) -> Used:
        """How a derivation cites this version."""
        return Used(
            key=f"mutual_aid.{self.scheme.code}",
            version=self.effective_from.isoformat(),
            source=f"{self.source}{self.clause}",
            verified=self.verified,
        )

    @cached_property
    def rules(self) -> rules.Terms:
        """The version as plain data for the rules."""
        benefits = list(self.benefits.prefetch_related("bands"))
        exclusive = {}
        for benefit in benefits:
            if benefit.excludes:
                exclusive.setdefault(benefit.excludes, set()).add(benefit.code)
        return rules.Terms(
            benefits=tuple(benefit.rules(self.used) for benefit in benefits),
            joint_caps=tuple(rules.JointCap(tuple(j.benefits.split()), j.cap) for j in self.joint_caps.all()),
            exclusive=tuple(frozenset(group) for group in exclusive.values()),
            per_stay=self.per_stay,
            decided_by=self.decided_by,
            waiting_days=self.waiting_days,
            claim_days=self.claim_days,
        )


class BenefitQuerySet(DownwardQuerySet):
    path = "terms__scheme__unit__path"


class Benefit(models.Model):
    """One way in which the terms pay. Fields that its kind does not read stay at zero."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="benefits")
    seq = models.PositiveSmallIntegerField()
    code = models.CharField(_("编码"), max_length=20)
    name = models.CharField(_("补助项目"), max_length=40)
    kind = models.CharField(_("计算方式"), max_length=30, choices=rules.KIND_NAMES.items())
    deductible = MoneyField(_("起付线"), default=0)
    cap = MoneyField(_("每期封顶"), null=True, blank=True)
    flat = MoneyField(_("定额"), default=0)
    flat_days = models.PositiveSmallIntegerField(_("定额适用天数"), default=0)
    per_day = MoneyField(_("每天补助"), default=0)
    max_days = models.PositiveSmallIntegerField(_("最多计天数"), null=True, blank=True)
    lump = MoneyField(_("一次性补助"), default=0)
    once = models.BooleanField(_("每期只补助一次"), default=False)
    verified = models.BooleanField(_("已核定"), default=True)  # False inside verified terms: this one figure is not
    excludes = models.CharField(_("互斥组"), max_length=20, blank=True)  # benefits of one group exclude each other

    objects = BenefitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("补助项目")
        ordering = ["terms", "seq"]
        constraints = [models.UniqueConstraint(fields=["terms", "code"], name="one_benefit_of_a_code")]

    def __str__(self):
        return self.name

    def rules(self, used) -> rules.Benefit:
        return rules.Benefit(
            code=self.code,
            kind=self.kind,
            name=self.name,
            deductible=self.deductible,
            cap=self.cap,
            bands=tuple(band.rules() for band in self.bands.all()),
            flat=self.flat,
            flat_days=self.flat_days,
            per_day=self.per_day,
            max_days=self.max_days,
            lump=self.lump,
            once=self.once,
            used=used if self.verified else replace(used, verified=False),
        )


class BandQuerySet(DownwardQuerySet):
    path = "benefit__terms__scheme__unit__path"


class Band(models.Model):
    """Costs above `above` up to and including `upto`."""

    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="bands")
    above = MoneyField(_("超过"))
    upto = MoneyField(_("至"), null=True, blank=True)
    ratio = models.DecimalField(_("补助比例"), max_digits=5, decimal_places=4, default=0)
    lump = MoneyField(_("定额"), default=0)
    from_included = models.BooleanField(_("下限含本数"), default=False)

    objects = BandQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("费用分段")
        ordering = ["benefit", "above"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upto__isnull=True) | Q(upto__gt=F("above")),
                name="band_is_not_empty",
                violation_error_message=_("分段上限须大于下限"),
            ),
            models.CheckConstraint(
                condition=Q(ratio__gte=0) & Q(ratio__lte=1),
                name="band_ratio_is_a_share",
                violation_error_message=_("补助比例须在0到100%之间"),
            ),
        ]

    def __str__(self):
        return str(self.rules())

    def rules(self) -> rules.Band:
        return rules.Band(self.above, self.upto, self.ratio, self.lump, self.from_included)


class JointCapQuerySet(DownwardQuerySet):
    path = "terms__scheme__unit__path"


class JointCap(models.Model):
    """Several benefits together pay no more than this to one person in one period."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="joint_caps")
    benefits = models.CharField(_("补助项目编码"), max_length=100, help_text=_("用空格隔开"))
    cap = MoneyField(_("合计封顶"))

    objects = JointCapQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("合计封顶")
        ordering = ["terms", "pk"]

    def __str__(self):
        return self.benefits


def period_name(number: int):
    return _("第%(number)s期") % {"number": to_chinese(number)}


class PeriodQuerySet(DownwardQuerySet):
    path = "scheme__unit__path"

    def open_on(self, day):
        return self.filter(enrol_from__lte=day, enrol_to__gte=day)

    def covering(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Period(models.Model):
    """One numbered round of a scheme: 第十九期. Its terms are those in force on its first day."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="periods", verbose_name=_("方案"))
    number = models.PositiveSmallIntegerField(_("期次"))
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+", verbose_name=_("适用条款"))
    enrol_from = models.DateField(_("参互开始"))
    enrol_to = models.DateField(_("参互截止"))
    starts_on = models.DateField(_("保障起始"))
    ends_on = models.DateField(_("保障终止"))  # the last day of cover

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("互助期")
        ordering = ["scheme", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"],
                name="one_period_of_a_number",
                violation_error_message=_("该方案已有这一期"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) & Q(enrol_to__gte=F("enrol_from")),
                name="period_ends_after_it_begins",
                violation_error_message=_("终止日期不能早于起始日期"),
            ),
        ]

    def __str__(self):
        return f"{self.scheme}{self.label}"

    def get_absolute_url(self):
        return reverse("mutual_aid:period", args=[self.pk])

    @property
    def label(self) -> str:
        return period_name(self.number)

    def is_open(self, day) -> bool:
        return self.enrol_from <= day <= self.enrol_to

    def cover(self, *, effective, first_time) -> rules.Cover:
        return rules.Cover(self.starts_on, self.ends_on, effective, first_time)
