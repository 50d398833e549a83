"""A union organisation, as it is today."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import rules
from ..paths import PathField, ancestors_of, depth
from .scoped import TreeQuerySet, lasting


class UnitQuerySet(TreeQuerySet):
    path = "path"

    def as_of(self, day):
        """Units that existed at the end of that day."""
        return self.filter(Q(founded_on__isnull=True) | Q(founded_on__lte=day)).exclude(dissolved_on__lte=day)

    def of_kinds(self, kinds, day):
        """Those that were of one of the kinds on that day: a school that became a college was a school before."""
        namings = self.model._meta.get_field("namings").related_model.objects
        other = namings.as_of(day).exclude(kind=F("unit__kind"))  # few ever change
        now = Q(kind__in=kinds) & ~Q(pk__in=other.values("unit"))
        return self.filter(now | Q(pk__in=other.filter(kind__in=kinds).values("unit")))

    def standing(self):
        return self.filter(dissolved_on__isnull=True)

    def at(self, paths):
        return self.filter(path__in=paths)

    def cut_off(self):
        """组织体系断线 (E-03): they stand, but nothing stands above them although something should."""
        no_line = Q(superior__isnull=True) & ~Q(kind__in=Unit.TOPS)
        return self.standing().filter(no_line | Q(superior__dissolved_on__isnull=False))

    def find(self, text):
        """By name, former name, short name, code or the first letters of the pinyin."""
        text = text.strip()
        if not text:
            return self.none()
        named = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__istartswith=text)
        if text.isascii():
            return self.filter(named | Q(initials__startswith=text.lower()))
        once = self.model._meta.get_field("namings").related_model.objects.filter(name__contains=text)
        return self.filter(named | Q(pk__in=once.values("unit")))


class Unit(models.Model):
    """A union organisation at any level, from the province down to a group (R-ORG-02).

    Name, short name, kind, superior and headcount are today's; Naming, Edge and StaffCount know every other day's.
    """

    class Kind(models.TextChoices):
        NATIONAL = "national", _("全国产业工会")
        PROVINCE = "province", _("省级产业工会")
        CITY = "city", _("市级产业工会")
        COUNTY = "county", _("县级产业工会")
        UNIVERSITY = "university", _("高等学校工会")
        COLLEGE = "college", _("职业院校工会")
        HOSPITAL = "hospital", _("医疗卫生单位工会")
        INSTITUTE = "institute", _("科研院所工会")
        SCHOOL = "school", _("中小学校工会")
        CULTURE = "culture", _("文化单位工会")
        SPORT = "sport", _("体育单位工会")
        ENTERPRISE = "enterprise", _("企业及其他单位工会")
        JOINT = "joint", _("联合基层工会")
        BRANCH = "branch", _("分工会")
        GROUP = "group", _("工会小组")

    class Sector(models.TextChoices):
        EDUCATION = "education", _("教育")
        HEALTH = "health", _("卫生")
        RESEARCH = "research", _("科研")
        CULTURE = "culture", _("文化")
        SPORT = "sport", _("体育")
        OTHER = "other", _("其他")

    class Ownership(models.TextChoices):
        PUBLIC = "public", _("公办")
        PRIVATE = "private", _("民办")
        ENTERPRISE = "enterprise", _("企业")
        SOCIAL = "social", _("社会组织（民非）")
        THIRD_PARTY = "third_party", _("第三方用人单位")

    TOPS = (Kind.NATIONAL, Kind.PROVINCE)  # the kinds above which no line is missed
    GRASSROOTS = (
        Kind.UNIVERSITY,
        Kind.COLLEGE,
        Kind.HOSPITAL,
        Kind.INSTITUTE,
        Kind.SCHOOL,
        Kind.CULTURE,
        Kind.SPORT,
        Kind.ENTERPRISE,
        Kind.JOINT,
    )
    INSIDE = (Kind.BRANCH, Kind.GROUP)  # parts of a grassroots union, without a committee that decides

    code = models.CharField(_("单位编码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=40, blank=True, db_index=True)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    sector = models.CharField(_("行业"), max_length=20, choices=Sector, blank=True)
    ownership = models.CharField(_("单位性质"), max_length=20, choices=Ownership, blank=True)
    area_code = models.CharField(
        _("行政区划代码"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[1-8]\d{5}\Z", _("行政区划代码为6位数字，例如 530100"))],
    )
    party_organisation = models.CharField(_("同级党组织"), max_length=100, blank=True)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级工会")
    )
    path = PathField(unique=True, editable=False)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)
    headcount = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)  # the latest StaffCount

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
        return self.nearest([kind for kind in self.Kind if kind not in self.INSIDE]) or self

    def nearest(self, kinds):
        """This unit or its closest ancestor of one of the kinds; None if there is none."""
        kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        return Unit.objects.at([*ancestors_of(self.path), self.path]).filter(kind__in=kinds).order_by("-path").first()

    def path_on(self, day) -> str:
        """Where it stood at the end of that day; empty if it stood nowhere yet, or no more."""
        line = self.edges.filter(lasting(day), kind="organisational").values_list("path", flat=True).first()
        return line or ""

    def naming_on(self, day):
        """What it was called at the end of that day, or None."""
        return self.namings.filter(lasting(day)).first()

    def may_change(self):
        return rules.may_change(self.dissolved_on)
