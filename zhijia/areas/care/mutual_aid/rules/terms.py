"""What a version of the terms says, and what is known of a person and a stay, as plain data."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhijia.base.amount import Used
from zhijia.base.money import yuan


class Kind(StrEnum):
    BANDED = "banded_percentage"
    PER_DIEM = "per_diem"
    BY_DIAGNOSIS = "lump_sum_by_diagnosis"
    BY_COST = "lump_sum_by_cost_band"
    DEATH = "death"


KIND_NAMES = {
    Kind.BANDED: "分段按比例补助",
    Kind.PER_DIEM: "按住院天数补助",
    Kind.BY_DIAGNOSIS: "重大疾病定额补助",
    Kind.BY_COST: "大额费用定额补助",
    Kind.DEATH: "身故慰问",
}


class Period(StrEnum):
    """Which day of a stay decides the period it belongs to (R-MED-03)."""

    ADMISSION = "admission"
    DISCHARGE = "discharge"


@dataclass(frozen=True)
class Band:
    """Costs above `above` up to and including `upto` (None: no end). The benefit reads `ratio` or `lump`."""

    above: int
    upto: int | None
    ratio: Decimal = Decimal(0)
    lump: int = 0
    from_included: bool = False  # some texts include the lower bound of their first band

    def holds(self, cost: int) -> bool:
        below = cost >= self.above if self.from_included else cost > self.above
        return below and (self.upto is None or cost <= self.upto)

    def __str__(self):
        end = f"至{yuan(self.upto)}元" if self.upto is not None else "以上部分"
        return f"超过{yuan(self.above)}元{end}"


@dataclass(frozen=True)
class Benefit:
    """One way in which the terms pay. Only fields of its kind are read; 0 or None: the terms set no such limit."""

    code: str
    kind: str
    name: str
    deductible: int = 0
    cap: int | None = None  # per person and period
    bands: tuple[Band, ...] = ()
    flat: int = 0  # per_diem: paid once for the first `flat_days` days …
    flat_days: int = 0
    per_day: int = 0  # … and instead of it, per day, once the days of the period exceed them
    max_days: int | None = None
    lump: int = 0
    once: bool = False  # at most one award per person and period
    used: Used | None = None


@dataclass(frozen=True)
class JointCap:
    """Several benefits together pay no more than this to one person in one period."""

    benefits: tuple[str, ...]
    cap: int


@dataclass(frozen=True)
class Terms:
    """What one dated version of a scheme says."""

    benefits: tuple[Benefit, ...]
    joint_caps: tuple[JointCap, ...] = ()
    exclusive: tuple[frozenset[str], ...] = ()  # of these, a person gets only one in a period
    per_stay: bool = False  # False: the stays of a period are added up before banding (R-MED-02)
    decided_by: str = Period.ADMISSION
    waiting_days: int = 0  # for those who join for the first time
    claim_days: int | None = None  # from discharge, counting the last day

    def benefit(self, code: str) -> Benefit:
        return next(benefit for benefit in self.benefits if benefit.code == code)


@dataclass(frozen=True)
class Cover:
    """One person's cover: from and to, both days included. Effective only once the fee has been reconciled."""

    starts_on: date
    ends_on: date
    effective: bool
    first_time: bool = False


@dataclass(frozen=True)
class Stay:
    """One stay in hospital. `cost`: self-paid fen within policy. Days count the nights, at least one."""

    admitted_on: date
    discharged_on: date
    cost: int
    listed_disease: bool = False
    death: bool = False

    @property
    def days(self) -> int:
        return max((self.discharged_on - self.admitted_on).days, 1)


@dataclass(frozen=True)
class Before:
    """What the person already had in this period."""

    cost: int = 0  # self-paid fen of earlier stays
    days: int = 0
    paid: dict[str, int] = field(default_factory=dict)  # benefit code → fen
