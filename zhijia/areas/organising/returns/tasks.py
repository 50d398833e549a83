"""Taking the numbers of a whole round takes a while: it runs behind. Nightly: who has not handed up is told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.base.verdict import need
from zhijia.kernels.jobs.registry import every, job

from . import actions
from .models import Round


@job("returns.fill", title=_("统计报表自动取数"))
def fill_all(job):
    round = Round.objects.filter(pk=job.payload["round"]).first()
    need(round, "这次统计报送已撤回，不用取数").or_refuse()
    done = actions.fill_round(round=round, at=timezone.now(), said=job.progress)
    return _("%(title)s：%(count)s 份报表已自动取数") % {"title": round.title, "count": done}


@every(hours=24, at="02:50", code="returns.remind", title=_("提醒没有报送统计报表的单位"))
def remind_due(job):
    return _("提醒 %(count)s 个单位") % {"count": actions.remind_due(at=timezone.now())}
