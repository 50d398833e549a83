"""What a user keeps about pages: named views of lists."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user, ability="view"):
        """A view is its owner's alone, whatever roles others hold."""
        return self.filter(user=user.pk)

    def of_page(self, page):
        return self.filter(page=page)


class SavedView(models.Model):
    """A list as its user wants it: filters, order and columns under a name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("用户")
    )
    page = models.CharField(_("页面"), max_length=100)  # "mutual_aid:claims"
    name = models.CharField(_("名称"), max_length=30)
    query = models.CharField(_("条件"), max_length=1000, blank=True)
    columns = models.CharField(_("列"), max_length=500, blank=True)  # keys joined by a space
    is_default = models.BooleanField(_("打开页面时使用"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("常用视图")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"], name="view_named_once", violation_error_message=_("这个名称已经用过了")
            ),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=Q(is_default=True),
                name="one_default_view",
                violation_error_message=_("一个页面只能有一个默认视图"),
            ),
        ]

    def __str__(self):
        return self.name
