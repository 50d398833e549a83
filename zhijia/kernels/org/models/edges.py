"""The typed, dated lines between units."""

from django.db import models
from django.db.models import F, FilteredRelation, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..paths import PathField, depth, end_of
from .scoped import TreeQuerySet, lasting
from .units import Unit

KIND_WORDS = dict(Unit.Kind.choices)


class EdgeQuerySet(TreeQuerySet):
    def as_of(self, day):
        return self.filter(lasting(day))

    def tree(self, day):
        """The organisational lines at the end of that day: one for each unit that stood then, with its path of then."""
        return self.as_of(day).tree_lines()

    def tree_lines(self):
        return self.filter(kind=Edge.Kind.ORGANISATIONAL)

    def second(self):
        """Lines of funds and guidance."""
        return self.exclude(kind=Edge.Kind.ORGANISATIONAL)

    def under_path(self, path):
        """Lines of any day that lay at or below this place."""
        return self.filter(path__under=path)

    def named(self, day):
        """With what the unit and its superior were called on that day: then_name, then_kind, then_superior."""
        own, above = _names_of("unit", day), _names_of("superior", day)
        return self.annotate(own_naming=own, above_naming=above).annotate(
            then_name=Coalesce("own_naming__name", "unit__name"),
            then_kind=Coalesce("own_naming__kind", "unit__kind"),
            then_superior=Coalesce("above_naming__name", "superior__name"),
        )

    def counted(self, day):
        """With the number of units below it, and of people working there, on that day: below, staff."""
        lower = Edge.objects.order_by().tree(day).filter(path__gt=OuterRef("path"), path__lt=end_of(OuterRef("path")))
        counts = Unit._meta.get_field("staff_counts").related_model.objects.filter(unit=OuterRef("unit"), group="total")
        newest = counts.filter(counted_on__lte=day).order_by("-counted_on").values("persons")[:1]
        return self.annotate(
            below=Subquery(lower.values(n=Func("pk", function="COUNT", output_field=models.IntegerField()))),
            staff=Subquery(newest),
        )


def _names_of(side, day):
    names = f"{side}__namings"
    now = Q(**{f"{names}__from_on__lte": day})
    now &= Q(**{f"{names}__to_on__isnull": True}) | Q(**{f"{names}__to_on__gt": day})
    return FilteredRelation(names, condition=now)


class Edge(models.Model):
    """A dated line from a unit to another above it. The past is closed, never rewritten (R-ORG-01)."""

    class Kind(models.TextChoices):
        ORGANISATIONAL = "organisational", _("组织隶属")
        FUNDS = "funds", _("经费隶属")
        GUIDANCE = "guidance", _("业务指导")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="edges", verbose_name=_("单位"))
    superior = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="edges_below", verbose_name=_("上级工会")
    )
    kind = models.CharField(_("关系"), max_length=20, choices=Kind, default=Kind.ORGANISATIONAL)
    path = PathField(_("当时位置"), blank=True)  # of the unit under this organisational line; empty for the others
    from_on = models.DateField(_("起始日期"))
    to_on = models.DateField(_("终止日期"), null=True, blank=True)  # first day on which it no longer held

    objects = EdgeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("隶属关系")
        ordering = ["unit", "kind", "from_on"]
        indexes = [
            models.Index(fields=["kind", "path", "from_on", "to_on"], name="edge_tree"),
            models.Index(fields=["kind", "from_on"], name="edge_began"),
            models.Index(fields=["kind", "to_on"], name="edge_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(to_on__isnull=True),
                name="one_open_edge_of_a_kind",
                violation_error_message=_("同一种隶属关系同时只能有一条"),
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="edge_ends_after_it_begins",
                violation_error_message=_("终止日期不能早于起始日期"),
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("unit")),
                name="no_unit_above_itself",
                violation_error_message=_("单位不能隶属于自己"),
            ),
        ]

    def get_absolute_url(self):
        return self.unit.get_absolute_url()

    @property
    def kind_word(self) -> str:
        """Of the kind the unit was then: needs `named`."""
        return KIND_WORDS.get(self.then_kind, self.then_kind)

    @property
    def level(self) -> int:
        """How deep the unit stood under this line."""
        return depth(self.path)

    def __str__(self):
        return f"{self.unit} → {self.superior or '—'} ({self.get_kind_display()})"
