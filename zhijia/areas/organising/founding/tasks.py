from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijia.base.verdict import Refused
from zhijia.kernels.jobs.registry import every, job

from . import actions
from .models import OrgChange
from .rules.changes import State


@job("founding.carry_out", title=gettext_lazy("组织变更到期生效"))
def carry_out(job):
    """One approved change, on its day."""
    change = OrgChange.objects.get(pk=job.payload["change"])
    change = actions.carry_out(change=change, at=timezone.now())
    if change.state == State.FAILED:
        raise Refused(change.outcome)
    return _("%(change)s：%(state)s") % {"change": change, "state": change.get_state_display()}


@every(code="founding.due_changes", title=gettext_lazy("检查到期的组织变更"), hours=24, at="00:30")
def due_changes(job):
    made = actions.carry_out_due(at=timezone.now())
    return _("办理 %(count)s 件") % {"count": len(made)}


@every(code="founding.survey_lines", title=gettext_lazy("排查组织断线"), hours=24, at="03:20")
def survey_lines(job):
    now = timezone.now()
    new, mended = actions.survey_lines(today=timezone.localdate(now), at=now)
    return _("新发现 %(new)s 处，已修复 %(mended)s 处") % {"new": new, "mended": mended}
