"""Heading numbers as data: how each is printed, how deep it stands among the others, and where it may stand.

Rank orders the kinds of number from the outermost in; a level is a kind's place among those open above it, so
一、（一）一是 and 一、1. and （一） alone all nest rightly without a grammar per document (catalogue 5.2).
"""

import re
from dataclasses import dataclass

from zhijia.base.numerals import from_chinese
from zhijia.base.verdict import Refused

CN = "[〇零一二三四五六七八九十百]"
ENCLOSED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PAREN_CN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
PAREN_ARABIC = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
COUNTERS = "名人个项家场次期年月日元万亿余多种类级倍%％℃"


@dataclass(frozen=True)
class Marker:
    name: str
    pattern: str
    rank: float
    kind: str = "item"
    inline: bool = False  # may also open a sentence inside a paragraph, once the numbers form a row 一二三
    family: bool = False  # 一是 and 一要 are different rows: the sign after the number must stay the same
    bare: str = ""  # counts only in a text that also uses this marker

    def match(self, text: str, at: int = 0) -> re.Match | None:
        return _compiled(self.pattern).match(text, at)


MARKERS = (
    Marker("volume", rf"第{CN}{{1,4}}(?:编|部分)[\s：:、]*", 10, "chapter"),
    Marker("chapter", rf"第{CN}{{1,4}}章[\s：:、]*", 20, "chapter"),
    Marker("section", rf"第{CN}{{1,4}}节[\s：:、]*", 25, "chapter"),
    Marker("comma", rf"{CN}{{1,4}}\s*[、．.]\s*(?!{CN}{{1,3}}[线级月])", 40, "chapter"),
    Marker("article", rf"第{CN}{{1,4}}条[\s：:、]*", 45),
    Marker("paren", rf"(?:[（(]\s*{CN}{{1,4}}\s*[）)]|[{PAREN_CN}])[、.．]?\s*", 50),
    Marker("bare", r"\d{1,2}[ \u3000\t]+(?=[\u4e00-\u9fff《“])", 59, bare="multi2"),
    Marker("arabic", rf"(?:\d{{1,2}}\s*[.．、](?!\s*\d)|[{DOTTED}])\s*", 60),
    Marker("multi2", rf"\d{{1,2}}[.．]\d{{1,2}}[.．、]?(?![.．]?\d|\s*[{COUNTERS}])\s*", 62),
    Marker("multi3", r"\d{1,2}(?:[.．]\d{1,2}){2}[.．、]?(?![.．]?\d)\s*", 63),
    Marker("multi4", r"\d{1,2}(?:[.．]\d{1,2}){3}[.．、]?(?!\d)\s*", 64),
    Marker("arabic-paren", rf"(?:[（(]\s*\d{{1,2}}\s*[）)]|[{PAREN_ARABIC}])[、.．]?\s*", 70, inline=True),
    Marker("half-paren", r"\d{1,2}\s*[)）][、.．]?\s*", 72),
    Marker("circled", rf"[{ENCLOSED}][、.．]?\s*", 75, inline=True),
    Marker("letter", r"[A-Ha-h][.．、)）]\s*", 77),
    Marker("dash", r"——\s*", 80, "requirement"),
    Marker("bullet", r"[•●◆■▪▲★]\s*", 82, "point"),
    Marker("ordinal", rf"第{CN}{{1,2}}[，,]\s*", 85, "point", inline=True),
    Marker("must", rf"{CN}{{1,2}}(?:要|须|抓|靠)(?!素)", 90, "point", inline=True, family=True),
    Marker("point", rf"{CN}{{1,2}}(?:是|则)", 92, "point", inline=True, family=True),
)
BY_NAME = {marker.name: marker for marker in MARKERS}

_cache: dict[str, re.Pattern] = {}


def _compiled(pattern: str) -> re.Pattern:
    return _cache.setdefault(pattern, re.compile(pattern))


def marker_at(text: str, at: int = 0) -> tuple[Marker, re.Match] | None:
    """The heading number that opens the text there, if any."""
    for marker in MARKERS:
        found = marker.match(text, at)
        if found:
            return marker, found
    return None


def starts_heading(text: str) -> bool:
    return marker_at(text) is not None


def value_of(marker: Marker, printed: str) -> int:
    """What the printed number counts; 0 for kinds that do not count. The last part of 3.2.1."""
    if marker.name in ("dash", "bullet"):
        return 0
    for signs in (ENCLOSED, PAREN_CN, PAREN_ARABIC, DOTTED):
        if printed[0] in signs:
            return signs.index(printed[0]) + 1
    if marker.name == "letter":
        return ord(printed[0].lower()) - ord("a") + 1
    digits = re.findall(r"\d+", printed)
    if digits:
        return int(digits[-1])
    return _chinese(re.search(f"{CN}+", printed)[0])


def _chinese(text: str) -> int:
    """0 where the signs make no number (百十、 in a garbled file): it then stands outside every row."""
    try:
        return from_chinese(text)
    except Refused:
        return 0


def prefix_of(printed: str) -> tuple[int, ...]:
    """The numbers before the last in 3.2.1: the parents it claims."""
    return tuple(int(digits) for digits in re.findall(r"\d+", printed)[:-1])
