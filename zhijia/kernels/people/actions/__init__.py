"""Verbs over persons: register, correct, take into membership, move, end it; open a secret with a reason."""

from .carrying import settle
from .membership import admit, end_membership, latest, move_within, resume, retain, transfer, transfer_many
from .persons import (
    SECRETS,
    edit_person,
    employ,
    label_of,
    open_account,
    register_member,
    register_person,
    register_staff,
    reveal,
    sealed_columns,
)
from .units import dissolve_unit, merge_unions, move_unit, split_union

__all__ = [
    "SECRETS",
    "admit",
    "dissolve_unit",
    "edit_person",
    "employ",
    "end_membership",
    "label_of",
    "latest",
    "merge_unions",
    "move_unit",
    "move_within",
    "open_account",
    "register_member",
    "register_person",
    "register_staff",
    "resume",
    "retain",
    "reveal",
    "sealed_columns",
    "settle",
    "split_union",
    "transfer",
    "transfer_many",
]
