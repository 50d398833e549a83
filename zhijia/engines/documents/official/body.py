"""主体: title, addressees, text; and texts without red head: reports, speeches, plans."""

from collections.abc import Iterable
from datetime import date

from zhijia.engines.documents.official import layout
from zhijia.engines.documents.official.numbering import numbered
from zhijia.engines.documents.official.ooxml import Anchors, blank, el, paragraph
from zhijia.engines.documents.official.parts import Block, Heading, Manuscript, PageBreak, Paragraph, Table, lines
from zhijia.engines.documents.official.tables import table
from zhijia.engines.documents.official.text import date_text, in_brackets, one_line
from zhijia.engines.documents.official.titles import break_title


def title(text: str | tuple[str, ...], keep: tuple[str, ...] = (), style: str = "Title", most: int = 20) -> list:
    """One paragraph, its lines broken where the sense breaks. What was given in lines keeps them."""
    broken = [line for given in lines(text) for line in break_title(given, keep, most)]
    return [paragraph(style, "\n".join(broken))] if broken else []


def text(blocks: Iterable[Block], anchors: Anchors) -> list:
    return [node for block in numbered(blocks) for node in SET[type(block)](block, anchors)]


def _heading(block: Heading, anchors: Anchors) -> list:
    """Alone on its line it is a heading of the outline; run in, only its words have the heading's font."""
    style, font = layout.HEADINGS[block.level]
    words = f"{one_line(block.number or '')}{one_line(block.text)}"
    if not block.follow:
        return [paragraph(style, words)]
    return [paragraph("BodyText", [*anchors.words(words, font), *anchors.words(block.follow)])]


def _paragraph(block: Paragraph, anchors: Anchors) -> list:
    return [paragraph("BodyText" if block.indent else "Addressee", anchors.words(block.words))]


def _page_break(block: PageBreak, anchors: Anchors) -> list:
    return [paragraph("Spacer", [el("r", el("br", type="page"))])]


SET = {Heading: _heading, Paragraph: _paragraph, Table: table, PageBreak: _page_break}


def manuscript(document: Manuscript, anchors: Anchors, keep: tuple[str, ...] = ()) -> list:
    """Title, ——subtitle, （date）, byline, salutation, text."""
    return [
        *title(document.title, keep),
        *title(_with_dash(lines(document.subtitle)), keep, "Subtitle", 26),
        *([paragraph("Byline", in_brackets(_dated(document.dated)))] if document.dated else []),
        *(paragraph("Byline", one_line(line)) for line in lines(document.byline)),
        *blank(),
        *([paragraph("Addressee", salutation(document.salutation))] if document.salutation else []),
        *text(document.body, anchors),
    ]


def _with_dash(given: tuple[str, ...]) -> tuple[str, ...]:
    """A subtitle starts with ——."""
    return (f"——{given[0].lstrip('—-－ ')}", *given[1:]) if given else ()


def _dated(dated: date | str) -> str:
    return date_text(dated) if isinstance(dated, date) else dated


def salutation(words: str) -> str:
    return f"{one_line(words).rstrip('：:，, ')}："
