"""Constituencies and the delegates they sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.bodies.rules import composition
from zhijia.kernels.org.models import Unit, under
from zhijia.kernels.people.models import Person

from .changes import OfChange, OfChangeQuerySet, TermChange


class ConstituencyQuerySet(OfChangeQuerySet):
    def with_listed(self):
        standing = Q(delegates__left_on__isnull=True)
        return self.annotate(listed=models.Count("delegates", filter=standing))


class Constituency(OfChange):
    """选区: a branch, or the union itself for whoever stands in no branch."""

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="constituencies", verbose_name=_("换届选举"))
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("选区"))
    members = models.PositiveIntegerField(_("会员人数"))
    women = models.PositiveIntegerField(_("女会员人数"), default=0)
    seats = models.PositiveSmallIntegerField(_("代表名额"))

    objects = ConstituencyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("选区")
        ordering = ["change", "place__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "place"], name="constituency_once", violation_error_message=_("这个选区已列入")
            )
        ]

    def __str__(self):
        return str(self.place)

    @property
    def seats_url(self) -> str:
        return reverse("elections:seats", args=[self.pk])


class Classified(models.Model):
    """What the list says of a person, as it was when the list was drawn up."""

    front_line = models.BooleanField(_("一线职工"), default=False)
    model = models.BooleanField(_("劳模和先进人物"), default=False)
    grassroots = models.BooleanField(_("基层工会工作者"), default=False)
    leader = models.BooleanField(_("中层正职以上"), default=False)

    class Meta:
        abstract = True

    @property
    def declared(self) -> frozenset[str]:
        return frozenset(code for code in composition.DECLARED if getattr(self, code))

    @property
    def classes_said(self) -> str:
        return "、".join(composition.CATEGORIES[code] for code in composition.DECLARED if code in self.declared)


class DelegateQuerySet(OfChangeQuerySet):
    def visible_to(self, user, ability="view"):
        """A constituency sees and lists its own delegates as well; anybody sees that they are one."""
        seen = super().visible_to(user, ability)
        own = Q(pk__in=())
        for path in user.reach(ability):
            own |= under("constituency__place__path", path)
        if ability == "view" and user.pk:
            own |= Q(person__user=user.pk)
        return seen | self.filter(own)

    def standing(self):
        return self.filter(left_on__isnull=True)


class Delegate(Classified, OfChange):
    """会员代表: elected by a constituency, checked once, until they leave (常任制: as long as the term)."""

    class Credential(models.TextChoices):
        PENDING = "pending", _("待审查")
        PASSED = "passed", _("合格")
        FAILED = "failed", _("不合格")

    change = models.ForeignKey(TermChange, models.PROTECT, related_name="delegates", verbose_name=_("换届选举"))
    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="delegates", verbose_name=_("选区"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("代表"))
    position = models.CharField(_("职务"), max_length=50, blank=True)
    credential = models.CharField(_("资格审查"), max_length=10, choices=Credential, default=Credential.PENDING)
    credential_note = models.CharField(_("审查说明"), max_length=100, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审查人")
    )
    checked_on = models.DateField(_("审查日期"), null=True, blank=True)
    left_on = models.DateField(_("终止日期"), null=True, blank=True)
    left_reason = models.CharField(_("终止原因"), max_length=100, blank=True)

    credential_colours = {"pending": "wait", "passed": "good", "failed": "late"}
    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会员代表")
        ordering = ["change", "constituency__place__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "person"],
                condition=Q(left_on__isnull=True),
                name="delegate_once_a_change",
                violation_error_message=_("该会员已在代表名单上"),
            ),
            models.CheckConstraint(
                condition=~Q(credential="failed") | ~Q(credential_note=""),
                name="failed_credential_says_why",
                violation_error_message=_("资格不合格的请写明原因"),
            ),
        ]

    def __str__(self):
        return f"{self.person}·{self.constituency}"

    def get_absolute_url(self):
        return reverse("elections:delegate", args=[self.pk])
