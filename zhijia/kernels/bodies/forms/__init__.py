from .bodies import DissolveBody, EditBody, FoundBody
from .listing import Line, ListField
from .posts import ChangePost, EditPost, LeavePost, TakePost
from .seats import AnswerSeat, ProposeSeat
from .sessions import RecordSession
from .terms import EndTerm, ExtendTerm, OpenTerm

__all__ = [
    "AnswerSeat",
    "ChangePost",
    "DissolveBody",
    "EditBody",
    "EditPost",
    "EndTerm",
    "ExtendTerm",
    "FoundBody",
    "LeavePost",
    "Line",
    "ListField",
    "OpenTerm",
    "ProposeSeat",
    "RecordSession",
    "TakePost",
]
