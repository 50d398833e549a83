"""Words made fit for a page: what XML cannot hold is dropped, widths are counted, fixed phrases are put together."""

import re
import unicodedata
from datetime import date

# XML 1.0 has no place for these; the direction marks could make a document read other than it is written.
UNPRINTABLE = re.compile(
    "[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # control characters, lone surrogates, U+FFFE/F
    "|[\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufeff\u202a-\u202e\u2066-\u2069]"
)
BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


def clean(text: str) -> str:
    """Only what a page can show; every kind of line break becomes \\n."""
    return UNPRINTABLE.sub("", BREAKS.sub("\n", str(text)))


def one_line(text: str) -> str:
    return re.sub(r"[ \t]*\n\s*", " ", clean(text)).strip().replace("\t", " ")


def width(text: str) -> float:
    """In full-width characters: a Latin letter or digit is half of one."""
    return sum(_widths.get(unicodedata.east_asian_width(sign), 0.5) for sign in text if not unicodedata.combining(sign))


_widths = {"W": 1.0, "F": 1.0, "A": 1.0}


def date_text(day: date) -> str:
    """2024年4月8日: years whole, no leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def joined(parts: tuple[str, ...], end: str) -> str:
    """Groups joined by ，, whatever signs they came with, closed by `end`."""
    return "，".join(filter(None, (one_line(part).rstrip("：:，,。；; ") for part in parts))) + end


def addressee_line(addressees: tuple[str, ...]) -> str:
    """最后一个机关名称后标全角冒号 (7.3.2)"""
    return joined(addressees, "：")


def copy_line(copies: tuple[str, ...], label: str = "抄送") -> str:
    """最后一个抄送机关名称后标句号 (7.4.2)"""
    return f"{label}：{joined(copies, '。')}"


def in_brackets(text: str) -> str:
    return f"（{one_line(text).strip('（）() ')}）"
