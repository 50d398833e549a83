"""Spreadsheets out. Text stays text: nothing a person typed can become a formula or a link."""

import csv
from datetime import date, datetime
from io import StringIO

import rustpy_xlsxwriter
import xlsxwriter

TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
SHEET = "数据"
CSV_BLOCK = 500


def as_cell(value):
    """What rustpy-xlsxwriter writes by itself: text, numbers, days; everything else as its text."""
    if value is None or isinstance(value, (str, int, float, date)):
        return value
    return str(value)


def write_xlsx(path, headings, lines, widths=None):
    """A plain sheet, fast and in constant memory: text cells are written as text, whatever they begin with."""
    headings = unique([str(heading) for heading in headings])
    empty = True

    def records():
        nonlocal empty
        for line in lines:
            empty = False
            yield dict(zip(headings, map(as_cell, line), strict=True))

    rustpy_xlsxwriter.write_worksheet(
        records(),
        str(path),
        sheet_name=SHEET,
        bold_headers=True,
        freeze_row=1,
        datetime_format="yyyy-mm-dd",
        column_widths=dict(zip(headings, map(float, widths), strict=True)) if widths else None,
    )
    if empty:  # without a record the writer knows no headings
        write_headings(path, headings)


def write_headings(path, headings):
    with xlsxwriter.Workbook(str(path), TEXT_ONLY) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)


def unique(headings) -> list[str]:
    """Two columns of one name would be one key of a record."""
    seen: dict[str, int] = {}
    named = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        named.append(heading if seen[heading] == 1 else f"{heading}{seen[heading]}")
    return named


def csv_word(value) -> str:
    """A csv has no types: what a spreadsheet would take for a formula gets an apostrophe, which the import removes."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    word = str(value)
    return f"'{word}" if isinstance(value, str) and word.startswith(DANGEROUS) and not is_number(word) else word


def is_number(word) -> bool:
    try:
        float(word.replace(",", ""))
    except ValueError:
        return False
    return True


def csv_blocks(headings, lines, encoding="utf-8-sig"):
    """Bytes of a csv file, block by block, for a streamed answer."""
    mark, codec = (b"\xef\xbb\xbf", "utf-8") if encoding == "utf-8-sig" else (b"", encoding)
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([str(heading) for heading in headings])
    yield mark
    for count, line in enumerate(lines, start=1):
        writer.writerow([csv_word(value) for value in line])
        if count % CSV_BLOCK == 0:
            yield taken(out).encode(codec, "replace")
    yield taken(out).encode(codec, "replace")


def taken(out) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
