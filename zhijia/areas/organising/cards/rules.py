"""What state a card may take next, how long it is good for, and how its number is checked. Catalogue D-19."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhijia.base.verdict import Verdict, need

LIFETIME = 60  # seconds a shown code is believed: a picture older than that proves nothing
RENEWED = 30  # seconds after which the page asks for the next one
SKEW = 30  # seconds by which the clock of whoever checks may be behind
LIST_OLD = 7 * 86_400  # seconds after which a list of dead cards is too old to be relied on


class CardState(StrEnum):
    ACTIVE = "active"
    LOST = "lost"
    REPLACED = "replaced"
    ENDED = "ended"


CARD_NAMES = {
    CardState.ACTIVE: "使用中",
    CardState.LOST: "已挂失",
    CardState.REPLACED: "已换新",
    CardState.ENDED: "已注销",
}
CARD_COLOURS = {
    CardState.ACTIVE: "good",
    CardState.LOST: "late",
    CardState.REPLACED: "quiet",
    CardState.ENDED: "quiet",
}
# What a card in use is called that nobody may be shown any more: it has run out, or its holder is no full member.
EXPIRED, UNHELD = "expired", "unheld"
CARD_SHOWN = {**CARD_NAMES, EXPIRED: "已过期", UNHELD: "不在籍，已停用"}
CARD_MOVES = {
    CardState.ACTIVE: {CardState.LOST, CardState.REPLACED, CardState.ENDED},
    CardState.LOST: {CardState.REPLACED, CardState.ENDED},
    CardState.REPLACED: set(),
    CardState.ENDED: set(),
}


class BankState(StrEnum):
    APPLIED = "applied"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"
    ACTIVE = "active"
    LOST = "lost"
    ENDED = "ended"


BANK_NAMES = {
    BankState.APPLIED: "已申领",
    BankState.MAKING: "制卡中",
    BankState.MADE: "待激活",
    BankState.FAILED: "银行退回",
    BankState.ACTIVE: "使用中",
    BankState.LOST: "已挂失",
    BankState.ENDED: "已注销",
}
BANK_COLOURS = {
    BankState.APPLIED: "info",
    BankState.MAKING: "info",
    BankState.MADE: "wait",
    BankState.FAILED: "late",
    BankState.ACTIVE: "good",
    BankState.LOST: "late",
    BankState.ENDED: "quiet",
}
# 申领 → 制卡 → 激活 → 使用 → 挂失 → 注销
BANK_MOVES = {
    BankState.APPLIED: {BankState.MAKING, BankState.ENDED},
    BankState.MAKING: {BankState.MADE, BankState.FAILED},
    BankState.MADE: {BankState.ACTIVE, BankState.LOST, BankState.ENDED},
    BankState.FAILED: set(),
    BankState.ACTIVE: {BankState.LOST, BankState.ENDED},
    BankState.LOST: {BankState.ACTIVE, BankState.ENDED},
    BankState.ENDED: set(),
}
BANK_OVER = (BankState.FAILED, BankState.ENDED)
BANK_ISSUED = (BankState.MADE, BankState.ACTIVE, BankState.LOST)

# What the bank's answer may say, and the state it means.
RESULTS = {
    "制卡成功": BankState.MADE,
    "已制卡": BankState.MADE,
    "成功": BankState.MADE,
    "已激活": BankState.ACTIVE,
    "制卡失败": BankState.FAILED,
    "失败": BankState.FAILED,
    "退回": BankState.FAILED,
    "已挂失": BankState.LOST,
    "已解挂": BankState.ACTIVE,
    "已注销": BankState.ENDED,
}


def may_become(state: str, to: str) -> Verdict:
    return need(
        to in CARD_MOVES[CardState(state)],
        "这张电子会员卡“%(state)s”，不能再办理此操作",
        state=CARD_NAMES[CardState(state)],
    )


def bank_may_become(state: str, to: str) -> Verdict:
    return need(
        to in BANK_MOVES[BankState(state)],
        "这张银行会员卡“%(state)s”，不能改为“%(to)s”",
        state=BANK_NAMES[BankState(state)],
        to=BANK_NAMES[BankState(to)],
    )


def may_hold(name: str, member: bool) -> Verdict:
    """Only active members hold a card (D-19)."""
    return need(member, "%(name)s现在不是在籍会员：恢复或办理入会后才能领会员卡", field="person", name=name)


# --- numbers ---


def luhn(digits: str) -> str:
    """The check digit of a number: one digit mistyped, or two swapped, is noticed."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        digit = int(sign) * (2 if place % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)


def card_number(chance: int) -> str:
    """Sixteen digits that say nothing about their holder: 95, thirteen of chance, a check digit."""
    body = f"95{chance % 10**13:013d}"
    return body + luhn(body)


def number_fault(number: str) -> str | None:
    if not (number.isascii() and number.isdigit() and len(number) == 16):
        return "会员卡号应为16位数字，请核对"
    return None if luhn(number[:-1]) == number[-1] else "会员卡号不对，请逐位核对"


def spaced(number: str) -> str:
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def tail_fault(text: str) -> str | None:
    """The platform keeps four digits of a bank card; a whole number is not even taken in (tokenised)."""
    digits = [sign for sign in text if sign.isdigit()]
    if len(digits) >= 13 and "*" not in text:
        return "请只填卡号后四位：平台不保存完整的银行卡号"
    return None if len(digits) >= 4 else "请填写银行卡号后四位"


def tail(text: str) -> str:
    """The last four digits of what was given, with or without stars before them."""
    return "".join(sign for sign in text if sign.isdigit())[-4:]


def valid_to(day: date, years: int) -> date:
    """The last day on which a card issued that day is good."""
    try:
        return day.replace(year=day.year + years) - timedelta(days=1)
    except ValueError:  # the 29th of February
        return date(day.year + years, 2, 28)


# --- what a code says ---


@dataclass(frozen=True)
class Shown:
    """The contents of one code."""

    key: str
    number: str
    version: int
    name: str  # masked: a stranger who reads the code learns no more than the card's face would show
    unit: str
    valid_to: date
    issued: int  # seconds since 1970


def fresh(issued: int, now: float) -> Verdict:
    """A code is believed for a minute from when it was made."""
    return need(issued - SKEW <= now, "会员码的时间在将来：请核对手机时间后再扫") & need(
        now - issued <= LIFETIME, "会员码已过期：请会员打开手机上的会员卡，扫正在变动的码（截图无效）"
    )


def still_good(valid_to: date, today: date) -> Verdict:
    return need(today <= valid_to, "会员卡已于%(day)s到期，请会员换领新卡", day=valid_to)
