"""The order of names on a list of candidates: 按姓氏笔画为序 (工会基层组织选举工作条例, custom of ballots).

Fewer strokes first; of equal ones the first different stroke decides, 横竖撇点折; then the next character. A character
that the table does not know goes behind the known ones, and the list says so: an order is never pretended.
"""

from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "strokes.txt"
BEHIND = (99, "")


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1:] for line in lines if line and line[0] not in "# "}


def strokes(character: str) -> int:
    """strokes("王") == 4; 0 for a character the table does not know."""
    return len(table().get(character, ""))


def _weight(character: str) -> tuple:
    order = table().get(character)
    return (len(order), order, character) if order else (*BEHIND, character)


def by_strokes(name: str) -> tuple:
    """The key to sort names by."""
    return tuple(_weight(character) for character in name)


def in_order(rows, name=str) -> list:
    return sorted(rows, key=lambda row: by_strokes(name(row)))


def unknown(names) -> list[str]:
    """Characters of these names that the table cannot place."""
    return sorted({c for name in names for c in name if c >= "\u3400" and c not in table()})


def said(names) -> str:
    """What a list says about its order."""
    missing = unknown(names)
    if missing:
        return f"以姓氏笔画为序（{'、'.join(missing)}未收入笔画表，请人工核对位置）"
    return "以姓氏笔画为序"
