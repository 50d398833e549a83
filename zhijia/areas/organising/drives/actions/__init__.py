"""Verbs of a drive: plan, set goals, open, remind; visit, answer, mend."""

from .driving import (
    close_drive,
    drop_goal,
    edit_drive,
    may_drive,
    may_remind,
    open_drive,
    plan_drive,
    remind,
    reopen_drive,
    set_goal,
    set_goals,
)
from .visiting import answer_visit, hold_visit, may_visit, mend_visit, plan_visit

__all__ = [
    "answer_visit",
    "close_drive",
    "drop_goal",
    "edit_drive",
    "hold_visit",
    "may_drive",
    "may_remind",
    "may_visit",
    "mend_visit",
    "open_drive",
    "plan_drive",
    "plan_visit",
    "remind",
    "reopen_drive",
    "set_goal",
    "set_goals",
]
