"""Whether a unit takes in members online, whom to ask, and who reviews."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import need
from zhijia.kernels.policy.actions import set_parameter
from zhijia.kernels.trail import actions as trail

from ..manner import BRANCH_FIRST, UNIT_DESK, manner_of
from ..models import Door
from ..policies import DESK


@transaction.atomic
def set_door(*, unit, open, contact, desk="", by, at) -> Door:
    """The switch and the telephone act at once; who reviews is policy and is written as a dated value."""
    (
        need(by.can("review", unit), "您没有设置%(unit)s网上入会的权限", unit=unit)
        & need(not desk or desk in (UNIT_DESK, BRANCH_FIRST), "请选择由谁审核", field="desk")
    ).or_refuse()
    old = Door.objects.filter(unit=unit).first()
    before = {"open": old.open, "contact": old.contact} if old else {}
    after = {"open": open, "contact": contact.strip()}
    door, _new = Door.objects.update_or_create(unit=unit, defaults={**after, "changed_by": by, "changed_at": at})
    if before != after:
        trail.note(by=by, verb="joining.door", target=door, unit=unit, before=before, after=after, at=at)
    today = timezone.localdate(at)
    if desk and desk != manner_of(unit, today).desk:
        set_parameter(key=DESK, unit=unit, value=desk, effective_from=today, source="本单位工会设置", by=by, at=at)
    return door
