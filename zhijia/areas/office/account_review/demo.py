"""The province's manager has closed last quarter's review, this quarter's is under way; a chair was stood in for."""

from datetime import timedelta

from zhijia.engines.flow.models import Case
from zhijia.engines.flow.rules import Ruling
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import User

from . import actions, rules

TITLE = "代理和账号复核"


def build(world):
    stand_in(world)
    review(world)


def stand_in(world):
    """The college's chair was away; a branch chair cleared what lay there, until the chair came back today."""
    college, chair = world.units["YL-CJ"], world.users["college_chair"]
    deputy = User.objects.get(username="branch_chair")  # read anew: what it may do changes with the hand-over
    days = {"from_on": world.today - timedelta(days=3), "to_on": world.today + timedelta(days=3)}
    held = access.hand_over(held=chair.roles.get(role="chair"), to=deputy, reason="外出开会", by=chair, **days)
    for case in Case.objects.awaiting(deputy).filter(desk_unit=college).order_by("pk")[:2]:
        case.declared.rule(case=case, by=deputy, ruling=Ruling.APPROVE, note="", at=world.now)
    access.take_back(held=held, on=world.today, by=chair)


def review(world):
    manager = next((user for user in world.users.values() if user.can("manage", world.province)), None)
    if manager is None:
        return
    chair = world.chair_of(world.province)
    last = rules.first_day(rules.quarter_of(world.today)) - timedelta(days=60)
    done = actions.open_review(unit=world.province, at=world.at(last), by=manager)
    keep_all(done, manager, chair, world.at(last + timedelta(days=3)))
    actions.close_review(review=done, by=manager, at=world.at(last + timedelta(days=5)))
    begun = actions.open_review(unit=world.province, at=world.now, by=manager)
    keep_all(begun, manager, chair, world.now, share=3)


def keep_all(review, manager, chair, at, share=1):
    """Every line but the manager's own, which a colleague judges; `share`: every n-th only."""
    for line in list(review.lines.select_related("held__user", "held__unit", "review"))[::share]:
        by = chair if line.held.user_id == manager.pk else manager
        actions.judge(line=line, verdict=rules.KEEP, by=by, at=at)
