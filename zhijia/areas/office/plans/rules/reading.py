"""From the outline of a document to the lines of a plan: every piece becomes a line, what was not understood too."""

import re
from collections.abc import Iterator

from zhijia.engines.documents.outline.model import KINDS, Item, Outline

from .lines import Kind, Line

ENVELOPE = {
    "number": "发文字号",
    "title": "标题",
    "subtitle": "副标题",
    "mark": "发文机关标志",
    "addressees": "主送",
    "cover": "印发说明",
    "attachment": "附件标记",
    "attachment_note": "附件说明",
    "signature": "落款",
    "date": "成文日期",
    "spoken": "日期",
    "author": "署名",
    "greeting": "称谓",
    "copies": "抄送",
    "office": "印发机关",
    "printed": "印发日期",
}
KIND_OF = {
    "part": Kind.PART,
    "chapter": Kind.CHAPTER,
    "item": Kind.ITEM,
    "run-in": Kind.ITEM,
    "point": Kind.ITEM,
    "requirement": Kind.ITEM,
    "task": Kind.ITEM,
}
DOUBT_LINE = re.compile(r"^第 (\d+) 行：")


def lines_of(outline: Outline) -> list[Line]:
    made, at = [], 0
    for piece in outline.pieces:
        made.extend(_lines(piece, at))
        at += len(piece.verbatim)
    return [line for line in made if line.said.strip()]


def _lines(piece, start: int) -> Iterator[Line]:
    end = start + len(piece.verbatim)
    if not isinstance(piece, Item):
        yield _plain(piece, start, end)
        return
    places = list(_places(piece, start))
    yield Line(
        kind=KIND_OF.get(piece.kind, Kind.OTHER),
        level=piece.level,
        number=piece.number,
        title=piece.title,
        text=piece.text,
        start=start,
        end=places[0] if places else end,
        line=piece.line,
        hint="" if piece.kind in KIND_OF else KINDS.get(piece.kind, ""),
    )
    for measure, begin, stop in zip(piece.measures, places, [*places[1:], end], strict=False):
        yield Line(Kind.MEASURE, piece.level + 1, text=measure, start=begin, end=stop, line=piece.line)


def _plain(piece, start, end) -> Line:
    text = piece.verbatim.strip("\n")
    if piece.role == "preamble":
        return Line(Kind.PREAMBLE, text=text, start=start, end=end)
    hint = ENVELOPE.get(piece.role, "")
    return Line(Kind.ENVELOPE if hint else Kind.OTHER, text=text, start=start, end=end, hint=hint)


def _places(item: Item, start: int) -> Iterator[int]:
    """Where each measure begins in the document."""
    after = 0
    for measure in item.measures:
        found = item.verbatim.find(measure, after)
        after = (found if found >= 0 else after) + (len(measure) if found >= 0 else 0)
        yield start + (found if found >= 0 else after)


PROBE = 10  # characters by which a line of the file is found again in the document


def doubt_place(said: str, lines: list[Line], source, document: str) -> int | None:
    """The line a warning of the reader speaks of: by the words of the line of the file it names."""
    found = DOUBT_LINE.match(said)
    if not found:
        return None
    number = int(found[1])
    words = next((line.text.strip() for line in source.lines if line.number == number), "")
    at = document.find(words[:PROBE]) if words else -1
    if document.count(words[:PROBE]) == 1:
        return next((n for n, line in enumerate(lines) if line.start <= at < line.end), None)
    before = [n for n, line in enumerate(lines) if line.line and line.line <= number]
    return before[-1] if before else None
