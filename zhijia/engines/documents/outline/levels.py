"""From ranks to levels: a heading's level is how many headings of lower rank stand open above it."""

from collections.abc import Sequence

from zhijia.engines.documents.outline.cuts import Cut


def levels_of(cuts: Sequence[Cut], base: int = 1) -> tuple[list[int], list[int]]:
    """Level of each cut, and the position of its parent among them (-1 for none)."""
    levels: list[int] = []
    parents: list[int] = []
    open_: list[int] = []  # positions of the headings that are open, outermost first
    for at, cut in enumerate(cuts):
        open_ = _above(cuts, open_, cut)
        parents.append(open_[-1] if open_ else -1)
        levels.append(base + len(open_))
        open_.append(at)
    return levels, parents


def _above(cuts: Sequence[Cut], open_: list[int], cut: Cut) -> list[int]:
    if cut.child:  # right below the block it belongs to
        block = next((depth for depth in range(len(open_) - 1, -1, -1) if not cuts[open_[depth]].child), -1)
        return open_[: block + 1]
    if cut.kind == "row":
        return [at for at in open_ if not cuts[at].leaf]
    if cut.leaf:  # a block closes all but its chapter
        return open_[:1] if cut.rank and open_ and not cuts[open_[0]].leaf else []
    kept = []
    for at in open_:
        if cuts[at].leaf or cuts[at].rank >= cut.rank:
            break
        kept.append(at)
    return kept
