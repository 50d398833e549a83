"""Where headings begin: numbers at the start of a paragraph, rows of 一是 二是 inside it, unnumbered lines, run-ins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhijia.engines.documents.markers import BY_NAME, MARKERS, Marker, marker_at, prefix_of, value_of
from zhijia.engines.documents.normalise import Paragraph
from zhijia.engines.documents.outline.tables import heads
from zhijia.engines.documents.structure import ended

LINE_LENGTH = 42
RUN_IN_RANK = 78
LINE_RANK = 38
BOUNDARY = re.compile(r"(?<=[。；：！？:;])\s*")
# "XX更加YY。" and the like: a short first sentence without a comma, and then more text in the same paragraph
RUN_IN = re.compile(r"(?!同志们|各位|我们|大家|这|为此|此外|同时|一年来|五年来)[^，。；：！？,]{4,22}。(?=\s*\S)")


@dataclass
class Cut:
    """A heading begins at `start` (an offset in the document); its words begin at `body`."""

    start: int
    body: int
    paragraph: int
    rank: float
    kind: str
    marker: str = ""
    number: str = ""
    value: int = 0
    prefix: tuple[int, ...] = ()
    opens: bool = True  # at the start of its paragraph
    leaf: bool = False  # nothing nests in it but its own children
    child: bool = False  # of the leaf before it
    group: int = 0
    head: tuple[str, ...] = ()  # names of the columns, of a table row


@dataclass(frozen=True)
class Text:
    """The paragraphs with their place in the document."""

    paragraphs: Sequence[Paragraph]
    starts: Sequence[int]

    def line(self, at: int) -> str:
        return self.paragraphs[at].text


def cuts_in(text: Text, first: int, last: int) -> list[Cut]:
    """All numbered, lined and run-in headings of paragraphs first ≤ i < last, in order."""
    numbered = _rows(list(_numbered(text, first, last)))
    taken = {cut.paragraph for cut in numbered if cut.opens}
    lines = _lines(text, first, last, numbered, taken)
    headings = sorted(numbered + lines, key=lambda cut: cut.start)
    run_ins = _run_ins(text, last, headings)
    return sorted(headings + run_ins, key=lambda cut: cut.start)


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numbered(text: Text, first: int, last: int) -> Iterator[Cut]:
    used = {found[0].name for at in range(first, last) if (found := marker_at(text.line(at)))}
    columns = heads(text.paragraphs)
    for at in range(first, last):
        paragraph = text.paragraphs[at]
        if paragraph.cells:
            start = text.starts[at]
            if at in columns:
                yield Cut(start, start, at, rank=LINE_RANK, kind="row", leaf=True, head=columns[at])
            continue
        found = marker_at(paragraph.text)
        after = 0
        if found and (not found[0].bare or found[0].bare in used):
            yield _cut(text, at, *found)
            after = found[1].end()
        yield from _inline(text, at, after)


def _inline(text: Text, at: int, after: int) -> Iterator[Cut]:
    line = text.line(at)
    for seam in BOUNDARY.finditer(line, after):
        if after < seam.end() < len(line):
            for marker in MARKERS:
                found = marker.inline and marker.match(line, seam.end())
                if found:
                    yield _cut(text, at, marker, found)
                    break


def _cut(text: Text, at: int, marker: Marker, found: re.Match) -> Cut:
    start = text.starts[at]
    return Cut(
        start=start + found.start(),
        body=start + found.end(),
        paragraph=at,
        rank=marker.rank,
        kind=marker.kind,
        marker=marker.name + (found[0].strip()[-1] if marker.family else ""),
        number=found[0].strip(),
        value=value_of(marker, found[0]),
        prefix=prefix_of(found[0]) if marker.name.startswith("multi") else (),
        opens=found.start() == 0,
    )


def _rows(cuts: list[Cut]) -> list[Cut]:
    """Words like 一是 and numbers inside a sentence count only where they make a row: one, two, …"""
    cuts = _hung(cuts)
    kept = {id(cut) for cut in cuts if not _needs_row(cut)}
    open_rows: dict[str, list[Cut]] = {}
    for cut in cuts:
        if not _needs_row(cut):
            _close(open_rows, cut.rank)
            continue
        row = open_rows.setdefault(cut.marker, [])
        if cut.value == 1 or (row and cut.value == row[-1].value + 1):
            _close(open_rows, cut.rank)
            row[:] = [cut] if cut.value == 1 else [*row, cut]
            open_rows[cut.marker] = row
            if len(row) > 1:
                kept.update(id(member) for member in row)
    return [cut for cut in cuts if id(cut) in kept]


def _hung(cuts: list[Cut]) -> list[Cut]:
    """3.2 is a heading below a 3 or after a 3.1; otherwise it is a decimal that happens to open a line."""
    seen: set[tuple[int, ...]] = set()
    kept = []
    for cut in cuts:
        if not cut.prefix or cut.value == 1 or cut.prefix in seen:
            kept.append(cut)
            seen |= {cut.prefix, (*cut.prefix, cut.value)}
    return kept


def _needs_row(cut: Cut) -> bool:
    if cut.kind == "row":
        return False
    marker = BY_NAME.get(cut.marker) or BY_NAME[cut.marker[:-1]]
    return marker.family or marker.name in ("ordinal", "letter", "half-paren") or not cut.opens


def _close(open_rows: dict[str, list[Cut]], rank: float) -> None:
    for name in [name for name, row in open_rows.items() if row and row[-1].rank > rank]:
        del open_rows[name]


# --- lines without a number ------------------------------------------------------------------------------------------


def _lines(text: Text, first: int, last: int, numbered: list[Cut], taken: set[int]) -> list[Cut]:
    found = [at for at in range(first, last) if at not in taken and _is_heading_line(text.paragraphs[at])]
    found = [at for at in found if at + 1 < last or text.paragraphs[at].style]  # a last line heads nothing
    opening = {cut.paragraph: cut for cut in numbered if cut.opens and cut.kind != "row"}
    above = [opening[at + 1].rank - 2 for at in found if at + 1 in opening]
    below = [at for at in found if at + 1 not in opening]
    shared = min(above) if above and len(above) >= len(below) else None
    return [_line(text, at, _line_rank(text, at, opening, shared)) for at in found]


def _is_heading_line(paragraph: Paragraph) -> bool:
    if paragraph.cells or not paragraph.text:
        return False
    if paragraph.style.startswith("heading"):
        return True
    return not ended(paragraph.text) and 2 < len(paragraph.text) <= LINE_LENGTH and paragraph.text[-1] not in "，、,"


def _line(text: Text, at: int, rank: float) -> Cut:
    start = text.starts[at]
    return Cut(start, start, at, rank=rank, kind="chapter" if rank <= 40 else "item", marker="line")


def _line_rank(text: Text, at: int, opening: dict[int, Cut], shared: float | None) -> float:
    """Word's heading style says how deep; else lines stand above the numbers that follow them, or below the last."""
    style = text.paragraphs[at].style
    if style.startswith("heading"):
        return _style_rank(text, int(style[-1]), opening)
    if shared is not None:
        return shared
    if at + 1 in opening:
        return opening[at + 1].rank - 2
    before = [cut.rank for place, cut in opening.items() if place < at]
    return before[-1] + 1 if before else LINE_RANK


def _style_rank(text: Text, depth: int, opening: dict[int, Cut]) -> float:
    by_depth = {
        int(style[-1]): cut.rank for at, cut in opening.items() if (style := text.paragraphs[at].style)[:7] == "heading"
    }
    if depth in by_depth:
        return by_depth[depth]
    above = [rank + 0.1 * depth for shallower, rank in by_depth.items() if shallower < depth]
    return max(above, default=30 + depth)


# --- unnumbered headings that run into their text --------------------------------------------------------------------


def _run_ins(text: Text, last: int, headings: list[Cut]) -> list[Cut]:
    """Under a heading on a line of its own, two or more paragraphs that open with a short sentence; or a bold one."""
    found: list[Cut] = []
    openers = [cut for cut in headings if cut.opens]
    ends = [cut.paragraph for cut in openers[1:]] + [last] * bool(openers)
    for cut, end in zip(openers, ends, strict=True):
        inside = range(cut.paragraph + 1, end)
        places = [at for at in inside if _is_run_in(text.paragraphs[at])]
        bold = [at for at in places if _bold_run_in(text.paragraphs[at])]
        if _own_line(text, cut) and not _split(headings, cut):
            found += [_run_in(text, at) for at in (places if len(places) > 1 else bold)]
    return found


def _is_run_in(paragraph: Paragraph) -> bool:
    return bool(RUN_IN.match(paragraph.text))


def _bold_run_in(paragraph: Paragraph) -> bool:
    stop = RUN_IN.match(paragraph.text).end()
    return any(a == 0 and stop - 1 <= b <= stop for a, b in paragraph.bold)


def _own_line(text: Text, cut: Cut) -> bool:
    words = text.line(cut.paragraph)[cut.body - text.starts[cut.paragraph] :]
    return not re.search(r"[。！？；].", words)


def _split(headings: list[Cut], cut: Cut) -> bool:
    return any(other.paragraph == cut.paragraph and not other.opens for other in headings)


def _run_in(text: Text, at: int) -> Cut:
    start = text.starts[at]
    return Cut(start, start, at, rank=RUN_IN_RANK, kind="run-in", marker="run-in")
