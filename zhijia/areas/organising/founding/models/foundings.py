"""A union on its way: the preparatory group, the units it is for, the members who apply, the first committee."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.money import MoneyField
from zhijia.base.sealed import SealedField
from zhijia.engines.flow.models import Case
from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.people.models import Employment, Person

from ..rules.process import OPEN_STEPS, STEP_NAMES, STEP_TONES, Step
from .targets import Target


class FoundingQuerySet(ScopedQuerySet):
    def public(self):
        """Reached only by their secret address, which is handed out when the roll is opened."""
        return self.exclude(step__in=(Step.PREPARING, Step.ASKING))

    def open(self):
        return self.filter(step__in=OPEN_STEPS)


class Founding(models.Model):
    """From the preparatory group to the certificate. `unit` is the union that approves and will lead it."""

    Step = Step

    class Meeting(models.TextChoices):
        ALL = "all", _("会员大会")
        DELEGATES = "delegates", _("会员代表大会")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("上级工会"))
    step = models.CharField(_("进度"), max_length=12, choices=STEP_NAMES.items(), default=Step.PREPARING)
    name = models.CharField(_("拟建工会名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    code = models.CharField(_("单位编码"), max_length=30, blank=True)
    kind = models.CharField(_("类别"), max_length=20, choices=Unit.Kind, default=Unit.Kind.ENTERPRISE)
    sector = models.CharField(_("行业"), max_length=20, choices=Unit.Sector, blank=True)
    ownership = models.CharField(_("单位性质"), max_length=20, choices=Unit.Ownership, blank=True)
    area_code = models.CharField(_("行政区划代码"), max_length=6, blank=True)
    party_organisation = models.CharField(_("同级党组织"), max_length=100, blank=True)
    reason = models.CharField(_("建会理由"), max_length=300, blank=True)
    leader = models.CharField(_("筹备组组长"), max_length=50)
    group_members = models.CharField(_("筹备组成员"), max_length=200)
    planned_on = models.DateField(_("计划召开大会日期"), null=True, blank=True)
    reserve_fen = MoneyField(_("已收建会筹备金"), null=True, blank=True)  # noted for information only
    token = models.CharField(max_length=32, unique=True, editable=False)
    asked_number = models.CharField(_("请示文号"), max_length=60, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="founding", verbose_name=_("筹建审批"))
    prepared_number = models.CharField(_("筹建批复文号"), max_length=60, blank=True)
    prepared_on = models.DateField(_("批复筹建日期"), null=True, blank=True)
    # the first congress
    meeting = models.CharField(_("会议形式"), max_length=10, choices=Meeting, blank=True)
    held_on = models.DateField(_("大会日期"), null=True, blank=True)
    expected = models.PositiveIntegerField(_("应到人数"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("实到人数"), null=True, blank=True)
    issued = models.PositiveIntegerField(_("发出选票"), null=True, blank=True)
    returned = models.PositiveIntegerField(_("收回选票"), null=True, blank=True)
    years = models.PositiveSmallIntegerField(_("任期（年）"), default=5)
    result_number = models.CharField(_("结果报告文号"), max_length=60, blank=True)
    result_case = models.OneToOneField(
        Case, models.PROTECT, null=True, related_name="founding_result", verbose_name=_("成立审批")
    )
    founded_number = models.CharField(_("成立批复文号"), max_length=60, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    founded_unit = models.OneToOneField(
        Unit, models.PROTECT, null=True, related_name="founding", verbose_name=_("建立的工会")
    )
    stopped_for = models.CharField(_("终止原因"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    made_at = models.DateTimeField(_("登记时间"))

    objects = FoundingQuerySet.as_manager()
    step_colours = STEP_TONES

    class Meta:
        verbose_name = verbose_name_plural = _("建会事项")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["unit", "step"], name="founding_step")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=~Q(step="stopped"),
                name="one_founding_of_a_name",
                violation_error_message=_("这个工会已经在筹建或已经建立"),
            ),
            models.CheckConstraint(
                condition=~Q(step="founded") | (Q(founded_unit__isnull=False) & Q(founded_on__isnull=False)),
                name="founded_has_a_unit_and_a_day",
                violation_error_message=_("已成立的须有单位和成立日期"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("founding:founding", args=[self.pk])

    @property
    def joint(self) -> bool:
        return self.kind == Unit.Kind.JOINT

    @property
    def open_case(self):
        """The case that now lies on the desk above, or was last ruled on."""
        return self.result_case or self.case


class PartQuerySet(ScopedQuerySet):
    path = "founding__unit__path"


class Part(models.Model):
    """One of the units the union is for: one for a union of its own, several for a joint one."""

    founding = models.ForeignKey(Founding, models.PROTECT, related_name="parts", verbose_name=_("建会事项"))
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("建会对象")
    )
    name = models.CharField(_("单位名称"), max_length=100)
    staff = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)
    women = models.PositiveIntegerField(_("女职工人数"), null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("组成单位")
        ordering = ["founding", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["founding", "name"],
                name="one_part_of_a_name",
                violation_error_message=_("这个单位已经在里面"),
            ),
            models.UniqueConstraint(
                fields=["founding", "target"],
                name="one_part_of_a_target",
                violation_error_message=_("这个单位已经在里面"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.founding.get_absolute_url()


class ApplicationQuerySet(ScopedQuerySet):
    path = "founding__unit__path"

    def waiting(self):
        return self.filter(state=Application.State.WAITING)

    def accepted(self):
        return self.filter(state__in=(Application.State.ACCEPTED, Application.State.ADMITTED))

    def standing(self):
        return self.exclude(state=Application.State.REFUSED)


class Application(models.Model):
    """Somebody asks to be a member of the union to be; becomes a person and a membership on the day it is founded."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待核对")
        ACCEPTED = "accepted", _("已核对")
        ADMITTED = "admitted", _("已入会")
        ELSEWHERE = "elsewhere", _("须办理转会")
        REFUSED = "refused", _("不符合")

    founding = models.ForeignKey(Founding, models.PROTECT, related_name="applications", verbose_name=_("建会事项"))
    part = models.ForeignKey(
        Part, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("所在单位")
    )
    name = models.CharField(_("姓名"), max_length=50)
    initials = models.CharField(_("拼音首字母"), max_length=30, blank=True, editable=False)
    id_number = SealedField(_("身份证号"))
    id_digest = models.CharField(max_length=64, db_index=True, editable=False)
    id_tail = models.CharField(_("证件尾号"), max_length=4, editable=False)
    phone = SealedField(_("手机号"), blank=True)
    kind = models.CharField(
        _("用工形式"), max_length=20, choices=Employment.Kind, default=Employment.Kind.NON_ESTABLISHED
    )
    position = models.CharField(_("岗位职务"), max_length=50, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    refused_for = models.CharField(_("原因"), max_length=200, blank=True)
    consented_at = models.DateTimeField(_("同意时间"), null=True)  # null: on paper, entered by the group
    origin = models.CharField(max_length=64, blank=True, editable=False)
    sent_at = models.DateTimeField(_("提交时间"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("人员"))

    objects = ApplicationQuerySet.as_manager()
    state_colours = {
        State.WAITING: "wait",
        State.ACCEPTED: "info",
        State.ADMITTED: "good",
        State.ELSEWHERE: "wait",
        State.REFUSED: "quiet",
    }

    class Meta:
        verbose_name = verbose_name_plural = _("入会申请")
        ordering = ["founding", "sent_at", "pk"]
        indexes = [models.Index(fields=["origin", "sent_at"], name="application_origin")]
        constraints = [
            models.UniqueConstraint(
                fields=["founding", "id_digest"],
                condition=~Q(state="refused"),
                name="one_application_a_person",
                violation_error_message=_("这个人已经提交过入会申请"),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.founding.get_absolute_url()


class SeatQuerySet(ScopedQuerySet):
    path = "founding__unit__path"


class Seat(models.Model):
    """Somebody voted on at the first congress: for which post, with how many votes, elected or not."""

    founding = models.ForeignKey(Founding, models.PROTECT, related_name="seats", verbose_name=_("建会事项"))
    application = models.ForeignKey(Application, models.PROTECT, related_name="seats", verbose_name=_("会员"))
    body = models.CharField(_("机构"), max_length=20)  # code of bodies.Body.Kind
    title = models.CharField(_("职务"), max_length=20)  # code of bodies.Post.Title
    votes = models.PositiveIntegerField(_("得票"), null=True, blank=True)  # null: appointed or by show of hands
    elected = models.BooleanField(_("当选"), default=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("选举结果")
        ordering = ["founding", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "body"],
                name="one_seat_a_body",
                violation_error_message=_("同一机构里一人只能有一个职务"),
            )
        ]

    def __str__(self):
        return f"{self.application} {self.title}"


class FollowUpQuerySet(ScopedQuerySet):
    path = "founding__unit__path"


class FollowUp(models.Model):
    """What remains to be done after the certificate: seal, account, registration."""

    founding = models.ForeignKey(Founding, models.PROTECT, related_name="follow_ups", verbose_name=_("建会事项"))
    code = models.CharField(_("事项"), max_length=20)
    due_on = models.DateField(_("期限"))
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("建会后续事项")
        ordering = ["founding", "pk"]
        constraints = [models.UniqueConstraint(fields=["founding", "code"], name="one_follow_up_a_code")]

    def __str__(self):
        return f"{self.founding} {self.code}"

    def get_absolute_url(self):
        return self.founding.get_absolute_url()
