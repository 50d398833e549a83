"""What may follow what, and whether a filled form holds together. Domain 15.1, R-STAT-01, G-25."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from zhijia.base.verdict import Reason, Verdict, need

from .questionnaires import Check, Item, NotMore, PartsWithin


class State(StrEnum):
    OPEN = "open"  # being filled in
    SUBMITTED = "submitted"  # the officer is done; waits for the chair
    SIGNED = "signed"  # signed; waits for the superior
    APPROVED = "approved"  # accepted by the superior
    RETURNED = "returned"  # to be corrected
    EXCUSED = "excused"  # need not report this time


WORDS = {
    State.OPEN: "填报中",
    State.SUBMITTED: "待主席签报",
    State.SIGNED: "待上级审核",
    State.APPROVED: "已审核",
    State.RETURNED: "退回修改",
    State.EXCUSED: "免报",
}
WRITABLE = (State.OPEN, State.RETURNED)
HANDED_UP = (State.SUBMITTED, State.SIGNED, State.APPROVED)  # in these the numbers below are locked
RECEIVED = (State.SIGNED, State.APPROVED)
SETTLED = (State.APPROVED, State.EXCUSED)

STEPS = {
    (State.OPEN, "submit"): State.SUBMITTED,
    (State.RETURNED, "submit"): State.SUBMITTED,
    (State.SUBMITTED, "withdraw"): State.OPEN,
    (State.SUBMITTED, "sign"): State.SIGNED,
    (State.SUBMITTED, "send_back"): State.RETURNED,
    (State.SIGNED, "approve"): State.APPROVED,
    (State.SIGNED, "send_back"): State.RETURNED,
    (State.APPROVED, "reopen"): State.RETURNED,
    (State.OPEN, "excuse"): State.EXCUSED,
    (State.RETURNED, "excuse"): State.EXCUSED,
    (State.EXCUSED, "recall"): State.OPEN,
}
MOVES = {state: {to for (before, _verb), to in STEPS.items() if before == state} for state in State}
LARGEST = 10**15
VERBS = ("submit", "withdraw", "sign", "send_back", "approve", "reopen", "excuse", "recall")
WHY_NOT = {
    "submit": "报表现在是“%(state)s”，只有填报中或退回修改的可以提交",
    "withdraw": "报表现在是“%(state)s”，只有待主席签报的可以撤回",
    "sign": "报表现在是“%(state)s”，只有已提交的可以签报",
    "send_back": "报表现在是“%(state)s”，没有提交的不用退回",
    "approve": "报表现在是“%(state)s”，主席签报以后才能审核",
    "reopen": "报表现在是“%(state)s”，只有已审核的需要重新打开",
    "excuse": "报表现在是“%(state)s”，只有没有提交的可以免报",
    "recall": "报表现在是“%(state)s”，没有免报",
}


def may_move(state, verb) -> Verdict:
    return need((state, verb) in STEPS, WHY_NOT[verb], state=WORDS[State(state)])


def may_write(state) -> Verdict:
    said = "报表现在是“%(state)s”，不能修改；如需修改，请先撤回或由上级退回"
    return need(state in WRITABLE, said, state=WORDS[State(state)])


def not_locked(above_state, above="") -> Verdict:
    """Once the superior has handed its sum up, what it was summed from stands still."""
    said = "%(above)s的报表已经提交，下级报表已锁定；如需修改，请先退回%(above)s的报表"
    return need(above_state is None or above_state not in HANDED_UP, said, above=above)


def nobody_rules_on_their_own(user_id, *hands) -> Verdict:
    return need(user_id not in hands, "这份报表是您经手的，须由另一个人办理")


def with_reason(reason) -> Verdict:
    return need(reason.strip(), "请写明原因", field="reason")


def may_put(item: Item, computed, adjusted, reason) -> Verdict:
    """A typed or adjusted value: whole where things are counted, one of the codes, with a reason beside a computed."""
    if adjusted is None:
        return Verdict()
    field, known = item.code, dict(item.choices)
    return (
        need(adjusted >= 0, "%(label)s不能是负数", field=field, label=item.label)
        & need(adjusted < LARGEST, "%(label)s太大，请核对", field=field, label=item.label)
        & need(not item.whole or adjusted == int(adjusted), "%(label)s请填整数", field=field, label=item.label)
        & need(not known or int(adjusted) in known, "%(label)s请按选项填写", field=field, label=item.label)
        & need(
            computed is None or computed == adjusted or reason.strip(),
            "%(label)s与自动取数不一致，请写明调整理由",
            field=f"{field}-reason",
            label=item.label,
        )
    )


# --- does it hold together ---


@dataclass(frozen=True)
class Finding:
    """What a check found. A warning is settled by a note beside one of its items."""

    severity: str  # block, warn
    codes: tuple[str, ...]
    reason: Reason
    noted: bool = False

    @property
    def stops(self) -> bool:
        return self.severity == "block" or not self.noted

    def say(self, translate=str) -> str:
        return self.reason.say(translate)


def percent(part, whole, digits=1):
    """None where there is nothing to divide by."""
    if part is None or not whole:
        return None
    return round(Decimal(part) * 100 / Decimal(whole), digits)


def findings(form, values: Mapping, *, before: Mapping, notes, swing) -> list[Finding]:
    """`values` and `before` (last year): numbers by code; `notes`: codes that have one; `swing`: per cent allowed."""
    found = [_checked(check, form, values, notes) for check in form.checks]
    found += [_swung(item, values, before, notes, swing) for item in form.items if item.steady]
    return [one for one in found if one]


def _checked(check: Check, form, values, notes):
    if any(code not in form.by_code or values.get(code) is None for code in check.codes):
        return None
    broken = {NotMore: _more, PartsWithin: _not_within}[type(check)](check, form, values)
    return broken and Finding(check.severity, check.codes, broken, any(code in notes for code in check.codes))


def _more(check, form, values):
    if values[check.part] <= values[check.whole]:
        return None
    said = "%(part)s（%(a)s）不能大于%(whole)s（%(b)s），请核对"
    return Reason(said, _named(form, check.part, check.whole, values[check.part], values[check.whole]))


def _not_within(check, form, values):
    total, whole = sum(values[code] for code in check.parts), values[check.whole]
    if total == whole or (total < whole and not check.exactly):
        return None
    labels = "、".join(name_of(form, code) for code in check.parts)
    said = "%(part)s合计（%(a)s）应当等于%(whole)s（%(b)s），请核对"
    if not check.exactly:
        said = "%(part)s合计（%(a)s）不能大于%(whole)s（%(b)s），请核对"
    return Reason(said, {"part": labels, "a": plain(total), "whole": name_of(form, check.whole), "b": plain(whole)})


def _swung(item, values, before, notes, swing):
    """±30 % against last year needs a note. The limit itself is still ordinary; exact, not rounded."""
    now, then = values.get(item.code), before.get(item.code)
    if now is None or not then or abs(now - then) * 100 <= then * swing:
        return None
    said = "%(label)s比上年%(word)s%(percent)s%%（上年%(then)s，今年%(now)s），超过%(swing)s%%，请在说明栏写明原因"
    values = {
        "label": item.label,
        "word": "增加" if now > then else "减少",
        "percent": percent(abs(now - then), then),
        "then": plain(then),
        "now": plain(now),
        "swing": swing,
    }
    return Finding("warn", (item.code,), Reason(said, values), item.code in notes)


def outdated(item: Item, then, now) -> Finding:
    """The computed number moved after it was adjusted: the adjustment is not carried on unseen."""
    said = "%(label)s调整以后，自动取数由%(then)s变为%(now)s，请核对后改正，或勾选“仍按调整数上报”"
    values = {"label": item.label, "then": plain(then) or "无", "now": plain(now)}
    return Finding("block", (item.code,), Reason(said, values))


def not_unseen(item: Item, field, *, seen, now, typed, said) -> Verdict:
    """Two fill in one sheet: what somebody else has written meanwhile is not overwritten unseen."""
    told = "%(label)s刚刚被别人改为“%(said)s”；请核对，仍要用您填的，请再保存一次"
    return need(now in (seen, typed), told, field=field, label=item.label, said=said or "空")


def name_of(form, code) -> str:
    """With the line it belongs to: 工会会员人数·女会员."""
    owner = ""
    for item in form.items:
        if not item.inner:
            owner = str(item.label)
        if item.code == code:
            return f"{owner}·{item.label}" if item.inner else str(item.label)
    return code


def _named(form, part, whole, a, b) -> dict:
    return {"part": name_of(form, part), "whole": name_of(form, whole), "a": plain(a), "b": plain(b)}


def plain(value) -> str:
    """1,234 or 1,234.50: no noughts that nobody counted."""
    if value is None:
        return ""
    whole = Decimal(value) == Decimal(value).to_integral_value()
    return f"{int(value):,}" if whole else f"{Decimal(value):,.2f}"


def missing(form, values) -> list[Item]:
    """Items that must be filled and are not."""
    return [item for item in form.items if item.required and values.get(item.code) is None]


# --- reminders ---

CATCH_UP = timedelta(days=7)  # a night that was missed is made up for; a round long past is left alone


def reminder_days(due_on: date, before: Iterable[int], after: Iterable[int]) -> list[date]:
    """The days on which whoever has not handed up is reminded."""
    return [due_on - timedelta(days=n) for n in before] + [due_on + timedelta(days=n) for n in after]


def is_step(steps: list[date], today: date, told_on: date | None = None) -> bool:
    """Whether one of the days has come that the unit has not heard of since, from the night or from its superior."""
    since = max(today - CATCH_UP, told_on or date.min)
    return any(since < step <= today for step in steps)
