"""The text of a plan as a flat list of lines with levels. Whatever is done to it, no character gets lost.

Document order is the only order; parents follow from levels. So splitting, merging and moving are small, and the law
that the lines, read one after another, say what they said before can be tested.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from zhijia.base.numerals import ordinal, to_chinese
from zhijia.base.verdict import Verdict, need


class Kind(StrEnum):
    PART = "part"
    ENVELOPE = "envelope"
    PREAMBLE = "preamble"
    CHAPTER = "chapter"
    ITEM = "item"
    MEASURE = "measure"
    OTHER = "other"


KIND_NAMES = {
    Kind.PART: "文件",
    Kind.ENVELOPE: "文件头尾",
    Kind.PREAMBLE: "前言",
    Kind.CHAPTER: "章",
    Kind.ITEM: "条目",
    Kind.MEASURE: "措施",
    Kind.OTHER: "其他文字",
}
EDITABLE = (Kind.CHAPTER, Kind.ITEM, Kind.MEASURE, Kind.PREAMBLE, Kind.OTHER)  # what a person may turn a line into
HOLDERS = (Kind.PART, Kind.CHAPTER, Kind.ITEM)  # what other lines may stand under
FLAT = (Kind.ENVELOPE, Kind.PREAMBLE)  # stand outside the tree
DEEPEST = 6


class Style(StrEnum):
    """How items are numbered, on through all chapters."""

    KEPT = "kept"
    PAREN = "paren"
    ARABIC = "arabic"


STYLE_NAMES = {
    Style.PAREN: "条目编（一）（二）……，各章连续",
    Style.ARABIC: "章编一、二、……，条目编1. 2. ……，各章连续",
    Style.KEPT: "按原文编号，不改动",
}


@dataclass(frozen=True)
class Line:
    """One chapter, item, measure or stretch of other text. `start` and `end`: where it stands in the document."""

    kind: str
    level: int = 1
    number: str = ""
    title: str = ""
    text: str = ""
    start: int = 0
    end: int = 0
    line: int = 0  # of the source file, as warnings name it
    hint: str = ""  # what the reader of the document took it for
    pk: int | None = None
    previous: int | None = None  # the line of the earlier version it comes from

    @property
    def said(self) -> str:
        return self.number + self.title + self.text

    @property
    def words(self) -> str:
        return self.title + self.text


def text_of(lines: Iterable[Line]) -> str:
    return "".join(line.said for line in lines)


# --- the tree that follows from the levels ---


def parents(lines: Sequence[Line]) -> list[int | None]:
    """Position of each line's parent: the nearest line above of lower level."""
    found, open_ = [], []
    for at, line in enumerate(lines):
        if line.kind in FLAT:
            found.append(None)
            continue
        if line.kind in HOLDERS:
            while open_ and lines[open_[-1]].level >= line.level:
                open_.pop()
        found.append(next((up for up in reversed(open_) if lines[up].level < line.level), None))
        if line.kind in HOLDERS:
            open_.append(at)
    return found


def block(lines: Sequence[Line], at: int) -> range:
    """The line and everything below it."""
    end = at + 1
    while end < len(lines) and lines[end].level > lines[at].level and lines[end].kind not in FLAT:
        end += 1
    return range(at, end)


def guiding(lines: Sequence[Line]) -> list[int]:
    """Items without a measure or an item below them: they guide and are nobody's task (指导性条目)."""
    above = parents(lines)
    held = {above[at] for at, line in enumerate(lines) if line.kind in (Kind.ITEM, Kind.MEASURE)}
    return [at for at, line in enumerate(lines) if line.kind == Kind.ITEM and at not in held]


def chapters(lines: Sequence[Line]) -> list[int | None]:
    """Position of the chapter each line stands in."""
    above = parents(lines)
    found: list[int | None] = []
    for at, line in enumerate(lines):
        up = above[at]
        found.append(at if line.kind == Kind.CHAPTER else None if up is None else found[up])
    return found


def measure_level(lines: Sequence[Line], at: int) -> int:
    """A measure stands one level below the item or chapter it follows."""
    for line in reversed(lines[:at]):
        if line.kind in (Kind.ITEM, Kind.CHAPTER):
            return line.level + 1
    return 2


# --- corrections ---

SEAM = re.compile(r"[。；！？]|\n")
LOOSE_SEAM = re.compile(r"[。；！？，、：]|\n")


def seams(words: str) -> list[int]:
    """Where a line may be cut in two: after a sentence, or after a comma where there is only one sentence."""
    for pattern in (SEAM, LOOSE_SEAM):
        found = [match.end() for match in pattern.finditer(words) if 0 < match.end() < len(words)]
        if found:
            return found
    return []


def may_split(line: Line, at: int) -> Verdict:
    inside = 0 < at < len(line.words)
    return need(inside, "请选择从哪一句拆开", field="at") & need(
        not inside or (line.words[:at].strip() and line.words[at:].strip()), "拆开后两段都要有文字", field="at"
    )


def split(line: Line, at: int, document: str = "") -> tuple[Line, Line]:
    """Two lines that say, one after the other, what the one said."""
    in_title = min(at, len(line.title))
    first = replace(line, title=line.title[:in_title], text=line.text[: at - in_title])
    second = replace(line, number="", title="", text=line.words[at:], pk=None, previous=None)
    cut = _place(document, line, second.text)
    return replace(first, end=cut or line.end), replace(second, start=cut or line.start)


def _place(document: str, line: Line, tail: str) -> int | None:
    """Where the second part begins in the original, if it still stands there as it is."""
    found = document.rfind(tail, line.start, line.end)
    return found if found > line.start else None


def may_merge(above: Line | None, line: Line) -> Verdict:
    return need(above is not None, "前面没有可以合并的文字") & need(
        above is None or (above.kind in FLAT) == (line.kind in FLAT) or line.kind == Kind.OTHER,
        "不能与文件头尾或前言合并，请先把类别改成“其他文字”",
    )


def merge(above: Line, line: Line) -> Line:
    return replace(above, text=above.text + line.said, start=min(above.start, line.start), end=max(above.end, line.end))


def move(lines: Sequence[Line], at: int, after: int) -> list[Line]:
    """The block at `at`, moved to stand behind the block of `after`."""
    moved = block(lines, at)
    taken = [lines[n] for n in moved]
    target = block(lines, after)[-1]
    rest = [(n, line) for n, line in enumerate(lines) if n not in moved]
    made: list[Line] = []
    for n, line in rest:
        made.append(line)
        if n == target:
            made.extend(taken)
    return made if len(made) == len(lines) else list(lines)


def swap(lines: Sequence[Line], at: int, by: int) -> list[Line]:
    """The block one place up (-1) or down (1) among its neighbours of the same parent; unchanged at either end."""
    above = parents(lines)
    same = [n for n, line in enumerate(lines) if above[n] == above[at] and line.level == lines[at].level]
    same = [n for n in same if lines[n].kind not in FLAT]
    place = same.index(at) + by
    if not 0 <= place < len(same):
        return list(lines)
    first, second = sorted((at, same[place]))
    one, two = block(lines, first), block(lines, second)
    order = [*range(first), *two, *range(one.stop, second), *one, *range(two.stop, len(lines))]
    return [lines[n] for n in order]


# --- numbers ---


def style_of(lines: Sequence[Line]) -> Style:
    """How the printed numbers of the items run: only a style all of them follow is kept up."""
    printed = [line.number.strip() for line in lines if line.kind == Kind.ITEM and line.level == 2]
    for style, number in ((Style.PAREN, ordinal), (Style.ARABIC, lambda n: f"{n}.")):
        if printed and printed == [number(n) for n in range(1, len(printed) + 1)]:
            return style
    return Style.KEPT


def renumbered(lines: Sequence[Line], style: str) -> list[Line]:
    """Numbers running on through all chapters (001, 004); deeper items and other text are left as they are."""
    if style == Style.KEPT:
        return list(lines)
    counts = {Kind.CHAPTER: 0, Kind.ITEM: 0}
    made = []
    top = min((line.level for line in lines if line.kind == Kind.ITEM), default=2)
    for line in lines:
        if line.kind == Kind.CHAPTER or (line.kind == Kind.ITEM and line.level == top):
            counts[line.kind] += 1
            line = replace(line, number=_number(style, line, counts[line.kind]))
        made.append(line)
    return made


def _number(style: str, line: Line, n: int) -> str:
    if line.kind == Kind.CHAPTER:
        return f"{to_chinese(n)}、" if style == Style.ARABIC else ""
    return ordinal(n) if style == Style.PAREN else f"{n}."


# --- the frozen text ---


def digest(head: Sequence[str], lines: Iterable[Line]) -> str:
    """SHA-256 of what a plan says and how it is ordered; what is done with it later does not enter."""
    said = [[line.kind, line.level, line.number, line.title, line.text] for line in lines]
    body = json.dumps([list(head), said], ensure_ascii=False, separators=(",", ":"))
    return sha256(body.encode()).hexdigest()


@dataclass(frozen=True)
class Difference:
    change: str  # added, removed, changed, moved
    before: str = ""
    after: str = ""
    kind: str = ""


CHANGE_NAMES = {"added": "新增", "removed": "删除", "changed": "修改", "retyped": "改变类别"}


def differences(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Difference]:
    """What a revision changed, in the order of the new text; what is gone comes last."""
    before = {line.pk: line for line in old}
    for line in new:
        was = before.pop(line.previous, None)
        if was is None:
            yield Difference("added", "", line.said, line.kind)
        elif was.said != line.said:
            yield Difference("changed", was.said, line.said, line.kind)
        elif was.kind != line.kind:
            yield Difference(
                "retyped", KIND_NAMES[Kind(was.kind)], KIND_NAMES[Kind(line.kind)] + "：" + line.said, line.kind
            )
    for was in before.values():
        yield Difference("removed", was.said, "", was.kind)
