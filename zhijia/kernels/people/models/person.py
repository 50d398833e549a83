"""A person exists once; whoever works for the place where they belong sees the row."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.base.sealed import SealedField, blind_index
from zhijia.base.text import compact
from zhijia.kernels.org.models import ScopedQuerySet, Unit
from zhijia.kernels.org.paths import PathField

from .. import rules
from .fields import InitialsField, NameField


class PersonQuerySet(ScopedQuerySet):
    """A person is seen by the units where they are, or were, a member or employed."""

    path = "home_path"
    owner = "user"

    def visible_to(self, user, ability="view"):
        return super().visible_to(user, ability).standing()

    def standing(self):
        """Without those who turned out to be somebody already known."""
        return self.filter(merged_into__isnull=True)

    def with_id_number(self, number):
        """Equality search over the sealed column, by its blind index."""
        return self.filter(id_digest=blind_index(number, "person.id_number"))

    def with_phone(self, phone):
        return self.filter(phone_digest=blind_index(phone, "person.phone"))

    def find(self, text):
        """By the beginning of the name or of its pinyin initials, or by a whole staff number; a few of them at once.

        Each is a range of one index that also holds the place, whether one reaches a province or a college.
        """
        text = compact(text)
        if not text:
            return self.none()
        if not text.isascii():
            return self.filter(name__begins=text)
        if any(sign.isdigit() for sign in text):
            held = self.model._meta.get_field("employments").related_model.objects.filter(staff_no=text)
            return self.filter(pk__in=held.values("person"))
        return self.filter(initials__under=text.lower()).order_by("initials", "home_path")

    def members(self, day=None):
        episodes = self.model._meta.get_field("memberships").related_model.objects.filter(person=OuterRef("pk"))
        return self.filter(Exists(episodes.as_of(day) if day else episodes.active()))


class Person(models.Model):
    """One natural person. `home` is the unit of the current membership (or employment) and decides who sees the row."""

    class Sex(models.TextChoices):
        MALE = rules.MAN, _("男")
        FEMALE = rules.WOMAN, _("女")

    name = NameField(_("姓名"), max_length=50)
    initials = InitialsField(_("拼音首字母"), max_length=30, blank=True)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    id_number = SealedField(_("身份证号"), blank=True)
    id_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    id_tail = models.CharField(_("证件尾号"), max_length=4, blank=True, editable=False)
    phone = SealedField(_("手机号"), blank=True)
    phone_digest = models.CharField(max_length=64, null=True, editable=False, db_index=True)
    ethnicity = models.CharField(_("民族"), max_length=20, blank=True)
    education = models.CharField(_("学历"), max_length=20, blank=True)
    home = models.ForeignKey(  # looked up by its path, below
        Unit, models.PROTECT, related_name="people", verbose_name=_("所在单位"), db_index=False
    )
    home_path = PathField(editable=False)  # copy of home.path, so that lists need no join
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person", verbose_name=_("账号")
    )
    merged_into = models.ForeignKey(  # a duplicate: the person it turned out to be
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False, db_index=False
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        indexes = [
            models.Index(fields=["home_path", "name"], name="person_home"),
            models.Index(fields=["initials", "home_path"], name="person_initials"),
            models.Index(
                fields=["name", "home_path"], opclasses=["varchar_pattern_ops", "varchar_ops"], name="person_name"
            ),
            models.Index(fields=["merged_into"], name="person_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:person", args=[self.pk])
