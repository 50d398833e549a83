"""Units and the typed, dated lines between them. Reach in the tree becomes SQL here and nowhere else."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .paths import PathField, ancestors_of, depth, under

__all__ = ["DownwardQuerySet", "Edge", "PathField", "ScopedQuerySet", "Unit", "under"]


class ScopedQuerySet(models.QuerySet):
    """Rows that stand somewhere in the tree. What a user cannot reach does not exist for them."""

    path = "unit__path"  # lookup from the row to the path that decides who may see it
    owner = None  # lookup from the row to the user it is about, who always sees it

    def visible_to(self, user, ability="view"):
        own = self.owner and ability == "view" and user.pk  # one may see one's own case, never rule on it
        seen = Q(**{self.owner: user.pk}) if own else Q(pk__in=())
        for path in user.reach(ability):
            seen |= under(self.path, path)
        return self.filter(seen)

    def under(self, path):
        return self.filter(under(self.path, path))


class DownwardQuerySet(ScopedQuerySet):
    """What a unit sets for all below it: schemes, policy, calls. Whoever stands below may read it."""

    def visible_to(self, user, ability="view"):
        seen = super().visible_to(user, ability)
        if ability != "view":
            return seen
        above = {path for place in user.places() for path in [*ancestors_of(place), place]}
        return self.filter(Q(pk__in=seen.values("pk")) | Q(**{f"{self.path}__in": above}))


class UnitQuerySet(ScopedQuerySet):
    path = "path"

    def visible_to(self, user, ability="view"):
        """That a unit exists is no secret from whoever holds any role there: managers and auditors see the tree."""
        if ability != "view":
            return super().visible_to(user, ability)
        seen = Q(pk__in=())
        for path in user.reach(None):
            seen |= under(self.path, path)
        return self.filter(seen)

    def as_of(self, day):
        """Units that existed at the end of that day."""
        return self.filter(Q(founded_on__isnull=True) | Q(founded_on__lte=day)).exclude(dissolved_on__lte=day)

    def standing(self):
        return self.filter(dissolved_on__isnull=True)

    def at(self, paths):
        return self.filter(path__in=paths)


class Unit(models.Model):
    """A union organisation at any level, from the province down to a group (R-ORG-02)."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("省级产业工会")
        CITY = "city", _("市级产业工会")
        COUNTY = "county", _("县级产业工会")
        UNIVERSITY = "university", _("高等学校工会")
        COLLEGE = "college", _("职业院校工会")
        HOSPITAL = "hospital", _("医疗卫生单位工会")
        INSTITUTE = "institute", _("科研院所工会")
        SCHOOL = "school", _("中小学校工会")
        ENTERPRISE = "enterprise", _("企业及其他单位工会")
        JOINT = "joint", _("联合基层工会")
        BRANCH = "branch", _("分工会")
        GROUP = "group", _("工会小组")

    GRASSROOTS = (
        Kind.UNIVERSITY,
        Kind.COLLEGE,
        Kind.HOSPITAL,
        Kind.INSTITUTE,
        Kind.SCHOOL,
        Kind.ENTERPRISE,
        Kind.JOINT,
    )

    code = models.CharField(_("单位编码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=40, blank=True, db_index=True)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级工会")
    )
    path = PathField(unique=True, editable=False)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)
    headcount = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工会组织")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(dissolved_on__gte=F("founded_on")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("撤销日期不能早于成立日期"),
            )
        ]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("org:unit", args=[self.pk])

    @property
    def level(self) -> int:
        """1 for the root; a fact of where it stands, not of what it is."""
        return depth(self.path)

    def ancestors(self):
        return Unit.objects.at(ancestors_of(self.path)).order_by("path")

    def descendants(self):
        return Unit.objects.under(self.path).exclude(pk=self.pk)

    def deciding(self):
        """The union that decides for it: itself, or for a branch or group the one above with a committee (R-ORG-03)."""
        below = (self.Kind.BRANCH, self.Kind.GROUP)
        return self.nearest([kind for kind in self.Kind if kind not in below]) or self

    def nearest(self, kinds):
        """This unit or its closest ancestor of one of the kinds; None if there is none."""
        kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        return Unit.objects.at([*ancestors_of(self.path), self.path]).filter(kind__in=kinds).order_by("-path").first()


class EdgeQuerySet(ScopedQuerySet):
    def as_of(self, day):
        return self.filter(from_on__lte=day).exclude(to_on__lte=day)


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
        indexes = [models.Index(fields=["kind", "path"], name="edge_tree")]
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

    def __str__(self):
        return f"{self.unit} → {self.superior or '—'} ({self.get_kind_display()})"
