"""Automatic list numbers of Word, written out as they print: a heading's number must not be lost with its style."""

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from zhijia.base.numerals import to_chinese

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))  # a list of more than 39 in Roman numbers is none of ours


def roman(value: int) -> str:
    text = ""
    for sign, size in ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def circled(value: int) -> str:
    return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)


def full_width(value: int) -> str:
    return str(value).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})


CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "koreanCounting",
)

FORMATS = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "lowerLetter": letter,
    "upperLetter": lambda value: letter(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "ideographTraditional": lambda value: STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: BRANCHES[(value - 1) % 12],
    **dict.fromkeys(CHINESE, to_chinese),
}


@dataclass
class Level:
    start: int = 1
    format: str = "decimal"
    pattern: str = ""


@dataclass
class Scheme:
    """One abstract numbering: its levels, and the counters that all lists made from it share."""

    levels: dict[int, Level]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of a document as its paragraphs are walked in order."""

    def __init__(self, document):
        self.schemes: dict[str, Scheme] = {}
        self.overridden: set[tuple[str, int]] = set()
        self.by_style = _numbered_styles(document)
        self.lists = self._lists(document)

    def printed(self, paragraph) -> str:
        """The number Word prints before this paragraph, with the sign that follows it; empty if none."""
        list_id, depth = self._place(paragraph)
        if list_id not in self.lists:
            return ""
        scheme, overrides = self.lists[list_id]
        level = overrides.get(depth) or scheme.levels.get(depth)
        if level is None or level.format in ("none", "bullet") and not level.pattern:
            return ""
        self._count(list_id, scheme, overrides, depth, level)
        if level.format == "bullet":
            return "• "
        number = self._written(scheme, level)
        return number + (" " if number[-1:].isascii() and number else "")

    def _count(self, list_id, scheme, overrides, depth, level) -> None:
        if depth in overrides and (list_id, depth) not in self.overridden:
            self.overridden.add((list_id, depth))
            scheme.counters[depth] = level.start
        else:
            scheme.counters[depth] = scheme.counters.get(depth, level.start - 1) + 1
        for deeper in [d for d in scheme.counters if d > depth]:
            del scheme.counters[deeper]

    @staticmethod
    def _written(scheme: Scheme, level: Level) -> str:
        def value(found) -> str:
            at = int(found[1]) - 1
            own = scheme.levels.get(at, level)
            return FORMATS.get(own.format, str)(max(scheme.counters.get(at, own.start), 1))

        return re.sub(r"%(\d)", value, level.pattern)

    def _place(self, paragraph) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        style = properties.find(qn("w:pStyle"))
        inherited = self.by_style.get(style.get(qn("w:val")), ("", 0)) if style is not None else ("", 0)
        return _num_pr(properties, inherited)

    def _lists(self, document) -> dict[str, tuple[Scheme, dict[int, Level]]]:
        part = _numbering_part(document)
        if part is None:
            return {}
        for abstract in part.iterchildren(qn("w:abstractNum")):
            levels = {int(lvl.get(qn("w:ilvl"))): _level(lvl) for lvl in abstract.iterchildren(qn("w:lvl"))}
            self.schemes[abstract.get(qn("w:abstractNumId"))] = Scheme(levels)
        found = {}
        for num in part.iterchildren(qn("w:num")):
            scheme = self.schemes.get(_val(num, "w:abstractNumId") or "")
            if scheme:
                found[num.get(qn("w:numId"))] = (scheme, _overrides(num, scheme))
        return found


def _overrides(num, scheme: Scheme) -> dict[int, Level]:
    found = {}
    for override in num.iterchildren(qn("w:lvlOverride")):
        depth = int(override.get(qn("w:ilvl")))
        own = override.find(qn("w:lvl"))
        base = _level(own) if own is not None else scheme.levels.get(depth, Level())
        start = _val(override, "w:startOverride")
        found[depth] = Level(int(start) if start else base.start, base.format, base.pattern)
    return found


def _level(lvl) -> Level:
    return Level(
        start=int(_val(lvl, "w:start") or 1),
        format=_val(lvl, "w:numFmt") or "decimal",
        pattern=_val(lvl, "w:lvlText") or "",
    )


def _val(element, tag: str) -> str | None:
    found = element.find(qn(tag))
    return found.get(qn("w:val")) if found is not None else None


def _num_pr(properties, inherited: tuple[str, int]) -> tuple[str, int]:
    found = properties.find(qn("w:numPr"))
    if found is None:
        return inherited
    list_id, depth = _val(found, "w:numId"), _val(found, "w:ilvl")
    return (inherited[0] if list_id is None else list_id), (inherited[1] if depth is None else int(depth))


def _numbered_styles(document) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs, their own or their parents' way."""
    elements = {style.get(qn("w:styleId")): style for style in document.styles.element.iterchildren(qn("w:style"))}

    def place(style_id: str | None, hops: int = 0) -> tuple[str, int]:
        style = elements.get(style_id)
        if style is None or hops > 20:
            return "", 0
        above = place(_val(style, "w:basedOn"), hops + 1)
        properties = style.find(qn("w:pPr"))
        return above if properties is None else _num_pr(properties, above)

    return {style_id: found for style_id in elements if (found := place(style_id))[0]}


def _numbering_part(document):
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None
