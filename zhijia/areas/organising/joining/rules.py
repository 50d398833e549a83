"""Joining online: who joins at once, who goes to a desk, what is asked and how often one may try. Pure.

工会法 第3条 and 中国工会章程 第1条: whoever lives mainly on wages, or stands in a labour relationship, may join,
whatever the footing of the employment. Domain 1.9: one membership at a time (R-MEM-02), “一次入会、动态接转”.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhijia.base import identity
from zhijia.base.verdict import Verdict, need

WORKING_AGE = 16  # 劳动法 第15条: nobody younger may be employed
TAIL = 6  # signs of the identity number that an invited person types
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are taken for each other on paper
CODE_LENGTH = 8
RESUME_DAYS = 7  # after joining, one may still come back and choose the password


class Standing(StrEnum):
    """What somebody is to the union they want to join."""

    JOINS = "joins"  # on its staff roll, member nowhere: joins at once
    HERE = "here"  # a member of it already
    ELSEWHERE = "elsewhere"  # a member of another union: transfers
    KEPT = "kept"  # a membership retained somewhere: resumes
    DESK = "desk"  # not on the roll, or the roll says something else: a desk looks at it


def standing(matched: bool, member: bool, within: bool, kept: bool = False) -> Standing:
    """`matched`: name, number and telephone agree with the roll. Without that nothing is told to anybody."""
    if not matched:
        return Standing.DESK
    if not member:
        return Standing.JOINS
    if kept:
        return Standing.KEPT
    return Standing.HERE if within else Standing.ELSEWHERE


class Way(StrEnum):
    """How somebody came in online."""

    ROSTER = "roster"
    DESK = "desk"
    INVITED = "invited"


WAY_NAMES = {Way.ROSTER: "名册核对入会", Way.DESK: "审核入会", Way.INVITED: "邀请确认入会"}


# --- what is typed ---


def age_on(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def sound_person(number: str, phone: str, today: date) -> Verdict:
    """The identity number is one, belongs to somebody who may work, and the telephone is a mobile one."""
    wrong_id = identity.resident_id_fault(number, today=today)
    wrong_phone = identity.mobile_fault(phone)
    old = wrong_id or age_on(identity.birth_date(number), today) >= WORKING_AGE
    return (
        need(wrong_id is None, str(wrong_id), field="id_number")
        & need(old, "未满%(age)s周岁不能办理入会（劳动法第十五条）", field="id_number", age=WORKING_AGE)
        & need(wrong_phone is None, str(wrong_phone), field="phone")
    )


def phone_ok(phone: str) -> bool:
    return identity.mobile_fault(phone) is None


def sound_dispatch(dispatched: bool, dispatcher: str) -> Verdict:
    """总工发〔2009〕21号: dispatched staff join at the dispatching unit first, so it must be named."""
    return need(not dispatched or dispatcher.strip(), "请填写派遣单位的全称", field="dispatcher")


def tail_matches(number: str, typed: str) -> bool:
    return len(typed) == TAIL and bool(number) and number[-TAIL:].upper() == typed.upper()


# --- invitations ---


def may_expire_on(day: date, today: date, most: int) -> Verdict:
    return need(day >= today, "截止日期不能早于今天", field="expires_on") & need(
        (day - today).days <= most, "截止日期最晚为%(most)s天之后", field="expires_on", most=most
    )


def may_answer(state: str, expires_on: date, today: date, closed: bool, declined: bool = False) -> Verdict:
    """An invitation is answered once, in time, while it stands."""
    return (
        need(state != "joined", "这份邀请已经确认过，您已入会")
        & need(not declined, "您已表示这次不入会，工会不再为这一批提醒您；改了主意，随时可以自己申请入会")
        & need(declined or state != "withdrawn" and not closed, "这份邀请已由单位工会收回，如有疑问请联系本单位工会")
        & need(declined or today <= expires_on, "这份邀请已于%(day)s截止，请联系本单位工会重新发送", day=expires_on)
    )


# --- trying ---


@dataclass(frozen=True)
class Limit:
    """So many attempts in so many seconds; the message says what to do then."""

    code: str
    most: int
    seconds: int


LIMITS = {
    limit.code: limit
    for limit in (
        Limit("device", 20, 3600),  # one browser
        Limit("address", 600, 3600),  # one way into the net: a whole hospital may sit behind it
        Limit("number", 6, 24 * 3600),  # one identity number
        Limit("slip", 6, 3600),  # one invitation
        Limit("code", 12, 3600),  # query codes tried from one browser
    )
}


def may_try(limit: Limit, tried: int, wait: int) -> Verdict:
    """`tried`: attempts in this window before this one; `wait`: minutes until the next."""
    return need(
        tried < limit.most,
        "尝试次数太多，请%(minutes)s分钟后再试；如着急办理，请联系本单位工会",
        minutes=max(wait, 1),
    )


# --- the desk ---


def may_admit(member_at: str, same_union: bool, unit_open: bool, dead: bool = False) -> Verdict:
    """What must hold at the moment a desk says yes. `member_at`: the union of an open membership, if there is one."""
    return (
        need(not (member_at and same_union), "此人已是本工会会员，不用再入会；请选“不同意”并说明", field="ruling")
        & need(
            not member_at or same_union,
            "此人已是“%(unit)s”的在籍会员，请告知申请人办理转会",
            field="ruling",
            unit=member_at,
        )
        & need(not dead, "此人在会籍中登记为已故，请核对身份证号；如系误登，请联系系统管理员", field="ruling")
        & need(unit_open, "该单位已撤销，不能再接收会员", field="ruling")
    )


@dataclass(frozen=True)
class Finding:
    """One thing the desk should know. `tone`: good, info, wait or late."""

    tone: str
    text: str
