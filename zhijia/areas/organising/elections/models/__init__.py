"""A change of term: its steps and papers, its delegates and candidates, and what was counted."""

from .candidates import Candidate, Inspection, PublicNotice
from .changes import Matter, Stage, TermChange
from .delegates import Constituency, Delegate
from .papers import Paper, PartyOpinion
from .polls import Poll, Tally

__all__ = [
    "Candidate",
    "Constituency",
    "Delegate",
    "Inspection",
    "Matter",
    "Paper",
    "PartyOpinion",
    "Poll",
    "PublicNotice",
    "Stage",
    "Tally",
    "TermChange",
]
