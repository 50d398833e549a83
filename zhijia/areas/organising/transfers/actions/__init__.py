"""Verbs over transfers: start, agree, refuse, take back, and what silence does."""

from .answering import accept, accept_many, may_accept, may_withdraw, refuse, withdraw
from .silence import accept_silent, trouble
from .starting import Wanted, judge, may_begin_again, start_many, start_transfer

__all__ = [
    "Wanted",
    "accept",
    "accept_many",
    "accept_silent",
    "judge",
    "may_accept",
    "may_begin_again",
    "may_withdraw",
    "refuse",
    "start_many",
    "start_transfer",
    "trouble",
    "withdraw",
]
