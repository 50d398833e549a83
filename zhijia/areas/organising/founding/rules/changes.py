"""Changes of an existing union that a higher one approves (工会法第十二、十三条), and what each must name."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from zhijia.base.verdict import Verdict, need


class Change(StrEnum):
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    DISSOLVE = "dissolve"
    LINK = "link"


@dataclass(frozen=True)
class Sort:
    name: Any
    needs: tuple[str, ...]  # columns of the request that must be filled
    says: str  # what the approval says is agreed


SORTS = {
    Change.RENAME: Sort("更名", ("new_name",), "更名为“{new_name}”"),
    Change.MERGE: Sort("合并", ("into",), "并入“{into}”"),
    Change.SPLIT: Sort("分立", (), "分立为{parts}"),
    Change.MOVE: Sort("调整隶属", ("superior",), "组织隶属调整到“{superior}”"),
    Change.DISSOLVE: Sort("撤销", (), "予以撤销"),
    Change.LINK: Sort("设定第二隶属", ("superior", "line"), "{line}关系设在“{superior}”"),
}
SORT_NAMES = {change: sort.name for change, sort in SORTS.items()}


class State(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SCHEDULED = "scheduled"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATE_NAMES = {
    State.DRAFT: "草稿",
    State.IN_REVIEW: "待上级批准",
    State.RETURNED: "退回补充",
    State.REJECTED: "不同意",
    State.WITHDRAWN: "已撤回",
    State.SCHEDULED: "已批准，待生效",
    State.DONE: "已办理",
    State.FAILED: "到期不能办理",
    State.CANCELLED: "已取消",
}
STATE_TONES = {
    State.DRAFT: "quiet",
    State.IN_REVIEW: "info",
    State.RETURNED: "wait",
    State.REJECTED: "late",
    State.WITHDRAWN: "quiet",
    State.SCHEDULED: "info",
    State.DONE: "good",
    State.FAILED: "late",
    State.CANCELLED: "quiet",
}
MOVES = {
    State.DRAFT: {State.IN_REVIEW, State.WITHDRAWN},
    State.IN_REVIEW: {State.SCHEDULED, State.DONE, State.RETURNED, State.REJECTED, State.WITHDRAWN},
    State.RETURNED: {State.IN_REVIEW, State.WITHDRAWN},
    State.SCHEDULED: {State.DONE, State.FAILED, State.CANCELLED},
    State.FAILED: set(),
    State.REJECTED: set(),
    State.WITHDRAWN: set(),
    State.DONE: set(),
    State.CANCELLED: set(),
}
EDITABLE = (State.DRAFT, State.RETURNED)
OPEN = (State.DRAFT, State.IN_REVIEW, State.RETURNED, State.SCHEDULED)
UNDONE = (State.REJECTED, State.WITHDRAWN, State.FAILED, State.CANCELLED)  # nothing came of it: ask anew


def may_go(state: str, to: str) -> Verdict:
    return need(to in MOVES[State(state)], "该申请“%(state)s”，不能再办理此操作", state=STATE_NAMES[State(state)])


def may_edit(state: str) -> Verdict:
    return need(state in EDITABLE, "该申请“%(state)s”，不能再修改", state=STATE_NAMES[State(state)])


def desk_path(superior_paths: list[str], width: int) -> str:
    """The lowest place that stands above all units concerned: what two superiors disagree on is decided above both."""
    shortest = min(superior_paths, key=len)
    for end in range(len(shortest), 0, -width):
        if all(path.startswith(shortest[:end]) for path in superior_paths):
            return shortest[:end]
    return ""


def filled(change: str, values: dict) -> Verdict:
    verdict = Verdict()
    for name in SORTS[Change(change)].needs:
        verdict = verdict & need(values.get(name), "请填写这一项", field=name)
    return verdict


def sound(*, change: str, effective_on: date, asked_on: date, parts: int = 0) -> Verdict:
    """A split makes at least two; the day may lie in the past only by what the approval itself took."""
    return need(
        change != Change.SPLIT or parts >= 2, "分立后至少有两个工会，请先登记分立后的各工会", field="parts"
    ) & need(
        (asked_on - effective_on).days <= 366,
        "生效日期早于一年以前，请核对；更早的变动请由系统管理员登记",
        field="effective_on",
    )
