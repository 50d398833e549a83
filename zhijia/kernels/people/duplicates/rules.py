"""What two rows of one person look like (R-MEM-02, domain 1.9: de-duplicated nationally). A table of weights.

Same facts speak for, different ones against; a pair at or above the threshold is shown to an officer. Nothing is ever
merged by itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhijia.base.verdict import Verdict, need

# sign → (weight, what an officer reads)
SIGNS = {
    "number": (100, "15位与18位身份证号是同一个"),
    "phone": (40, "手机号相同"),
    "name": (25, "姓名相同"),
    "born_on": (25, "出生日期相同"),
    "unit": (15, "同一单位"),
    "other_number": (-60, "身份证号不同"),
    "other_born_on": (-30, "出生日期不同"),
    "other_sex": (-30, "性别不同"),
}
THRESHOLD = 40
CROWD = 12  # more rows than this behind one telephone is an office's telephone and says nothing


@dataclass(frozen=True)
class Facts:
    """What is known of one row."""

    pk: int
    name: str
    sex: str = ""
    born_on: date | None = None
    number: str = ""  # digest of the 18-digit number, whichever way it was written
    old_number: bool = False  # written with 15 digits
    phone: str = ""
    home: str = ""  # path


def signs(one: Facts, other: Facts) -> list[str]:
    """What speaks for their being one person, and what against."""
    found = []
    if one.number and one.number == other.number:
        found.append("number")
    for sign in ("phone", "name", "born_on"):
        if getattr(one, sign) and getattr(one, sign) == getattr(other, sign):
            found.append(sign)
    if one.home.startswith(other.home) or other.home.startswith(one.home):
        found.append("unit")
    if one.number and other.number and one.number != other.number:
        found.append("other_number")
    for sign in ("born_on", "sex"):
        mine, theirs = getattr(one, sign), getattr(other, sign)
        if mine and theirs and mine != theirs:
            found.append(f"other_{sign}")
    return found


def score(found) -> int:
    return sum(SIGNS[sign][0] for sign in found if sign in SIGNS)


def alike(found) -> bool:
    """Enough for an officer to look at; the place alone never is."""
    return score(found) >= THRESHOLD


LIKENESS = ((80, "很像"), (60, "比较像"), (THRESHOLD, "有些像"))


def likeness(found) -> str:
    """A word for the officer; the points are ours."""
    return next((word for least, word in LIKENESS if score(found) >= least), "不太像")


def words(found) -> str:
    return "、".join(SIGNS[sign][1] for sign in found if sign in SIGNS)


# --- two open memberships: one goes on, the other is closed ---

CLOSED_AS = {
    ("active", "retained"): "kept",
    ("retained", "active"): "resumed",
}


def closed_as(state: str, continuing: str, same_union: bool) -> str:
    """The state in which the membership that does not go on ends: it passed on into the other."""
    return CLOSED_AS.get((state, continuing)) or ("moved" if same_union else "transferred")


def may_merge(same: bool, standing: bool, within_reach: bool, reason: str, who: Any = "") -> Verdict:
    return (
        need(not same, "两份档案是同一份，不用合并")
        & need(standing, "其中一份档案已经并入他人，请刷新后再看")
        & need(within_reach, "%(who)s不在您管理的单位：请由两个单位共同的上级工会合并", who=who)
        & need(reason.strip(), "请写明认定为同一人的理由", field="reason")
    )


def may_choose(open_count: int, chosen: bool) -> Verdict:
    return need(open_count < 2 or chosen, "两份档案都有未终止的会籍，请选择保留哪一段", field="membership")


def may_undo(undone: bool, reason: str, within_reach: bool) -> Verdict:
    return (
        need(not undone, "这次合并已经撤销")
        & need(within_reach, "其中一份档案不在您管理的单位：请由共同的上级工会撤销")
        & need(reason.strip(), "请写明撤销的理由", field="reason")
    )
