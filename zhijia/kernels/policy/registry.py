"""The keys that rules read. A folder declares its own in `policies.py`; a value without a key cannot be entered."""

from dataclasses import dataclass

from zhijia.base.registry import Registry

KINDS = ("money", "ratio", "count", "days", "text", "table")


@dataclass(frozen=True)
class Cell:
    """One column of a table value. An optional cell may be left empty (no upper bound, no cap) and is then None."""

    code: str
    name: str
    kind: str = "text"
    required: bool = True


@dataclass(frozen=True)
class Key:
    """One thing policy decides. `measure` is what a value counts (元, 天, 次, %); money values are integer fen.

    A ratio is a decimal text ("0.65"); a table is a list of dicts with these `columns`, edited as a table on the page.
    """

    code: str
    name: str
    kind: str
    measure: str = ""
    note: str = ""
    columns: tuple[Cell, ...] = ()

    def __post_init__(self):
        for kind in (self.kind, *(cell.kind for cell in self.columns)):
            if kind not in KINDS:
                raise ValueError(f"{self.code}: unknown kind {kind!r}")


keys = Registry("policies")


def declare(*declared: Key):
    for key in declared:
        keys.add(key)
