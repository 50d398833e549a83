"""The trail itself: entries and the fields they changed. Both tables are append-only by database trigger."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.models import RoleHeld
from zhijia.kernels.org.models import PathField, ScopedQuerySet, Unit
from zhijia.kernels.org.paths import depth, within

from .registry import verbs


class EntryQuerySet(ScopedQuerySet):
    path = "unit_path"

    def visible_to(self, user, ability="audit"):
        """What belongs to no unit is seen by whoever audits a whole tree."""
        seen = super().visible_to(user, ability)
        if any(depth(path) == 1 for path in user.reach(ability)):
            return self.filter(Q(pk__in=seen.values("pk")) | Q(unit_path=""))
        return seen

    def told(self):
        """With what a reader is told of each: the fields, and whose place its author held that day."""
        standing_in = Prefetch("by__roles", RoleHeld.objects.standing_in(), to_attr="stood_in")
        return self.select_related("unit", "by").prefetch_related("changes", standing_in)

    def about(self, *rows):
        said = (Q(target_label=row._meta.label_lower, target_pk=str(row.pk)) for row in rows)
        return self.filter(reduce(or_, said))


class Entry(models.Model):
    """One thing somebody did. Names are copied: the line reads the same after the row or the account changed."""

    append_only = True

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("账号")
    )
    by_name = models.CharField(_("经办人"), max_length=50, blank=True)
    verb = models.CharField(_("事项"), max_length=60)
    target_label = models.CharField(_("对象类别"), max_length=60, blank=True)
    target_pk = models.CharField(_("对象编号"), max_length=64, blank=True)
    target_text = models.CharField(_("对象"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))
    unit_path = PathField(_("当时位置"), blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审计轨迹")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_label", "target_pk", "at"], name="trail_of_a_row"),
            models.Index(fields=["unit_path", "at"], name="trail_of_a_unit"),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.by_name} {self.says} {self.target_text}"

    def get_absolute_url(self):
        return reverse("trail:entry", args=[self.pk])

    @property
    def says(self) -> str:
        declared = verbs.get(self.verb)
        return str(declared.name) if declared else self.verb

    @property
    def who(self) -> str:
        name = self.by_name or str(_("系统"))
        absent = "、".join(self.absent)
        return gettext("%(name)s（当时代理%(absent)s）") % {"name": name, "absent": absent} if absent else name

    @property
    def absent(self) -> list[str]:
        """For whom its author held a role over this unit that day. By which of their roles they acted is not kept."""
        if self.by is None:
            return []
        on, held = timezone.localdate(self.at), getattr(self.by, "stood_in", None)
        held = self.by.roles.standing_in() if held is None else held
        over = [one for one in held if within(self.unit_path, one.unit.path) and one.from_on <= on <= one.last_day]
        return list(dict.fromkeys(str(one.principal) for one in over))

    @property
    def summary(self) -> str:
        """The changed fields on one line."""
        return "；".join(str(change) for change in self.changes.all())


class ChangeQuerySet(ScopedQuerySet):
    path = "entry__unit_path"


class Change(models.Model):
    """One field of the row: what it said before, what after."""

    append_only = True

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="changes")
    field = models.CharField(_("字段"), max_length=60)
    label = models.CharField(_("字段名称"), max_length=60)
    before = models.TextField(_("修改前"), blank=True)
    after = models.TextField(_("修改后"), blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("字段变化")
        ordering = ["pk"]

    def __str__(self):
        if not self.before:
            return f"{self.label}：{self.after}"
        return f"{self.label}：{self.before} → {self.after or gettext('（空）')}"


def history_of(*rows):
    """Entries about these rows, newest first, for a page that may already show them; no secret stands in them."""
    return Entry.objects.about(*rows).told().order_by("-at", "-pk")[:100]
