"""版头: copy number, secrecy, urgency, red mark, number, signatories, red rule (GB/T 9704-2012 7.2)."""

from zhijia.engines.documents.official import layout
from zhijia.engines.documents.official.layout import CHAR, LINE, WIDTH
from zhijia.engines.documents.official.ooxml import Anchors, blank, el, indent, look, paragraph, run, spacer, val
from zhijia.engines.documents.official.parts import OfficialDocument
from zhijia.engines.documents.official.text import one_line, width

LABEL_LINES = 3  # 份号, 密级, 紧急程度: their places stay empty when unused
NARROWEST = 70  # %: 小标宋 of a red head may be set this narrow
TALLEST, SMALLEST = 52, 22  # pt; a longer name takes several lines
RULE_BELOW = 100  # twips below the number's line, which leaves room of its own: 4 mm below its letters


def head(document: OfficialDocument, anchors: Anchors) -> list:
    return [*labels(document), *mark(document), *blank(lines=2), *number(document), rule()]


def labels(document: OfficialDocument) -> list:
    """顶格编排在版心左上角, in this order from the first line (7.2.1-7.2.3)."""
    given = [("Normal", document.copy_no), ("HeadLabel", document.secrecy), ("HeadLabel", document.urgency)]
    shown = [paragraph(style, one_line(text)) for style, text in given if one_line(text)]
    return [*shown, *blank(lines=LABEL_LINES - len(shown))]


def mark(document: OfficialDocument) -> list:
    """发文机关标志: red, centred, its top edge 35 mm below that of the type area (7.2.4)."""
    if document.joint_marks:
        return joint_mark(document)
    text = one_line(document.issuer_mark)
    size, scale = letters(width(text), WIDTH)
    before = layout.MARK_TOP - LABEL_LINES * LINE
    return [_mark_line(text, size, scale, before)]


def joint_mark(document: OfficialDocument) -> list:
    """联合行文: the lead first, one below the other, 文件 beside them in the middle (7.2.4)."""
    names = [one_line(name) for name in (document.issuer_mark, *document.joint_marks)]
    suffix = "文件" if any(name.endswith("文件") for name in names) else ""
    names = [name.removesuffix("文件") for name in names]
    longest = max(1, *map(width, names))
    side = width(suffix) + 0.5 if suffix else 0
    size, scale = letters(longest + side, WIDTH, TALLEST - 14)
    left = round(WIDTH * longest / (longest + side))
    rows = [_joint_row(name, suffix, (left, WIDTH - left), size, scale, first=not n) for n, name in enumerate(names)]
    spans = [left, WIDTH - left] if suffix else [WIDTH]
    return [
        spacer(layout.MARK_TOP - LABEL_LINES * LINE),
        el("tbl", _bare_table(), el("tblGrid", *(el("gridCol", w=span) for span in spans)), *rows),
    ]


def mark_lines(document: OfficialDocument) -> int:
    """How many lines of the first page the mark ends below its top."""
    marks = 1 + len(document.joint_marks)
    return -(-(layout.MARK_TOP + marks * (TALLEST if marks == 1 else TALLEST - 14) * 22) // LINE)


def _bare_table():
    none = el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=0, type="dxa"))
    return el("tblPr", el("tblW", w=WIDTH, type="dxa"), val("jc", "center"), el("tblLayout", type="fixed"), none)


def _joint_row(name: str, suffix: str, spans: tuple[int, int], size: int, scale: int, first: bool):
    names = el("tc", el("tcPr", el("tcW", w=spans[0], type="dxa")), _mark_line(name, size, scale, align="distribute"))
    if not suffix:
        return el("tr", names)
    merge = el("vMerge", val="restart") if first else el("vMerge")
    beside = _mark_line(suffix if first else "", size, scale)
    place = el("tcPr", el("tcW", w=spans[1], type="dxa"), merge, val("vAlign", "center"))
    return el("tr", names, el("tc", place, beside))


def _mark_line(text: str, size: int, scale: int, before: int = 0, align: str | None = None):
    line = el("spacing", before=before, line=size * 22, lineRule="exact")
    return paragraph("IssuerMark", [run(text, look(size=size * 2, w=scale))], spacing=line, jc=align)


def letters(characters: float, room: int, tallest: int = TALLEST) -> tuple[int, int]:
    """Points and % of width that set so many characters in the room on one line."""
    each = room * 0.96 / 20 / max(characters, 1)
    size = int(min(tallest, max(SMALLEST, each * 100 / NARROWEST)))
    return size, max(NARROWEST, min(100, int(each / size * 100)))


def number(document: OfficialDocument) -> list:
    """发文字号 centred; with 签发人 it stands left, their names right on the same line (7.2.5, 7.2.6)."""
    shown = one_line(document.number or "")
    names = [one_line(name) for name in document.signatories if one_line(name)]
    if not names:
        return [paragraph("DocumentNumber", shown)]
    rows = _rows(names, 28 - 2 - width(shown))
    start = WIDTH - CHAR - round((4 + max(width("　".join(row)) for row in rows)) * CHAR)
    return [
        _signed(shown if row is rows[-1] else "", "签发人：" if row is rows[0] else "　　　　", row, start)
        for row in rows
    ]


def _rows(names: list[str], room: float) -> list[list[str]]:
    """Two names a row where they fit beside the number."""
    per = 2 if 4 + width("　".join(sorted(names, key=width)[-2:])) <= room else 1
    return [names[place : place + per] for place in range(0, len(names), per)]


def _signed(shown: str, label: str, names: list[str], start: int):
    return paragraph(
        "DocumentNumber",
        [run(f"{shown}\t{label}"), run("　".join(names), look(layout.KAITI))],
        jc="left",
        ind=indent(left=CHAR),
        tabs=el("tabs", el("tab", val="left", pos=start)),
    )


def rule():
    """A red rule as wide as the type area, 4 mm below the number (7.2.7)."""
    line = el("bottom", val="single", sz=18, space=0, color=layout.RED)
    return spacer(RULE_BELOW, pBdr=el("pBdr", line))
