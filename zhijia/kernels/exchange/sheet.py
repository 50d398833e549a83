"""The user's file as the batch sees it: which sheet, which line holds the headings, which heading is which column."""

from contextlib import contextmanager
from itertools import islice

from zhijia.base.sheets import headings
from zhijia.base.sheets.cells import plain
from zhijia.base.sheets.parse import Layout
from zhijia.base.sheets.reading import first_rows, open_sheets

LOOK = headings.LOOKED_AT + 5  # lines read to guess a layout and to show a few values


@contextmanager
def opened(attachment):
    """A stored file was checked before it was stored."""
    with attachment.open() as file:
        yield open_sheets(file, attachment.size, "xlsx" if attachment.kind == "xlsx" else "csv")


def guess(book, spec) -> tuple[Layout, list]:
    """The sheet and line whose headings fit best; the first visible sheet if none fits."""
    best, best_rows, most = None, [], -1
    for name in book.visible:
        rows = first_rows(book, name, LOOK)
        layout, found = layout_at(name, rows, spec)
        if found > most:
            best, best_rows, most = layout, rows, found
    return best, best_rows


def layout_at(name, rows, spec, header=None) -> tuple[Layout, int]:
    """The layout of one sheet; `header` (from 1) if a person chose the line."""
    if header is None:
        place, found = headings.find(rows, spec.columns)
    else:
        place = min(header - 1, max(len(rows) - 1, 0))
        found = headings.match(rows[place] if rows else [], spec.columns)
    words = [plain(cell) for cell in rows[place]] if rows else []
    return Layout(name, place + 1, dict(found.places), words), len(found)


def layout_of(batch) -> Layout:
    return Layout(batch.sheet, batch.header, dict(batch.places), list(batch.headings))


def above(book, layout):
    return list(islice(book.rows(layout.sheet), layout.header - 1))
