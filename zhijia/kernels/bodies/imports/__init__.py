"""Three tables of the office: the terms of bodies, who held which post, and the meetings."""

from .posts import Posts
from .sessions import Sessions
from .terms import Terms

__all__ = ["Posts", "Sessions", "Terms"]
