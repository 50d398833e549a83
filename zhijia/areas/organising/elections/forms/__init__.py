"""Shapes of input. What the rules say is said by the actions."""

from .changes import (
    ArchiveForm,
    BeginForm,
    CloseForm,
    GroupForm,
    MatterForm,
    PaperForm,
    PartyForm,
    PlanForm,
    ReplyForm,
)
from .lists import (
    CandidateEditForm,
    CandidateForm,
    CheckForm,
    CloseNoticeForm,
    DelegateEditForm,
    DelegateForm,
    HandInForm,
    InspectionForm,
    ListForm,
    NoticeForm,
    ReviewForm,
    SeatsForm,
)
from .polls import PollForm
from .shared import ReasonForm, flags

__all__ = [
    "ArchiveForm",
    "BeginForm",
    "CandidateEditForm",
    "CandidateForm",
    "CheckForm",
    "CloseForm",
    "CloseNoticeForm",
    "DelegateEditForm",
    "DelegateForm",
    "GroupForm",
    "HandInForm",
    "InspectionForm",
    "ListForm",
    "MatterForm",
    "NoticeForm",
    "PaperForm",
    "PartyForm",
    "PlanForm",
    "PollForm",
    "ReasonForm",
    "ReplyForm",
    "ReviewForm",
    "SeatsForm",
    "flags",
]
