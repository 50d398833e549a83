"""Continuity of printed numbers: a number that skips, repeats or restarts is said, never repaired."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhijia.engines.documents.outline.cuts import Cut

UNCOUNTED = ("", "line", "run-in", "dash", "bullet")


@dataclass
class _Row:
    """The numbers of one kind seen so far: the last, under which parent, and whether they run through all parents."""

    last: int = 0
    parent: int = -1
    through: bool = False
    first: bool = True


@dataclass
class Continuity:
    rows: dict[str, _Row] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def take(self, cut: Cut, parent: int, line: int) -> None:
        if cut.marker in UNCOUNTED or not cut.value:
            return
        row = self.rows.setdefault(cut.marker, _Row())
        said = _fault(row, cut.value, parent)
        if said:
            self.warnings.append(f"第 {line} 行：序号“{cut.number}”{said}，请核对。")
        if parent != row.parent and cut.value > 1 and not row.first and cut.value == row.last + 1:
            row.through = True
        row.last, row.parent, row.first = cut.value, parent, False


def _fault(row: _Row, value: int, parent: int) -> str:
    if row.first:
        return "" if value == 1 else "不是从一开始"
    if value == row.last + 1:
        return ""
    if value == 1 and parent != row.parent and not row.through:
        return ""
    if value == row.last:
        return "重复"
    if value == 1:
        return "从头重新编号" if parent == row.parent else "重新从一开始，而前面各章是连续编号"
    return "前面有跳号" if value > row.last else "次序颠倒"


def continuity(cuts: Sequence[Cut], parents: Sequence[int], lines: Sequence[int]) -> list[str]:
    check = Continuity()
    for cut, parent, line in zip(cuts, parents, lines, strict=True):
        check.take(cut, parent, line)
    return check.warnings
