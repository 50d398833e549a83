"""The province's manager has closed last quarter's review; this quarter's is under way."""

from datetime import timedelta

from . import actions, rules

TITLE = "账号复核"


def build(world):
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
