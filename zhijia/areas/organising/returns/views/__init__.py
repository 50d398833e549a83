from .cells import CellPage, Cells
from .doubles import DoubleDrop, DoubleNew
from .filling import FillModule
from .moving import Approve, Excuse, Fill, Recall, Remind, Reopen, SendBack, Sign, Submit, Withdraw
from .returns import ReturnPage, Sheet
from .rounds import InRound, Returns, RoundChange, RoundNew, Rounds, RoundWithdraw
from .summary import Summary

__all__ = [
    "Approve", "CellPage", "Cells", "DoubleDrop", "DoubleNew", "Excuse", "Fill", "FillModule", "InRound", "Recall",
    "Remind", "Reopen", "ReturnPage", "Returns", "RoundChange", "RoundNew", "Rounds", "RoundWithdraw", "SendBack",
    "Sheet", "Sign", "Submit", "Summary", "Withdraw",
]  # fmt: skip
