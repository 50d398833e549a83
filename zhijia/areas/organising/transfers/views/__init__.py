"""Pages, by who works with them."""

from .desk import Accept, Arriving, Leaving, Refuse, Sheet, TransferPage, Withdraw
from .mine import Apply, Mine
from .starting import Enter, Leave, Members

__all__ = [
    "Accept",
    "Apply",
    "Arriving",
    "Enter",
    "Leave",
    "Leaving",
    "Members",
    "Mine",
    "Refuse",
    "Sheet",
    "TransferPage",
    "Withdraw",
]
