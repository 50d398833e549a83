"""Everything that changes something here. Membership itself is written by the people kernel."""

from .accounts import open_own_account
from .applying import SECRETS, Asked, apply, find_own, may_correct, may_take_back, resubmit, reveal, take_back
from .doors import set_door
from .entering import come_in, join_by_roster
from .inviting import (
    Judge,
    answer,
    close_round,
    decline,
    default_expiry,
    invite,
    may_invite,
    may_take_invitation_back,
    open_round,
    remind,
    standing_of,
    take_invitations_back,
)
from .meeting import Met, meet
from .ruling import findings, judged, rule_applications

__all__ = [
    "SECRETS",
    "Asked",
    "Judge",
    "Met",
    "answer",
    "apply",
    "close_round",
    "come_in",
    "decline",
    "default_expiry",
    "find_own",
    "findings",
    "invite",
    "join_by_roster",
    "judged",
    "may_correct",
    "may_invite",
    "may_take_back",
    "may_take_invitation_back",
    "meet",
    "open_own_account",
    "open_round",
    "remind",
    "resubmit",
    "reveal",
    "rule_applications",
    "set_door",
    "standing_of",
    "take_back",
    "take_invitations_back",
]
