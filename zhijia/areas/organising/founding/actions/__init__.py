"""Verbs of founding: survey, answer letters, prepare, take members, elect, certify; change and mend what stands."""

from . import asking, joining
from .asking import answer_ask, may_answer, pass_on, send_ask
from .carrying import carry_out, carry_out_due
from .certifying import finish_follow_up, take_as_member
from .changing import add_split_part, ask_change, drop_split_part, edit_change, may_edit
from .deciding import cancel_change, desk_of, may_cancel, number_change, rule_change, submit_change, withdraw_change
from .electing import Voted, may_record, record_congress
from .joining import accept_many, apply, enter, enter_many, may_check, refuse
from .lines import close_line, note_line, plan_line, survey_lines, survey_unit
from .preparing import (
    add_part,
    ask_founding,
    begin,
    drop_part,
    edit_founding,
    may_ask,
    may_change,
    may_stop,
    number_reply,
    report_result,
    rule_founding,
    stop,
    withdraw_founding,
)
from .surveying import drop_target, edit_target, list_target, may_survey, note_contact, restore_target, reveal_phone

__all__ = [
    "Voted",
    "accept_many",
    "add_part",
    "add_split_part",
    "answer_ask",
    "apply",
    "ask_change",
    "asking",
    "ask_founding",
    "begin",
    "cancel_change",
    "carry_out",
    "carry_out_due",
    "close_line",
    "desk_of",
    "drop_part",
    "drop_split_part",
    "drop_target",
    "edit_change",
    "edit_founding",
    "edit_target",
    "enter",
    "enter_many",
    "finish_follow_up",
    "joining",
    "list_target",
    "may_answer",
    "may_ask",
    "may_cancel",
    "may_change",
    "may_check",
    "may_edit",
    "may_record",
    "may_stop",
    "may_survey",
    "note_contact",
    "note_line",
    "number_change",
    "number_reply",
    "pass_on",
    "plan_line",
    "record_congress",
    "refuse",
    "report_result",
    "restore_target",
    "reveal_phone",
    "rule_change",
    "rule_founding",
    "send_ask",
    "stop",
    "submit_change",
    "survey_lines",
    "survey_unit",
    "take_as_member",
    "withdraw_change",
    "withdraw_founding",
]
