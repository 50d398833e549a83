"""On the first days of a quarter every manager's review opens by itself."""

from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.kernels.jobs.registry import every

from . import actions
from .models import Review
from .rules import quarter_of


@every(hours=24, at="03:10", code="account_review.quarter", title=_("开始本季度的账号复核"))
def quarter(job):
    now = timezone.now()
    today = timezone.localdate(now)
    done = set(Review.objects.filter(quarter=quarter_of(today)).values_list("unit", flat=True))
    wanted = [unit for unit in actions.units_with_managers(today) if unit.pk not in done]
    for unit in wanted:
        actions.open_review(unit=unit, at=now)
    return _("开始%(count)s个单位的账号复核") % {"count": len(wanted)}
