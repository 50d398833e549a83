"""The college has a manager of accounts for the walk, and so a review of its own; somebody stands in for somebody."""

from datetime import timedelta

from zhijia.areas.office.account_review import actions
from zhijia.kernels.access import actions as access


def furnish(world):
    college, officer = world.units["YL-CJ"], world.users["college"]
    actions.open_review(unit=college, at=world.now, by=world.users["insider"])
    for username, name in (("deputy", "代办"), ("second_deputy", "再代")):
        to = access.open_account(username=username, name=name, unit=college)
        held = world.users["college_chair" if username == "deputy" else "college"].roles.get()
        days = {"from_on": world.today, "to_on": world.today + timedelta(days=5)}
        access.hand_over(held=held, to=to, reason="外出开会", by=held.user, **days)
    assert officer.roles.get().deputies.exists()
