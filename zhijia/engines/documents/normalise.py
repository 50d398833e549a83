"""From lines to paragraphs (catalogue 5.3): broken lines joined, ** made bold, residue of conversion repaired.

The normalised document is the paragraphs joined by line breaks. Everything later is cut out of it by position,
so nothing can get lost on the way to the outline.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from zhijia.engines.documents.markers import marker_at, starts_heading
from zhijia.engines.documents.source import Line, Source, Span
from zhijia.engines.documents.structure import CLOSED, ended, looks, stands_alone

PAGE_WIDTH = 28  # characters on a line of an official document (GB/T 9704); a broken line is about that long
NEARLY_FULL = PAGE_WIDTH - 5
HAN = "\u4e00-\u9fff"


@dataclass(frozen=True)
class Paragraph:
    text: str
    number: int = 0  # line of the source it starts on
    style: str = ""
    bold: tuple[Span, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Normalised:
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def normalise(source: Source) -> Normalised:
    warnings = list(source.warnings)
    lines = [cleaned for line in source.lines if (cleaned := _clean(line, warnings)).text]
    if source.wrapped:
        lines = _unwrapped(lines)
    return Normalised(tuple(_joined(lines, warnings)), tuple(warnings))


# --- signs -----------------------------------------------------------------------------------------------------------

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
ENGLISH_AND = re.compile(rf"(?<=[{HAN}”》）])\s*\band\b\s*(?=[{HAN}“《（])")


def _clean(line: Line, warnings: list[str]) -> Line:
    if line.style == "table":
        return line
    text, bold = _unstarred(INVISIBLE.sub("", line.text) if not line.bold else line.text, line, warnings)
    if ENGLISH_AND.search(text):
        warnings.append(f"第 {line.number} 行：夹在中文里的“and”已改为“和”。")
        text, bold = ENGLISH_AND.sub("和", text), ()
    lead = len(text) - len(text.lstrip())
    bold = tuple((max(a - lead, 0), b - lead) for a, b in bold if b > lead)
    return replace(line, text=text.strip(), bold=bold)


def _unstarred(text: str, line: Line, warnings: list[str]) -> tuple[str, tuple[Span, ...]]:
    """** switches bold on and off; the signs themselves are no text."""
    parts = text.split("**")
    if len(parts) == 1:
        return text, line.bold
    if len(parts) % 2 == 0:
        warnings.append(f"第 {line.number} 行：加粗符号 ** 不成对，请核对。")
    bold, at = [], 0
    for turn, part in enumerate(parts):
        if turn % 2 and part:
            bold.append((at, at + len(part)))
        at += len(part)
    return "".join(parts), tuple(bold)


# --- printed lines to paragraphs (PDF, text copied from one) ---------------------------------------------------------


def width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _unwrapped(lines: list[Line]) -> list[Line]:
    """A full line runs on into the next, unless the next is indented like a paragraph or opens a heading."""
    indented = _indents_paragraphs(lines)
    full = _full_width(lines) - (LOOSE if indented else TIGHT)
    done: list[Line] = []
    filled = False
    for line in lines:
        if done and filled and not _opens(line, done[-1], indented):
            done[-1] = _glued(done[-1], line)
        else:
            done.append(line)
        filled = _reach(line) >= full
    return done


# How far a full line may fall short, in characters: a word or a bracket may have moved to the next line.
TIGHT, LOOSE = 2.5, 6
CENTRED = 6  # columns of indent; a paragraph's first line stands in by four


def _full_width(lines: list[Line]) -> float:
    reaches = sorted(_reach(line) for line in lines)
    return reaches[int(len(reaches) * 0.8)] if reaches else 0


def _reach(line: Line) -> float:
    """How far right the line goes, counted in characters."""
    return line.indent / 2 + width(line.text)


def _indents_paragraphs(lines: list[Line]) -> bool:
    """Do paragraphs begin indented here? Then some lines, but not most, stand in by a few columns."""
    inset = sum(1 for line in lines if 1.5 <= line.indent <= 9)
    return 0 < inset <= len(lines) * 0.75


def _opens(line: Line, before: Line, indented: bool) -> bool:
    if line.style or before.style or _is_title(before.text):
        return True
    if indented:
        return line.indent >= 1.5 or before.indent >= CENTRED
    heading_before = _numbered(before.text) and "。" not in before.text
    return starts_heading(line.text) and (heading_before or before.text[-1:] in "。！？；")


def _is_title(text: str) -> bool:
    """Complete in itself, and not just a sentence that happens to be cut after 讲话 or 总结."""
    return stands_alone(text) and not re.search("[，。；：]", text)


# --- lines broken by a page ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Break:
    """The seam between two lines: what the rules look at."""

    before: str
    after: str
    then: str = ""  # the line after that
    styled: bool = False


CONTINUES = "的地得、，。；）”》）"
COMMA = re.compile("[，、]")
STOP = re.compile("[。；！？：]")


def _open_bracket(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("《》", "“”", "（）", "〔〕", "()"))


def _signature(seam: Break) -> bool:
    return looks("date", seam.then) or looks("printed", seam.then)


def _new_line(seam: Break) -> bool:
    after = seam.after
    roles = ("number", "date", "spoken", "printed", "copies", "attachment", "attachment_note", "greeting", "mark")
    return starts_heading(after) or any(looks(role, after) for role in roles)


def _cut_heading(seam: Break) -> bool:
    """（三）服务…的 | 新成效: a full numbered line, then a short rest that is no sentence either."""
    short = len(seam.after) <= PAGE_WIDTH - 8 and not ended(seam.after)
    return short and len(seam.before) >= NEARLY_FULL and _numbered(seam.before) and not _signature(seam)


def _numbered(text: str) -> bool:
    found = marker_at(text)
    return bool(found) and found[0].name != "dash"


def _title_runs_on(seam: Break) -> bool:
    return looks("subtitle", seam.before) and not stands_alone(seam.before) and stands_alone(seam.after)


# What decides whether two lines are one paragraph; the first rule that applies answers.
JOIN_RULES: tuple[tuple[str, Callable[[Break], bool], bool], ...] = (
    ("styled", lambda seam: seam.styled, False),
    ("stopped", lambda seam: seam.before[-1:] in CLOSED, False),
    ("next opens", _new_line, False),
    ("next goes on", lambda seam: seam.after[0] in CONTINUES, True),
    ("open bracket", lambda seam: _open_bracket(seam.before), True),
    ("ended", lambda seam: ended(seam.before), False),
    ("comma", lambda seam: seam.before[-1] in "，、,", True),
    ("subtitle", _title_runs_on, True),
    ("alone", lambda seam: stands_alone(seam.before), False),
    ("signature", _signature, False),
    ("sentence before", lambda seam: bool(STOP.search(seam.before)), True),
    ("long", lambda seam: len(seam.before) > PAGE_WIDTH * 1.5 and not _numbered(seam.before), True),
    ("cut heading", _cut_heading, True),
    ("numbered", lambda seam: _numbered(seam.before), False),
    ("two commas", lambda seam: len(COMMA.findall(seam.before)) > 1 and len(seam.before) >= PAGE_WIDTH - 8, True),
    ("full line", lambda seam: COMMA.search(seam.before) is not None and len(seam.before) >= NEARLY_FULL + 1, True),
)


def joins(seam: Break) -> bool:
    return next((answer for _, applies, answer in JOIN_RULES if applies(seam)), False)


def _joined(lines: list[Line], warnings: list[str]) -> list[Paragraph]:
    done: list[Line] = []
    count = 0
    for line, then in pairwise([*lines, Line("")]):
        if done and joins(_seam(done[-1], line, then)):
            done[-1] = _glued(done[-1], line)
            count += 1
        else:
            done.append(line)
    if count:
        warnings.append(f"合并了 {count} 处断开的行，请在预览中核对分段。")
    return [Paragraph(line.text, line.number, line.style, line.bold, line.cells) for line in done]


def _seam(before: Line, after: Line, then: Line) -> Break:
    return Break(before.text, after.text, then.text, styled=bool(before.style or after.style))


def _glued(before: Line, after: Line) -> Line:
    gap = " " if _latin(before.text[-1:]) and _latin(after.text[:1]) else ""
    shift = len(before.text) + len(gap)
    bold = before.bold + tuple((a + shift, b + shift) for a, b in after.bold)
    return replace(before, text=before.text + gap + after.text, bold=bold)


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
