"""Shapes of input. What the rules say is said by the actions; here only what a field must look like."""

from .changes import CancelForm, ChangeForm, NumberForm, SplitForm
from .foundings import (
    EnterForm,
    FollowUpForm,
    FoundingEditForm,
    FoundingForm,
    JoinForm,
    PartForm,
    ReplyNumbersForm,
    ResultForm,
)
from .lines import CloseLineForm, LineForm, PlanForm
from .small import PhoneReasonForm, ReasonForm
from .targets import AnswerForm, AskForm, ContactForm, DropForm, PassOnForm, TargetForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CancelForm",
    "ChangeForm",
    "CloseLineForm",
    "ContactForm",
    "DropForm",
    "EnterForm",
    "FollowUpForm",
    "FoundingEditForm",
    "FoundingForm",
    "JoinForm",
    "LineForm",
    "NumberForm",
    "PartForm",
    "PassOnForm",
    "PhoneReasonForm",
    "PlanForm",
    "ReasonForm",
    "ReplyNumbersForm",
    "ResultForm",
    "SplitForm",
    "TargetForm",
]
