"""R-ELEC-01: the arithmetic of an election. 工会基层组织选举工作条例; domain 1.5.

Everything is compared in whole numbers; the base of a pass is those due to attend (应到会), not those present.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from zhijia.base.verdict import Verdict, need


def candidates_min(seats: int, rate: Decimal | str) -> int:
    """How many must stand for so many seats (差额). A rate of 0 asks for no more candidates than seats (等额)."""
    margin = Fraction(Decimal(rate))
    return seats + (max(1, ceil(margin * seats)) if margin else 0)


def meeting_valid(attended: int, expected: int) -> bool:
    """Two thirds of those due have come."""
    return attended <= expected and attended * 3 >= expected * 2


def quorum(expected: int) -> int:
    """The fewest who make a meeting valid."""
    return ceil(Fraction(2 * expected, 3))


def quorum_said(attended: int, expected: int) -> str:
    """The arithmetic, for the page: 应到61人，实到41人，41×3=123 ≥ 61×2=122。"""
    sign = "≥" if attended * 3 >= expected * 2 else "<"
    return f"应到{expected}人，实到{attended}人，{attended}×3={attended * 3} {sign} {expected}×2={expected * 2}"


def may_meet(attended: int, expected: int, field: str = "attended") -> Verdict:
    return need(
        attended <= expected,
        "实到%(attended)s人多于应到%(expected)s人，请核对",
        field=field,
        attended=attended,
        expected=expected,
    ) & need(
        attended > expected or meeting_valid(attended, expected),
        "到会不足应到的三分之二，会议无效：%(sum)s，至少要到%(least)s人",
        field=field,
        sum=quorum_said(attended, expected),
        least=quorum(expected),
    )


def ballots_ok(issued: int, returned: int) -> bool:
    """More ballots back than given out: the election is void and repeated."""
    return returned <= issued


def votes_needed(expected: int) -> int:
    """More than half of those due to attend."""
    return expected // 2 + 1


@dataclass(frozen=True)
class Outcome:
    """Who is in; who must be voted on again for the last seats; how many seats are still open for a by-vote."""

    elected: tuple
    runoff: tuple = ()
    short: int = 0
    needed: int = 0

    @property
    def settled(self) -> bool:
        return not self.runoff and not self.short


def count(votes: Mapping, *, seats: int, expected: int) -> Outcome:
    """`votes`: candidate → ballots for. The highest counts above half win; equal ones at the last seat vote again.

    Ties that do not touch the cut are no matter: all of them are in.
    """
    needed = votes_needed(expected)
    passed = sorted((name for name in votes if votes[name] >= needed), key=lambda name: -votes[name])
    if len(passed) <= seats:
        return Outcome(tuple(passed), (), seats - len(passed), needed)
    last = votes[passed[seats - 1]]
    if votes[passed[seats]] != last:
        return Outcome(tuple(passed[:seats]), (), 0, needed)
    sure = tuple(name for name in passed if votes[name] > last)
    return Outcome(sure, tuple(name for name in passed if votes[name] == last), seats - len(sure), needed)


def result_sound(votes: Mapping, *, issued: int, returned: int, attended: int, expected: int) -> Verdict:
    """Whether the numbers of a vote fit together before anybody is declared elected."""
    most = max(votes.values(), default=0)
    return (
        may_meet(attended, expected)
        & need(
            issued <= attended,
            "发出选票%(issued)s张，多于到会%(attended)s人，请核对",
            field="issued",
            issued=issued,
            attended=attended,
        )
        & need(
            ballots_ok(issued, returned),
            "收回选票%(returned)s张，多于发出的%(issued)s张，选举无效，请重新选举",
            field="returned",
            returned=returned,
            issued=issued,
        )
        & need(
            most <= returned,
            "有候选人得%(most)s票，多于收回的%(returned)s张选票，请核对",
            field="votes",
            most=most,
            returned=returned,
        )
    )
