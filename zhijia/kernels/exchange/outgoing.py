"""What a list or a roll looks like as a file: typed cells for Excel, words for csv, secrets masked unless opened."""

import tempfile
from pathlib import Path

from django.http import FileResponse, StreamingHttpResponse

from zhijia.base.sealed import Sealed
from zhijia.base.sheets.writing import csv_blocks, write_xlsx
from zhijia.web import formats
from zhijia.web.exporters import attachment

from .marks import KINDS_MASKED

ENCODINGS = {"csv": "utf-8-sig", "csv_gb": "gb18030"}
TYPED = ("date", "number")  # kinds whose Python value is what the spreadsheet should hold


def answer(way, name, headings, lines):
    """A download: csv block by block as the rows are read, Excel from a file that is gone once it is sent."""
    if way in ENCODINGS:
        encoding = ENCODINGS[way]
        charset = encoding.removesuffix("-sig")
        response = StreamingHttpResponse(
            csv_blocks(headings, lines, encoding), content_type=f"text/csv; charset={charset}"
        )
        response["Content-Disposition"] = attachment(f"{name}.csv")
        return response
    with tempfile.TemporaryDirectory(prefix="zhijia-") as folder:
        path = Path(folder) / "export.xlsx"
        write_xlsx(path, headings, lines)
        file = path.open("rb")  # stays readable when the folder is gone
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


# --- A list page ---


def lines_of(export, opened=False):
    for row in export.rows.iterator(chunk_size=1_000):
        yield [cell_of(column, row, opened) for column in export.columns]


def cell_of(column, row, opened=False):
    value = column.read(row)
    if value is None or value == "":
        return ""
    if isinstance(value, Sealed):
        value = value.reveal()
        return value if opened else formats.masked(value)
    if column.kind == "masked" and opened:
        return str(value)
    if column.kind == "money" and not column.labels:
        return value / 100
    if column.kind in TYPED and not column.labels and not hasattr(value, "hour"):
        return value
    return column.word(row, value)


def has_secrets(page) -> bool:
    """Whether a list has masked columns that its reader may open for a reason."""
    return any(column.kind == "masked" for column in page.built.exported) and page.request.user.can("view_private")


# --- The roll of a spec, as its import reads it back ---


def roll_lines(spec, rows, opened=False):
    columns = [(column, column.key, KINDS_MASKED.get(column.kind, formats.masked)) for column in spec.columns]
    for row in rows:
        line = []
        for column, key, mask in columns:
            value = row.get(key)
            if isinstance(value, Sealed):
                value = value.reveal()
            if column.secret and value and not opened:
                value = mask(value)
            line.append(value / 100 if column.kind == "money" and value is not None else column.word(value))
        yield line
