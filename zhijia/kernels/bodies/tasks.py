from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhijia.kernels.jobs.registry import every

from . import actions


@every(code="bodies.watch", title=_("检查届满、空缺和任职角色"), hours=24, at="05:30")
def watch(job):
    now = timezone.now()
    said = actions.keep_watch(today=timezone.localdate(now), at=now)
    return say("提醒届满 %(told)s 项，待办 %(open)s 项，补授角色 %(roles)s 个") % said
