"""Tables of mutual aid: what a scheme says, who is in for a period, what was claimed, what was paid."""

from .claims import Award, Claim, Evidence, PaymentList
from .enrolments import Enrolment, FeeReceipt
from .schemes import Band, Benefit, JointCap, Period, Scheme, Terms

__all__ = [
    "Award",
    "Band",
    "Benefit",
    "Claim",
    "Enrolment",
    "Evidence",
    "FeeReceipt",
    "JointCap",
    "PaymentList",
    "Period",
    "Scheme",
    "Terms",
]
