"""How figures are written, one pattern a kind, built from the words of words.py.

Groups: number, scale (万 亿), unit or people, and the hedges before, inside (480余), more (5万多), extra, after (以上).
Lengths are bounded everywhere, so that no text however odd takes more than linear time.
"""

import re

from zhijia.engines.documents.figures.words import (
    CHINESE_UNITS,
    DIGITS,
    HEDGES_AFTER,
    HEDGES_BEFORE,
    HEDGES_INSIDE,
    PEOPLE,
    PLANS_OF_YEARS,
    RANKED,
    SCALES,
    UNITS,
    YEARS_CLAIMED,
)


def any_of(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


BEFORE = rf"(?:(?P<before>{any_of(HEDGES_BEFORE)})\s*)?"
AFTER = rf"(?:\s*(?P<after>{any_of(HEDGES_AFTER)}))?"
INSIDE = any_of(HEDGES_INSIDE)
ARABIC = r"(?<![\d.A-Za-z])(?<!\d,)(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,20})(?!\d)(?:\.\d{1,9})?"
CHINESE = f"(?<![{DIGITS}])[{DIGITS}]{{1,16}}"
SMALL = r"(?:\d{1,6}|[一二两三四五六七八九十]{1,4})"  # a rank, a number of years or medals
HEDGED = rf"(?P<inside>{INSIDE})?\s*(?P<scale>{any_of(SCALES)})?\s*(?P<more>{INSIDE})?"
COUNTED = rf"(?:(?P<unit>{any_of(UNITS)})(?:\s*(?P<extra>多|余))?|(?P<people>{any_of(PEOPLE)}))?"
RANKED_BY = f"(?<=[{''.join(word[-1] for word in RANKED)}])"

PATTERNS = {
    name: re.compile(pattern)
    for name, pattern in {
        "counted": rf"{BEFORE}(?P<number>{ARABIC})\s*{HEDGED}\s*{COUNTED}{AFTER}",
        "chinese": rf"{BEFORE}(?P<number>{CHINESE}){HEDGED}(?P<unit>{any_of(CHINESE_UNITS)}){AFTER}",
        "rank": rf"(?P<before>第)\s*(?P<number>{SMALL})\s*(?P<unit>名)",
        "top": rf"{RANKED_BY}(?P<before>前)\s*(?P<number>{SMALL})(?P<unit>名|位|强)?(?!季|期|个|年|天|次)",
        "years": rf"(?:{any_of(YEARS_CLAIMED)})\s*(?P<number>{SMALL})\s*(?P<unit>年|个月|届|次)",
        "plan": rf"(?P<number>{SMALL})\s*(?P<unit>年)(?={any_of(PLANS_OF_YEARS)})",
        "share": rf"{BEFORE}(?P<whole>{CHINESE})分之(?P<number>{SMALL}){AFTER}",
    }.items()
}

# 两金一银一铜: two or more in a row, or one that was won.
MEDAL = re.compile(rf"(?P<number>{SMALL})\s*枚?(?P<unit>[金银铜])牌?")
_MEDAL = rf"{SMALL}\s*枚?[金银铜]牌?"
MEDAL_ROW = re.compile(rf"(?:{_MEDAL}[、，]?){{2,}}|(?<=[获得夺摘]){_MEDAL}(?![额融行])")
