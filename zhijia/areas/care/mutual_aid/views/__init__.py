"""Pages, by who works with them."""

from .claims import (
    ClaimCorrect,
    ClaimNew,
    ClaimPage,
    ClaimReveal,
    ClaimReverse,
    Claims,
    ClaimSheet,
    ClaimWithdraw,
    Preview,
)
from .enrolling import Candidates, EnrolmentCancel, EnrolmentPage, Enrolments
from .fees import ReceiptNew, ReceiptPage, ReceiptReconcile, ReceiptReturn, Receipts
from .mine import Apply, Estimate, Mine
from .paying import ListDraw, PaymentPage, PaymentPaper, PaymentPay, Payments, PaymentSheet, PaymentVoid
from .periods import Desk, PeriodNew, PeriodPage, Periods
from .schemes import SchemeNew, SchemePage, Schemes, TermsNew, TermsPage

__all__ = [
    "Apply",
    "Candidates",
    "ClaimCorrect",
    "ClaimNew",
    "ClaimPage",
    "ClaimReveal",
    "ClaimReverse",
    "ClaimSheet",
    "ClaimWithdraw",
    "Claims",
    "Desk",
    "EnrolmentCancel",
    "EnrolmentPage",
    "Enrolments",
    "Estimate",
    "ListDraw",
    "Mine",
    "PaymentPage",
    "PaymentPaper",
    "PaymentPay",
    "PaymentSheet",
    "PaymentVoid",
    "Payments",
    "PeriodNew",
    "PeriodPage",
    "Periods",
    "Preview",
    "ReceiptNew",
    "ReceiptPage",
    "ReceiptReconcile",
    "ReceiptReturn",
    "Receipts",
    "SchemeNew",
    "SchemePage",
    "Schemes",
    "TermsNew",
    "TermsPage",
]
