"""Terms of a mutual-aid scheme and what they pay. Domain 5.3, R-MED-01 … R-MED-05.

Pure: everything the terms say comes in as data with its source; every amount goes out with its derivation.
Money is fen. Bands exclude their lower bound and include the upper one (“超过…至…以下”), unless a band says so.
"""

from .claiming import in_period, may_claim, same_stay
from .joining import age, fee, may_enrol
from .paying import Award, awards, total, waits_for_more, why_nothing
from .soundness import sound
from .terms import KIND_NAMES, Band, Before, Benefit, Cover, JointCap, Kind, Period, Stay, Terms

__all__ = [
    "KIND_NAMES",
    "Award",
    "Band",
    "Before",
    "Benefit",
    "Cover",
    "JointCap",
    "Kind",
    "Period",
    "Stay",
    "Terms",
    "age",
    "awards",
    "fee",
    "in_period",
    "may_claim",
    "may_enrol",
    "same_stay",
    "sound",
    "total",
    "waits_for_more",
    "why_nothing",
]
