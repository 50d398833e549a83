"""Verbs of mutual aid: run a scheme, take people in, receive their fees, help them, pay, take back."""

from .enrolling import Judge, Outcome, cancel_enrolment, enrol, enrol_many, enter, may_cancel, may_enrol_at
from .fees import due, may_receive, may_reconcile, receive_fee, reconcile, return_fee
from .filing import Facts, file_claim, file_claims, judge, may_correct, may_file, resubmit_claim
from .paying import cancel_list, draw_list, may_draw, may_pay, may_void, pay_list
from .pricing import ledgers
from .ruling import may_read_diagnosis, may_reverse, reveal_diagnosis, reverse_claim, rule_claims, withdraw_claim
from .schemes import found_scheme, may_run, open_period, set_terms

__all__ = [
    "Facts",
    "Judge",
    "Outcome",
    "cancel_enrolment",
    "cancel_list",
    "draw_list",
    "due",
    "enrol",
    "enrol_many",
    "enter",
    "file_claim",
    "file_claims",
    "found_scheme",
    "judge",
    "ledgers",
    "may_cancel",
    "may_correct",
    "may_draw",
    "may_enrol_at",
    "may_file",
    "may_pay",
    "may_read_diagnosis",
    "may_receive",
    "may_reconcile",
    "may_reverse",
    "may_run",
    "may_void",
    "open_period",
    "pay_list",
    "receive_fee",
    "reconcile",
    "resubmit_claim",
    "return_fee",
    "reveal_diagnosis",
    "reverse_claim",
    "rule_claims",
    "set_terms",
    "withdraw_claim",
]
