"""Puts the outline together: parts → headings → levels → items, and the envelope of the document that matters."""

from itertools import accumulate

from zhijia.engines.documents.normalise import Normalised
from zhijia.engines.documents.outline.blocks import blocks_in
from zhijia.engines.documents.outline.cuts import Cut, Text, cuts_in
from zhijia.engines.documents.outline.envelope import envelope
from zhijia.engines.documents.outline.levels import levels_of
from zhijia.engines.documents.outline.measures import with_measures
from zhijia.engines.documents.outline.model import Item, Outline, Piece
from zhijia.engines.documents.outline.numbers import continuity
from zhijia.engines.documents.outline.parts import Part, parts_of
from zhijia.engines.documents.outline.tables import row_fields
from zhijia.engines.documents.outline.texts import split
from zhijia.engines.documents.structure import COVERS, PLANS, REPORTS


def assemble(normalised: Normalised) -> Outline:
    text = _placed(normalised)
    parts = parts_of(text.paragraphs)
    carried = parts[1:] if len(parts) > 1 and parts[0].kind in COVERS else parts
    main = _main(carried)
    maker = _Maker(text, normalised.text)
    for part in parts:
        maker.last = part is parts[-1]
        maker.take(part, is_cover=part not in carried, is_main=part is main)
    fields = envelope(text.paragraphs, parts, main)
    warnings = (*normalised.warnings, *maker.warnings, *fields.pop("warnings"), *_missing(maker))
    return Outline(
        **fields,
        preamble=maker.preamble,
        measures_from=maker.measures_from,
        pieces=tuple(maker.pieces),
        document=normalised.text,
        warnings=warnings,
    )


def _main(carried: list[Part]) -> Part | None:
    """The document the file is about: its only plan or report, else its first; none of a collection of several."""
    weighty = [part for part in carried if part.kind in PLANS | REPORTS] or carried[:1]
    return weighty[0] if len(weighty) == 1 else None


def _placed(normalised: Normalised) -> Text:
    lengths = [len(paragraph.text) + 1 for paragraph in normalised.paragraphs]
    return Text(normalised.paragraphs, [0, *accumulate(lengths)][: len(lengths) + 1])


def _missing(maker: "_Maker") -> list[str]:
    found = any(isinstance(piece, Item) and piece.kind != "part" for piece in maker.pieces)
    return [] if found else ["没有找到编号标题或小标题，请核对文件，或在预览中手工分条。"]


class _Maker:
    """Cuts the document into pieces, part by part; each piece reaches to the start of the next."""

    def __init__(self, text: Text, document: str):
        self.text, self.document = text, document
        self.pieces: list[Piece] = []
        self.warnings: list[str] = []
        self.preamble = ""
        self.measures_from = ""
        self.last = False  # is this the last document of the file? Its tail is the file's

    def take(self, part: Part, is_cover: bool, is_main: bool) -> None:
        cuts = [] if is_cover else self._cuts(part)
        begin = cuts[0].start if cuts else self._at(part.back)
        if is_cover or is_main:
            self._front(part, begin, is_cover)
        else:
            self.pieces.append(self._part(part, begin))
        self._items(part, cuts)
        self._lines(part, part.back, part.end, tail=True)

    def _cuts(self, part: Part) -> list[Cut]:
        cuts = cuts_in(self.text, part.body, part.back)
        blocks = blocks_in(self.text, part.body, part.back, cuts)
        return sorted(cuts + blocks, key=lambda cut: cut.start)

    def _at(self, paragraph: int) -> int:
        return min(self.text.starts[paragraph], len(self.document))

    def _part(self, part: Part, end: int) -> Item:
        """A document among others: its title, then the rest of its front and what stands before its first heading."""
        verbatim = self.document[self._at(part.start) : end]
        lines = [at for at in range(part.start, part.body) if part.roles.get(at) == "title"]
        title = "\n".join(self.text.line(at) for at in lines)
        before, _, rest = verbatim.partition(title) if title else ("", "", verbatim)
        text = (before + rest).strip()
        return Item(
            role="item",
            verbatim=verbatim,
            level=0,
            kind="part",
            title=title.replace("\n", " "),
            text=text,
            line=self.text.paragraphs[part.start].number,
        )

    def _front(self, part: Part, end: int, is_cover: bool) -> None:
        self._lines(part, part.start, part.body)
        preamble = self.document[self._at(part.body) : end]
        if preamble:
            self._plain("cover" if is_cover else "preamble", preamble, part.body)
        if not is_cover:
            self.preamble = preamble.strip()

    def _lines(self, part: Part, first: int, last: int, tail: bool = False) -> None:
        for at in range(first, last):
            self._plain(part.roles[at], self.document[self._at(at) : self._at(at + 1)], at, tail)

    def _plain(self, role: str, verbatim: str, at: int, tail: bool = False) -> None:
        """What is no heading. Between items, in files of several documents, it is one too: nothing is overlooked."""
        line = self.text.paragraphs[at].number
        between = any(isinstance(piece, Item) for piece in self.pieces) and not (tail and self.last)
        remark = {"level": 1, "kind": "remark", "text": verbatim.strip(), "line": line}
        self.pieces.append(Item(role, verbatim, **remark) if between else Piece(role, verbatim))

    def _items(self, part: Part, cuts: list[Cut]) -> None:
        levels, parents = levels_of(cuts)
        ends = [cut.start for cut in cuts[1:]] + [self._at(part.back)] * bool(cuts)
        items = [self._item(cut, level, end) for cut, level, end in zip(cuts, levels, ends, strict=True)]
        lines = [item.line for item in items]
        self.warnings += continuity(cuts, parents, lines)
        items, source = with_measures(items, part.kind)
        self.measures_from = source or self.measures_from
        self.pieces += items

    def _item(self, cut: Cut, level: int, end: int) -> Item:
        verbatim = self.document[cut.start : end]
        paragraph = self.text.paragraphs[cut.paragraph]
        common = {"role": "item", "verbatim": verbatim, "level": level, "line": paragraph.number, "group": cut.group}
        if cut.kind == "row":
            after = verbatim.partition("\n")[2].strip()
            return Item(**common, kind="row", **row_fields(paragraph.cells, cut.head, after))
        title, text = split(self.document[cut.body : end], cut.kind)
        kind = "chapter" if level == 1 and cut.kind == "item" else cut.kind
        return Item(**common, kind=kind, number=cut.number, title=title, text=text)
