"""How a task stands, from facts alone. The table is read by the page, by SQL and by the handbook (G-05)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from zhijia.base.verdict import Verdict, need


class State(StrEnum):
    NOT_STARTED = "not_started"
    GOING = "going"
    EXTENDED = "extended"
    DONE = "done"
    CANCELLED = "cancelled"


STATE_NAMES = {
    State.NOT_STARTED: "未开始",
    State.GOING: "进行中",
    State.EXTENDED: "延期",
    State.DONE: "完成",
    State.CANCELLED: "取消",
}
STATE_COLOURS = {
    State.NOT_STARTED: "secondary",
    State.GOING: "blue",
    State.EXTENDED: "yellow",
    State.DONE: "green",
    State.CANCELLED: "secondary",
}

# The first fact that has happened by the day decides. What is not in the table has not started.
TABLE = (
    ("cancelled_on", State.CANCELLED),  # 取消已批准
    ("completed_on", State.DONE),  # 佐证已核验
    ("extended_on", State.EXTENDED),  # 延期已批准，尚未完成
    ("started_on", State.GOING),  # 有了进展、佐证或计入的台账
)
OPEN = (State.NOT_STARTED, State.GOING, State.EXTENDED)


@dataclass(frozen=True)
class Facts:
    """What has happened to a task, as dates."""

    due_on: date
    started_on: date | None = None
    extended_on: date | None = None
    completed_on: date | None = None
    cancelled_on: date | None = None


def state(facts: Facts, today: date) -> State:
    for name, found in TABLE:
        happened = getattr(facts, name)
        if happened is not None and happened <= today:
            return found
    return State.NOT_STARTED


def is_overdue(facts: Facts, today: date) -> bool:
    """Open after its last day; on the last day itself there is still time."""
    return state(facts, today) in OPEN and facts.due_on < today


# --- targets ---


class Comparison(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


COMPARISON_NAMES = {Comparison.AT_LEAST: "不少于", Comparison.AT_MOST: "不超过"}


@dataclass(frozen=True)
class Target:
    """A number to be reached within a window, in the smallest unit of its indicator (fen for money)."""

    comparison: str
    value: Decimal
    window_to: date

    def met(self, actual, today: date) -> bool:
        """「不超过」can only be judged once the window is over."""
        if actual is None:
            return False
        if self.comparison == Comparison.AT_MOST:
            return actual <= self.value and self.window_to < today
        return actual >= self.value

    def share(self, actual) -> int:
        """Percent of the target, whole, never rounded up to 100."""
        if actual is None or not self.value:
            return 0
        percent = (Decimal(actual) * 100 / self.value).quantize(Decimal(1), ROUND_DOWN)
        return max(0, int(percent))


# --- what may be done ---


def is_open(facts: Facts, today: date) -> Verdict:
    now = state(facts, today)
    return need(now in OPEN, "任务已%(state)s，不能再办理", state=STATE_NAMES[now])


def nothing_waits(waiting: str) -> Verdict:
    return need(not waiting, "这项任务的“%(what)s”正在审核，请等审核结束", what=waiting)


def may_complete(facts: Facts, today: date, *, evidence: int, target: Target | None, actual) -> Verdict:
    """A task completes only with evidence; one with a number only when the number is there."""
    verdict = is_open(facts, today)
    if target is None:
        return verdict & need(evidence, "没有佐证不能报完成，请先上传附件或关联台账")
    if target.comparison == Comparison.AT_MOST:
        return verdict & need(target.met(actual, today), "目标是“不超过”，要等统计期结束且没有超过才能报完成")
    return verdict & need(target.met(actual, today), "还没有达到目标数，达到后才能报完成")


def may_extend(facts: Facts, today: date, until: date | None, reason: str) -> Verdict:
    later = until is not None and until > facts.due_on and until >= today
    return (
        is_open(facts, today)
        & need(later, "新的时限要晚于原时限，也不能早于今天", field="until_on")
        & need(reason.strip(), "请写明延期的理由", field="reason")
    )


def may_cancel(facts: Facts, today: date, reason: str) -> Verdict:
    return is_open(facts, today) & need(reason.strip(), "请写明取消的理由", field="reason")


def may_assign(*, due_on: date | None, owner_fits: bool, within: bool, unit) -> Verdict:
    """Every measure has a unit of the subtree, and an owner who works there (catalogue 5.4)."""
    return (
        need(within, "“%(unit)s”不在本单位及下级之内，请改选", field="unit", unit=unit)
        & need(due_on, "请填写完成时限", field="due_on")
        & need(owner_fits, "责任人在“%(unit)s”没有任职，请改选或留空由该单位指定", field="owner", unit=unit)
    )
