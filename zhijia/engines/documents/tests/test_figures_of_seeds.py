"""Recall and precision of figures_in against the catalogue's figures (sections 3.1-3.3), printed by the test."""

import re
import sys
from decimal import Decimal

import pytest

from zhijia.base.testing import shared
from zhijia.engines.documents.figures import figures_in
from zhijia.engines.documents.normalise import normalise
from zhijia.engines.documents.reading import read_document
from zhijia.engines.documents.tests.test_seeds import NAMES

# Catalogue rows that no number in the text stands for, each read and given its reason.
COUNTED = "counted by the cataloguer from a list, not written"
WORD = "a word without a number (首家, 冠军, 每年, 大半边天)"
ORDINAL = "an ordinal or an edition (第一期, 首届, 第九套)"
SLOGAN = "a slogan or name in quotation marks"
NOT_WRITTEN = {
    "F-001": "a span of dates; the number of days is not written",
    "F-002": WORD,
    "F-004": COUNTED,
    "F-006": "inside the title of a document, 《…三年行动计划》",
    "F-008": COUNTED,
    "F-013": WORD,
    "F-014": WORD,
    "F-031": COUNTED,
    "F-032": COUNTED,
    "F-048": ORDINAL,
    "F-049": COUNTED,
    "F-050": COUNTED,
    "F-051": COUNTED,
    "F-062": COUNTED,
    "F-063": COUNTED,
    "F-078": "a year",
    "F-089": WORD,
    "F-091": WORD,
    "F-095": WORD,
    "F-096": "a window of time (五年来), as in F-231 of section 3.6",
    "F-097": COUNTED,
    "F-098": COUNTED,
    "F-099": COUNTED,
    "F-100": COUNTED,
    "F-109": ORDINAL,
    "F-110": ORDINAL,
    "F-111": "a grade (B等)",
    "F-113": COUNTED,
    "F-114": COUNTED,
    "F-115": ORDINAL,
    "F-116": SLOGAN,
    "F-117": SLOGAN,
    "F-119": SLOGAN,
    "F-120": SLOGAN,
    "F-121": COUNTED,
    "F-140": COUNTED,
    "F-148": COUNTED,
    "F-158": COUNTED,
    "F-160": "a version (2.0时代)",
    "F-169": COUNTED,
    "F-170": SLOGAN,
    "F-171": COUNTED,
    "F-172": COUNTED,
}
SECTIONS = re.compile(r"^## 3\.[1-3] .*?(?=^## 3\.4)", re.S | re.M)
ROW = re.compile(r"^\| (F-\d{3}) \| ([^|]+) \|.*?(\d{3})「([^」]+)」", re.M)
AROUND = (30, 40)


def catalogue():
    """{seed: [(number, value, locating phrase)]} of the rows written as numbers."""
    text = SECTIONS.search(shared("design/catalogue.md").read_text(encoding="utf-8"))[0]
    rows = {}
    for number, figure, seed, phrase in ROW.findall(text):
        if number not in NOT_WRITTEN:
            rows.setdefault(seed, []).append((number, value_of(figure), phrase))
    return rows


def value_of(figure):
    digits, scale = re.search(r"([\d.]+)(万?)", figure).groups()
    return Decimal(digits) * (10_000 if scale else 1)


def matched(text, rows, figures):
    """Pairs of catalogue number and figure: the same value near the locating phrase, each figure used once."""
    packed = re.sub(r"\s", "", text)
    place = {figure: len(re.sub(r"\s", "", text[: figure.start])) for figure in figures}
    free, pairs = list(figures), {}
    for number, value, phrase in rows:
        key = re.sub(r"\s", "", phrase)
        at = packed.find(key)
        near = [
            figure
            for figure in free
            if figure.value == value and at - AROUND[0] <= place[figure] <= at + len(key) + AROUND[1] and at >= 0
        ]
        if near:
            best = min(near, key=lambda figure: abs(place[figure] - at))
            free.remove(best)
            pairs[number] = best
    return pairs, free


@pytest.mark.parametrize("seed", ["000", "002", "003"])
def test_recall_and_precision(seed, capsys):
    text = normalise(read_document(shared(f"seeds/{NAMES[seed]}"))).text
    rows, figures = catalogue()[seed], figures_in(text)
    pairs, extra = matched(text, rows, figures)
    missed = [row for row in rows if row[0] not in pairs]
    recall, precision = len(pairs) / len(rows), len(pairs) / len(figures)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{seed}: recall {len(pairs)}/{len(rows)} = {recall:.1%}, "
            f"precision {len(pairs)}/{len(figures)} = {precision:.1%}; "
            f"missed {[row[0] for row in missed]}, extra {[figure.text for figure in extra]}\n"
        )
    assert recall >= 0.95
    assert precision >= 0.90
