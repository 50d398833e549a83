"""A round of reporting, the return of each unit in it, and every number twice: as computed and as reported."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import DownwardQuerySet, ScopedQuerySet, Unit

from . import rules
from .questionnaires import ABOVE, GRASSROOTS, items
from .rules import State

STATES = [(state.value, _(word)) for state, word in rules.WORDS.items()]
NUMBER = {"max_digits": 18, "decimal_places": 2, "null": True, "blank": True}


def user_key(label, **more):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label, **more)


class Round(models.Model):
    """下发: a superior asks all below for the same forms about the same period."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="return_rounds", verbose_name=_("下发单位"))
    title = models.CharField(_("名称"), max_length=80)
    start = models.DateField(_("期间起"))
    end = models.DateField(_("期间止"))  # numbers of stock are as of this day
    due_on = models.DateField(_("报送截止"))
    note = models.CharField(_("填报要求"), max_length=500, blank=True)
    opened_by = user_key(_("下发人"))
    opened_at = models.DateTimeField(_("下发时间"))

    objects = DownwardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("统计报送")
        ordering = ["-end", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "start", "end"],
                name="one_round_a_period",
                violation_error_message=_("这个期间已经下发过统计报送"),
            ),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")),
                name="round_ends_after_it_begins",
                violation_error_message=_("期间的起始日期不能晚于截止日期"),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("end")),
                name="round_due_after_its_period",
                violation_error_message=_("报送截止日期不能早于期间的最后一天"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("returns:round", args=[self.pk])


class ReturnQuerySet(ScopedQuerySet):
    def late(self, day):
        """Due before that day and not handed up."""
        return self.waiting().filter(round__due_on__lt=day)

    def waiting(self):
        """Not handed up, and not let off."""
        return self.exclude(state__in=(*rules.RECEIVED, State.EXCUSED))

    def due(self):
        return self.exclude(state=State.EXCUSED)

    def received(self):
        return self.filter(state__in=rules.RECEIVED)

    def on_time(self):
        return self.received().filter(received_on__lte=F("round__due_on"))


class Return(models.Model):
    """The forms of one unit in one round. `above`: the return its numbers are summed into."""

    class Form(models.TextChoices):
        GRASSROOTS = "grassroots", _("基层工会")
        ABOVE = "above", _("基层以上工会")

    round = models.ForeignKey(Round, models.PROTECT, related_name="returns", verbose_name=_("统计报送"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="statistical_returns", verbose_name=_("填报单位"))
    above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name=_("汇总到")
    )
    form = models.CharField(_("表种"), max_length=20, choices=Form)
    state = models.CharField(_("状态"), max_length=20, choices=STATES, default=State.OPEN)
    cover = models.JSONField(_("封面"), default=dict)  # items 901 … 904 as of the last day of the period
    filled_at = models.DateTimeField(_("取数时间"), null=True, blank=True)
    submitted_by = user_key(_("填报人"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    signed_by = user_key(_("签报人"), null=True, blank=True)
    signed_at = models.DateTimeField(_("签报时间"), null=True, blank=True)
    received_on = models.DateField(_("报出日期"), null=True, blank=True)
    approved_by = user_key(_("审核人"), null=True, blank=True)
    approved_at = models.DateTimeField(_("审核时间"), null=True, blank=True)
    reason = models.CharField(_("退回或免报原因"), max_length=200, blank=True)
    reminders = models.PositiveSmallIntegerField(_("催报次数"), default=0)
    reminded_at = models.DateTimeField(_("最近催报"), null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    state_colours = {
        "open": "info",
        "submitted": "wait",
        "signed": "wait",
        "approved": "good",
        "returned": "late",
        "excused": "quiet",
    }

    class Meta:
        verbose_name = verbose_name_plural = _("统计报表")
        ordering = ["round", "unit__path"]
        indexes = [models.Index(fields=["round", "state"], name="return_round_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                name="one_return_a_unit",
                violation_error_message=_("这个单位在这次统计报送里已有报表"),
            )
        ]

    def __str__(self):
        return f"{self.unit.name}·{self.round.title}"

    def get_absolute_url(self):
        return reverse("returns:return", args=[self.pk])

    @property
    def sums(self) -> bool:
        """Whether its numbers are the sum of those below."""
        return self.form == self.Form.ABOVE

    @cached_property
    def forms(self) -> tuple:
        """Summed first, then what the unit says of itself."""
        return (GRASSROOTS, ABOVE) if self.sums else (GRASSROOTS,)

    def form_of(self, code):
        return next(form for form in self.forms if code in form.by_code)

    def is_late(self, today) -> bool:
        return self.round.due_on < today and self.state not in (*rules.RECEIVED, State.EXCUSED)


class CellQuerySet(ScopedQuerySet):
    path = "of__unit__path"

    def valued(self):
        return self.annotate(value=Coalesce("adjusted", "computed"))


class Cell(models.Model):
    """One number of one return. What is reported is the adjusted value where there is one, else the computed."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="cells", verbose_name=_("统计报表"))
    item = models.CharField(_("代码"), max_length=10)
    computed = models.DecimalField(_("自动取数"), **NUMBER)
    adjusted = models.DecimalField(_("填报或调整"), **NUMBER)
    adjusted_from = models.DecimalField(_("调整时的自动取数"), **NUMBER)  # what the adjustment was made against
    reason = models.CharField(_("调整理由"), max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("明细条数"), null=True, blank=True)  # with the hash: frozen on submission
    row_hash = models.CharField(_("明细指纹"), max_length=64, blank=True)

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("报表数据")
        ordering = ["of", "item"]
        constraints = [
            models.UniqueConstraint(fields=["of", "item"], name="one_cell_an_item"),
            models.CheckConstraint(
                condition=Q(adjusted__isnull=True)
                | Q(computed__isnull=True)
                | Q(adjusted=F("computed"))
                | ~Q(reason=""),
                name="adjusted_with_reason",
                violation_error_message=_("与自动取数不一致的，须写明调整理由"),
            ),
        ]

    def __str__(self):
        return f"{self.item} {self.said}"

    def get_absolute_url(self):
        return reverse("returns:cell", args=[self.pk])

    @property
    def declared(self):
        return items[self.item]

    @property
    def reported(self):
        return self.computed if self.adjusted is None else self.adjusted

    @property
    def is_adjusted(self) -> bool:
        return self.adjusted is not None and self.computed is not None and self.adjusted != self.computed

    @property
    def is_outdated(self) -> bool:
        """Adjusted against a number that has changed since: somebody has to look again."""
        return self.is_adjusted and self.adjusted_from != self.computed

    @property
    def said(self) -> str:
        return said_of(self.declared, self.reported)


def said_of(item, value) -> str:
    """As a person reads it: the word of a code, a number without noughts."""
    if value is None:
        return ""
    known = dict(item.choices)
    return str(known.get(int(value), value)) if known else rules.plain(value)


class DoubleCount(models.Model):
    """What two returns below both contain and the sum above must contain once."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="doubles", verbose_name=_("汇总表"))
    item = models.CharField(_("代码"), max_length=10)
    amount = models.DecimalField(_("扣减数"), max_digits=18, decimal_places=2)
    reason = models.CharField(_("重复原因"), max_length=200)
    by = user_key(_("登记人"))
    at = models.DateTimeField(_("登记时间"))

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("重复统计扣减")
        ordering = ["of", "item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="double_count_is_positive",
                violation_error_message=_("扣减数须大于0"),
            )
        ]

    def __str__(self):
        return f"{self.item} −{rules.plain(self.amount)}"

    @property
    def declared(self):
        return items[self.item]

    def get_absolute_url(self):
        return self.of.get_absolute_url()
