"""Bodies founded, terms opened and ended, posts taken and left; roles follow the posts (G-21)."""

from .founding import dissolve_body, edit_body, found_body
from .meeting import record_session
from .seats import answer_seat, propose_seat
from .serving import Colleagues, PostGiven, change_post, co_opt, edit_post, give_roles, leave_post, take_post
from .terms import end_term, extend_term, open_term
from .watching import keep_watch

__all__ = [
    "Colleagues",
    "PostGiven",
    "answer_seat",
    "change_post",
    "co_opt",
    "dissolve_body",
    "edit_body",
    "edit_post",
    "end_term",
    "extend_term",
    "found_body",
    "give_roles",
    "keep_watch",
    "leave_post",
    "open_term",
    "propose_seat",
    "record_session",
    "take_post",
]
