"""Heading numbers 一、（一）1.（1）: counted, or kept as printed."""

from collections.abc import Iterable
from dataclasses import replace

from zhijia.base.numerals import to_chinese
from zhijia.engines.documents.official.parts import Block, Heading

FORMS = {1: "{cn}、", 2: "（{cn}）", 3: "{n}.", 4: "（{n}）"}  # GB/T 9704-2012 7.3.3
READ = {level: {form.format(cn=to_chinese(n), n=n): n for n in range(1, 1000)} for level, form in FORMS.items()}


def printed(level: int, number: int) -> str:
    return FORMS[level].format(cn=to_chinese(number), n=number)


def read(level: int, number: str) -> int | None:
    """The count a printed number stands for, half-width brackets too; None if it is not this level's form."""
    return READ[level].get(number.strip().replace("(", "（").replace(")", "）").replace("．", "."))


def numbered(blocks: Iterable[Block], continuous: Iterable[int] = ()) -> tuple[Block, ...]:
    """Every heading with its number. A level starts again below each higher heading, unless it is `continuous`
    (a plan whose items run （一）…（二十二） through all its chapters)."""
    counts = dict.fromkeys(FORMS, 0)
    return tuple(
        _count(block, counts, frozenset(continuous)) if isinstance(block, Heading) else block for block in blocks
    )


def _count(heading: Heading, counts: dict[int, int], continuous: frozenset[int]) -> Heading:
    level = heading.level
    for lower in range(level + 1, 5):
        if lower not in continuous:
            counts[lower] = 0
    if heading.number == "":
        return heading
    counts[level] += 1
    if heading.number is None:
        return replace(heading, number=printed(level, counts[level]))
    counts[level] = read(level, heading.number) or counts[level]
    return heading
