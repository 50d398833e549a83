"""Units without a union, the talks with them, and what came in from outside: “我们单位还没有工会”."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import SealedField
from zhijia.kernels.org.models import ScopedQuerySet, Unit

from ..rules.surveying import OBSTACLE_NAMES, OPEN_STAGES, SORT_NAMES, STAGE_NAMES, STAGE_TONES, Sort, Stage


class TargetQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def free(self):
        """Open, and no preparatory group has taken them up."""
        return self.open().exclude(stage=Stage.PREPARING)

    def listed(self):
        """Everything that was and is to have a union; what was struck off is not counted."""
        return self.exclude(stage=Stage.DROPPED)


class Target(models.Model):
    """One unit that has no union yet. `unit` is the union that looks after it."""

    Sort, Stage = Sort, Stage
    # what a survey finds out about it, on paper and on screen; the telephone number is sealed and comes on its own
    SURVEYED = (
        "sort",
        "sector",
        "ownership",
        "uscc",
        "area_code",
        "address",
        "staff",
        "women",
        "contact",
        "obstacle",
        "obstacle_note",
        "surveyed_on",
        "planned_on",
        "responsible",
    )

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("负责工会"))
    name = models.CharField(_("单位名称"), max_length=100)
    sort = models.CharField(_("类型"), max_length=20, choices=SORT_NAMES.items(), default=Sort.OTHER)
    sector = models.CharField(_("行业"), max_length=20, choices=Unit.Sector, blank=True)
    ownership = models.CharField(_("单位性质"), max_length=20, choices=Unit.Ownership, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    area_code = models.CharField(_("行政区划代码"), max_length=6, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    staff = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)
    women = models.PositiveIntegerField(_("女职工人数"), null=True, blank=True)
    contact = models.CharField(_("联系人"), max_length=50, blank=True)
    phone = SealedField(_("联系电话"), blank=True)
    obstacle = models.CharField(_("困难"), max_length=20, choices=OBSTACLE_NAMES.items(), blank=True)
    obstacle_note = models.CharField(_("困难说明"), max_length=200, blank=True)
    stage = models.CharField(_("进展"), max_length=20, choices=STAGE_NAMES.items(), default=Stage.LISTED)
    surveyed_on = models.DateField(_("摸排日期"))
    planned_on = models.DateField(_("计划建会日期"), null=True, blank=True)
    responsible = models.CharField(_("责任人"), max_length=50, blank=True)
    founded_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("建立的工会")
    )
    founded_on = models.DateField(_("建会日期"), null=True, blank=True)
    dropped_for = models.CharField(_("不再列入的原因"), max_length=200, blank=True)

    objects = TargetQuerySet.as_manager()
    stage_colours = STAGE_TONES

    class Meta:
        verbose_name = verbose_name_plural = _("建会对象")
        ordering = ["unit__path", "name", "pk"]
        indexes = [models.Index(fields=["unit", "stage"], name="target_stage")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="one_target_of_a_name",
                violation_error_message=_("这个单位已经在摸排名单里"),
            ),
            models.CheckConstraint(
                condition=Q(women__isnull=True) | Q(staff__isnull=True) | Q(women__lte=F("staff")),
                name="target_women_within_staff",
                violation_error_message=_("女职工人数不能多于职工人数"),
            ),
            models.CheckConstraint(
                condition=~Q(stage="founded") | Q(founded_on__isnull=False),
                name="founded_target_has_a_day",
                violation_error_message=_("已建会的须有建会日期"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("founding:target", args=[self.pk])


class ContactQuerySet(ScopedQuerySet):
    path = "target__unit__path"


class Contact(models.Model):
    """One talk or visit: what was said, what was agreed."""

    class Way(models.TextChoices):
        VISIT = "visit", _("上门走访")
        PHONE = "phone", _("电话")
        MEETING = "meeting", _("宣讲座谈")
        SUPERVISION = "supervision", _("督导")
        OTHER = "other", _("其他")

    target = models.ForeignKey(Target, models.PROTECT, related_name="contacts", verbose_name=_("建会对象"))
    on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=20, choices=Way, default=Way.VISIT)
    met = models.CharField(_("对方人员"), max_length=100, blank=True)
    said = models.TextField(_("情况"))
    agreed = models.CharField(_("约定事项"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    at = models.DateTimeField(_("登记时间"))

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("联络走访")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.on} {self.get_way_display()} {self.target}"

    def get_absolute_url(self):
        return self.target.get_absolute_url()


class AskQuerySet(ScopedQuerySet):
    def public(self):
        """Reached only by its secret address."""
        return self

    def waiting(self):
        return self.filter(state=Ask.State.NEW)


class Ask(models.Model):
    """A letter from outside: somebody says that their unit has no union. `unit`: the union whose desk it lies on."""

    class State(models.TextChoices):
        NEW = "new", _("待答复")
        TAKEN = "taken", _("已受理")
        EXISTS = "exists", _("已有工会")
        REFUSED = "refused", _("不予受理")

    class Writer(models.TextChoices):
        STAFF = "staff", _("本单位职工")
        MANAGER = "manager", _("单位负责人")
        OTHER = "other", _("其他")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("受理工会"))
    token = models.CharField(max_length=32, unique=True, editable=False)
    name = models.CharField(_("单位名称"), max_length=100)
    sort = models.CharField(_("类型"), max_length=20, choices=SORT_NAMES.items(), default=Sort.OTHER)
    staff = models.PositiveIntegerField(_("大约有多少职工"), null=True, blank=True)
    works_at = models.CharField(_("工作地点"), max_length=100, blank=True)
    writer = models.CharField(_("您是"), max_length=10, choices=Writer, default=Writer.STAFF)
    contact = models.CharField(_("姓名"), max_length=50)
    phone = SealedField(_("联系电话"))
    phone_digest = models.CharField(max_length=64, db_index=True, editable=False)
    note = models.CharField(_("想说的话"), max_length=500, blank=True)
    consented_at = models.DateTimeField(_("同意时间"))
    origin = models.CharField(max_length=64, blank=True, editable=False)  # blind index of the sender's address
    sent_at = models.DateTimeField(_("提交时间"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.NEW)
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="asks", verbose_name=_("建会对象")
    )

    objects = AskQuerySet.as_manager()
    state_colours = {State.NEW: "wait", State.TAKEN: "good", State.EXISTS: "info", State.REFUSED: "quiet"}

    class Meta:
        verbose_name = verbose_name_plural = _("建会来信")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["origin", "sent_at"], name="ask_origin")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new") | ~Q(answer=""),
                name="answered_ask_says_what",
                violation_error_message=_("请写明答复内容"),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("founding:letter", args=[self.pk])
