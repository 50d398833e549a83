"""Tables as offices print them: full grid or 三线表, the head repeated on every page, amounts on the right."""

from dataclasses import dataclass

from zhijia.engines.documents.official import layout
from zhijia.engines.documents.official.ooxml import ORDER, Anchors, el, paragraph, spacer, val
from zhijia.engines.documents.official.parts import Column, Table, plain
from zhijia.engines.documents.official.text import clean, one_line, width

ALIGN = {"text": "left", "money": "right", "number": "right", "date": "center", "centre": "center"}
UNTORN = frozenset({"money", "number", "date"})  # never wrapped while there is room
PADDING = 80  # on each side of a cell
SIZES = (layout.SMALL4, layout.SIZE5, 18)
NARROW = 5  # characters; a column no wider keeps its width
READABLE = 8  # characters a column of text needs before letters grow
WIDEST_TEXT = 30  # characters; longer text wraps


@dataclass(frozen=True)
class Grid:
    """How one table is set: letter size, twips and alignment per column, ruling."""

    size: int
    spans: tuple[int, ...]
    aligns: tuple[str, ...]
    ruled: str


def table(block: Table, anchors: Anchors) -> list:
    """Caption, unit, the table itself, and a thin line so that a next table stays apart."""
    size = _size(block)
    grid = Grid(size, tuple(widths(block, size)), tuple(ALIGN[column.kind] for column in block.columns), block.ruled)
    sheet = el(
        "tbl",
        _properties(block),
        el("tblGrid", *(el("gridCol", w=span) for span in grid.spans)),
        _row([column.title for column in block.columns], grid, anchors, head=True),
        *(_row(row, grid, anchors) for row in block.rows),
        _row(block.total, grid, anchors, bold=True) if block.total else None,
    )
    caption, unit = one_line(block.caption), one_line(block.unit).removeprefix("单位：")
    return [
        *([paragraph("TableCaption", caption)] if caption else []),
        *([paragraph("TableUnit", f"单位：{unit}")] if unit else []),
        sheet,
        spacer(160),
    ]


def widths(block: Table, size: int = layout.SMALL4) -> list[int]:
    """Twips per column, the type area exactly: by content; where that is too much, texts give way to numbers."""
    wanted = [_wanted(block, index, size) for index in range(len(block.columns))]
    firm = [want if _is_firm(column, want, size) else 0 for want, column in zip(wanted, block.columns, strict=True)]
    loose = [want - hard for want, hard in zip(wanted, firm, strict=True)]
    room = layout.WIDTH - sum(firm)
    if not any(loose) or room < sum(bool(want) for want in loose) * _least(size):
        return _shared(wanted, layout.WIDTH)
    parts = iter(_shared([want for want in loose if want], room, _least(size)))
    return [next(parts) if want else hard for want, hard in zip(loose, firm, strict=True)]


def _is_firm(column: Column, want: int, size: int) -> bool:
    return column.kind in UNTORN or column.width > 0 or want <= NARROW * size * 10


def _least(size: int) -> int:
    return 3 * size * 10 + 2 * PADDING


def _shared(wanted: list[int], room: int, least: int = 1) -> list[int]:
    """The room by weight, none below the least, the last column taking what rounding left."""
    spare = room - least * len(wanted)
    shares = [least + spare * want // sum(wanted) for want in wanted]
    return [*shares[:-1], room - sum(shares[:-1])]


def _wanted(block: Table, index: int, size: int) -> int:
    column = block.columns[index]
    cells = [plain(row[index]) for row in (*block.rows, block.total) if index < len(row)]
    head = width(one_line(column.title)) if column.kind in UNTORN else min(width(one_line(column.title)), 6)
    longest = max([head, *(width(line) for cell in cells for line in clean(cell).split("\n"))])
    characters = column.width or min(max(longest, 2), WIDEST_TEXT) + 1
    return round(characters * size * 10) + 2 * PADDING


def _size(block: Table) -> int:
    """The largest letters in which numbers keep to one line and each text column has a few characters."""
    for size in SIZES:
        need = sum(
            want if _is_firm(column, want, size) else min(want, READABLE * size * 10 + 2 * PADDING)
            for column, want in ((column, _wanted(block, index, size)) for index, column in enumerate(block.columns))
        )
        if need <= layout.WIDTH:
            return size
    return SIZES[-1]


def _properties(block: Table):
    thick, thin = {"val": "single", "sz": 12, "space": 0}, {"val": "single", "sz": 4, "space": 0}
    if block.ruled == "three":
        borders = el("tblBorders", el("top", **thick), el("bottom", **thick))
    else:
        borders = el("tblBorders", *(el(side, **thin) for side in ORDER["tblBorders"]))
    margins = el("tblCellMar", el("left", w=PADDING, type="dxa"), el("right", w=PADDING, type="dxa"))
    return el(
        "tblPr",
        el("tblW", w=layout.WIDTH, type="dxa"),
        val("jc", "center"),
        borders,
        el("tblLayout", type="fixed"),
        margins,
    )


def _row(cells, grid: Grid, anchors: Anchors, head: bool = False, bold: bool = False):
    size = None if grid.size == layout.SMALL4 else grid.size
    cells = (*cells, *[""] * (len(grid.spans) - len(cells)))
    return el(
        "tr",
        el("trPr", el("cantSplit"), el("tblHeader") if head else None),
        *(_cell(anchors.words(words, size=size, bold=bold), column, grid, head) for column, words in enumerate(cells)),
    )


def _cell(content: list, column: int, grid: Grid, head: bool):
    text = paragraph(
        "TableHead" if head else "TableText",
        content,
        jc="center" if head else grid.aligns[column],
        spacing=el("spacing", before=40, after=40, line=round(grid.size * 16.6), lineRule="exact"),
    )
    under = el("tcBorders", el("bottom", val="single", sz=6, space=0)) if head and grid.ruled == "three" else None
    return el("tc", el("tcPr", el("tcW", w=grid.spans[column], type="dxa"), under, val("vAlign", "center")), text)
