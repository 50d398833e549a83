"""Verbs over keys, electronic cards and bank cards."""

from .bank import (
    apply_many,
    give_up,
    may_apply,
    open_batch,
    report_bank_loss,
    send_batch,
    take_results,
)
from .cards import end_card, issue_card, issue_many, judge, lose_card, may_issue, replace_card, sweep
from .keys import revoke_key, rotate_key

__all__ = [
    "apply_many",
    "end_card",
    "give_up",
    "issue_card",
    "issue_many",
    "judge",
    "lose_card",
    "may_apply",
    "may_issue",
    "open_batch",
    "replace_card",
    "report_bank_loss",
    "revoke_key",
    "rotate_key",
    "send_batch",
    "sweep",
    "take_results",
]
