"""What a file says once it is read: lines with the little style that helps to find headings, and what went wrong."""

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One printed line or paragraph of the file, never holding a line break."""

    text: str
    number: int = 0  # where the reader of a warning finds it: line of a .txt, paragraph of a .docx or .pdf
    style: str = ""  # "title", "heading1"…"heading9", "table", or nothing
    bold: tuple[Span, ...] = ()
    cells: tuple[str, ...] = ()  # of a table row; paragraphs inside a cell are separated by line breaks
    indent: float = 0.0  # blank columns before the text, where the file tells


@dataclass(frozen=True)
class Source:
    """A file as read. `wrapped` says that its lines are printed lines, so paragraphs must be found first."""

    name: str
    kind: str  # "txt", "docx", "pdf"
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()
    wrapped: bool = False

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)
