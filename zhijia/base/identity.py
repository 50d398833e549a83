"""Identifiers of people and organisations: what is wrong with one, in a Chinese sentence, or None.

Each `…_fault(text)` takes a normalised text (see `normal`) and returns None if it is right. GB 11643-1999 resident
identity number, GB 32100-2015 unified social credit code, mobile number, bank card (Luhn), passport (shape only).
"""

import re
from datetime import date
from functools import lru_cache
from operator import mul

from django.conf import settings

from .text import compact
from .verdict import need

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_OFFSET = 48 * sum(_ID_WEIGHTS)  # the digits are summed as ASCII bytes
_ID_CHECKS = b"10X98765432"
_PROVINCES = frozenset(
    str(first + n)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))
    for n in range(last - first + 1)
)
_AREAS = _PROVINCES | {"71", "81", "82", "83"}  # with 台湾 and the 港澳台居民居住证
SYNTHETIC = "990101"  # an area code assigned to nobody: demonstration and test data only

_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = tuple(3**place % 31 for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def normal(text: str) -> str:
    """As stored and indexed: half width, no spaces, upper case; a sound 15-digit resident number becomes 18 digits."""
    plain = compact(text).upper()
    return upgrade(plain) if len(plain) == 15 and plain.isdigit() and not _old_fault(plain) else plain


# --- Resident identity number ---


def resident_id_fault(text: str, *, synthetic: bool | None = None, today: date | None = None) -> str | None:
    """None if right. `synthetic` lets invented numbers (990101…) pass: as settings.SYNTHETIC_IDS says where nothing
    is given. `today` refuses later births."""
    if len(text) != 18:
        return _length_fault(text)
    raw = text.encode("ascii", "replace")
    if not raw[:17].isdigit():
        return f"身份证号第{_first_non_digit(text)}位应为数字，请核对"
    if text[:2] not in _AREAS and not _special_area(text, synthetic):
        return f"身份证号前两位“{text[:2]}”不是有效的地区代码，请核对"
    born = _date(text[6:14])
    if born is None:
        return f"身份证号第7至14位“{text[6:14]}”不是有效的出生日期，请核对"
    if today and born > today:
        return f"身份证号里的出生日期{born}还没有到，请核对"
    if raw[17] != _ID_CHECKS[(sum(map(mul, _ID_WEIGHTS, raw)) - _ID_OFFSET) % 11]:
        return "身份证号第18位不对，请核对"
    return None


def _length_fault(text: str) -> str:
    if not text:
        return "请填写身份证号"
    if len(text) == 15 and text.isdigit():
        return _old_fault(text) or "这是15位旧身份证号，请填写18位的新号"
    return f"身份证号应为18位，现在是{len(text)}位，请核对"


def _first_non_digit(text: str) -> int:
    return next(place for place, sign in enumerate(text, 1) if not "0" <= sign <= "9")


def _special_area(text: str, synthetic: bool | None) -> bool:
    """9 + province is the permanent residence card for foreigners (2023 edition)."""
    if text.startswith(SYNTHETIC):
        return settings.SYNTHETIC_IDS if synthetic is None else synthetic
    return text[0] == "9" and text[1:3] in _PROVINCES


@lru_cache(maxsize=65536)
def _date(digits: str) -> date | None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born.year >= 1900 else None


def _old_fault(text: str) -> str | None:
    if text[:2] not in _AREAS:
        return f"身份证号前两位“{text[:2]}”不是有效的地区代码，请核对"
    if _date("19" + text[6:12]) is None:
        return f"身份证号第7至12位“{text[6:12]}”不是有效的出生日期，请核对"
    return None


def id_check(body: str) -> str:
    """The 18th sign for the first 17 digits: id_check("11010519491231002") == "X"."""
    return chr(_ID_CHECKS[(sum(map(mul, _ID_WEIGHTS, body.encode())) - _ID_OFFSET) % 11])


def upgrade(text: str) -> str:
    """A 15-digit number of the first generation to 18 digits: the century 19 put in, the check sign added."""
    need(len(text) == 15 and text.isdigit(), "旧身份证号应为15位数字").or_refuse()
    body = f"{text[:6]}19{text[6:]}"
    return body + id_check(body)


def birth_date(text: str) -> date:
    """Of a sound 18-digit number; refuses another."""
    born = _date(text[6:14]) if len(text) == 18 else None
    need(born, "从身份证号里读不出出生日期").or_refuse()
    return born


def sex(text: str) -> str:
    """ "男" or "女", by the 17th digit of a sound number."""
    need(len(text) == 18 and text[16].isdigit(), "从身份证号里读不出性别").or_refuse()
    return "男" if int(text[16]) % 2 else "女"


def synthetic_id(born_on: date, serial: int) -> str:
    """An invented number nobody can hold, for demonstration and tests; odd serials are men. serial: 0 to 999."""
    body = f"{SYNTHETIC}{born_on:%Y%m%d}{serial:03d}"
    need(len(body) == 17, "序号应在0到999之间").or_refuse()
    return body + id_check(body)


# --- Unified social credit code ---


def uscc_fault(text: str) -> str | None:
    if not text:
        return "请填写统一社会信用代码"
    if len(text) != 18:
        return f"统一社会信用代码应为18位，现在是{len(text)}位，请核对"
    wrong = next((place for place, sign in enumerate(text, 1) if sign not in _CODE), None)
    if wrong:
        return f"统一社会信用代码第{wrong}位“{text[wrong - 1]}”不是允许的字符（没有字母I、O、S、V、Z），请核对"
    if not text[2:8].isdigit():
        return "统一社会信用代码第3至8位应为地区代码（数字），请核对"
    if text[16] != _organisation_check(text[8:16]):
        return "统一社会信用代码第17位不对，请核对"
    if text[17] != uscc_check(text[:17]):
        return "统一社会信用代码第18位不对，请核对"
    return None


def uscc_check(body: str) -> str:
    """The 18th sign for the first 17."""
    return _CODE[-sum(map(mul, _CODE_WEIGHTS, map(_CODE.index, body))) % 31]


def _organisation_check(body: str) -> str:
    """GB 11714: the 9th sign of an organisation code; letters count 10 to 35."""
    return "0123456789X"[-sum(map(mul, _ORGANISATION_WEIGHTS, (int(sign, 36) for sign in body))) % 11]


def is_union_uscc(text: str) -> bool:
    """Registered as a trade union's legal person (registrar 8)."""
    return uscc_fault(text) is None and text[0] == "8"


# --- Others ---


def mobile_fault(text: str) -> str | None:
    if not text:
        return "请填写手机号"
    if not (text.isascii() and text.isdigit()):
        return "手机号只能是数字，请核对"
    if len(text) != 11:
        return f"手机号应为11位，现在是{len(text)}位，请核对"
    return None if re.match("1[3-9]", text) else "手机号应以13至19开头，请核对"


def bank_card_fault(text: str) -> str | None:
    """A person's card, 16 to 19 digits, Luhn. Accounts of organisations (对公) follow no such rule: do not ask this."""
    if not text:
        return "请填写银行卡号"
    if not (text.isascii() and text.isdigit()):
        return "银行卡号只能是数字，请核对"
    if not 16 <= len(text) <= 19:
        return f"银行卡号应为16至19位，现在是{len(text)}位，请核对"
    digits = [int(sign) for sign in reversed(text)]
    total = sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return "银行卡号不对，请逐位核对" if total % 10 else None


def passport_fault(text: str) -> str | None:
    """Shape only: every country has its own rule."""
    if not text:
        return "请填写护照号"
    return None if re.fullmatch(r"(?=.*\d)[A-Z0-9]{5,17}", text) else "护照号应为5至17位大写字母和数字，请核对"
