"""Plans printed as a table: which column holds the number, the task, the measures; each row is an item."""

import re
from collections.abc import Sequence

from zhijia.engines.documents.normalise import Paragraph

# Words of a heading cell, and what its column holds. The first that fits answers; each role is given out once.
COLUMNS = (
    ("number", re.compile(r"^(?:序号|编号|序|号|项次)$")),
    ("measures", re.compile(r"措施|举措|做法|工作安排|具体内容|主要内容|工作内容|任务分解|实施步骤")),
    ("title", re.compile(r"任务|工作|项目|事项|要点|活动|内容|名称|指标")),
    ("other", re.compile(r"部门|单位|责任|牵头|配合|领导|时限|时间|日期|目标|要求|备注|地点|经费|预算|数量|进度|完成")),
)


def is_head(cells: Sequence[str]) -> bool:
    """A row of column names: every cell short and without a full stop, and at least two of them known words."""
    said = [cell.strip() for cell in cells if cell.strip()]
    known = sum(1 for cell in said if any(pattern.search(cell) for _, pattern in COLUMNS))
    return len(said) >= 2 and all(len(cell) <= 12 and "。" not in cell for cell in said) and known >= 2


def heads(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[str, ...]]:
    """For each paragraph that is a table row below a head: the cells of that head. The head itself has none."""
    found: dict[int, tuple[str, ...]] = {}
    head: tuple[str, ...] = ()
    for at, paragraph in enumerate(paragraphs):
        opens = at == 0 or not paragraphs[at - 1].cells
        if not paragraph.cells:
            head = ()
        elif opens and is_head(paragraph.cells):
            head = paragraph.cells
        else:
            found[at] = head
    return found


def row_fields(cells: Sequence[str], head: Sequence[str], after: str) -> dict:
    """Number, title, measures and the rest of a row; `after` is text that follows the table."""
    roles = _roles(head, len(cells)) if head else _guessed(cells)
    fields = {"number": "", "title": "", "measures": (), "text": ""}
    rest = []
    for role, name, cell in zip(roles, _names(head, len(cells)), cells, strict=True):
        said = cell.strip()
        if not said:
            continue
        if role == "measures":
            fields["measures"] = tuple(line.strip() for line in said.split("\n") if line.strip())
        elif role in fields:
            fields[role] = said.replace("\n", " ")
        else:
            rest.append(f"{name}：{said}" if name else said)
    fields["text"] = "\n".join([*rest, *([after] if after else [])])
    return fields


def _names(head: Sequence[str], count: int) -> list[str]:
    names = [name.strip() for name in head][:count]
    return names + [""] * (count - len(names))


def _roles(head: Sequence[str], count: int) -> list[str]:
    given: set[str] = set()
    roles = []
    for name in _names(head, count):
        fitting = (role for role, pattern in COLUMNS if pattern.search(name) and role not in given)
        role = next(fitting, "other")
        roles.append(role)
        given |= {role} - {"other"}
    return roles


def _guessed(cells: Sequence[str]) -> list[str]:
    """Without a head: a short first cell is the number, the next its title."""
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    numbered = len(filled) > 1 and len(cells[filled[0]].strip()) <= 5
    named = dict(zip(filled, ("number", "title") if numbered else ("title",), strict=False))
    return [named.get(at, "other") for at in range(len(cells))]
