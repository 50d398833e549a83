"""Two rows that are one person: what looks like it, and what was poured into what. The verbs are in duplicates/."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, under

from .person import Person


class OfTwoQuerySet(ScopedQuerySet):
    """Seen by whoever reaches both persons: else by the union above them both."""

    both: tuple[str, str]

    def visible_to(self, user, ability="view"):
        reach, seen = user.reach(ability), self
        for path in self.both:
            within = Q(pk__in=())
            for above in reach:
                within |= under(path, above)
            seen = seen.filter(within)
        return seen

    def under(self, path):
        first, second = self.both
        return self.filter(under(first, path), under(second, path))


class PairQuerySet(OfTwoQuerySet):
    path = "first__home_path"
    both = ("first__home_path", "second__home_path")

    def open(self):
        """Neither called two persons nor merged."""
        return self.filter(dismissed_at__isnull=True, first__merged_into__isnull=True, second__merged_into__isnull=True)


class MergeQuerySet(OfTwoQuerySet):
    path = "kept__home_path"
    both = ("kept__home_path", "merged__home_path")

    def standing(self):
        return self.filter(undone_at__isnull=True)


class StepQuerySet(OfTwoQuerySet):
    path = "merge__kept__home_path"
    both = ("merge__kept__home_path", "merge__merged__home_path")


class DuplicatePair(models.Model):
    """Two rows that look like one person, and whether somebody looked and said they are two."""

    first = models.ForeignKey(Person, models.PROTECT, related_name="pairs_first", verbose_name=_("人员"))
    second = models.ForeignKey(Person, models.PROTECT, related_name="pairs_second", verbose_name=_("相似的人员"))
    signs = models.JSONField(_("相似之处"), default=list)  # codes: phone, name_unit, name_born …
    found_at = models.DateTimeField(_("发现时间"))
    dismissed_at = models.DateTimeField(_("认定不是同一人的时间"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("认定人")
    )
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("疑似重复人员")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
        ]

    def __str__(self):
        return f"{self.first} ? {self.second}"

    def get_absolute_url(self):
        return reverse("people:duplicate", args=[self.pk])


class PersonMerge(models.Model):
    """One row of a person poured into another; every cell it touched is a step, so that it can be taken back."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges", verbose_name=_("保留的人员"))
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merged_by", verbose_name=_("并入的人员"))
    at = models.DateTimeField(_("合并时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人")
    )
    reason = models.CharField(_("理由"), max_length=200)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤销人")
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员合并")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="merged_once",
                violation_error_message=_("该人员已并入他人"),
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("merged")),
                name="not_merged_into_oneself",
                violation_error_message=_("不能把人员并入自己"),
            ),
        ]

    def __str__(self):
        return f"{self.merged} → {self.kept}"

    def get_absolute_url(self):
        return reverse("people:merge", args=[self.pk])


class PersonMergeStep(models.Model):
    """One cell a merge changed: where, and what stood there before and after."""

    merge = models.ForeignKey(PersonMerge, models.PROTECT, related_name="steps", verbose_name=_("合并"))
    model = models.CharField(_("表"), max_length=60)  # label, as "people.membership"
    row = models.CharField(_("行"), max_length=100)  # primary key, as text
    column = models.CharField(_("列"), max_length=60)
    before = models.JSONField(_("原值"), null=True)
    after = models.JSONField(_("新值"), null=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员合并的步骤")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.model}:{self.row}.{self.column}"
