"""The spreadsheets that may come in, column by column."""

from zhijia.base.sheets import imports

from .markdown import code, listing, table, whole


def page() -> str:
    parts = [part for _code, spec in sorted(imports.items()) for part in section(spec)]
    return whole(
        "Imports 导入表格",
        "A column is found by its own label or one of the other headings; remarks in brackets, stars and spaces in a "
        "heading are set aside, and a unit such as （万元） is read. A folder declares its import in `imports.py`.",
        *parts,
    )


def section(spec):
    yield f"## {spec.title} `{spec.code}`"
    yield "\n".join(f"- {fact}" for fact in facts(spec))
    yield table(
        ["列", "Key", "必填", "Kind", "Other headings 也认的表头", "可填内容和说明"],
        [line(column) for column in spec.columns],
    )


def facts(spec):
    yield f"Ability: {code(spec.ability)}"
    if spec.subject_label:
        yield f"Into one thing, asked on upload: {spec.subject_label}"
    if spec.key:
        keys = listing(spec.label_of(key) for key in spec.key)
        yield f"Two lines are the same if these are: {keys}"
    if not spec.undoable:
        yield "Cannot be undone as a batch: its rows are records at once"
    yield from spec.notes


def line(column) -> list:
    said = [listing(map(str, column.choices)), str(column.help), f"最多{column.longest}字" if column.longest else ""]
    return [
        column.label,
        code(column.key),
        "是" if column.required else "",
        code(column.kind) + (" 屏蔽显示" if column.secret else ""),
        listing(column.synonyms),
        "；".join(part for part in said if part),
    ]
