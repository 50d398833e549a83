"""Who must be how strongly present on a list. A person in two categories counts once (E-07, E-08, F-079 to F-081).

Shares are compared as exact fractions: 79.9 % is below 80 %, however it is rounded for the eye.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

FRONT_LINE, MODEL, GRASSROOTS, LEADER = "front_line", "model", "grassroots", "leader"
WOMEN, MINORITY, YOUNG = "women", "minority", "young"

CATEGORIES = {
    FRONT_LINE: "一线职工",
    MODEL: "劳模和先进人物",
    GRASSROOTS: "基层工会工作者",
    LEADER: "领导干部（中层正职以上）",
    WOMEN: "女性",
    MINORITY: "少数民族",
    YOUNG: "青年",
}
DECLARED = (FRONT_LINE, MODEL, GRASSROOTS, LEADER)  # said of a person by whoever draws up the list
DERIVED = (WOMEN, MINORITY, YOUNG)  # follow from what is written about the person

BLOCK, WARN = "block", "warn"
TENTH = Decimal("0.1")
MAJORITY = "汉"


@dataclass(frozen=True)
class Listed:
    """One person of a list, and every category they are in."""

    key: Any
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Quota:
    """The share of those who are in any of the categories. Without bounds it is only shown."""

    code: str
    label: str
    categories: frozenset[str]
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    severity: str = BLOCK
    clause: str = ""

    def holds(self, listed: Listed) -> bool:
        return bool(self.categories & listed.categories)


@dataclass(frozen=True)
class Finding:
    """What a quota says of a list: how many count, out of how many, and how many are missing or too many."""

    quota: Quota
    counted: int
    total: int
    percent: Decimal | None  # one digit; never rounded on to the other side of a bound
    missing: int = 0
    over: int = 0

    @property
    def ok(self) -> bool:
        return not self.missing and not self.over

    @property
    def blocks(self) -> bool:
        return not self.ok and self.quota.severity == BLOCK

    def say(self) -> str:
        """In one sentence, with what to do."""
        share = f"{self.quota.label} {self.counted} 人，占 {self.percent}%" if self.total else "名单里还没有人"
        if self.missing:
            return f"{share}，低于 {as_percent(self.quota.at_least)}，还差 {self.missing} 人"
        if self.over:
            return f"{share}，高于 {as_percent(self.quota.at_most)}，超出 {self.over} 人"
        return f"{share}（{self.counted}/{self.total}）"


def as_percent(share: Decimal) -> str:
    return f"{(Decimal(share) * 100).normalize():f}%"


def check(listed: Iterable[Listed], quotas: Iterable[Quota], seats: int | None = None) -> list[Finding]:
    """One finding per quota. `seats`: how many the full list will have; what is missing is told for that number."""
    people = list({one.key: one for one in listed}.values())
    return [_find(quota, sum(map(quota.holds, people)), len(people), seats or 0) for quota in quotas]


def _find(quota: Quota, counted: int, total: int, seats: int) -> Finding:
    whole = max(total, seats)
    missing = over = 0
    if quota.at_least is not None and (not total or Fraction(counted, total) < Fraction(quota.at_least)):
        missing = max(ceil(Fraction(quota.at_least) * whole) - counted, 0)
    if quota.at_most is not None:
        over = max(counted - floor(Fraction(quota.at_most) * whole), 0)
    return Finding(quota, counted, total, _percent(quota, counted, total, missing, over), missing, over)


def _percent(quota: Quota, counted: int, total: int, missing: int, over: int) -> Decimal | None:
    """79.96 % that fails 80 % is shown as 79.9, not as 80.0."""
    if not total:
        return None
    exact = Decimal(counted) * 100 / Decimal(total)
    shown = exact.quantize(TENTH, ROUND_HALF_UP)
    if missing and shown >= quota.at_least * 100:
        return exact.quantize(TENTH, ROUND_FLOOR)
    if over and shown <= quota.at_most * 100:
        return exact.quantize(TENTH, ROUND_CEILING)
    return shown


def share_of(quota: Quota, part: int, whole: int) -> Quota:
    """The same quota bound to a proportion, to a tenth of a percent: women on a list as among the members."""
    return replace(quota, at_least=Decimal(part * 1000 // whole) / 1000 if whole else None)


def as_among_members(quota: Quota, women: int, members: int) -> Quota:
    """Women where policy names no share: as many as among the members (会员代表大会条例)."""
    free = quota.categories == {WOMEN} and quota.at_least is None
    return share_of(quota, women, members) if free else quota


def derived(*, sex: str = "", ethnicity: str = "", born_on=None, on=None, young_until: int = 0) -> frozenset[str]:
    """The categories that follow from a person. `young_until`: the last year of age that is young; 0: nobody is."""
    found = set()
    if sex == "女":
        found.add(WOMEN)
    if ethnicity and ethnicity.removesuffix("族") != MAJORITY:
        found.add(MINORITY)
    if born_on and on and young_until and age(born_on, on) <= young_until:
        found.add(YOUNG)
    return frozenset(found)


def age(born_on, on) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def quota_of(row: Mapping) -> Quota:
    """A row of the policy table: categories in words, shares as decimal texts."""
    named = {word: code for code, word in CATEGORIES.items()}
    words = [word.strip() for word in str(row["categories"]).split("、")]
    strange = [word for word in words if word not in named]
    if strange:
        raise ValueError(f"没有“{'、'.join(strange)}”这个类别")
    return Quota(
        code=row["label"],
        label=row["label"],
        categories=frozenset(named[word] for word in words),
        at_least=_share(row.get("at_least")),
        at_most=_share(row.get("at_most")),
        severity=BLOCK if row.get("severity") == "不得提交" else WARN,
        clause=row.get("clause") or "",
    )


def _share(text) -> Decimal | None:
    return Decimal(text) if text not in (None, "") else None
