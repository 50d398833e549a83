"""The posts there are, in words. Below bodies and posts: both name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules import posts


class Title(models.TextChoices):
    CHAIR = posts.CHAIR, _("主席")
    VICE_CHAIR = posts.VICE_CHAIR, _("副主席")
    STANDING_MEMBER = posts.STANDING_MEMBER, _("常委")
    MEMBER = posts.MEMBER, _("委员")
    DIRECTOR = posts.DIRECTOR, _("主任")
    VICE_DIRECTOR = posts.VICE_DIRECTOR, _("副主任")
    LEADER = posts.LEADER, _("组长")
    ORGANISER = posts.ORGANISER, _("组织员")


def titles_of(kind) -> list[tuple]:
    """(code, word) of the posts a body of that kind has."""
    return [(code, Title(code).label) for code in posts.TITLES.get(kind, ())]
