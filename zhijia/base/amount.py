"""An amount that knows why it is what it is: whole fen, and the ordered steps that led there.

Amounts are built step by step and never changed; each helper returns a new one with its step added:

    paid = Amount.start("自付费用", 1_200_000)
    paid.minus("起付线", 200_000).times("补助比例", Decimal("0.6"), used=rate).at_most("年度封顶", 500_000)

The steps are stored with the grant and print as "为什么是这个数". Every share is rounded 四舍五入到分 where it arises.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from .money import times, yuan

ROUNDING = "四舍五入到分"


@dataclass(frozen=True)
class Used:
    """The parameter a step used: which key, which version, what it said, on whose authority."""

    key: str
    version: str = ""
    source: str = ""  # document and clause
    verified: bool = True

    def __str__(self):
        version = f" 第{self.version}版" if self.version else ""
        return "，".join(part for part in (self.source, f"参数 {self.key}{version}", self._mark) if part)

    @property
    def _mark(self) -> str:
        return "" if self.verified else "示例/待核定"


@dataclass(frozen=True)
class Step:
    """One line of a derivation. `inputs` are (name, printed value) pairs, `result` is fen."""

    label: str
    result: int
    inputs: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    used: Used | None = None
    clause: str = ""
    rounding: str = ""

    def __str__(self):
        given = "、".join(f"{name} {value}" for name, value in self.inputs)
        how = f"{self.formula} = " if self.formula else ""
        why = "；".join(str(part) for part in (given, self.rounding, self.clause, self.used) if part)
        return f"{self.label}：{how}{yuan(self.result)} 元" + (f"（{why}）" if why else "")


@dataclass(frozen=True)
class Amount:
    """`fen` is what counts; `steps` end with it."""

    fen: int
    steps: tuple[Step, ...] = ()

    def __post_init__(self):
        if type(self.fen) is not int:
            raise TypeError(f"an amount is whole fen, not {self.fen!r}")
        if self.steps and self.steps[-1].result != self.fen:
            raise ValueError(f"the last step gives {self.steps[-1].result}, the amount is {self.fen}")

    def __str__(self):
        return f"{yuan(self.fen)} 元"

    @classmethod
    def start(cls, label: str, fen: int, **because) -> "Amount":
        """The first figure. `because`: inputs=, used=, clause=, formula=, rounding= of its step, here and below."""
        return cls(fen, (Step(label, fen, **because),))

    @classmethod
    def total(cls, label: str, parts: Iterable["Amount"], **because) -> "Amount":
        """The sum of several amounts, each with its own derivation first."""
        parts = tuple(parts)
        fen = sum(part.fen for part in parts)
        formula = " + ".join(yuan(part.fen) for part in parts)
        steps = tuple(step for part in parts for step in part.steps)
        return cls(fen, (*steps, Step(label, fen, **{"formula": formula, **because})))

    def plus(self, label: str, fen: int, **because) -> "Amount":
        return self._then(label, self.fen + fen, f"{yuan(self.fen)} + {yuan(fen)}", because)

    def minus(self, label: str, fen: int, *, floor: int | None = 0, **because) -> "Amount":
        """Less a deductible or what was paid before; by default never below nothing (floor=None lets it)."""
        left = self.fen - fen
        if floor is not None and left < floor:
            because = {"rounding": f"不足时按 {yuan(floor)} 元", **because}
            left = floor
        return self._then(label, left, f"{yuan(self.fen)} - {yuan(fen)}", because)

    def times(self, label: str, rate: int | Decimal | Fraction, **because) -> "Amount":
        """A share (Decimal("0.6") prints as 60%) or a number of people or days (int)."""
        if not isinstance(rate, int):
            because = {"rounding": ROUNDING, **because}
        return self._then(label, times(self.fen, rate), f"{yuan(self.fen)} × {_rate(rate)}", because)

    def at_most(self, label: str, cap: int, **because) -> "Amount":
        """A ceiling; the step is kept even when it does not bind, so that the reader sees it was looked at."""
        return self._then(label, min(self.fen, cap), f"{yuan(self.fen)} 与上限 {yuan(cap)} 取低", because)

    def at_least(self, label: str, floor: int, **because) -> "Amount":
        return self._then(label, max(self.fen, floor), f"{yuan(self.fen)} 与下限 {yuan(floor)} 取高", because)

    def lines(self) -> list[str]:
        """为什么是这个数: ["1. 自付费用：12,000.00 元（…）", …]."""
        return [f"{number}. {step}" for number, step in enumerate(self.steps, 1)]

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict | str) -> "Amount":
        kept = json.loads(kept) if isinstance(kept, str) else kept
        return cls(kept["fen"], tuple(_step(step) for step in kept["steps"]))

    def _then(self, label: str, fen: int, formula: str, because: dict) -> "Amount":
        return Amount(fen, (*self.steps, Step(label, fen, **{"formula": formula, **because})))


def _rate(rate: int | Decimal | Fraction) -> str:
    if isinstance(rate, Decimal):
        return f"{(rate * 100).normalize():f}%"
    return str(rate)


def _step(kept: dict) -> Step:
    inputs = tuple((name, value) for name, value in kept["inputs"])
    return Step(**{**kept, "inputs": inputs, "used": Used(**kept["used"]) if kept["used"] else None})
