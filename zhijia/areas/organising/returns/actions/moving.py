"""From hand to hand: officer, chair, superior. Whoever had a return in hand does not rule on it."""

from django.db import transaction
from django.utils import timezone

from zhijia.base.verdict import Verdict, need
from zhijia.kernels.inbox.actions import notify
from zhijia.kernels.trail import actions as trail

from .. import rules
from ..rules import State
from .filling import cover_of, freeze, held, held_below, may_edit, stale, sum_up
from .reading import reading_of

__all__ = [
    "approve", "excuse", "may_approve", "may_edit", "may_excuse", "may_reopen", "may_send_back", "may_sign",
    "may_submit", "may_withdraw", "recall", "reopen", "send_back", "sign", "submit", "withdraw",
]  # fmt: skip


# --- who may ---


def _allowed(of, by, ability, unit, doing) -> Verdict:
    return need(by.can(ability, unit), "您没有%(doing)s%(unit)s报表的权限", doing=doing, unit=of.unit)


def _superior(of, by, doing) -> Verdict:
    """Of the unit it is summed into; the one on top answers to its own chair."""
    return _allowed(of, by, "review" if of.above_id else "approve", of.above.unit if of.above_id else of.unit, doing)


def _unlocked(of) -> Verdict:
    return rules.not_locked(of.above.state, of.above.unit) if of.above_id else Verdict()


def _not_own(of, by) -> Verdict:
    return rules.nobody_rules_on_their_own(by.pk, of.submitted_by_id, of.signed_by_id)


def may_submit(of, by, reading=None) -> Verdict:
    allowed = rules.may_move(of.state, "submit") & _allowed(of, by, "edit", of.unit, "提交")
    return allowed and _all_settled(of) and (reading or reading_of(of)).may_submit()


def _all_settled(of) -> Verdict:
    """A sum is handed up when every return below is accepted or excused."""
    if not of.sums:
        return need(of.filled_at, "请先自动取数，再提交")
    waiting = of.below.exclude(state__in=rules.SETTLED).select_related("unit")
    names = "、".join(str(one.unit) for one in waiting[:5])
    return need(
        not names,
        "还有%(count)s个下级单位的报表没有审核完（%(names)s），请先催报、审核或免报",
        count=waiting.count(),
        names=names,
    )


def may_withdraw(of, by) -> Verdict:
    return rules.may_move(of.state, "withdraw") & _allowed(of, by, "edit", of.unit, "撤回")


def may_sign(of, by) -> Verdict:
    own = rules.nobody_rules_on_their_own(by.pk, of.submitted_by_id)
    return rules.may_move(of.state, "sign") and (_allowed(of, by, "approve", of.unit, "签报") & own)


def may_approve(of, by) -> Verdict:
    return rules.may_move(of.state, "approve") and (_superior(of, by, "审核") & _not_own(of, by))


def may_send_back(of, by) -> Verdict:
    """Before it is signed by the chair of the unit, then by the superior."""
    signed = of.state == State.SIGNED
    who = _superior(of, by, "退回") if signed else _allowed(of, by, "approve", of.unit, "退回")
    return rules.may_move(of.state, "send_back") and who


def may_reopen(of, by) -> Verdict:
    return rules.may_move(of.state, "reopen") and (_superior(of, by, "重新打开") & _unlocked(of))


def may_excuse(of, by) -> Verdict:
    leaf = need(not of.sums, "%(unit)s要汇总下级，不能免报", unit=of.unit)
    below = need(of.above_id, "下发单位自己的汇总表不能免报")
    return rules.may_move(of.state, "excuse") and (leaf & below and _superior(of, by, "免报") & _unlocked(of))


def may_recall(of, by) -> Verdict:
    return rules.may_move(of.state, "recall") and (_superior(of, by, "要求填报") & _unlocked(of))


# --- verbs ---


def _move(of, verb, *, by, at, reason="", **changes):
    before = of.state
    of.state = rules.STEPS[before, verb]
    for name, value in changes.items():
        setattr(of, name, value)
    of.reason = reason.strip()[:200]
    of.save(update_fields=["state", "reason", *changes])
    told = {"before": {"state": before}, "after": {"state": of.state}, "reason": reason.strip(), "at": at}
    trail.note(by=by, verb=f"returns.{verb}", target=of, unit=of.unit, **told)
    return of


@transaction.atomic
def submit(*, of, by, at):
    """Check, freeze what each number was counted from, and put it before the chair."""
    of = held(of)
    may_submit(of, by).or_refuse()
    changed = "、".join(f"{cell.item}{cell.declared.label}" for cell in stale(of))
    need(not changed, "取数以后记录有变化（%(items)s），请重新自动取数，核对后再提交", items=changed).or_refuse()
    freeze(of)
    cover = cover_of(of.unit, of.round.end)
    return _move(of, "submit", by=by, at=at, submitted_by=by, submitted_at=at, cover=cover)


@transaction.atomic
def withdraw(*, of, by, at):
    of = held(of)
    may_withdraw(of, by).or_refuse()
    return _move(of, "withdraw", by=by, at=at)


@transaction.atomic
def sign(*, of, by, at):
    """The chair answers for the numbers. On top there is nobody left to accept them: the round is complete."""
    of = held(of)
    may_sign(of, by).or_refuse()
    of = _move(of, "sign", by=by, at=at, signed_by=by, signed_at=at, received_on=timezone.localdate(at))
    return of if of.above_id else _move(of, "approve", by=by, at=at, approved_by=by, approved_at=at)


@transaction.atomic
def approve(*, of, by, at):
    of = held_below(of)
    may_approve(of, by).or_refuse()
    _unlocked(of).or_refuse()
    of = _move(of, "approve", by=by, at=at, approved_by=by, approved_at=at)
    sum_up(of)
    return of


@transaction.atomic
def send_back(*, of, reason, by, at):
    of = held(of)
    (may_send_back(of, by) & rules.with_reason(reason)).or_refuse()
    of = _move(of, "send_back", by=by, at=at, reason=reason, received_on=None)
    return _tell(of, f"{of.round.title}退回修改：{reason}", at)


@transaction.atomic
def reopen(*, of, reason, by, at):
    """An accepted return is opened again: its numbers leave the sum above until it is accepted anew."""
    of = held_below(of)
    (may_reopen(of, by) & rules.with_reason(reason)).or_refuse()
    of = _move(of, "reopen", by=by, at=at, reason=reason, received_on=None)
    sum_up(of)
    return _tell(of, f"{of.round.title}已重新打开，请修改后再报：{reason}", at)


@transaction.atomic
def excuse(*, of, reason, by, at):
    of = held_below(of)
    (may_excuse(of, by) & rules.with_reason(reason)).or_refuse()
    return _move(of, "excuse", by=by, at=at, reason=reason)


@transaction.atomic
def recall(*, of, by, at):
    of = held_below(of)
    may_recall(of, by).or_refuse()
    return _move(of, "recall", by=by, at=at)


def _tell(of, title, at):
    if of.submitted_by_id:
        notify(user=of.submitted_by, title=title, url=of.get_absolute_url(), at=at)
    return of
