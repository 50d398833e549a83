"""One row per upload; the bytes are kept once per content, under their digest, outside the web root."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.access.abilities import ABILITIES
from zhijia.kernels.org.models import ScopedQuerySet, Unit, under

from .rules import KINDS, SHOWN_IN_PLACE


def place_of(sha256: str) -> str:
    """Where the bytes lie in the storage: two short folders, so that no folder grows past thousands."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


class AttachmentQuerySet(ScopedQuerySet):
    owner = "by"

    def visible_to(self, user, ability="view"):
        """Seen by whoever uploaded it, and by those who hold the ability it needs on its unit."""
        if ability != "view":
            return super().visible_to(user, ability)
        seen = Q(by=user.pk) if user.pk else Q(pk__in=())
        for needed in ABILITIES:
            for path in user.reach(needed):
                seen |= Q(needs=needed) & under(self.path, path)
        return self.filter(seen)


class Attachment(models.Model):
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(
        _("类型"), max_length=10, choices=[(kind, label) for kind, (label, *_rest) in KINDS.items()]
    )
    size = models.PositiveIntegerField(_("大小"))
    sha256 = models.CharField(_("摘要"), max_length=64, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    needs = models.CharField(_("所需权限"), max_length=20, default="view")  # ability that opens it, on its unit
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="attachments", verbose_name=_("上传人")
    )
    at = models.DateTimeField(_("上传时间"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("附件")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("files:download", args=[self.pk])

    @property
    def url(self):
        return self.get_absolute_url()

    @property
    def content_type(self) -> str:
        return KINDS[self.kind][2]

    @property
    def shown_in_place(self) -> bool:
        return self.kind in SHOWN_IN_PLACE

    @property
    def place(self) -> str:
        return place_of(self.sha256)

    def open(self):
        """The content, for reading."""
        return default_storage.open(self.place, "rb")
