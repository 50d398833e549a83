"""A joining drive: for whom, how many, how far, who is behind (E-05, E-06). Pure."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from zhijia.base.verdict import Verdict, need

# Footings of people's Employment.Kind for which drives are held; 在编 staff need none.
GROUPS = {
    "care_worker": "护工护理员",
    "dispatched": "劳务派遣",
    "logistics": "后勤",
    "migrant": "农民工",
    "non_established": "非在编",
    "other": "其他",
}


class State(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


STATE_NAMES = {State.DRAFT: "草稿", State.OPEN: "进行中", State.CLOSED: "已结束"}
STATE_TONES = {State.DRAFT: "quiet", State.OPEN: "info", State.CLOSED: "done"}
MOVES = {State.DRAFT: {State.OPEN}, State.OPEN: {State.CLOSED}, State.CLOSED: {State.OPEN}}


def may_go(state: str, to: str) -> Verdict:
    return need(to in MOVES[State(state)], "行动“%(state)s”，不能再办理此操作", state=STATE_NAMES[State(state)])


def groups_of(text: str) -> list[str]:
    return [code for code in text.split() if code in GROUPS]


def target_of(staff: int, rate: Decimal) -> int:
    """So many of a group shall have joined: rounded up, never more than there are."""
    return min(staff, ceil(Fraction(rate) * staff))


def percent(part: int, whole: int) -> Decimal | None:
    """One digit after the point; nothing where there is nothing to divide by."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def due_share(start: date, end: date, day: date) -> Fraction:
    """The part of the time that has passed by the end of that day."""
    if day < start:
        return Fraction(0)
    if day >= end:
        return Fraction(1)
    return Fraction((day - start).days + 1, (end - start).days + 1)


def due_by(target: int, before: int, share: Fraction) -> int:
    """How many should have joined by now, those there at the start counted in."""
    return before + int(share * max(target - before, 0))


def is_behind(joined: int, target: int, before: int, share: Fraction) -> bool:
    return joined < due_by(target, before, share)


def sound(starts_on: date, ends_on: date, groups: list[str], rate: Decimal) -> Verdict:
    return (
        need(ends_on > starts_on, "结束日期须晚于开始日期", field="ends_on")
        & need(groups, "请至少选择一类职工", field="groups")
        & need(0 < rate <= 1, "目标入会率须在1%到100%之间", field="rate")
    )


def goal_sound(staff: int, target: int) -> Verdict:
    return need(
        target <= staff,
        "目标人数%(target)s多于该类职工人数%(staff)s，请核对职工人数或减少目标",
        field="target",
        target=target,
        staff=staff,
    )


def days_late(due_on: date, today: date) -> int:
    return max((today - due_on).days, 0)


# --- supervision visits ---


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


ANSWER_NAMES = {Answer.YES: "已做到", Answer.PARTLY: "部分做到", Answer.NO: "没有做到"}

QUESTIONS = (
    "是否摸清各类职工人数并建立台账",
    "是否召开入会动员会并公布入会办法",
    "入会申请是否在规定时限内办理",
    "会员是否领到会员卡并知道能享受的服务",
    "用人单位是否依法拨缴工会经费",
)


class Visited(StrEnum):
    PLANNED = "planned"
    ANSWERING = "answering"
    MENDING = "mending"
    DONE = "done"


VISIT_NAMES = {
    Visited.PLANNED: "待督导",
    Visited.ANSWERING: "待填写问卷",
    Visited.MENDING: "整改中",
    Visited.DONE: "已办结",
}
VISIT_TONES = {Visited.PLANNED: "quiet", Visited.ANSWERING: "wait", Visited.MENDING: "late", Visited.DONE: "good"}


def visit_state(held: bool, unanswered: int, failing: int, mended: bool) -> str:
    """A visit ends once every question has its answer and what was found wanting is mended."""
    if not held:
        return Visited.PLANNED
    if unanswered:
        return Visited.ANSWERING
    return Visited.MENDING if failing and not mended else Visited.DONE


def held_sound(held_on, today, mended_on) -> Verdict:
    return need(held_on is None or held_on <= today, "督导日期不能晚于今天", field="held_on") & need(
        held_on is None or mended_on is None or held_on <= mended_on,
        "督导日期不能晚于整改完成日期%(day)s",
        field="held_on",
        day=mended_on,
    )


def answered(blank: list[str], failing: bool, due_on) -> Verdict:
    return need(not blank, "每一项都要有答复，还缺：%(what)s", what="；".join(blank)) & need(
        not failing or due_on, "有没有做到的项目，请定整改期限", field="due_on"
    )
