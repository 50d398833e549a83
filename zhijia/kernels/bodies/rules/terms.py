"""When a term ends and what is said before it does. R-TERM-01, R-TERM-02; domain 1.3."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhijia.base.numerals import to_chinese
from zhijia.base.verdict import Verdict, need

# how a body stands with its term
LATE, SOON, RUNS, NONE = "late", "soon", "runs", "none"
WORDS = {LATE: "已届满", SOON: "将届满", RUNS: "任期内", NONE: "没有在任的一届"}
TONES = {LATE: "late", SOON: "wait", RUNS: "good", NONE: "quiet"}

ALERTS = (6, 3, 1)  # months before the end
OVERDUE = 0


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where there is none such."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(from_on: date, years: int, extended_to: date | None = None) -> date:
    """R-TERM-01: term_end = elected_on + term_years; an approved extension moves it."""
    return extended_to or add_months(from_on, 12 * years)


def stage(due: date, today: date) -> int | None:
    """6, 3 or 1: months within which it ends; 0: overdue; None: nothing to say yet."""
    if today > due:
        return OVERDUE
    return next((months for months in reversed(ALERTS) if today >= add_months(due, -months)), None)


def alert(due: date, today: date) -> str:
    """What a page and a notice say of it; empty while there is time."""
    now = stage(due, today)
    if now is None:
        return ""
    if now == OVERDUE:
        return f"已于{due}届满，逾期{(today - due).days}天，请尽快换届，或报上级工会同意延期"
    return f"{due}届满，不足{now}个月，请{'启动换届请示' if now > 1 else '抓紧召开大会换届'}"


def ordinal(number: int) -> str:
    """第七届."""
    return f"第{to_chinese(number)}届"


KINDS = {"plenary": "全体会议", "extended": "全体（扩大）会议", "joint": "联席会议"}


def session_name(term: int, number: int | None, kind: str = "plenary") -> str:
    """七届一次全体会议; a meeting that was not declared a plenary has no number: 七届扩大会议."""
    said = KINDS[kind] if number else {"extended": "扩大会议"}.get(kind, KINDS[kind])
    return f"{to_chinese(term)}届{to_chinese(number) + '次' if number else ''}{said}"


@dataclass(frozen=True)
class Span:
    """Days from the first to the day before `to_on`; None: without end."""

    from_on: date
    to_on: date | None = None
    label: str = ""

    def meets(self, other: "Span") -> bool:
        return (other.to_on is None or self.from_on < other.to_on) and (
            self.to_on is None or other.from_on < self.to_on
        )


def no_overlap(new: Span, others: Iterable[Span], message: str, field: str = "from_on") -> Verdict:
    met = next((other for other in others if new.meets(other)), None)
    return need(
        met is None,
        message,
        field=field,
        label=met and met.label,
        start=met and met.from_on,
        end=met and (met.to_on or "今"),
    )


def may_last(years: int, allowed: Iterable[int]) -> Verdict:
    allowed = list(allowed)
    return need(
        not allowed or years in allowed,
        "每届任期为%(years)s年，请按章程和大会决定填写",
        field="years",
        years="或".join(map(str, allowed)),
    )


def may_extend(due: date, until: date, months: int) -> Verdict:
    """Usually not more than half a year, with the consent of the union above (章程)."""
    limit = add_months(due, months)
    return need(until > due, "延期后的日期须晚于届满日%(due)s", field="until", due=due) & need(
        until <= limit,
        "延期一般不超过%(months)s个月，最晚延到%(limit)s；确需更久的请组织换届",
        field="until",
        months=months,
        limit=limit,
    )


def in_order(number: int, from_on: date, others: Iterable[tuple[int, date]]) -> Verdict:
    """Later terms bear higher numbers."""
    others = list(others)
    same = any(other == number for other, _day in others)
    wrong = next((n for n, day in others if n != number and (n < number) != (day < from_on)), None)
    return need(not same, "第%(number)s届已登记", field="number", number=number) & need(
        wrong is None,
        "届次与日期不符：第%(other)s届已登记，第%(number)s届的选举日期应在它%(side)s",
        field="number",
        other=wrong,
        number=number,
        side="之后" if wrong is not None and wrong < number else "之前",
    )
