"""The quantities a text claims: 1.3万余人次, 57.1%, 两金一银, 第九名, 连续三年 — and none of its dates and slogans.

    for figure in figures_in(text): figure.value, figure.unit, figure.hedge, figure.text, figure.start, figure.end

A figure is a number someone counted or must reach: Arabic or Chinese, with 万/亿, percentages, medals, ranks (第9名,
前五), years in a row (连续三年) and the span of a plan (五年规划). Dates, years, document numbers, sessions (七届一次),
ordinals (第十九期), anniversaries, heading numbers, windows of time (五年来), versions, everything inside quotation
marks or 《》, and 一 before a counting word (一批, 一次) are not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhijia.base.numerals import from_chinese
from zhijia.base.verdict import Refused
from zhijia.engines.documents.figures.masks import masked
from zhijia.engines.documents.figures.patterns import MEDAL, MEDAL_ROW, PATTERNS
from zhijia.engines.documents.figures.words import SCALES

__all__ = ["Figure", "figures_in"]


WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


@dataclass(frozen=True)
class Figure:
    value: Decimal
    unit: str
    text: str  # exactly as written
    hedge: str  # 余 近 以上 超过 第 前 …, as written; empty for an exact number
    start: int
    end: int

    def to_json(self) -> dict:
        value = int(self.value) if self.value == self.value.to_integral_value() else float(self.value)
        return {"value": value, "unit": self.unit, "text": self.text, "hedge": self.hedge}


def figures_in(text: str) -> list[Figure]:
    """In order of appearance, none inside another."""
    searched = masked(text.translate(WIDE))
    found = sorted(_all(text, searched), key=lambda figure: (figure.start, -figure.end))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _all(text: str, searched: str) -> Iterator[Figure]:
    for name, pattern in PATTERNS.items():
        yield from filter(None, (_figure(name, text, found) for found in pattern.finditer(searched)))
    for row in MEDAL_ROW.finditer(searched):
        medals = MEDAL.finditer(searched, row.start(), row.end())
        yield from filter(None, (_figure("medals", text, found) for found in medals))


def _figure(name: str, text: str, found: re.Match) -> Figure | None:
    said = found.groupdict()
    if not _is_figure(name, said):
        return None
    value = _value(said)
    if value is None:
        return None
    end = found.end()
    return Figure(
        value=value,
        unit=_unit(name, said),
        text=text[found.start() : end].strip(),
        hedge=_hedge(said),
        start=found.start(),
        end=found.start() + len(text[found.start() : end].rstrip()),
    )


def _hedge(said: dict) -> str:
    return "".join(said.get(place) or "" for place in ("before", "inside", "more", "extra", "after"))


def _unit(name: str, said: dict) -> str:
    if name == "top":
        return said["unit"] or "名"
    return said.get("unit") or said.get("people") or ""


def _is_figure(name: str, said: dict) -> bool:
    if name == "counted":
        return bool(said["unit"] or said["scale"] or _hedge(said)) and not _plain_person(said)
    if name == "chinese":
        return _counts(said)
    return True


def _plain_person(said: dict) -> bool:
    """A number right before 职工 counts people only when something says it is a number of them."""
    return bool(said["people"]) and not (said["scale"] or _hedge(said))


def _counts(said: dict) -> bool:
    """一批 and 百名 are manners of speaking; a lone 十/百/千/万 counts when it is hedged: 近百名, 十余场."""
    number, hedged = said["number"], bool(_hedge(said))
    if number in ("一", "零", "〇") or number.startswith(("零", "〇")):
        return False
    return hedged or number[0] not in "百千万亿"


def _value(said: dict) -> Decimal | None:
    try:
        number = _number(said["number"])
        if said.get("whole"):
            return (number / _number(said["whole"])).quantize(Decimal("0.0001"))
        return _exact(number * SCALES.get(said.get("scale") or "", 1))
    except (Refused, ArithmeticError):
        return None


def _exact(number: Decimal) -> Decimal:
    """13000, not 13000.0: a scaled decimal that came out whole is whole."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _number(written: str) -> Decimal:
    if written[0].isdigit() and written[0].isascii():
        return Decimal(written.replace(",", ""))
    return Decimal(from_chinese(written if written[0] not in "百千万亿" else "一" + written))
