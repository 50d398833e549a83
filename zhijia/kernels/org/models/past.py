"""What a unit was called, what happened to it, how many worked there."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from .edges import Edge
from .scoped import ScopedQuerySet, TreeQuerySet, lasting
from .units import Unit


class NamingQuerySet(TreeQuerySet):
    def as_of(self, day):
        return self.filter(lasting(day))


class Naming(models.Model):
    """What a unit was called, and of which kind it was, from a day to a day. The open one is what Unit says."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="namings", verbose_name=_("单位"))
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    kind = models.CharField(_("类别"), max_length=20, choices=Unit.Kind)
    from_on = models.DateField(_("起始日期"))
    to_on = models.DateField(_("终止日期"), null=True, blank=True)  # first day on which it no longer held

    objects = NamingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("名称沿革")
        ordering = ["unit", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(to_on__isnull=True),
                name="one_open_naming",
                violation_error_message=_("一个单位同时只能有一个名称"),
            ),
            models.UniqueConstraint(fields=["unit", "from_on"], name="one_naming_a_day"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="naming_ends_after_it_begins",
                violation_error_message=_("终止日期不能早于起始日期"),
            ),
        ]

    def __str__(self):
        return self.name


class OrgEvent(models.Model):
    """沿革: one thing that happened to a unit on a day. Every verb of the tree writes one; none is ever changed."""

    append_only = True

    class Kind(models.TextChoices):
        FOUND = "found", _("成立")
        RENAME = "rename", _("更名")
        MERGE = "merge", _("合并")
        SPLIT = "split", _("分立")
        MOVE = "move", _("调整隶属")
        LINK = "link", _("设定第二隶属")
        DISSOLVE = "dissolve", _("撤销")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="org_events", verbose_name=_("单位"))
    kind = models.CharField(_("事项"), max_length=20, choices=Kind)
    on = models.DateField(_("生效日期"))
    other = models.ForeignKey(  # the superior joined; for a merger or split the other unit
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("相关单位")
    )
    line = models.CharField(_("关系"), max_length=20, choices=Edge.Kind, blank=True)  # which line a LINK set or ended
    document_no = models.CharField(_("批复文号"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = TreeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位沿革")
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["unit", "on"], name="org_event_unit"),
            models.Index(fields=["kind", "on"], name="org_event_kind"),
        ]

    def __str__(self):
        return f"{self.on} {self.unit} {self.get_kind_display()}"


class StaffCountQuerySet(ScopedQuerySet):
    def as_of(self, day):
        """Of each unit and group the latest count not after that day."""
        later = self.model.objects.filter(unit=OuterRef("unit"), group=OuterRef("group"), counted_on__lte=day)
        newest = later.order_by("-counted_on").values("pk")[:1]
        return self.filter(counted_on__lte=day, pk=Subquery(newest))


class StaffCount(models.Model):
    """How many people worked at a unit on a day: all, the women among them, and by footing."""

    class Group(models.TextChoices):
        TOTAL = "total", _("职工总数")
        WOMEN = "women", _("女职工")
        ESTABLISHED = "established", _("在编")  # from here on the codes of people's Employment.Kind
        NON_ESTABLISHED = "non_established", _("非在编")
        DISPATCHED = "dispatched", _("劳务派遣")
        CARE_WORKER = "care_worker", _("护工护理员")
        LOGISTICS = "logistics", _("后勤")
        MIGRANT = "migrant", _("农民工")
        OTHER = "other", _("其他")

    FOOTINGS = tuple(Group)[2:]  # together never more than the total

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staff_counts", verbose_name=_("单位"))
    counted_on = models.DateField(_("统计日期"))
    group = models.CharField(_("人群"), max_length=20, choices=Group)
    persons = models.PositiveIntegerField(_("人数"))

    objects = StaffCountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("职工人数")
        ordering = ["unit", "counted_on", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "group", "counted_on"],
                name="one_staff_count_a_day",
                violation_error_message=_("同一天的同一人群只能有一个人数"),
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.counted_on} {self.get_group_display()} {self.persons}"
