"""A state is a word first; its colour only helps the eye."""

from dataclasses import dataclass
from typing import Any

# Tones, not hues: the stylesheet turns them into pairs of ground and text that pass 4.5:1 in light and dark.
TONES = ("quiet", "info", "wait", "good", "late", "done")

HUES = {
    "green": "good",
    "success": "good",
    "teal": "good",
    "lime": "good",
    "blue": "info",
    "azure": "info",
    "cyan": "info",
    "info": "info",
    "indigo": "info",
    "yellow": "wait",
    "amber": "wait",
    "orange": "wait",
    "warning": "wait",
    "red": "late",
    "danger": "late",
    "secondary": "quiet",
    "gray": "quiet",
    "grey": "quiet",
    "muted": "quiet",
    "dark": "done",
}

# The office's own words, longest idea first: the first word contained in the state decides.
WORDS = (
    ("逾期", "late"),
    ("延期", "late"),
    ("超期", "late"),
    ("不同意", "late"),
    ("不通过", "late"),
    ("未通过", "late"),
    ("失败", "late"),
    ("驳回", "late"),
    ("退回", "wait"),
    ("补充", "wait"),
    ("未开始", "quiet"),
    ("草稿", "quiet"),
    ("撤", "quiet"),
    ("取消", "quiet"),
    ("终止", "quiet"),
    ("停", "wait"),
    ("待", "info"),
    ("进行", "info"),
    ("审核中", "info"),
    ("公示中", "info"),
    ("办理中", "info"),
    ("排队", "info"),
    ("已", "good"),
    ("完成", "good"),
    ("通过", "good"),
    ("同意", "good"),
    ("有效", "good"),
    ("在会", "good"),
    ("在籍", "good"),
    ("正常", "good"),
    ("在职", "good"),
)


def tone_of(word, colours=None, value=None) -> str:
    wanted = (colours or {}).get(value) or (colours or {}).get(word)
    if wanted:
        return wanted if wanted in TONES else HUES.get(wanted, "quiet")
    return next((tone for part, tone in WORDS if part in str(word)), "quiet")


@dataclass(frozen=True)
class State:
    word: Any
    tone: str = "quiet"

    @classmethod
    def of(cls, obj, field="state"):
        """The state of a row, in words, if it has one."""
        value = getattr(obj, field, None)
        if value in (None, ""):
            return None
        display = getattr(obj, f"get_{field}_display", None)
        word = display() if display else value
        return cls(word, tone_of(word, getattr(type(obj), f"{field}_colours", None), value))
