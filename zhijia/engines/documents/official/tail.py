"""What follows the text: list of attachments, signature, note, attachments, and 版记 (GB/T 9704-2012 7.3.4-7.4)."""

from zhijia.engines.documents.official.body import manuscript
from zhijia.engines.documents.official.layout import CHAR, CHAR4, LEFT, WIDTH
from zhijia.engines.documents.official.ooxml import Anchors, blank, el, indent, paragraph, spacer, val
from zhijia.engines.documents.official.parts import Attachment, OfficialDocument
from zhijia.engines.documents.official.text import copy_line, date_text, in_brackets, one_line, width

# --- 附件说明 7.3.4


def attachment_list(document: OfficialDocument) -> list:
    """附件：1. 名称; a wrapped line starts below the name. A single attachment has no number."""
    names = [one_line(item.name) for item in document.attachments if one_line(item.name)]
    if not names:
        return []
    numbers = [""] if len(names) == 1 else [f"{count}." for count in range(1, len(names) + 1)]
    gap = round(max(map(width, numbers)) * CHAR) + (CHAR // 2 if len(names) > 1 else 0)
    rows = zip(numbers, names, strict=True)
    return [
        *blank(),
        *(_listed(f"{number}\t{name}" if number else name, gap, not n) for n, (number, name) in enumerate(rows)),
    ]


def _listed(text: str, gap: int, first: bool):
    label = 3 * CHAR
    left = 2 * CHAR + label + gap
    return paragraph(
        "Normal",
        f"附件：{text}" if first else text,
        jc="left",
        ind=indent(left=left, hanging=gap + (label if first else 0)),
        tabs=el("tabs", el("tab", val="left", pos=left)),
    )


# --- 署名、成文日期 7.3.5


def signature(document: OfficialDocument) -> list:
    names = tuple(one_line(name) for name in document.signed_by if one_line(name))
    dated = date_text(document.issued_on) if document.issued_on else ""
    if not names:
        return [*blank(keepNext=1), _right(dated, 4 * CHAR)] if dated else []
    if not document.sealed:
        return _unsealed(names, dated)
    return _sealed(names[0], dated) if len(names) == 1 else _joint_sealed(names, dated)


def _right(text: str, twips: float, **properties):
    return paragraph("Signature", text, ind=indent(right=max(0, round(twips))), **properties)


def _sealed(name: str, dated: str) -> list:
    """The date ends four characters from the right, the name is centred over it; room for the seal above (7.3.5.1)."""
    date_wide, name_wide = width(dated) * CHAR, width(name) * CHAR
    date_right = max(4 * CHAR, (name_wide - date_wide) / 2 + CHAR)
    return [
        *blank(lines=2, keepNext=1),
        _right(name, date_right + (date_wide - name_wide) / 2, keepNext=1),
        _right(dated, date_right),
    ]


def _unsealed(names: tuple[str, ...], dated: str) -> list:
    """The name ends two characters from the right; the date starts two after the name's start (7.3.5.2)."""
    longest, date_wide = max(map(width, names)) * CHAR, width(dated) * CHAR
    right = max(2 * CHAR, 4 * CHAR + date_wide - longest)
    return [
        *blank(keepNext=1),
        *(_right(name, right + longest - width(name) * CHAR, keepNext=1) for name in names),
        _right(dated, right + longest - 2 * CHAR - date_wide),
    ]


def _joint_sealed(names: tuple[str, ...], dated: str) -> list:
    """Up to three signatures a row, far enough apart for their seals, the date below the last (7.3.5.1)."""
    longest = max(map(width, names))
    per = 3 if longest <= 9 else 2 if longest <= 13 else 1
    rows = [names[place : place + per] for place in range(0, len(names), per)]
    nodes = []
    for row in rows:
        above = 2 if row is rows[0] else 4
        nodes += [*blank(lines=above, keepNext=1), _in_columns([""] * (per - len(row)) + [*row], keepNext=1)]
    return [*nodes, _in_columns([""] * (per - 1) + [dated])]


def _in_columns(cells: list[str], **properties):
    """Each centred in its share of the line."""
    span = WIDTH / len(cells)
    stops = el("tabs", *(el("tab", val="center", pos=round(span * (n + 0.5))) for n in range(len(cells))))
    return paragraph("Signature", "".join(f"\t{cell}" for cell in cells), jc="left", tabs=stops, **properties)


def _plain_table(*place):
    none = el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=0, type="dxa"))
    return el("tblPr", el("tblW", w=WIDTH, type="dxa"), el("tblLayout", type="fixed"), none, *place)


def note(document: OfficialDocument) -> list:
    """附注, indented two characters, in brackets, below the date (7.3.6)."""
    return [paragraph("BodyText", in_brackets(document.note))] if one_line(document.note) else []


# --- 附件 7.3.7


def attachments(document: OfficialDocument, anchors: Anchors, keep: tuple[str, ...]) -> list:
    """Each on a new page: 附件1 flush left on the first line, its title on the third."""
    several = sum(bool(one_line(item.name)) for item in document.attachments) > 1
    count, nodes = 0, []
    for item in document.attachments:
        count += bool(one_line(item.name))
        if item.content:
            nodes += _attached(item, f"附件{count}" if several else "附件", anchors, keep)
    return nodes


def _attached(item: Attachment, label: str, anchors: Anchors, keep: tuple[str, ...]) -> list:
    content = manuscript(item.content, anchors, keep)
    if one_line(item.name):
        return [paragraph("AttachmentLabel", label, pageBreakBefore=1), *blank(), *content]
    return [*blank(pageBreakBefore=1), *content]


# --- 版记 7.4

THICK, THIN = 8, 6  # 0.35 mm and 0.25 mm in 1/8 pt


def imprint(document: OfficialDocument, addressees: str = "") -> list:
    """Ruled lines at the foot of the last page; `addressees` when they were too many for the first one (7.3.2).

    A floating table on the lower edge of the type area of the page where the text ends.
    """
    rows = [_wrapped(addressees)] if addressees else []
    if any(map(one_line, document.copies)):
        rows.append(_wrapped(copy_line(document.copies)))
    if document.printed_by or document.printed_on:
        rows.append(_printed(document))
    if not rows:
        return []
    place = el("tblpPr", vertAnchor="margin", horzAnchor="page", tblpX=LEFT, tblpYSpec="bottom")
    cells = [el("tr", el("trPr", el("cantSplit")), _ruled(row, n, len(rows))) for n, row in enumerate(rows)]
    return [el("tbl", _plain_table(place), el("tblGrid", el("gridCol", w=WIDTH)), *cells), spacer()]


def _wrapped(text: str):
    """One character free on both sides; a wrapped line starts below the first name."""
    return paragraph("Imprint", text, ind=indent(left=4 * CHAR4, right=CHAR4, hanging=3 * CHAR4))


def _printed(document: OfficialDocument):
    dated = f"{date_text(document.printed_on)}印发" if document.printed_on else ""
    stop = el("tabs", el("tab", val="right", pos=WIDTH - CHAR4))
    text = f"{one_line(document.printed_by)}\t{dated}"
    return paragraph("Imprint", text, jc="left", ind=indent(left=CHAR4, right=CHAR4), tabs=stop)


def _ruled(row, index: int, count: int):
    """The first and the last rule are thick, those between thin (7.4.1)."""
    above, below = THICK if index == 0 else THIN, THICK if index == count - 1 else THIN
    borders = el("tcBorders", el("top", val="single", sz=above, space=0), el("bottom", val="single", sz=below, space=0))
    return el("tc", el("tcPr", el("tcW", w=WIDTH, type="dxa"), borders, val("vAlign", "center")), row)
