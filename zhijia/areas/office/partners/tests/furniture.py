"""The college keeps partners of its own: proposed, in review, taken in with a contract."""

from datetime import timedelta

from zhijia.areas.office.partners import actions, rules


def furnish(world):
    unit, by, chair = world.units["YL-CJ"], world.users["insider"], world.users["college_chair"]
    for name in ("学院书店", "学院餐饮公司", "学院体检中心"):
        made = actions.enter(unit=unit, name=name, kind="merchant", by=by)
        if name != "学院书店":
            made = actions.propose(partner=made, by=by, at=world.now)
    partner = actions.rule(case=made.case, by=chair, ruling="approve", at=world.now)
    assert partner.state == rules.ADMITTED
    days = {"from_on": world.today, "to_on": world.today + timedelta(days=90)}
    actions.sign(partner=partner, title="体检服务", by=by, at=world.now, **days)
