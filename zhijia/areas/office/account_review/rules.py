"""What makes a role worth a second look. GB/T 22239 asks that accounts no longer needed are found and closed.

R-none in the domain: the intervals are policy, an example until verified.
"""

from dataclasses import dataclass
from datetime import date

from zhijia.base.verdict import Verdict, need

KEEP, END = "keep", "end"


@dataclass(frozen=True)
class Facts:
    """One role as it is on the day of the review. Days, not moments; `None` where it never happened."""

    active: bool
    signed_in_on: date | None
    given_on: date
    two_steps: bool
    at_home: bool  # the account, or the person behind it, belongs to the unit's subtree
    many_others: int = 0  # how many hold the same role at the same unit


def quarter_of(day: date) -> str:
    """quarter_of(date(2026, 5, 1)) == "2026-2"."""
    return f"{day.year}-{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    year, number = map(int, quarter.split("-"))
    return date(year, number * 3 - 2, 1)


def doubts(facts: Facts, today: date, idle_days: int) -> list[str]:
    """Reasons to look twice, the gravest first; empty where nothing stands out. Longer than `idle_days` counts."""
    found = []
    if not facts.active:
        found.append("账号已停用，角色还在")
    if not facts.at_home:
        found.append("人员已不在本单位")
    last = facts.signed_in_on or facts.given_on
    if (today - last).days > idle_days:
        found.append("从未登录" if facts.signed_in_on is None else f"超过{idle_days}天没有登录")
    if not facts.two_steps:
        found.append("未设置两步验证")
    return found


def may_judge(holder: int, by: int, closed: bool, verdict: str, note: str) -> Verdict:
    """Nobody confirms their own role; ending one says why."""
    return (
        need(not closed, "这次复核已办结，不能再改")
        & need(holder != by, "不能复核自己的角色，请由其他管理员或上级办理")
        & need(verdict != END or note.strip(), "终止角色请写明理由", field="note")
    )


def may_close(open_lines: int, closed: bool) -> Verdict:
    return need(not closed, "这次复核已办结") & need(
        open_lines == 0, "还有%(count)s个角色没有复核，请逐个选“保留”或“终止”", count=open_lines
    )
