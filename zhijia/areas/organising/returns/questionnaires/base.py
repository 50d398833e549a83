"""What a form is made of. Pure: which indicator answers an item is only a code here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Item:
    """One line: computed by an indicator, worked out as a percentage of two others, or typed by the unit.

    `choices` make it a coded answer, which is never summed. `required`: a return without it is not complete.
    """

    code: str
    label: Any
    unit: Any = ""
    indicator: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    ratio: tuple[str, str] | None = None
    choices: tuple[tuple[int, Any], ...] = ()
    required: bool = False
    inner: bool = False  # 其中
    whole: bool = True  # counted in whole numbers
    steady: bool = False  # compared with the year before

    @property
    def summed(self) -> bool:
        return not self.choices and self.ratio is None

    @property
    def stored(self) -> bool:
        return self.ratio is None


@dataclass(frozen=True)
class Module:
    code: str
    title: Any
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Check:
    """A relation between items. `severity`: block, or warn (then a note is enough)."""

    severity: str = field(default="block", kw_only=True)

    @property
    def codes(self) -> tuple[str, ...]:
        raise NotImplementedError


@dataclass(frozen=True)
class NotMore(Check):
    part: str
    whole: str

    @property
    def codes(self):
        return (self.part, self.whole)


@dataclass(frozen=True)
class PartsWithin(Check):
    """The parts together are not more than the whole; `exactly`: they make it up."""

    parts: tuple[str, ...]
    whole: str
    exactly: bool = False

    @property
    def codes(self):
        return (*self.parts, self.whole)


@dataclass(frozen=True)
class Questionnaire:
    code: str
    title: Any
    source: Any
    modules: tuple[Module, ...]
    checks: tuple[Check, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for module in self.modules for item in module.items)

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}
