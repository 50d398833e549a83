"""Word files: paragraphs and tables in order, bold, heading styles, automatic numbers written out as printed."""

import io
import zipfile
import zlib
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from zhijia.base.verdict import Refused, need
from zhijia.engines.documents.reading.numbering import Numbering
from zhijia.engines.documents.source import Line, Source, Span

MAX_UNPACKED = 100 * 1024 * 1024
MAX_XML = 30 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_NESTING = 10
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
SKIPPED = {ALTERNATE, *map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr", "w:pict", "w:drawing"))}
BROKEN = (
    *(PackageNotFoundError, BadZipFile, KeyError, ValueError, AttributeError, OSError, EOFError),
    *(etree.LxmlError, NotImplementedError, RuntimeError, zlib.error),
)
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
OFF = {"0", "false", "off", "none"}


def read(content: bytes, name: str) -> Source:
    _safe(content)
    document = _opened(content)
    body = document.element.body
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    reader = _Reader(Numbering(document), names)
    reader.blocks(body)
    return Source(name=name, kind="docx", lines=tuple(reader.lines), warnings=tuple(reader.warnings(body)))


def _safe(content: bytes) -> None:
    """Look at the directory before unpacking anything: a few kilobytes can unpack to gigabytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except BadZipFile as broken:
        raise Refused(need(False, "文件已损坏，打不开，请重新导出后再上传。", field="file").reasons) from broken
    names = {entry.filename for entry in entries}
    size = sum(entry.file_size for entry in entries)
    need("word/document.xml" in names, "只能读 .docx、.txt 和 .pdf，请另存为 .docx 再上传。", field="file").or_refuse()
    longest = max((entry.file_size for entry in entries if entry.filename.endswith(".xml")), default=0)
    fits = size <= MAX_UNPACKED and longest <= MAX_XML and len(entries) <= MAX_ENTRIES
    need(fits, "文件解压后过大，请去掉图片和附件后再上传。", field="file").or_refuse()
    locked = any(entry.flag_bits & 1 for entry in entries)
    need(not locked, "文件设有密码，请先去掉密码再上传。", field="file").or_refuse()


def _opened(content: bytes):
    try:
        return docx.Document(io.BytesIO(content))
    except BROKEN as broken:
        raise Refused(need(False, "文件已损坏，打不开，请重新导出后再上传。", field="file").reasons) from broken


class _Reader:
    """Walks the body once, in order, and keeps the state that automatic numbering needs."""

    def __init__(self, numbering: Numbering, styles: dict[str, str]):
        self.lines: list[Line] = []
        self.numbering = numbering
        self.styles = styles
        self.contents = 0  # lines of a table of contents, left out

    def blocks(self, parent) -> None:
        for element in parent.iterchildren():
            if element.tag == qn("w:p"):
                self.paragraph(element)
            elif element.tag == qn("w:tbl"):
                self.table(element)
            elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
                self.blocks(element)

    def paragraph(self, element) -> None:
        style = self._style(element)
        if style == "toc":
            self.contents += 1
            return
        number = self.numbering.printed(element)
        text, bold = runs_of(element)
        if number and text.strip():
            text, bold = number + text, tuple((a + len(number), b + len(number)) for a, b in bold)
        self._add(text, bold, style)

    def table(self, element) -> None:
        rows = [row for row in element.iter(qn("w:tr")) if _table_of(row) is element]
        cells = [[self._cell(cell) for cell in row.iterchildren(qn("w:tc"))] for row in rows]
        if max((len(row) for row in cells), default=0) < 2:
            for row in rows:
                for cell in row.iterchildren(qn("w:tc")):
                    self.blocks(cell)  # a frame around text, not a table
            return
        for row in cells:
            if any(row):
                text = "\t".join(cell.replace("\n", " ") for cell in row)
                self.lines.append(Line(text=text, number=len(self.lines) + 1, style="table", cells=tuple(row)))

    def _cell(self, cell) -> str:
        inner = _Reader(self.numbering, self.styles)
        if sum(1 for _ in cell.iterancestors(qn("w:tbl"))) < MAX_NESTING:
            inner.blocks(cell)
        return "\n".join(line.text for line in inner.lines if line.text)

    def _add(self, text: str, bold: tuple[Span, ...], style: str) -> None:
        start = 0
        for part in text.split("\n"):
            spans = tuple((max(a, start) - start, min(b, start + len(part)) - start) for a, b in bold)
            kept = tuple((a, b) for a, b in spans if a < b)
            self.lines.append(Line(text=part, number=len(self.lines) + 1, style=style, bold=kept))
            start += len(part) + 1

    def _style(self, element) -> str:
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self.styles.get(found.get(qn("w:val")), "") if found is not None else ""
        if name.startswith(("toc ", "目录")):
            return "toc"
        if name.startswith(("heading ", "标题 ")) and name[-1].isdigit():
            return f"heading{name[-1]}"
        return "title" if name in ("title", "标题") else ""

    def warnings(self, body) -> list[str]:
        said = []
        boxes = dict.fromkeys(
            text
            for box in body.iter(qn("w:txbxContent"))
            if (text := "".join(t.text or "" for t in box.iter(qn("w:t"))))
        )
        said += [f"文本框里的文字没有读入，需要时请移到正文：“{text[:30]}”。" for text in boxes]
        if self.contents:
            said.append(f"已略去目录（{self.contents} 行）。")
        if any(True for _ in body.iter(qn("w:footnoteReference"), qn("w:endnoteReference"))):
            said.append("脚注和尾注没有读入。")
        if any(True for _ in body.iter(qn("w:ins"), qn("w:del"))):
            said.append("文件带有修订标记，按接受全部修订读入。")
        return said


def runs_of(element) -> tuple[str, tuple[Span, ...]]:
    """The text of a paragraph and where it is bold; deletions and text boxes left out."""
    text, bold = "", []
    for run in _runs(element):
        piece = "".join(_signs(run))
        if piece and _is_bold(run):
            bold.append((len(text), len(text) + len(piece)))
        text += piece
    return text, tuple(bold)


def _runs(element):
    for child in element.iterchildren():
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in SKIPPED:
            yield from _runs(child)


def _signs(run):
    for child in run.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in SIGNS:
            yield "" if child.get(qn("w:type")) == "page" else SIGNS[child.tag]


def _is_bold(run) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return found is not None and (found.get(qn("w:val")) or "1").lower() not in OFF


def _table_of(row):
    parent = row.getparent()
    while parent is not None and parent.tag != qn("w:tbl"):
        parent = parent.getparent()
    return parent
