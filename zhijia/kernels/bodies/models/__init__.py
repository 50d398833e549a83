"""Bodies of a union, their terms, who held which post on any day, and their plenaries."""

from .bodies import Body
from .posts import Post, PostCategory, SeatProposal
from .sessions import Session
from .terms import Term

__all__ = ["Body", "Post", "PostCategory", "SeatProposal", "Session", "Term"]
