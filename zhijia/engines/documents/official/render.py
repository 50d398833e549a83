"""An official document, or a text without red head, as a .docx file."""

from datetime import date

from zhijia.engines.documents.official import tail
from zhijia.engines.documents.official.body import manuscript, text, title
from zhijia.engines.documents.official.head import head, mark_lines
from zhijia.engines.documents.official.layout import CHARS, LINES
from zhijia.engines.documents.official.ooxml import Anchors, blank, paragraph
from zhijia.engines.documents.official.package import FIRST_LINK, package
from zhijia.engines.documents.official.parts import Manuscript, OfficialDocument, lines
from zhijia.engines.documents.official.text import addressee_line, copy_line, one_line, width

AROUND_TITLE = 7  # empty lines above and below the number and the title, the number, the rule


def render(document: OfficialDocument | Manuscript) -> bytes:
    """The same document gives the same bytes. Nothing is refused here; ask `check` first."""
    anchors = Anchors(FIRST_LINK)
    alone = isinstance(document, Manuscript)
    nodes = [*blank(), *manuscript(document, anchors)] if alone else official(document, anchors)
    return package(
        nodes,
        anchors.targets,
        title="".join(lines(document.title)),
        creator="" if alone else "、".join(document.signed_by),
        day=_day(document),
    )


def _day(document: OfficialDocument | Manuscript) -> date | None:
    day = document.dated if isinstance(document, Manuscript) else document.issued_on
    return day if isinstance(day, date) else None


def official(document: OfficialDocument, anchors: Anchors) -> list:
    keep = tuple(one_line(name) for name in document.signed_by)
    heading = title(document.title, keep)
    addressees = addressee_line(document.addressees) if any(map(one_line, document.addressees)) else ""
    crowded = mark_lines(document) + AROUND_TITLE + _title_lines(heading) + -(-width(addressees) // CHARS) >= LINES
    return [
        *head(document, anchors),
        *blank(lines=2),
        *heading,
        *blank(),
        *([paragraph("Addressee", addressees)] if addressees and not crowded else []),
        *text(document.body, anchors),
        *tail.attachment_list(document),
        *tail.signature(document),
        *tail.note(document),
        *tail.attachments(document, anchors, keep),
        *tail.imprint(document, copy_line(document.addressees, "主送") if crowded else ""),
    ]


def _title_lines(heading: list) -> int:
    return sum(1 for node in heading for _ in node.iter("{*}br")) + len(heading)
