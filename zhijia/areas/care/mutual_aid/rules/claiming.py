"""May this stay be claimed?"""

from datetime import date, timedelta

from zhijia.base.verdict import Verdict, need

from .terms import Cover, Period, Stay, Terms


def in_period(terms: Terms, cover: Cover, stay: Stay) -> Verdict:
    """The deciding day lies inside the cover, after the waiting days of a first-time member."""
    label = "入院日期" if terms.decided_by == Period.ADMISSION else "出院日期"
    day = stay.admitted_on if terms.decided_by == Period.ADMISSION else stay.discharged_on
    waits = timedelta(days=terms.waiting_days if cover.first_time else 0)
    opens = cover.starts_on + waits
    name = "admitted_on" if terms.decided_by == Period.ADMISSION else "discharged_on"
    return need(
        opens <= day <= cover.ends_on,
        "%(label)s%(day)s不在保障期%(start)s至%(end)s内，不能申请补助",
        field=name,
        label=label,
        day=day,
        start=opens,
        end=cover.ends_on,
    )


def may_claim(terms: Terms, cover: Cover, stay: Stay, today: date) -> Verdict:
    last = stay.discharged_on + timedelta(days=terms.claim_days) if terms.claim_days is not None else None
    return (
        need(cover.effective, "该会员本期互助金尚未核对到账，参互未生效，请先办理缴费核对", field="person")
        & need(stay.discharged_on >= stay.admitted_on, "出院日期不能早于入院日期，请核对", field="discharged_on")
        & need(stay.discharged_on <= today, "出院日期在今天之后，请出院后再申请", field="discharged_on")
        & need(stay.cost >= 0, "自付费用不能是负数", field="self_pay_fen")
        & need(
            last is None or today <= last,
            "已超过出院后%(days)s天的申请期限（截至%(last)s）",
            field="discharged_on",
            days=terms.claim_days,
            last=last,
        )
        & in_period(terms, cover, stay)
    )


def same_stay(admitted: date, discharged: date, hospital: str, other: tuple[date, date, str]) -> bool:
    """One stay claimed twice: the same admission, or two beds at once. A transfer on the day is none (R-MED-04)."""
    began, ended, where = other
    return (admitted, hospital) == (began, where) or (admitted < ended and began < discharged)
