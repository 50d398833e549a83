"""A committee, a standing committee, an audit body, a women's committee, a special committee or a group."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.org.models import ScopedQuerySet, Unit

from ..rules import posts
from .titles import titles_of


class BodyQuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(dissolved_on__isnull=True)

    def as_of(self, day):
        """Bodies that existed at the end of that day."""
        return self.filter(founded_on__lte=day).exclude(dissolved_on__lte=day)


class Body(models.Model):
    """One organ of one union. Its terms follow each other; the body stays."""

    class Kind(models.TextChoices):
        COMMITTEE = posts.COMMITTEE, _("工会委员会")
        STANDING = posts.STANDING, _("常务委员会")
        AUDIT = posts.AUDIT, _("经费审查委员会")
        WOMEN = posts.WOMEN, _("女职工委员会")
        SPECIAL = posts.SPECIAL, _("专门工作委员会")
        GROUP = posts.GROUP, _("工会小组")

    class Subject(models.TextChoices):
        """What a special committee works on."""

        PROPOSALS = "proposals", _("提案")
        DEMOCRACY = "democracy", _("民主管理")
        CULTURE = "culture", _("文体")
        WELFARE = "welfare", _("生活福利")
        MEDIATION = "mediation", _("劳动争议调解")
        PROTECTION = "protection", _("劳动保护监督检查")
        LAW = "law", _("劳动法律监督")
        OTHER = "other", _("其他")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", verbose_name=_("所属工会"))
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    name = models.CharField(_("名称"), max_length=120)
    subject = models.CharField(_("工作内容"), max_length=20, choices=Subject, blank=True)
    founded_on = models.DateField(_("成立日期"))
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)  # first day without it

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工会机构")
        ordering = ["unit__path", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "name"],
                condition=Q(dissolved_on__isnull=True),
                name="body_of_a_name_once",
                violation_error_message=_("该工会已有这个名称的机构"),
            ),
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(dissolved_on__isnull=True) & ~Q(kind=posts.SPECIAL),
                name="body_of_a_kind_once",
                violation_error_message=_("该工会已有这一类机构"),
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=F("founded_on")),
                name="body_ends_after_it_begins",
                violation_error_message=_("撤销日期不能早于成立日期"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("bodies:body", args=[self.pk])

    @property
    def titles(self) -> list[tuple]:
        """(code, word) of the posts such a body has."""
        return titles_of(self.kind)

    @cached_property
    def current(self):
        """The term that runs; None between terms or before the first."""
        return self.terms.running().first()
