"""What may be shown of a secret: enough to recognise one's own, too little to use. Domain rules 14.2."""

import re

from .pinyin import surname_of

_DISTRICT = re.compile(r".{2,}?(?:省|自治区|市)?.*?(?:区|县|旗)|.+?市")


def _keep(text: str, head: int, tail: int) -> str:
    """Stars for the middle; all stars if that would hide less than half."""
    hidden = len(text) - head - tail
    if 2 * hidden < len(text) - 1:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]


def id_number(text: str) -> str:
    """id_number("530102199001011234") == "530***********1234"; 15-digit and passport numbers likewise or 1+1."""
    return _keep(text, 3, 4) if len(text) >= 15 else _keep(text, 1, 1)


def id_number_public(text: str) -> str:
    """For lists many people see: first and last sign."""
    return _keep(text, 1, 1)


def phone(text: str) -> str:
    """phone("13812345678") == "138****5678", phone("0871-65123456") == "087******3456"."""
    return f"{text[:3]}****{text[-4:]}" if len(text) == 11 else _keep(text, 3, 4)


def card(text: str) -> str:
    """card("6222021234567890128") == "***************0128"."""
    return _keep(text, 0, 4)


def name(text: str) -> str:
    """name("张伟") == "张*", name("欧阳明远") == "欧阳**", name("阿依古丽·买买提") == "阿***·***"."""
    surname = surname_of(text)
    return surname + re.sub(r"[^·•\s]", "*", text[len(surname) :])


def address(text: str) -> str:
    """Down to the district: address("云岭省春城市五华区学府路1号") == "云岭省春城市五华区****"."""
    district = _DISTRICT.match(text)
    return (district.group() if district else "") + "****" if text else ""
