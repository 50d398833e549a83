"""Whether adopted plans still say what they said when they were adopted."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verifying import Fault, check

from .models import Plan


@check("plans", gettext_lazy("计划基线"))
def baselines():
    for plan in Plan.objects.filter(state__in=Plan.FROZEN).iterator(chunk_size=200):
        if plan.digest != plan.computed_digest:
            yield Fault(f"plans.plan:{plan.pk}", _("“%(plan)s”的条文与采纳时的基线校验值不符") % {"plan": plan})
