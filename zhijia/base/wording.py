"""How a union report words a number: 480余场次, 1.3万余人次, 近38.7万人, 5万多人次, 超5000万元, 80%以上.

The grammar is catalogue 3.10. `say` words an exact value; `true_of` tells whether worded text is true of a value, for
numbers typed by hand. Whatever `say` writes is true: a hedge that would not be (近 of a number that is not near, 超 of
the number itself, 全覆盖 under 100 %) gives way to the plain number. 以上 includes the number, 超 does not
(民法典第一千二百五十九条).
"""

import operator
import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from .numerals import from_chinese
from .text import compact
from .verdict import need

WAN, YI = 10**4, 10**8


class Rule(StrEnum):
    EXACT = "exact"  # 17507人次
    OVER = "over"  # 480余场次: N ≤ value < the next round number
    MANY = "many"  # 5万多人次: N < value < the next round number
    NEARLY = "nearly"  # 近38.7万人: value < N, by no more than a tenth
    ABOVE = "above"  # 80%以上: N ≤ value
    EXCEEDS = "exceeds"  # 超5000万元: N < value
    IN_WAN = "in_wan"  # 30.5万人次: 四舍五入 to at most two decimals
    FULL_COVERAGE = "full_coverage"  # 24家全覆盖


LABELS = {
    Rule.EXACT: "原数",
    Rule.OVER: "N余",
    Rule.MANY: "N多",
    Rule.NEARLY: "近N",
    Rule.ABOVE: "N以上",
    Rule.EXCEEDS: "超N",
    Rule.IN_WAN: "以万计",
    Rule.FULL_COVERAGE: "全覆盖",
}


def say(
    value: int | Decimal,
    unit: str = "",
    rule: Rule | str = Rule.EXACT,
    *,
    step: int | None = None,
    digits: int = 2,
    of: int | None = None,
) -> str:
    """say(487, "场次", "over") == "480余场次".

    `value` in whole units (yuan, not fen; 83.2 for 83.2 %). `step`, a power of ten, is how round N is; by default
    two leading digits below 万, a tenth of 万 below 亿 (a whole 万 before 多). `digits` (1 or more) is for in_wan;
    `of`, the whole, is for full_coverage.
    """
    rule, value = Rule(rule), _exact(value)
    if rule is Rule.FULL_COVERAGE:
        return _coverage(value, unit, of)
    if rule is Rule.EXACT:
        return _plain(value) + unit
    if rule is Rule.IN_WAN:
        return _in_wan(value, digits) + unit
    step = _step(value, rule) if step is None else step
    if step < 1 or not re.fullmatch("10*", str(step)):
        raise ValueError(f"step {step} is not a power of ten")
    return _hedged(value, unit, rule, step)


def share(part: int | Decimal, whole: int | Decimal, digits: int = 1) -> str:
    """A percentage cut off, not rounded up, so that 999 of 1000 never reads 100%: share(999, 1000, 0) == "99%"."""
    need(whole > 0, "总数为零，算不出百分比").or_refuse()
    exact = _exact(part) * 100 / _exact(whole)
    return _plain(exact.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN)) + "%"


def _coverage(value: Decimal, unit: str, of: int | None) -> str:
    if of is None:
        raise TypeError("full_coverage needs of=, the whole")
    if of > 0 and value == of:
        return f"{_plain(value)}{unit}全覆盖"
    return f"{_plain(value)}{unit}" + (f"（覆盖{share(value, of)}）" if of > 0 else "")


def _hedged(value: Decimal, unit: str, rule: Rule, step: int) -> str:
    low = value // step * step
    number = low + step if rule is Rule.NEARLY else low
    if value < 10 or number < 10 or (value == low and rule in (Rule.MANY, Rule.EXCEEDS, Rule.NEARLY)):
        return _scaled(value) + unit if value == low and value >= 10 else _plain(value) + unit
    match rule:
        case Rule.OVER | Rule.MANY:
            return _with_mark(number, step, "余" if rule is Rule.OVER else "多") + unit
        case Rule.ABOVE:
            return f"{_scaled(number)}{unit}以上"
        case Rule.EXCEEDS:
            return f"超{_scaled(number)}{unit}"
        case Rule.NEARLY:
            return f"近{_scaled(number)}{unit}" if _near(value, number) else _plain(value) + unit


def _with_mark(number: Decimal, step: int, mark: str) -> str:
    """480余, 1.3万余, but 10余万 where the number is round to tens of 万."""
    size, sign = _scale(number)
    digits = _plain(number / size)
    return f"{digits}{mark}{sign}" if step > size else f"{digits}{sign}{mark}"


def _step(value: Decimal, rule: Rule) -> int:
    if value >= YI:
        return YI // 10 if rule is Rule.MANY else YI // 100
    if value >= WAN:
        return WAN if rule is Rule.MANY else WAN // 10
    return max(10, 10 ** (len(str(int(value))) - 2))


def _in_wan(value: Decimal, digits: int) -> str:
    if digits < 1:
        raise ValueError("a number in 万 keeps at least one decimal")
    size, sign = _scale(value)
    return _plain(value) if size == 1 else _plain(_round(value / size, digits)) + sign


def _scale(value: Decimal) -> tuple[int, str]:
    return (YI, "亿") if abs(value) >= YI else (WAN, "万") if abs(value) >= WAN else (1, "")


def _scaled(value: Decimal) -> str:
    size, sign = _scale(value)
    return _plain(value / size) + sign


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _round(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _near(value: Decimal, number: Decimal) -> bool:
    return number - number / 10 <= value < number


def _exact(value: int | Decimal) -> Decimal:
    if isinstance(value, float):
        raise TypeError("words are said of exact numbers: int or Decimal")
    return Decimal(value)


# --- Reading ---

_WORDED = re.compile(
    r"(?:共|累计|总计|合计|达到|达)*"
    r"(?P<before>近|约|不超过|超过|超|突破|不低于|不少于|至少|不高于|不多于|至多|低于|少于|不足|不满)?达?"
    r"(?P<number>-?(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千廿]+))"
    r"(?P<inner>[余多])?(?P<scale>[万亿]*)(?P<mark>[余多])?"
    r"(?P<unit>[^\d余多,.]*?)(?P<after>及?以上|及?以下|以内)?"
)
_SCALES = {"": 1, "万": WAN, "亿": YI, "万亿": WAN * YI}
_WORDS = {
    operator.ge: "以上 及以上 不低于 不少于 至少",
    operator.gt: "超过 超 突破",
    operator.le: "以下 及以下 以内 不超过 不高于 不多于 至多",
    operator.lt: "低于 少于 不足 不满",
}
_BOUNDS = {word: holds for holds, words in _WORDS.items() for word in words.split()}


def true_of(text: str, value: int | Decimal, *, of: int | None = None) -> bool:
    """true_of("480余场次", 487) is True, true_of("超5000万元", 50_000_000) is False. Refuses text it cannot read.

    全覆盖 is true only if `of` is given and reached. N余 and N多 end at the next number as round as N: 300余 below 400.
    A plain number in 万 is true of what rounds to it at the decimals shown, at least one: 30.5万 of 304,812.
    """
    value, plain = _exact(value), compact(text)
    if plain.endswith("全覆盖"):
        return (
            of is not None and 0 < of == value and (plain == "全覆盖" or true_of(plain.removesuffix("全覆盖"), value))
        )
    found = _WORDED.fullmatch(plain)
    need(found and found["scale"] in _SCALES, "看不懂“%(text)s”这个数字写法", text=text).or_refuse()
    size = _SCALES[found["scale"]]
    number, place, decimals = _read(found["number"], size)
    mark, hedge = found["inner"] or found["mark"], found["before"] or found["after"]
    if mark:
        return (number <= value if mark == "余" else number < value) and value < number + place
    if hedge == "近":
        return number - place < value and _near(value, number)
    if hedge == "约":
        return abs(value - number) * 2 <= place
    if hedge:
        return _BOUNDS[hedge](value, number)
    return _round(value / size, max(decimals, 1)) * size == number if size > 1 else value == number


def _read(text: str, size: int) -> tuple[Decimal, Decimal, int]:
    """The number, the place of its last digit that is not zero, and how many decimals are shown."""
    shown = Decimal(text.replace(",", "")) if re.match(r"-?\d", text) else Decimal(from_chinese(text))
    number = shown * size
    place = Decimal(1).scaleb(number.normalize().as_tuple().exponent) if number else Decimal(1)
    return number, place, max(0, -shown.as_tuple().exponent)
