"""A person exists once. Work and membership are episodes with dates; history is never overwritten."""

from .episodes import Employment, EpisodeQuerySet, Membership
from .merging import DuplicatePair, PersonMerge, PersonMergeStep
from .person import Person

__all__ = [
    "DuplicatePair",
    "Employment",
    "EpisodeQuerySet",
    "Membership",
    "Person",
    "PersonMerge",
    "PersonMergeStep",
]
