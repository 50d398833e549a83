"""Leaders who do not only sign: what they did about a task in person (G-06)."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.inbox.actions import notify_many
from zhijia.kernels.trail import actions as trail

from ..models import Supervision
from .assigning import hold


def may_supervise(task, by) -> Verdict:
    return need(by.can("review", task.verifier), "只有下达任务的%(unit)s可以登记督办", unit=task.verifier)


@transaction.atomic
def supervise(*, task, act, leader, held_on, note, by, at) -> Supervision:
    """One act with its day and its person; the owner hears of it."""
    task = hold(task)
    may_supervise(task, by).or_refuse()
    need(held_on <= timezone.localdate(at), "督办日期不能晚于今天", field="held_on").or_refuse()
    need(leader.can("view", task.unit), "请选择本单位或上级的领导", field="leader").or_refuse()
    need(act != Supervision.Act.NOTE or note.strip(), "督办提醒要写明要求", field="note").or_refuse()
    made = Supervision.objects.create(
        task=task, act=act, leader=leader, held_on=held_on, note=note.strip(), by=by, at=at
    )
    trail.note(by=by, verb="plans.supervise", target=task, after={"about": made.get_act_display()}, reason=note, at=at)
    if task.owner_id:
        title = f"{leader}{made.get_act_display()}“{task.title[:60]}”{'：' + note if note else ''}"
        notify_many(users=[task.owner], title=title, url=task.get_absolute_url(), at=at)
    return made
