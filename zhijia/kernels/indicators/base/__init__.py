"""What an indicator is. A folder declares its own in `indicators.py`; whoever shows a number asks here.

    @indicator
    class ClaimTimes(Indicator):
        code, name, counting_unit, measure = "mutual_aid.claims", _("医疗互助补助人次"), _("人次"), "times"
        kinds = ("mutual_aid.claim",)
        definition = _("期内已发放的医疗互助补助次数，同一人多次补助分别计算")
        board = 20

Measures: rows 件、场次 · times 人次 · persons 人 · amount 元 (in fen) · units 家 · staff 人 as counted (or None) ·
ratio % (Decimal or None).
"""

from ..facets import Facet
from ..scope import Scope
from .derived import Change, Ratio, Turnover
from .many import Share, breakdown, series, tabulate, values
from .one import Indicator
from .registry import indicator, indicators

__all__ = [
    "Change",
    "Facet",
    "Indicator",
    "Ratio",
    "Scope",
    "Share",
    "Turnover",
    "breakdown",
    "indicator",
    "indicators",
    "series",
    "tabulate",
    "values",
]
