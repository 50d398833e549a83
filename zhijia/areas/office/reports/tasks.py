"""Once a night: whether what was published still comes out the same."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.jobs.registry import every

from .actions.differing import note_all


@every(hours=24, at="02:40", code="reports.differences", title=_("核对已发布报告的数字"))
def differences(job):
    reports, found = note_all(at=timezone.now())
    return _("核对 %(reports)s 份报告，新发现 %(found)s 处变化") % {"reports": reports, "found": found}
