"""A small typesetter for tests: paragraphs on A4 pages of 22 lines, 28 characters each, with page numbers."""

import io
import re

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from zhijia.engines.documents.markers import starts_heading
from zhijia.engines.documents.normalise import width
from zhijia.engines.documents.structure import ended, looks

COLUMNS, ROWS, SIZE, LEFT, TOP, PITCH = 28, 22, 16, 79, 737, 29


def pdf_of(paragraphs, head=""):
    """`head` is printed on top of every page, as a running head."""
    lines = [line for paragraph in paragraphs if paragraph for line in set_lines(paragraph)]
    writer = PdfWriter()
    for number, start in enumerate(range(0, len(lines), ROWS), start=1):
        _page(writer, lines[start : start + ROWS], head, f"— {number} —")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def set_lines(paragraph):
    """(indent in characters, text): centred lines, flush greetings, paragraphs indented by two."""
    flush = any(looks(role, paragraph) for role in ("addressees", "greeting", "attachment"))
    if not flush and not ended(paragraph) and not starts_heading(paragraph) and len(paragraph) <= 24:
        return [((COLUMNS - len(paragraph)) / 2, paragraph)]
    indent = 0 if flush else 2
    lines: list[str] = [""]
    for word in re.findall(r"[!-~]+|.", paragraph):  # a number is never broken
        room = COLUMNS - (indent if len(lines) == 1 else 0)
        if width(lines[-1] + word) > room:
            lines.append("")
        lines[-1] += word
    return [(indent, lines[0]), *((0, line) for line in lines[1:])]


def _page(writer, lines, head, foot):
    page = writer.add_blank_page(595, 842)
    rows = [(10, TOP + 40, head)] if head else []
    rows += [(indent, TOP - row * PITCH, text) for row, (indent, text) in enumerate(lines)]
    rows.append((12, 60, foot))
    shown = [f"1 0 0 1 {LEFT + x * SIZE} {y} Tm <{text.encode('utf-16-be').hex()}> Tj" for x, y, text in rows]
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 {SIZE} Tf {' '.join(shown)} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    fonts = DictionaryObject({NameObject("/F1"): _font(writer)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})


def _font(writer):
    """A font that is only named, its codes being UTF-16."""
    inner = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/DW"): NumberObject(1000),
        }
    )
    outer = {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type0"),
        NameObject("/BaseFont"): NameObject("/STSong-Light"),
        NameObject("/Encoding"): NameObject("/UniGB-UTF16-H"),
        NameObject("/DescendantFonts"): ArrayObject([writer._add_object(inner)]),
    }
    return writer._add_object(DictionaryObject(outer))
