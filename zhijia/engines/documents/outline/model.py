"""What a document turns out to be: its envelope, and its headings in order. Everything is cut out of one text by
position, and the cuts tile it: `"".join(piece.verbatim for piece in outline.pieces) == outline.document`."""

from dataclasses import dataclass, field

# What an item is, and what to call it where it prints no title of its own.
KINDS = {
    "part": "文件",
    "chapter": "章",
    "item": "条",
    "run-in": "小节",
    "point": "要点",
    "requirement": "要求",
    "row": "表格行",
    "aim": "总体要求",
    "task": "主要任务",
    "lessons": "工作体会",
    "lesson": "体会",
    "problems": "存在问题",
    "problem": "问题",
    "thanks": "致谢",
    "remark": "说明",
    "closing": "结语",
}
LABEL_LENGTH = 36


@dataclass(frozen=True)
class Piece:
    """A stretch of the document with one role in it: envelope line, preamble, or (as Item) a heading with its text."""

    role: str
    verbatim: str


@dataclass(frozen=True)
class Item(Piece):
    """number + title + text + measures are the verbatim text, without the blanks between them."""

    level: int = 1
    kind: str = "item"
    number: str = ""  # exactly as printed
    title: str = ""
    text: str = ""
    measures: tuple[str, ...] = ()
    group: int = 0  # problems named in pairs share a group
    line: int = 0  # of the source

    @property
    def label(self) -> str:
        """A short title for lists: always something to show."""
        words = self.title or self.text or (self.measures[0] if self.measures else "") or KINDS.get(self.kind, "")
        words = words.strip().rstrip("。；：，、;:,")
        return words if len(words) <= LABEL_LENGTH else words[: LABEL_LENGTH - 1] + "…"


@dataclass(frozen=True)
class Outline:
    kind: str = ""
    title: str = ""
    number: str = ""
    issuer: str = ""
    date: str = ""  # ISO
    subtitle: str = ""
    author: str = ""
    addressees: str = ""
    salutation: str = ""
    signature: str = ""
    copies: str = ""
    printed: str = ""
    preamble: str = ""
    cover_title: str = ""  # of the notice that carries the document
    measures_from: str = ""  # "lines", "sentences", or nothing where nothing is planned
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    document: str = field(default="", repr=False)
    warnings: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Item))

    @property
    def front(self) -> tuple[Piece, ...]:
        first = next((at for at, piece in enumerate(self.pieces) if isinstance(piece, Item)), len(self.pieces))
        return self.pieces[:first]

    @property
    def back(self) -> tuple[Piece, ...]:
        last = next((at for at, piece in enumerate(self.pieces[::-1]) if isinstance(piece, Item)), 0)
        return self.pieces[len(self.pieces) - last :] if self.items else ()

    def at_level(self, level: int) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.level == level)

    def to_json(self) -> dict:
        head = ("kind", "title", "number", "issuer", "date")
        rest = ("subtitle", "author", "cover_title", "addressees", "salutation", "signature", "copies", "printed")
        return {
            **{name: getattr(self, name) for name in head},
            "items": [_item_json(item) for item in self.items],
            "warnings": list(self.warnings),
            **{name: getattr(self, name) for name in (*rest, "preamble", "measures_from")},
            "front": [_piece_json(piece) for piece in self.front],
            "back": [_piece_json(piece) for piece in self.back],
        }


def _item_json(item: Item) -> dict:
    names = ("level", "number", "title", "text")
    return {**{name: getattr(item, name) for name in names}, "measures": list(item.measures), "kind": item.kind}


def _piece_json(piece: Piece) -> dict:
    return {"role": piece.role, "text": piece.verbatim.strip("\n")}
