"""How many delegates each constituency sends, and who may be one (基层工会会员代表大会条例)."""

from collections.abc import Mapping
from fractions import Fraction

from zhijia.base.verdict import Verdict, need


def share_out(seats: int, members: Mapping[str, int]) -> dict[str, int]:
    """Seats by the largest remainder; equal remainders go to the larger constituency, then by its key.

    share_out(10, {"a": 50, "b": 30, "c": 20}) == {"a": 5, "b": 3, "c": 2}. A constituency without members gets none.
    """
    total = sum(members.values())
    if not total or seats <= 0:
        return dict.fromkeys(members, 0)
    exact = {key: Fraction(seats * count, total) for key, count in members.items()}
    given = {key: int(share) for key, share in exact.items()}
    left = seats - sum(given.values())
    by_remainder = sorted(members, key=lambda key: (given[key] - exact[key], -members[key], str(key)))
    for key in by_remainder[:left]:
        given[key] += 1
    return given


def at_least_one(given: Mapping[str, int], members: Mapping[str, int]) -> dict[str, int]:
    """No constituency with members is left without a voice: the seat comes from whoever has most."""
    fixed = dict(given)
    for key in sorted(fixed, key=str):
        if members.get(key) and fixed[key] == 0 and sum(fixed.values()) >= sum(1 for n in members.values() if n):
            richest = max(fixed, key=lambda other: (fixed[other], members[other], str(other)))
            if fixed[richest] > 1:
                fixed[richest] -= 1
                fixed[key] += 1
    return fixed


def may_be_delegate(*, member: bool, inside: bool, listed: bool, name: str, constituency: str) -> Verdict:
    return (
        need(member, "%(name)s不是在籍会员，不能当选会员代表", name=name, field="person")
        & need(inside, "%(name)s不在选区“%(where)s”，请选本选区会员", name=name, where=constituency, field="person")
        & need(not listed, "%(name)s已在代表名单上", name=name, field="person")
    )


def full(constituency: str, listed: int, seats: int) -> Verdict:
    return need(
        listed < seats,
        "选区“%(where)s”的%(seats)s个名额已选满，请先移出一人或调整名额",
        where=constituency,
        seats=seats,
        field="person",
    )


def complete(rows) -> Verdict:
    """`rows`: (constituency, seats, listed). Every constituency has sent exactly its delegates."""
    wrong = [f"{name}应选{seats}人，现有{listed}人" for name, seats, listed in rows if seats != listed]
    return need(not wrong, "代表还没有选齐：%(wrong)s", wrong="；".join(wrong[:5]))
