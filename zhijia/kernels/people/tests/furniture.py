"""What the walk through the house needs: people entered twice and poured together, and somebody who has retired."""

from zhijia.kernels.people import actions
from zhijia.kernels.people.duplicates import actions as duplicates
from zhijia.kernels.people.duplicates.actions import Chosen
from zhijia.kernels.people.duplicates.finding import find_pairs


def furnish(world):
    college, by = world.units["YL-CJ"], world.users["college"]
    merges = [enter_twice_and_merge(world, college, by) for _n in range(4)]
    for merge in merges[:2]:
        duplicates.undo(merge=merge, by=by, at=world.now, reason="选错了会籍，重新核对")
    find_pairs(path=college.path, at=world.now)
    retire(world, college, by)


def enter(world, unit, by):
    one = world.crowd.one()
    facts = {"id_number": one.id_number, "phone": one.phone, "joined_on": one.joined_on}
    return actions.register_member(name=one.name, unit=unit, by=by, **facts)


def enter_twice_and_merge(world, unit, by):
    kept = enter(world, unit, by)
    merged = actions.register_person(name=kept.name, unit=unit, phone=kept.phone.reveal(), by=by)
    return duplicates.merge(kept=kept, merged=merged, chosen=Chosen("已与本人核对"), by=by, at=world.now)


def retire(world, unit, by):
    membership = enter(world, unit, by).memberships.standing().get()
    actions.retain(membership=membership, reason="retired", on=world.today, by=by)
