"""How a transfer of membership goes. 工会会员会籍管理办法: 一次入会、动态接转; domain 1.9, R-MEM-02.

Two ends answer, the union left first and then the union joined; whoever starts has answered already. An end that is
silent past the days policy gives it has agreed; one that refused never has.
"""

from datetime import date, timedelta
from enum import StrEnum

from zhijia.base.calendar import PROVISIONAL, add_workdays, on_or_after
from zhijia.base.verdict import Verdict, need


class Side(StrEnum):
    OLD = "old"
    NEW = "new"


class Start(StrEnum):
    MEMBER = "member"
    OLD = "old"
    NEW = "new"


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"


SIDE_NAMES = {Side.OLD: "转出方", Side.NEW: "转入方"}
START_NAMES = {Start.MEMBER: "会员本人", Start.OLD: "转出工会", Start.NEW: "转入工会"}
STATE_NAMES = {
    State.OPEN: "办理中",
    State.DONE: "已完成",
    State.REFUSED: "不同意",
    State.WITHDRAWN: "已撤回",
    State.VOID: "已失效",
}
STATE_COLOURS = {
    State.OPEN: "info",
    State.DONE: "good",
    State.REFUSED: "late",
    State.WITHDRAWN: "quiet",
    State.VOID: "quiet",
}
AGAIN = (State.REFUSED, State.WITHDRAWN, State.VOID)  # came to nothing
YES, NO = "是", "否"  # values of the policy on empty desks
WORKDAYS, CALENDAR_DAYS = "工作日", "日历日"  # values of the policy on what is counted


def next_side(agreed) -> Side | None:
    """Whose answer is wanted next: the union left hands over before the other takes in."""
    return next((side for side in Side if side not in agreed), None)


def may_leave(name: str, state: str | None) -> Verdict:
    """Only a full membership is transferred: `state` of the open episode, None if there is none."""
    return need(
        state is not None, "%(name)s现在没有在籍会籍，不用接转：请直接向新单位工会申请入会", field="person", name=name
    ) & need(
        state != "retained",
        "%(name)s的会籍是保留状态：请先由原工会办理恢复会籍，再接转",
        field="person",
        name=name,
    )


def may_enter(unit, dissolved_on, day, parked: bool, territorial: bool) -> Verdict:
    """The union gone to stands; a membership is parked only where somebody looks after a territory or a trade."""
    return need(
        dissolved_on is None or dissolved_on > day,
        "“%(unit)s”已于%(day)s撤销，请改选接收其职工的工会；不清楚的请问上级工会",
        field="to_unit",
        unit=unit,
        day=dissolved_on,
    ) & need(
        not parked or territorial,
        "“%(unit)s”是单位工会，不代管其他单位职工的会籍：请选所在地的市、县工会或上级产业工会",
        field="to_unit",
        unit=unit,
    )


def may_change(name: str, same_union: bool, unit) -> Verdict:
    """Not to where one is."""
    return need(
        not same_union,
        "%(name)s的会籍就在“%(unit)s”，不用接转；换分工会、小组请由工会干事办理内部调整",
        field="to_unit",
        name=name,
        unit=unit,
    )


def may_begin(name: str, open_number: str) -> Verdict:
    """Not twice at once."""
    return need(
        not open_number,
        "%(name)s已有一件接转正在办理（%(number)s），请等它办完，或先撤回再重新申请",
        field="person",
        name=name,
        number=open_number,
    )


def may_answer(state: str, desk, sits: bool) -> Verdict:
    """One answer of each end, by whoever may review there."""
    return need(state == State.OPEN, "这件接转“%(state)s”，不用再确认", state=STATE_NAMES[State(state)]) & need(
        sits, "这件接转现在由“%(unit)s”确认，您不能代办", unit=desk
    )


def may_refuse(note: str) -> Verdict:
    return need(note.strip(), "不同意的请写明理由，让会员知道该怎么办", field="note")


def may_withdraw(state: str, concerned: bool) -> Verdict:
    """Whoever started it, and always the member."""
    return need(state == State.OPEN, "这件接转“%(state)s”，不能撤回", state=STATE_NAMES[State(state)]) & need(
        concerned, "只有申请人或会员本人可以撤回"
    )


def may_complete(name, state: str | None, still_there: bool, unit, dissolved_on, day) -> Verdict:
    """What was true at the start must be true at the end: else the transfer has nothing to move or nowhere to go."""
    return (
        need(state == "active", "%(name)s已不是在籍会员，这件接转办不下去了：请撤回", name=name)
        & need(state != "active" or still_there, "%(name)s的会籍已经转到别处，这件接转办不下去了：请撤回", name=name)
        & need(
            dissolved_on is None or dissolved_on > day,
            "转入的“%(unit)s”已于%(day)s撤销：请撤回后改选接收其职工的工会",
            unit=unit,
            day=dissolved_on,
        )
    )


def last_day(today: date, days: int, counted: str) -> date | None:
    """Until when an end may answer: counted from the day after, a last day off moves on (民法典 第201、203条)."""
    if not days:
        return None
    if counted == CALENDAR_DAYS:
        return on_or_after(today + timedelta(days=days), PROVISIONAL)
    return add_workdays(today, days, PROVISIONAL)


def accepts_silently(due_on, today, empty: bool, empty_passes: str) -> bool:
    """The days are over; where nobody sits who could have answered, silence says nothing unless policy says it does."""
    return bool(due_on and due_on < today and (not empty or empty_passes == YES))
