"""How a case moves. Tables first; the diagram in the docs is printed from them."""

from dataclasses import dataclass
from enum import StrEnum

from zhijia.base.verdict import need


class State(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Ruling(StrEnum):
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


STATE_NAMES = {
    State.DRAFT: "草稿",
    State.IN_REVIEW: "审核中",
    State.RETURNED: "退回补充",
    State.APPROVED: "已同意",
    State.REJECTED: "不同意",
    State.WITHDRAWN: "已撤回",
}

STATE_COLOURS = {
    State.DRAFT: "secondary",
    State.IN_REVIEW: "blue",
    State.RETURNED: "yellow",
    State.APPROVED: "green",
    State.REJECTED: "red",
    State.WITHDRAWN: "secondary",
}

RULING_NAMES = {Ruling.APPROVE: "同意", Ruling.RETURN: "退回补充", Ruling.REJECT: "不同意"}
RULING_COLOURS = {Ruling.APPROVE: "green", Ruling.RETURN: "yellow", Ruling.REJECT: "red"}

MOVES = {
    State.DRAFT: {State.IN_REVIEW, State.WITHDRAWN},
    State.IN_REVIEW: {State.IN_REVIEW, State.RETURNED, State.APPROVED, State.REJECTED, State.WITHDRAWN},
    State.RETURNED: {State.IN_REVIEW, State.WITHDRAWN},
    State.APPROVED: set(),
    State.REJECTED: set(),
    State.WITHDRAWN: set(),
}

OPEN = (State.DRAFT, State.IN_REVIEW, State.RETURNED)

# Who has the move while a case is in a state: the office's answer to “现在在谁那里”.
OWNERS = {
    State.DRAFT: "applicant",
    State.IN_REVIEW: "desk",
    State.RETURNED: "applicant",
    State.APPROVED: "nobody",
    State.REJECTED: "nobody",
    State.WITHDRAWN: "nobody",
}


@dataclass(frozen=True)
class Stop:
    """One desk of a route, named by kind of unit; resolved to a real unit when a case opens.

    `kinds`: kinds of unit, the nearest one at or above the case's unit sits there; empty for the case's own unit.
    `ability`: what whoever rules there must hold. `days`: working days allowed, None for no limit.
    """

    ability: str
    label: str
    kinds: tuple[str, ...] = ()
    days: int | None = None


def may_move(state: str, to: str):
    return need(
        to in MOVES[State(state)],
        "该事项“%(state)s”，不能再办理此操作",
        state=STATE_NAMES[State(state)],
    )


def may_submit(state: str):
    return need(state != State.IN_REVIEW, "该事项已经提交，请等待审核") & may_move(state, State.IN_REVIEW)


def may_rule(by: int, opened_by: int | None, subject: int | None, ruling: str, note: str):
    """Nobody rules on their own case, and a “no” always says why."""
    return (
        need(by != opened_by, "这是您本人提交的事项，须由他人审核")
        & need(by != subject, "不能审核与本人有关的事项，请由其他人员办理")
        & need(ruling == Ruling.APPROVE or note.strip(), "退回或不同意时请写明理由", field="note")
    )


def counting_seat(seats, opened_by: int | None, subject: int | None):
    """The seat by which one rules: one's own, else that of the first absent colleague whose own matter it is not."""
    parties = {opened_by, subject} - {None}
    return next((seat for seat in seats if seat.absent not in parties), None)


def may_sit(seats, opened_by: int | None, subject: int | None):
    """Who stands in takes the place of the absent colleague and can do no more in it than they could (ADR 19)."""
    return need(seats, "该事项现在不在您的办理岗位上") & need(
        not seats or counting_seat(seats, opened_by, subject),
        "您在这个岗位上代理的正是当事人本人，不能替他审核他自己的事项，请由岗位上的其他人员办理",
    )


def after(ruling: str, step: int, steps: int) -> tuple[State, int]:
    """State and step once the desk at `step` (from 0) of `steps` has ruled."""
    match Ruling(ruling):
        case Ruling.APPROVE if step + 1 < steps:
            return State.IN_REVIEW, step + 1
        case Ruling.APPROVE:
            return State.APPROVED, step
        case Ruling.RETURN:
            return State.RETURNED, 0
        case Ruling.REJECT:
            return State.REJECTED, step
