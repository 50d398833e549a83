"""A union as a legal person: its certificate and what became of it. Domain 1.8."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .scoped import ScopedQuerySet
from .units import Unit


class LegalPerson(models.Model):
    """工会法人资格登记 of a unit."""

    class State(models.TextChoices):
        APPLIED = "applied", _("申请中")
        REGISTERED = "registered", _("已登记")
        CANCELLED = "cancelled", _("已注销")

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="legal_person", verbose_name=_("单位"))
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    certificate_no = models.CharField(_("法人资格证书号"), max_length=40, blank=True)
    representative = models.CharField(_("法定代表人"), max_length=50)
    address = models.CharField(_("住所"), max_length=200, blank=True)
    registrar = models.CharField(_("登记机关"), max_length=100, blank=True)
    registered_on = models.DateField(_("登记日期"), null=True, blank=True)
    valid_to = models.DateField(_("有效期至"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.APPLIED, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工会法人")
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~Q(uscc=""),
                name="one_unit_a_uscc",
                violation_error_message=_("该统一社会信用代码已登记在另一个单位"),
            ),
            models.CheckConstraint(
                condition=~Q(state="registered") | (~Q(uscc="") & Q(registered_on__isnull=False)),
                name="registered_with_code_and_day",
                violation_error_message=_("已登记的工会法人须有统一社会信用代码和登记日期"),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(registered_on__isnull=True)
                | Q(valid_to__gte=F("registered_on")),
                name="certificate_ends_after_it_begins",
                violation_error_message=_("有效期不能早于登记日期"),
            ),
        ]

    def __str__(self):
        return f"{self.unit}·{self.uscc or self.get_state_display()}"

    def get_absolute_url(self):
        return self.unit.get_absolute_url()


class LegalPersonEventQuerySet(ScopedQuerySet):
    path = "legal_person__unit__path"


class LegalPersonEvent(models.Model):
    """One step of the registration; what changed from what to what stands in the trail."""

    append_only = True

    class Kind(models.TextChoices):
        APPLY = "apply", _("申请")
        REGISTER = "register", _("登记")
        CHANGE = "change", _("变更")
        RENEW = "renew", _("换发")
        REPLACE = "replace", _("补领")
        CANCEL = "cancel", _("注销")

    legal_person = models.ForeignKey(LegalPerson, models.PROTECT, related_name="events", verbose_name=_("工会法人"))
    kind = models.CharField(_("事项"), max_length=20, choices=Kind)
    on = models.DateField(_("日期"))
    document_no = models.CharField(_("文号"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = LegalPersonEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("法人登记事项")
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.on} {self.get_kind_display()}"
