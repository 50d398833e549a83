"""What policy decides: every key, its kind, and the values that come with the folders."""

import json
from itertools import groupby
from pathlib import Path

from zhijia.kernels.policy import rules
from zhijia.kernels.policy.registry import keys

from .markdown import code, folders, listing, table, whole


def page() -> str:
    ordered = sorted(keys.values(), key=lambda key: key.code)
    parts = []
    for folder, found in groupby(ordered, key=lambda key: key.code.partition(".")[0]):
        parts += [f"## {folder}", table(["Key", "参数", "Kind", "计量", "说明"], [line(key) for key in found])]
    return whole(
        "Policy parameters 政策参数",
        "A value acts at a unit and below it, from a day to a day, and says by which clause. Money is stored as whole "
        "fen, a ratio as decimal text. A key is declared in a folder's `policies.py`.",
        *parts,
        *defaults(),
    )


def line(key) -> list:
    columns = listing(f"{cell.name} {code(cell.code)}" for cell in key.columns)
    note = "；".join(part for part in (str(key.note), f"列：{columns}" if columns else "") if part)
    return [code(key.code), key.name, code(key.kind), key.measure, note]


def defaults():
    """The parameters.json of every folder, as `bin/zhijia load_parameters --unit CODE` loads them."""
    rows = [value_line(row) for folder in folders() for row in rows_of(folder)]
    if rows:
        yield "## Values that come with the folders"
        yield (
            "Loaded by `bin/zhijia load_parameters --unit CODE`. They are examples until an office has checked them "
            "against its own documents: unverified values show 示例/待核定 wherever they act."
        )
        yield table(["Key", "生效日期", "取值", "依据", "已核定"], rows)


def rows_of(folder) -> list:
    file = Path(folder.path, "parameters.json")
    found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return sorted(found, key=lambda row: (row["key"], row["effective_from"]))


def value_line(row) -> list:
    key = keys.get(row["key"])
    kind, measure = (key.kind, key.measure) if key else ("text", "")
    said = "不详" if row.get("unknown") else rules.said(kind, row.get("value"), measure)
    source = f"{row.get('source', '')}{row.get('clause', '')}"
    return [code(row["key"]), row["effective_from"], said, source, "是" if row.get("verified") else "否"]
