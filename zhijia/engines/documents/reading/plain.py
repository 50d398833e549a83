"""Text files: UTF-8 with or without a mark, UTF-16 with one, GB18030. Bold survives as the ** of a conversion."""

import codecs
import re

from zhijia.base.verdict import need
from zhijia.engines.documents.source import Line, Source

MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
UNMARKED = ("utf-8", "gb18030")
BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
PAGE_NUMBER = re.compile(r"^[—–-]\s?\d{1,3}\s?[—–-]$")
WRAP_SHARE = 0.5  # so many full lines without an end of sentence: the file was broken at the page's width
WRAP_WIDTHS = range(16, 61)


def read(content: bytes, name: str) -> Source:
    return source_of(_decoded(content), name)


def source_of(text: str, name: str = "") -> Source:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(BREAKS)
    every = [_line(raw, at) for at, raw in enumerate(text.split("\n"), start=1)]
    lines = tuple(line for line in every if not PAGE_NUMBER.match(line.text))
    warnings = ("已略去页码。",) if len(lines) < len(every) else ()
    return Source(name=name, kind="txt", lines=lines, warnings=warnings, wrapped=_is_wrapped(lines))


def _line(raw: str, number: int) -> Line:
    raw = raw.expandtabs(4).replace("\x00", "")
    body = raw.lstrip(" \u3000\xa0")
    indent = sum(2 if sign == "\u3000" else 1 for sign in raw[: len(raw) - len(body)])
    return Line(text=body.rstrip(), number=number, indent=indent)


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKED:
        if content.startswith(mark):
            return _try(content, encoding) or _refuse()
    for encoding in UNMARKED:
        text = _try(content, encoding)
        if text is not None and _readable(text):
            return text
    return _refuse()


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _readable(text: str) -> bool:
    """Almost any bytes are "valid" GB18030: ask that they are also mostly signs a document uses."""
    seen = [sign for sign in text if not sign.isspace()]
    odd = sum(1 for sign in seen if not (_ordinary(sign)))
    return odd <= len(seen) * 0.05


def _ordinary(sign: str) -> bool:
    code = ord(sign)
    return (
        0x20 <= code < 0x7F
        or 0x3000 <= code < 0xA000
        or 0x2010 <= code < 0x2700
        or 0xFF00 <= code < 0xFFEF
        or (code in (0xB7, 0xA0, 0xD7))
    )


def _refuse() -> str:
    need(False, "认不出文字编码，请另存为 UTF-8 编码的 .txt 或 .docx 再上传。", field="file").or_refuse()
    return ""


def _is_wrapped(lines: tuple[Line, ...]) -> bool:
    """Is the text broken at a fixed width, as copied from a PDF? Then most lines are about as long as the longest."""
    lengths = [len(line.text) for line in lines if line.text]
    if len(lengths) < 12:
        return False
    width = sorted(lengths)[int(len(lengths) * 0.9)]
    full = sum(1 for length in lengths if length >= width - 3)
    return width in WRAP_WIDTHS and full >= len(lengths) * WRAP_SHARE
