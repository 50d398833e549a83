"""Shapes of input; what they mean is decided by the actions."""

from .claims import ClaimForm, CorrectionForm, EstimateForm, OwnClaimForm, RevealForm
from .money import ReceiptForm
from .schemes import PeriodForm, SchemeForm, TermsForm
from .small import EnrolForm, PayForm, ReasonForm

__all__ = [
    "ClaimForm",
    "CorrectionForm",
    "EnrolForm",
    "EstimateForm",
    "OwnClaimForm",
    "PayForm",
    "PeriodForm",
    "ReasonForm",
    "ReceiptForm",
    "RevealForm",
    "SchemeForm",
    "TermsForm",
]
