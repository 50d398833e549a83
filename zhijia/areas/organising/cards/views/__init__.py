"""Pages, by who works with them."""

from .bank import (
    BankCardEnd,
    BankCardLose,
    BankCardPage,
    BankCards,
    Batches,
    BatchMembers,
    BatchNew,
    BatchPage,
    BatchSend,
)
from .desk import CardEnd, CardFace, CardLose, CardPage, CardReplace, Cards, Holders, Keys, Rotate
from .mine import Code, Issue, Mine
from .verify import Dead, Keyring, Standing, Verify, Worker

__all__ = [
    "BankCardEnd",
    "BankCardLose",
    "BankCardPage",
    "BankCards",
    "BatchMembers",
    "BatchNew",
    "BatchPage",
    "BatchSend",
    "Batches",
    "CardEnd",
    "CardFace",
    "CardLose",
    "CardPage",
    "CardReplace",
    "Cards",
    "Code",
    "Dead",
    "Holders",
    "Issue",
    "Keyring",
    "Keys",
    "Mine",
    "Rotate",
    "Standing",
    "Verify",
    "Worker",
]
