"""Nightly: cards of those who are no members any more."""

from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.kernels.jobs.registry import every

from . import actions


@every(hours=24, at="01:40", code="cards.sweep", title=_("注销会籍已终止者的电子会员卡"))
def sweep(job):
    return _("注销 %(count)s 张") % {"count": actions.sweep(at=timezone.now())}
