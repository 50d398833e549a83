"""Chinese numerals both ways: 三十二, 一百零五, 两万五, 廿二, （二十二）, 二〇三五, 壹仟, ３２."""

import re

from .verdict import need

LIMIT = 10**16  # 9999 万亿, the largest number these words are used for
DIGITS = "零一二三四五六七八九"
_FULLWIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_PLAIN = str.maketrans("〇○两壹贰叁肆伍陆柒捌玖拾佰仟弌兩萬億", "零零二一二三四五六七八九十百千一二万亿")
_ABBREVIATED = {"廿": "二十", "卅": "三十", "卌": "四十"}
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_PARTS = re.compile(r"(\d+|[一二三四五六七八九])?([千百十])")


def spell(number: int, digits: str = DIGITS, small: str = "千百十") -> str:
    """A whole number ≥ 0 in full, every digit said: spell(107000) == "一十万七千". Other characters make capitals."""
    if number < 10:
        return digits[number]
    signs = ("亿", "万", *small)
    size, sign = next((size, sign) for (size, _), sign in zip(_UNITS, signs, strict=True) if number >= size)
    head, tail = divmod(number, size)
    gap = digits[0] if tail < size // 10 else ""
    return spell(head, digits, small) + sign + (gap + spell(tail, digits, small) if tail else "")


def to_chinese(number: int) -> str:
    """to_chinese(32) == "三十二", to_chinese(105) == "一百零五", to_chinese(-3) == "负三"."""
    need(abs(number) < LIMIT, "数字超出中文数字的范围（一万万亿以内）").or_refuse()
    text = spell(abs(number))
    return ("负" if number < 0 else "") + (text[1:] if text.startswith("一十") else text)


def ordinal(number: int) -> str:
    """The heading number of an official document: ordinal(22) == "（二十二）"."""
    return f"（{to_chinese(number)}）"


def year_digits(number: int) -> str:
    """Digit by digit, as years are written: year_digits(2035) == "二〇三五"."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def from_chinese(text: str) -> int:
    """The whole number a text says: from_chinese("（二十二）") == 22, from_chinese("二〇三五") == 2035.

    Also takes digits (３２, 3万5千), capitals (壹佰), 廿, 两, 第…, 负…, and the spoken 一百五 == 150, 两万五 == 25000.
    Refuses anything else.
    """
    plain = _plain(text)
    negative = plain.startswith("负")
    number = _value(plain[negative:])
    need(number is not None and number < LIMIT, "“%(text)s”不是中文数字", text=text).or_refuse()
    return -number if negative else number


def _plain(text: str) -> str:
    text = re.sub(r"\s", "", text).translate(_FULLWIDTH).translate(_PLAIN)
    for short, full in _ABBREVIATED.items():
        text = text.replace(short, full)
    text = text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" and len(text) > 2 else text
    return text.removeprefix("第")


def _value(text: str) -> int | None:
    """None if the text is no number. 零 is a separator inside a number and nothing else."""
    if text and all(sign in DIGITS or "0" <= sign <= "9" for sign in text):
        return int("".join(str(DIGITS.index(sign)) if sign in DIGITS else sign for sign in text))
    for size, sign in _UNITS[:2]:
        head, found, tail = text.rpartition(sign)
        if found:
            return _join(_value(head), tail, size)
    return _section(text)


def _join(head: int | None, tail: str, size: int) -> int | None:
    low = _tail(tail, size)
    return None if not head or low is None else head * size + low


def _tail(text: str, size: int) -> int | None:
    """What follows a unit: nothing, a smaller number, or one spoken digit of the next unit (万五 = 5000)."""
    if not text:
        return 0
    if len(text) == 1 and size >= 100:
        return DIGITS.index(text) * size // 10 if text in DIGITS[1:] else None
    low = _value(text.removeprefix("零")) if text != "零" else None
    return low if low and low < size else None


def _section(text: str) -> int | None:
    """Below 10,000 with units: 三千零二十, 十五."""
    part = _PARTS.match(text)
    if not part:
        return None
    said, sign = part.groups()
    size = {"千": 1000, "百": 100, "十": 10}[sign]
    if said is None and size != 10:
        return None
    head = 1 if said is None else int(said) if said.isdigit() else DIGITS.index(said)
    return _join(head, text[part.end() :], size)
