"""What a stay brings: each benefit by itself, then what the period, exclusions and joint caps leave of it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from zhijia.base.amount import Amount
from zhijia.base.money import times, yuan

from .terms import Before, Benefit, Kind, Stay, Terms


def banded(benefit: Benefit, cost: int) -> Amount:
    """Each band's share of the cost that falls into it, above the deductible."""
    known = (("累计自付费用", yuan(cost)), ("起付线", yuan(benefit.deductible)))
    amount = Amount.start("起付线以下不补助", 0, inputs=known)
    for band in benefit.bands:
        floor = max(band.above, benefit.deductible)
        inside = min(cost, band.upto if band.upto is not None else cost) - floor
        if inside > 0:
            share = times(inside, band.ratio)
            inputs = (("落入本段", yuan(inside)), ("比例", percent(band.ratio)))
            label = str(replace(band, above=floor))
            amount = amount.plus(label, share, inputs=inputs, used=benefit.used, rounding="四舍五入到分")
    return capped(amount, benefit)


def percent(ratio: Decimal) -> str:
    return f"{(ratio * 100).normalize():f}%"


def per_diem(benefit: Benefit, days: int) -> Amount:
    """Up to `flat_days` days one flat sum; beyond them so much a day for all days, up to `max_days`."""
    counted = min(days, benefit.max_days) if benefit.max_days else days
    inputs = (("累计住院天数", f"{days}天"),)
    if days <= benefit.flat_days:
        return Amount.start("定额", benefit.flat if days else 0, inputs=inputs, used=benefit.used)
    amount = Amount.start("每天补助", benefit.per_day, inputs=inputs, used=benefit.used)
    return capped(amount.times(f"计{counted}天", counted), benefit)


def by_cost(benefit: Benefit, cost: int) -> Amount:
    """The one lump sum of the band into which the cost falls."""
    net = max(cost - benefit.deductible, 0)
    band = next((band for band in benefit.bands if band.holds(net)), None)
    label = str(band) if band else "未达到补助起点"
    inputs = (("净自付费用", yuan(net)),)
    return Amount.start(label, band.lump if band else 0, inputs=inputs, used=benefit.used)


def capped(amount: Amount, benefit: Benefit) -> Amount:
    return amount if benefit.cap is None else amount.at_most("本期封顶", benefit.cap, used=benefit.used)


def entitled(benefit: Benefit, stay: Stay) -> bool:
    """Whether the benefit has anything to say about this stay."""
    match benefit.kind:
        case Kind.BY_DIAGNOSIS:
            return stay.listed_disease
        case Kind.DEATH:
            return stay.death
        case _:
            return True


def full(benefit: Benefit, cost: int, days: int) -> Amount:
    """What the benefit pays in all for that cost and those days, before anything paid earlier is taken off."""
    match benefit.kind:
        case Kind.BANDED:
            return banded(benefit, cost)
        case Kind.PER_DIEM:
            return per_diem(benefit, days)
        case Kind.BY_COST:
            return by_cost(benefit, cost)
        case _:
            return Amount.start("定额", benefit.lump, used=benefit.used)


def award(terms: Terms, benefit: Benefit, stay: Stay, before: Before) -> Amount:
    """What this stay brings under one benefit: all that is due so far, less what was paid before."""
    had = before.paid.get(benefit.code, 0)
    if terms.per_stay or benefit.kind in (Kind.BY_DIAGNOSIS, Kind.DEATH):
        amount = full(benefit, stay.cost, stay.days)
    else:
        amount = full(benefit, before.cost + stay.cost, before.days + stay.days)
        if had:
            amount = amount.minus("减去本期已补助", had)
    if terms.per_stay and benefit.cap is not None:
        amount = amount.at_most("本期剩余额度", max(benefit.cap - had, 0), used=benefit.used)
    return amount


def barred(terms: Terms, benefit: Benefit, before: Before) -> str:
    """Why a benefit may not be paid again, or beside another; empty if it may."""
    had = {code for code, fen in before.paid.items() if fen > 0}
    if benefit.once and benefit.code in had:
        return f"{benefit.name}本期只补助一次"
    for group in terms.exclusive:
        others = (group & had) - {benefit.code}
        if benefit.code in group and others:
            return f"{benefit.name}与{'、'.join(sorted(terms.benefit(code).name for code in others))}本期不能同时享受"
    return ""


@dataclass(frozen=True)
class Award:
    """One benefit's part of a claim; `barred` says why it is nothing although the stay would earn it."""

    code: str
    name: str
    amount: Amount
    barred: str = ""


def awards(terms: Terms, stay: Stay, before: Before) -> list[Award]:
    """All benefits of one stay, in the order of the terms, within exclusions and joint caps."""
    given: list[Award] = []
    paid = dict(before.paid)
    for benefit in terms.benefits:
        if not entitled(benefit, stay):
            continue
        reason = barred(terms, benefit, Before(before.cost, before.days, paid))
        if reason:
            given.append(Award(benefit.code, benefit.name, Amount.start(reason, 0, used=benefit.used), reason))
            continue
        amount = jointly_capped(terms, benefit, award(terms, benefit, stay, before), paid)
        paid[benefit.code] = paid.get(benefit.code, 0) + amount.fen
        given.append(Award(benefit.code, benefit.name, amount))
    return given


def jointly_capped(terms: Terms, benefit: Benefit, amount: Amount, paid: dict[str, int]) -> Amount:
    for joint in terms.joint_caps:
        if benefit.code in joint.benefits:
            left = max(joint.cap - sum(paid.get(code, 0) for code in joint.benefits), 0)
            names = "、".join(terms.benefit(code).name for code in joint.benefits)
            amount = amount.at_most(f"{names}合计不超过{yuan(joint.cap)}元，剩余额度", left, used=benefit.used)
    return amount


def waits_for_more(terms: Terms, stay: Stay, before: Before) -> bool:
    """Nothing is due yet, but the cost counts: later stays of the period are added to it before banding (R-MED-02)."""
    reads_cost = [b for b in terms.benefits if b.kind in (Kind.BANDED, Kind.BY_COST) and entitled(b, stay)]
    cost = before.cost + stay.cost
    return not terms.per_stay and stay.cost > 0 and any(full(b, cost, 0).fen == 0 for b in reads_cost)


def why_nothing(given: list[Award]) -> str:
    """Short, for a refusal: from which figures each benefit came to nothing."""
    said = []
    for award in given:
        steps = award.amount.steps
        figures = "、".join(f"{name} {value}" for name, value in steps[0].inputs)
        last = f"，{steps[-1].label}{steps[-1].formula}" if len(steps) > 2 else ""
        said.append(award.barred or f"{award.name}：{figures}{last}")
    return "；".join(said) or "没有对应的补助项目"


def total(given: list[Award]) -> Amount:
    """The claim's amount with the derivation of every benefit in it."""
    return Amount.total("补助金合计", [award.amount for award in given])
