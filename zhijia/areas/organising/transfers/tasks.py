"""Nightly: the ends that kept silent."""

from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.kernels.jobs.registry import every
from zhijia.kernels.people.duplicates.finding import find_pairs

from . import actions


@every(hours=24, at="01:20", code="transfers.silence", title=_("会籍接转：逾期不答复的自动同意"))
def silence(job):
    done = actions.accept_silent(at=timezone.now(), step=lambda n, all_: job.progress(n, all_))
    return _("自动同意 %(agreed)s 件，失效 %(void)s 件，岗位无人 %(stuck)s 件") % done


@every(hours=24, at="03:10", code="people.duplicates", title=_("查找疑似重复人员"))
def duplicates(job):
    """Here, because the people kernel lies below the one that keeps jobs."""
    found, new = find_pairs(at=timezone.now(), progress=lambda n, all_: job.progress(n, all_))
    return _("查到 %(found)s 对，其中新发现 %(new)s 对") % {"found": found, "new": new}
