"""Text from people and files made regular: width, spaces, invisible signs (catalogue 5.3).

`tidy` for what is stored, `squeeze` for sentences to be matched, `compact` for codes, `key` for comparing names.
"""

import re
import unicodedata

_CONTROLS = [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xAD]
_ZERO_WIDTH = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10), 0xFEFF]
_INVISIBLE = dict.fromkeys(_CONTROLS + _ZERO_WIDTH)
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_WIDTH = {0xFF10 + n: chr(48 + n) for n in range(10)}
_WIDTH |= {0xFF21 + n: chr(65 + n) for n in range(26)} | {0xFF41 + n: chr(97 + n) for n in range(26)}
_TIDY = {**_INVISIBLE, **_SPACES, **_WIDTH}
_DOTS = str.maketrans("•‧∙・⋅", "·····")
_DASHES = str.maketrans("‐‑‒–—―−－", "--------")
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u3001-\u3006\u3008-\u303f\uff00-\uffef“”‘’…—·%％"
_LOOSE = re.compile(rf"(?<=[{_HAN}{_MARKS}]) +| +(?=[{_HAN}{_MARKS}])")


def tidy(text: str) -> str:
    """For storing: no invisible signs, half-width letters and digits, single spaces; punctuation stays as written.

    tidy("　张　知远​ＡＢ１ ") == "张 知远AB1". Line ends are kept, one kind.
    """
    lines = re.split(r"\r\n?|\n", text.translate(_TIDY))
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in lines).strip("\n")


def squeeze(text: str) -> str:
    """For matching sentences: tidy, with no space beside a Chinese character: "1.3 万余 人次" → "1.3万余人次"."""
    return _LOOSE.sub("", tidy(text))


def compact(text: str) -> str:
    """For codes and numbers: half width, no spaces at all: compact("１３８ 0013 8000") == "13800138000"."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(_TIDY)))
    return unicodedata.normalize("NFKC", plain)  # a mark may now stand beside the letter it combines with


def key(text: str) -> str:
    """For comparing: two texts have one key if a reader would call them the same.

    Width, case, spaces, （ or (, · or •, – or — do not matter. Never store it.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_TIDY).translate(_DOTS)).translate(_DOTS).translate(_DASHES)
    return re.sub(r"\s", "", plain).casefold()


def one_line(text) -> str:
    """As a cell comes back from a spreadsheet: without line breaks."""
    return " ".join(text.split())
