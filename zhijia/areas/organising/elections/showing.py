"""A document as a page shows it: the same values that become the .docx, as plain rows for a template."""

from dataclasses import dataclass
from typing import Any

from zhijia.engines.documents.official import (
    Heading,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Table,
    Words,
    date_text,
    numbered,
)

from .texts import document_of


@dataclass(frozen=True)
class Line:
    """`kind`: heading, text, table or break."""

    kind: str
    text: str = ""
    level: int = 0
    follow: str = ""
    table: Any = None


@dataclass(frozen=True)
class Sheet:
    title: str
    lines: list
    mark: str = ""
    number: str = ""
    signatory: str = ""
    to: str = ""
    subtitle: str = ""
    signed_by: str = ""
    dated: str = ""
    attachments: tuple = ()  # (name, lines)


def sheet(change, kind, paper=None) -> Sheet:
    document = document_of(change, kind, paper)
    if isinstance(document, OfficialDocument):
        return official(document)
    dated = date_text(document.dated) if document.dated and not isinstance(document.dated, str) else document.dated
    return Sheet(_title(document.title), lines(document.body), subtitle=_title(document.subtitle), dated=dated or "")


def official(document) -> Sheet:
    return Sheet(
        title=_title(document.title),
        lines=lines(document.body),
        mark=document.issuer_mark,
        number=document.number or "",
        signatory="、".join(document.signatories),
        to="，".join(document.addressees),
        signed_by="、".join(document.signed_by),
        dated=date_text(document.issued_on) if document.issued_on else "",
        attachments=tuple(
            (each.name, _title(each.content.title), lines(each.content.body))
            for each in document.attachments
            if each.content
        ),
    )


def _title(title) -> str:
    return title if isinstance(title, str) else "".join(title)


def lines(body) -> list[Line]:
    return [_line(block) for block in numbered(body)]


def _line(block) -> Line:
    match block:
        case Heading():
            return Line("heading", f"{block.number or ''}{block.text}", block.level, _words(block.follow))
        case Paragraph():
            return Line("text", _words(block.words), level=int(block.indent))
        case Table():
            rows = [[_words(cell) for cell in row] for row in block.rows]
            return Line("table", table={"columns": block.columns, "rows": rows, "caption": block.caption})
        case PageBreak():
            return Line("break")
    raise TypeError(f"unknown block {block!r}")


def _words(words: Words) -> str:
    if isinstance(words, str):
        return words
    if hasattr(words, "text"):
        return words.text
    return "".join(_words(word) for word in words)
