"""Records and the summary kept beside them."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import MoneyField
from zhijia.kernels.org.models import ScopedQuerySet, Unit, under
from zhijia.kernels.org.paths import PathField
from zhijia.kernels.people.duplicates.queries import identities
from zhijia.kernels.people.models import Person

from .places import past_paths
from .registry import kinds, url_of, word_for
from .rules import CONTENT, Fact


class RecordQuerySet(ScopedQuerySet):
    """Records stand where their unit stood on the day; whoever works for a unit keeps its history after a move."""

    path = "unit_path"

    def visible_to(self, user, ability="view"):
        reach = user.reach(ability)
        seen = Q(pk__in=())
        for path in [*reach, *(past_paths(reach) if reach else ())]:
            seen |= under("unit_path", path)
        if ability == "view" and (person := Person.objects.filter(user=user).values_list("pk", flat=True).first()):
            seen |= Q(person__in=identities(person))  # by key, not by join: each side then has its own index
        return self.filter(seen)

    def between(self, start, end):
        """Days from start to end, both included."""
        return self.filter(day__gte=start, day__lte=end)

    def at_sources(self, sources):
        """Thousands of sources at once: the list goes to the database as it is, not through a lookup per value."""
        marks = ",".join(["%s"] * len(sources))
        return self.raw(f"SELECT * FROM {self.model._meta.db_table} WHERE source IN ({marks})", sources)

    def standing(self):
        """What counts: no reversals, and nothing that was reversed."""
        return self.filter(net=1).exclude(Exists(ServiceRecord.objects.filter(reverses=OuterRef("pk"))))


class ServiceRecord(models.Model):
    """One service, written once. A mistake is reversed by a second row with the sign turned, never edited."""

    append_only = True

    source = models.CharField(_("来源编号"), max_length=72, primary_key=True)  # "mutual_aid.claim:88"
    kind = models.CharField(_("类别"), max_length=60)
    day = models.DateField(_("日期"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("单位"))
    unit_path = PathField(_("当时位置"))  # as of that day: reorganising the union does not rewrite history
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="records", db_index=False, verbose_name=_("服务对象")
    )
    times = models.IntegerField(_("人次"))
    amount_fen = MoneyField(_("金额"))
    fund = models.CharField(_("资金来源"), max_length=40, blank=True)
    occasion = models.CharField(_("事由"), max_length=40, blank=True)
    level = models.CharField(_("级别"), max_length=40, blank=True)
    group = models.CharField(_("人群"), max_length=40, blank=True)
    result = models.CharField(_("结果"), max_length=40, blank=True)
    net = models.SmallIntegerField(_("笔数"), default=1)  # 1, or -1 for a reversal
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reversals", db_index=False, verbose_name=_("被冲销的台账")
    )
    note = models.CharField(_("冲销原因"), max_length=200, blank=True)
    digest = models.CharField(_("校验值"), max_length=64)
    recorded_at = models.DateTimeField(_("登记时间"))

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("服务台账")
        indexes = [
            # one kind over a window: every sum and every count of persons is answered from the index alone
            models.Index(
                fields=["kind", "day", "unit_path", "person", "net", "times", "amount_fen"], name="record_window"
            ),
            models.Index(fields=["unit_path", "day"], name="record_place"),
            models.Index(fields=["person", "day"], name="record_person", condition=Q(person__isnull=False)),
            models.Index(fields=["reverses"], name="record_reversal", condition=Q(reverses__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(net=1, reverses__isnull=True, times__gte=1)
                | Q(net=-1, reverses__isnull=False, times__lte=-1),
                name="record_or_reversal",
                violation_error_message=_("冲销须注明所冲销的台账，且人次为负"),
            )
        ]

    def __str__(self):
        return f"{self.kind_name} {self.source}"

    def get_absolute_url(self):
        return reverse("records:record", args=[self.pk])

    @property
    def fact(self) -> Fact:
        return Fact(**{name: getattr(self, name) for name in CONTENT})

    @property
    def kind_name(self) -> str:
        return str(kinds[self.kind].name) if self.kind in kinds else self.kind

    @property
    def origin_url(self) -> str:
        return url_of(self.source)

    def word(self, tag: str) -> str:
        return word_for(self.kind, tag, getattr(self, tag))

    @cached_property
    def reversal(self):
        """The row that took this one back, if any."""
        return self.reversals.first() if self.net == 1 else None


class TallyQuerySet(ScopedQuerySet):
    path = "unit_path"


class RecordTally(models.Model):
    """Net sums of the records of one kind, place, month and set of tags; kept in the transaction that records.

    Columns are named as in ServiceRecord, so that the same question can be put to either table.
    """

    kind = models.CharField(max_length=60)
    unit_path = PathField()
    month = models.DateField()  # its first day
    fund = models.CharField(max_length=40)
    occasion = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    group = models.CharField(max_length=40)
    result = models.CharField(max_length=40)
    net = models.BigIntegerField()
    times = models.BigIntegerField()
    amount_fen = MoneyField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("台账月汇总")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "month", "unit_path", "fund", "occasion", "level", "group", "result"],
                name="one_tally_a_month_and_tags",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.unit_path} {self.month:%Y-%m}"
