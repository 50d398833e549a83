"""PDF with a text layer: printed lines with their place, page numbers and running heads left out (and said so)."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass

from pypdf import PdfReader

from zhijia.base.verdict import Refused, need
from zhijia.engines.documents.source import Line, Source

MAX_PAGES = 300
PAGE_NUMBER = re.compile(r"^[\s—–\-－·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[\s—–\-－·.]*$")
SAME_LINE = 0.5  # of the type size: pieces that near in height are one line

logging.getLogger("pypdf").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Piece:
    x: float
    y: float
    size: float
    text: str


def read(content: bytes, name: str) -> Source:
    pages = _pages(content)
    need(any(pages), "这份 PDF 是扫描件，没有文字层，请上传 .docx 或文字版 PDF。", field="file").or_refuse()
    kept, dropped = _without_furniture(pages)
    lines = tuple(
        Line(text=text, number=at, indent=indent) for at, (text, indent) in enumerate(_flat(kept), start=1) if text
    )
    return Source(name=name, kind="pdf", lines=lines, warnings=_warnings(dropped), wrapped=True)


def _pages(content: bytes) -> list[list[tuple[str, float]]]:
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        need(not locked, "PDF 设有密码，请先去掉密码再上传。", field="file").or_refuse()
        need(len(reader.pages) <= MAX_PAGES, "PDF 超过 300 页，请只上传正文。", field="file").or_refuse()
        return [_page(page) for page in reader.pages]
    except Refused:
        raise
    except Exception as broken:  # a damaged PDF can fail anywhere inside the library
        raise Refused(need(False, "PDF 已损坏，打不开，请重新导出后再上传。", field="file").reasons) from broken


def _page(page) -> list[tuple[str, float]]:
    pieces: list[Piece] = []

    def take(text, _ctm, matrix, _font, size):
        if text.strip():
            pieces.append(
                Piece(x=matrix[4], y=matrix[5], size=abs(matrix[3] * size) or size or 10, text=text.strip("\n"))
            )

    page.extract_text(visitor_text=take)
    return [_joined(line) for line in _lines(pieces)]


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces of the same height, in the order the file draws them (which is the reading order in what unions make)."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        last = lines[-1][-1] if lines else None
        if last and abs(last.y - piece.y) < last.size * SAME_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _joined(line: list[Piece]) -> tuple[str, float]:
    text = "".join(piece.text for piece in line).replace("\n", "")
    size = max(piece.size for piece in line)
    return text.strip(), line[0].x / (size / 2)


def _without_furniture(pages) -> tuple[list[list[tuple[str, float]]], Counter]:
    """Leave out page numbers, and a first or last line that stands on at least half of three or more pages."""
    edges = Counter(text for page in pages for text in {_edge(page, 0), _edge(page, -1)} if text)
    heads = {text for text, times in edges.items() if times >= max(3, len(pages) / 2)}
    dropped: Counter = Counter()
    kept = []
    for page in pages:
        rest = list(page)
        for end in (0, -1):
            while rest and _furniture(rest[end][0], heads):
                dropped["页码" if PAGE_NUMBER.match(rest[end][0]) else rest[end][0]] += 1
                rest.pop(end)
        kept.append(rest)
    return kept, dropped


def _edge(page, end: int) -> str:
    texts = [text for text, _ in page if not PAGE_NUMBER.match(text)]
    return texts[end] if texts else ""


def _furniture(text: str, heads: set[str]) -> bool:
    return not text or bool(PAGE_NUMBER.match(text)) or text in heads


def _flat(pages) -> list[tuple[str, float]]:
    """All lines, with the indent counted from the left edge of the type area."""
    flat = [line for page in pages for line in page]
    usual = Counter(round(indent) for _, indent in flat)
    left = min((indent for indent, times in usual.items() if times >= len(flat) * 0.1), default=0)
    return [(text, max(0.0, round(indent - left, 1))) for text, indent in flat]


def _warnings(dropped: Counter) -> tuple[str, ...]:
    said = ["PDF 的分段是按版面推断的，请核对；有 .docx 时请优先用 .docx。"]
    if dropped.pop("页码", 0):
        said.append("已略去页码。")
    said += [f"已略去每页重复的页眉页脚“{text}”（{times} 处）。" for text, times in dropped.items()]
    return tuple(said)
