"""The numbers the platform knows, and the kinds of record they are counted over."""

from zhijia.kernels.indicators.base import Ratio
from zhijia.kernels.indicators.base import indicators as registry
from zhijia.kernels.records.registry import kinds
from zhijia.kernels.records.rules import TAGS

from .markdown import code, listing, table, whole


def page() -> str:
    return whole(
        "Indicators 指标",
        "Each number is defined once; dashboards, reports and `bin/zhijia indicator CODE` ask the same definition. "
        "Measures: `rows` 件、场次 · `times` 人次 · `persons` 人 · `amount` 元 · `units` 家 · `ratio` %.",
        table(
            ["Code", "指标", "单位", "Measure", "Counted over", "口径"],
            [
                [code(i.code), i.name, i.counting_unit, code(i.measure), over(i), i.definition]
                for _code, i in sorted(registry.items())
            ],
        ),
        "## Kinds of record 台账类别",
        "What may be written into the register, and the words of its tags.",
        table(
            ["Code", "类别", "单位", "Tags"],
            [[code(k.code), k.name, k.counting_unit, tags(k)] for _c, k in sorted(kinds.items())],
        ),
    )


def over(indicator) -> str:
    if isinstance(indicator, Ratio):
        return f"{code(indicator.part)} ÷ {code(indicator.whole)}"
    if indicator.stocked:
        return "rows that stand on the last day"
    if not indicator.recorded:
        return f"rows by {code(indicator.day)}"
    fixed = "，".join(f"{name}={several(value)}" for name, value in sorted(indicator.tags.items()))
    return f"records {listing(map(code, indicator.kinds))}" + (f" ({fixed})" if fixed else "")


def several(value) -> str:
    return "/".join(sorted(map(str, value))) if isinstance(value, list | tuple | set | frozenset) else str(value)


def tags(kind) -> str:
    """occasion: 住院 (`hospital`)、…; one line for each tag that has words."""
    said = []
    for tag in TAGS:
        words = getattr(kind, f"{tag}s")
        if words:
            told = listing(word if word == key else f"{word} {code(key)}" for key, word in words.items())
            said.append(f"{tag}: {told}")
    return "；".join(said) or "—"
