from .desk import (
    ApplicationPage,
    Applications,
    JoinedList,
    JoinedPage,
    Own,
    Reveal,
)
from .doors import DoorPage, Doors, Poster
from .invitations import Candidates, InvitationPage, Invitations
from .progress import Ask, Password, Progress, Supply, TakeBack
from .public import At, Slip, Start
from .rounds import Close, Links, Remind, RoundNew, RoundPage, Rounds, Slips

__all__ = [
    "ApplicationPage",
    "Applications",
    "Ask",
    "At",
    "Candidates",
    "Close",
    "DoorPage",
    "Doors",
    "InvitationPage",
    "Invitations",
    "JoinedList",
    "JoinedPage",
    "Own",
    "Links",
    "Password",
    "Poster",
    "Progress",
    "Remind",
    "Reveal",
    "RoundNew",
    "RoundPage",
    "Rounds",
    "Slip",
    "Slips",
    "Start",
    "Supply",
    "TakeBack",
]
