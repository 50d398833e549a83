"""What a value of each kind may be, and how it is said. Pure; domain section 0: every number is a dated parameter."""

from decimal import Decimal, InvalidOperation

from zhijia.base.money import yuan
from zhijia.base.verdict import Verdict, need

WHOLE = ("money", "count", "days")


def is_ratio(value) -> bool:
    try:
        return isinstance(value, str) and Decimal(value).is_finite() and Decimal(value) >= 0
    except InvalidOperation:
        return False


def is_whole(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def fits(kind: str, value, columns=()) -> bool:
    if kind in WHOLE:
        return is_whole(value)
    if kind == "ratio":
        return is_ratio(value)
    if kind == "text":
        return isinstance(value, str) and bool(value)
    return isinstance(value, list | dict) and bool(value) and (not columns or rows_fit(value, columns))


def rows_fit(rows, columns) -> bool:
    known = {cell.code for cell in columns}
    return isinstance(rows, list) and all(
        isinstance(row, dict)
        and set(row) <= known
        and all(
            fits(cell.kind, row[cell.code]) if row.get(cell.code) is not None else not cell.required for cell in columns
        )
        for row in rows
    )


WANTED = {
    "money": "金额应为不小于0的整数（分）",
    "count": "应为不小于0的整数",
    "days": "应为不小于0的整数（天）",
    "ratio": "比例应为不小于0的小数文字，例如“0.65”",
    "text": "请填写文字",
    "table": "表格的列或其中的数值不合要求",
}


def may_be(kind: str, value, columns=()) -> Verdict:
    return need(fits(kind, value, columns), WANTED[kind], field="value")


def percent(ratio: str) -> str:
    return f"{(Decimal(ratio) * 100).normalize():f}%"


def said(kind: str, value, measure: str = "") -> str:
    """A value as an office writes it: 1,500.00元, 65%, 3天."""
    if value is None:
        return ""
    if kind == "money":
        return f"{yuan(value)}{measure or '元'}"
    if kind == "ratio":
        return percent(value)
    if kind == "table":
        return f"{len(value)}行" if isinstance(value, list) else f"{len(value)}项"
    return f"{value}{measure or ('天' if kind == 'days' else '')}"
