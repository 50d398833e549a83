"""R-ELEC-01 for the page: the numbers of a vote checked, and said as they were reckoned."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.bodies.rules import elections

from .standing import some


@dataclass(frozen=True)
class Sheet:
    """What the scrutineers bring: people, ballots, and the seats to fill."""

    expected: int
    attended: int
    issued: int
    returned: int
    void: int
    seats: int

    @property
    def valid(self) -> int:
        return self.returned - self.void


@dataclass(frozen=True)
class Votes:
    name: str
    approve: int
    oppose: int = 0
    abstain: int = 0

    @property
    def total(self) -> int:
        return self.approve + self.oppose + self.abstain


def sound(sheet: Sheet, votes: Mapping[object, Votes]) -> Verdict:
    """Everything that must fit before anybody is declared elected (工会基层组织选举工作条例)."""
    verdict = elections.result_sound(
        {key: each.approve for key, each in votes.items()},
        issued=sheet.issued,
        returned=sheet.returned,
        attended=sheet.attended,
        expected=sheet.expected,
    ) & need(sheet.void <= sheet.returned, "废票%(void)s张多于收回的选票，请核对", void=sheet.void, field="void")
    if sheet.valid < 0:  # nothing can be held against it
        return verdict
    crowded = [each.name for each in votes.values() if each.total > sheet.valid]
    whole = sum(each.approve for each in votes.values())
    most = sheet.seats * sheet.valid
    return (
        verdict
        & need(votes, "请填写每名候选人的得票", field="votes")
        & need(
            not crowded,
            "%(names)s的赞成、反对、弃权合计多于有效票%(valid)s张，请核对",
            names=some(crowded),
            valid=sheet.valid,
            field="votes",
        )
        & need(
            whole <= most,
            "赞成票合计%(whole)s票，多于%(valid)s张有效票×应选%(seats)s人＝%(most)s票；多选的选票应作废",
            whole=whole,
            valid=sheet.valid,
            seats=sheet.seats,
            most=most,
            field="votes",
        )
    )


def reckoned(sheet: Sheet, votes: Mapping[object, Votes], outcome: elections.Outcome) -> list[list[str]]:
    """The derivation: what was asked, the arithmetic, what came of it."""
    names = {key: each.name for key, each in votes.items()}
    passed = [each for each in votes.values() if each.approve >= outcome.needed]
    lines = [
        ["大会有效", elections.quorum_said(sheet.attended, sheet.expected), "到会达到三分之二以上，有效"],
        ["选举有效", f"发出{sheet.issued}张，收回{sheet.returned}张（废票{sheet.void}张）", "收回不多于发出，有效"],
        [
            "当选票数",
            f"应到{sheet.expected}人的过半数：{sheet.expected}÷2＝{_half(sheet.expected)}",
            f"至少{outcome.needed}票",
        ],
        ["过半数", f"得{outcome.needed}票以上的{len(passed)}人，应选{sheet.seats}人", _cut(len(passed), sheet.seats)],
    ]
    if outcome.runoff:
        tied = "、".join(names[key] for key in outcome.runoff)
        lines.append(["票数相等", f"{tied}得票相等", f"就这{len(outcome.runoff)}人再次投票，选{outcome.short}人"])
    elif outcome.short:
        lines.append(["不足应选", f"还差{outcome.short}人", "另行选举，或经大会同意暂缺"])
    elected = "、".join(names[key] for key in outcome.elected) or "无"
    return [*lines, ["当选", f"{len(outcome.elected)}人", elected]]


def _half(number: int) -> str:
    return f"{number // 2}" + (".5" if number % 2 else "")


def _cut(passed: int, seats: int) -> str:
    if passed > seats:
        return "按得票多少取足名额"
    return "全部当选" if passed == seats else f"当选{passed}人，少{seats - passed}人"
