"""The measures of a plan, from which tasks are made: the lines under an item, or the sentences after its heading.

001 prints concrete measures as lines of their own below a guiding item: there only those lines are measures, and an
item without one is "guiding only" (catalogue 5.4). 004 prints a heading and then sentences in the same paragraph:
there each sentence (also each clause closed by ；) after the heading is offered as a measure, in order, for the
planner to keep, merge or turn back into text. Which of the two a document does is decided once for all of it.
Only what looks ahead is planned: plans, and chapters of a report such as 下阶段的重点工作.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from zhijia.engines.documents.outline.model import Item
from zhijia.engines.documents.outline.texts import (
    BACKWARD,
    FORWARD,
    GUIDING,
    LINE_LENGTH,
    LINE_SHARE,
    OPENING,
    sentences,
)
from zhijia.engines.documents.structure import PLANS

CARRIERS = {"chapter", "item", "point", "run-in", "requirement"}


def with_measures(items: Sequence[Item], kind: str) -> tuple[list[Item], str]:
    """The items with their measures set apart from their text, and where the measures come from."""
    planned = _planned(items, kind)
    if not planned:
        return list(items), ""
    leaves = [at for at in planned if _is_leaf(items, at)]
    lined = _are_lines(items, leaves)
    take = _from_lines if lined else _from_sentences
    done = [take(item) if at in set(leaves) else item for at, item in enumerate(items)]
    return done, "lines" if lined else "sentences"


def _planned(items: Sequence[Item], kind: str) -> list[int]:
    """Positions of items that look ahead: all of a plan's, and those of forward chapters in a report."""
    found, ahead = [], kind in PLANS
    for at, item in enumerate(items):
        if item.kind == "part":
            ahead = kind in PLANS
        elif item.level == 1 and kind not in PLANS:
            ahead = _looks_ahead(item)
        if ahead and item.kind in CARRIERS and not GUIDING.search(item.title[:14]):
            found.append(at)
    return found


def _looks_ahead(chapter: Item) -> bool:
    said = FORWARD.search(chapter.title) or OPENING.match(chapter.text)
    return bool(said) and not BACKWARD.search(chapter.title)


def _is_leaf(items: Sequence[Item], at: int) -> bool:
    after = items[at + 1] if at + 1 < len(items) else None
    return after is None or after.level <= items[at].level


def _guides(item: Item) -> bool:
    """Its own paragraph is a sentence, not just a heading, and lines follow."""
    own = item.verbatim.strip("\n").split("\n")
    return len(own) > 1 and own[0].rstrip().endswith(("。", "！", "；")) and len(own[0]) >= 20


def _are_lines(items: Sequence[Item], leaves: list[int]) -> bool:
    lined = [items[at] for at in leaves if _guides(items[at])]
    lengths = [len(line) for item in lined for line in item.verbatim.strip("\n").split("\n")[1:]]
    return len(lined) >= max(2, len(leaves) * LINE_SHARE) and median(lengths) <= LINE_LENGTH


def _from_lines(item: Item) -> Item:
    own, *lines = item.verbatim.strip("\n").split("\n")
    text = item.text.split("\n")
    kept = "" if len(own) <= len(item.number) + len(item.title) + 1 else text[0]
    return replace(item, text=kept, measures=tuple(line.strip() for line in lines if line.strip()))


def _from_sentences(item: Item) -> Item:
    return replace(item, text="", measures=tuple(sentences(item.text)))
