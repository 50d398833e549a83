"""What `bin/zhijia verify` looks at. A folder declares its own checks in `verify.py`:

@check("records", _("台账"))
def records():
    yield Fault("mutual_aid.claim:88", _("内容与校验值不符"))
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from zhijia.base.registry import Registry


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    where: str
    message: Any

    def __str__(self):
        return f"{self.where}：{self.message}"


@dataclass(frozen=True)
class Check:
    code: str
    title: Any
    find: Callable[[], Iterator]  # of Faults, or of any pair (where, message)

    def faults(self) -> Iterator[Fault]:
        return (Fault(str(where), str(message)) for where, message in self.find())


checks = Registry("verify")


def check(code: str, title):
    """Declares a function that yields everything wrong of its kind, and nothing if all is well."""

    def declare(find):
        checks.add(Check(code, title, find))
        return find

    return declare
