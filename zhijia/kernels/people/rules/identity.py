"""What must hold of a person's identity, telephone and secrets. Domain 14.1, 14.2."""

import re

from zhijia.base import identity
from zhijia.base.verdict import Verdict, need

MAN, WOMAN = "男", "女"  # as base.identity reads them out of a number
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}")
REASON_AT_LEAST = 4  # characters; "查一下" explains nothing


def id_fault(number: str) -> str | None:
    """What is wrong with an identity number. 990101… belongs to nobody: it passes on trial installations only."""
    return identity.resident_id_fault(number) if number else None


def phone_fault(phone: str) -> str | None:
    return None if not phone or LANDLINE.fullmatch(phone) else identity.mobile_fault(phone)


def derived(number: str) -> dict:
    """Birth date and sex as GB 11643 writes them into a sound number."""
    if not number or id_fault(number):
        return {}
    return {"born_on": identity.birth_date(number), "sex": identity.sex(number)}


def sound(*, number: str = "", phone: str = "", born_on=None, sex: str = "") -> Verdict:
    """The number is right, and what else was typed agrees with it."""
    wrong_id, wrong_phone, facts = id_fault(number), phone_fault(phone), derived(number)
    born, side = facts.get("born_on"), facts.get("sex")
    return (
        need(wrong_id is None, str(wrong_id), field="id_number")
        & need(wrong_phone is None, str(wrong_phone), field="phone")
        & need(
            not (born and born_on) or born == born_on,
            "出生日期与身份证号里的%(day)s不一致，请核对",
            field="born_on",
            day=born,
        )
        & need(not (side and sex) or side == sex, "性别与身份证号里的“%(sex)s”不一致，请核对", field="sex", sex=side)
    )


def may_open(reason: str) -> Verdict:
    """A secret is opened for a purpose that can be read afterwards (domain 14.2: role + reason + log)."""
    return need(
        len(reason.strip()) >= REASON_AT_LEAST, "请写明查看的理由，例如“办理住院补助，核对身份”", field="reason"
    )
