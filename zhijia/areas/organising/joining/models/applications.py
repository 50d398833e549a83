"""Applications of those whom the roll does not know, or knows otherwise."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import SealedField, blind_index
from zhijia.engines.flow.models import Case
from zhijia.engines.flow.rules import STATE_NAMES, State
from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Employment, Person

ID_PURPOSE, PHONE_PURPOSE = "person.id_number", "person.phone"  # as the people kernel: rows can be compared


class ApplicationQuerySet(ScopedQuerySet):
    owner = "person__user"

    def open(self):
        return self.filter(state__in=[State.IN_REVIEW, State.RETURNED])

    def with_id_number(self, number):
        return self.filter(id_digest=blind_index(number, ID_PURPOSE))

    def with_phone(self, phone):
        return self.filter(phone_digest=blind_index(phone, PHONE_PURPOSE))

    def on_desk_of(self, user):
        return self.filter(case__in=Case.objects.awaiting(user).values("pk"))


class Application(models.Model):
    """Somebody not on the roll, or otherwise than the roll says, asks to join. A case carries it from desk to desk."""

    class DispatcherUnion(models.TextChoices):
        YES = "yes", _("有工会")
        NO = "no", _("没有工会")
        UNKNOWN = "unknown", _("不清楚")

    STATES = {key.value: word for key, word in STATE_NAMES.items() if key != State.DRAFT} | {
        State.APPROVED.value: _("已入会")
    }
    state_colours = {
        State.IN_REVIEW: "info",
        State.RETURNED: "wait",
        State.APPROVED: "good",
        State.REJECTED: "late",
        State.WITHDRAWN: "quiet",
    }

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="joining_application")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("申请加入"))
    state = models.CharField(_("状态"), max_length=20, choices=STATES.items(), default=State.IN_REVIEW.value)
    name = models.CharField(_("姓名"), max_length=50)
    initials = models.CharField(max_length=30, blank=True, editable=False)
    sex = models.CharField(_("性别"), max_length=1, blank=True)
    born_on = models.DateField(_("出生日期"), null=True)
    id_number = SealedField(_("身份证号"))
    id_digest = models.CharField(max_length=64, db_index=True, editable=False)
    id_tail = models.CharField(_("证件尾号"), max_length=4, editable=False)
    phone = SealedField(_("手机号"))
    phone_digest = models.CharField(max_length=64, db_index=True, editable=False)
    phone_tail = models.CharField(_("手机尾号"), max_length=4, editable=False)
    kind = models.CharField(_("用工形式"), max_length=20, choices=Employment.Kind)
    position = models.CharField(_("岗位"), max_length=50, blank=True)
    department = models.CharField(_("所在部门"), max_length=50, blank=True)
    dispatcher = models.CharField(_("派遣单位"), max_length=100, blank=True)
    dispatcher_union = models.CharField(_("派遣单位工会"), max_length=10, choices=DispatcherUnion, blank=True)
    remark = models.CharField(_("补充说明"), max_length=200, blank=True)
    code = models.CharField(_("查询码"), max_length=12, unique=True, editable=False)
    applied_on = models.DateField(_("申请日期"))
    decided_on = models.DateField(_("办结日期"), null=True, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="joining_applications", verbose_name=_("人员")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("入会申请")
        ordering = ["-case_id"]
        indexes = [models.Index(fields=["unit", "state", "applied_on"], name="joining_desk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, state__in=["in_review", "returned"])
                | Q(decided_on__isnull=False, state__in=["approved", "rejected", "withdrawn"]),
                name="joining_decided_when_closed",
                violation_error_message=_("办结的申请须有办结日期"),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(person__isnull=False),
                name="joining_approved_has_person",
                violation_error_message=_("已入会的申请须对应到人员"),
            ),
        ]

    def __str__(self):
        return self.case.title

    def get_absolute_url(self):
        return reverse("joining:application", args=[self.pk])

    @property
    def number(self):
        return self.case.number

    @property
    def dispatched(self):
        return self.kind == Employment.Kind.DISPATCHED
