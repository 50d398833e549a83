"""The outline of a document: envelope, headings of any mix in order, measures, warnings. Never fails on odd input.

outline = parse_outline(read_document("要点.docx"))
outline.title, outline.number, outline.date
for item in outline.items: item.level, item.number, item.title, item.text, item.measures
"""

from zhijia.engines.documents.normalise import normalise
from zhijia.engines.documents.outline.assemble import assemble
from zhijia.engines.documents.outline.model import KINDS, Item, Outline, Piece
from zhijia.engines.documents.reading import read_text
from zhijia.engines.documents.source import Source

__all__ = ["KINDS", "Item", "Outline", "Piece", "parse_outline"]


def parse_outline(source: Source | str) -> Outline:
    source = read_text(source) if isinstance(source, str) else source
    return assemble(normalise(source))
