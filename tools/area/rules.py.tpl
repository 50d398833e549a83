"""What may be entered and cancelled."""

from datetime import date

from zhijia.base.verdict import Verdict, need

RECORD = "$label.activity"  # the kind of the service records written here
EARLIEST_DAYS = 366  # how long afterwards an activity may still be entered


def may_enter(*, day: date, today: date, times: int, amount_fen: int) -> Verdict:
    age = (today - day).days
    return (
        need(age >= 0, "日期还没有到，办完以后再登记", field="day")
        & need(age <= EARLIEST_DAYS, "超过%(days)s天的不能补登", field="day", days=EARLIEST_DAYS)
        & need(times > 0, "人次应大于零", field="times")
        & need(amount_fen >= 0, "金额不能是负数", field="amount_fen")
    )


def may_cancel(*, cancelled: bool) -> Verdict:
    return need(not cancelled, "已经撤销过了")


def good_reason(reason: str) -> Verdict:
    return need(reason.strip(), "请写明撤销的原因", field="reason")
