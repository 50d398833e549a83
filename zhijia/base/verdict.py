"""A rule's answer: yes, or no with reasons fit to show the person who asked."""

from dataclasses import dataclass
from typing import NamedTuple


class Reason(NamedTuple):
    message: str  # in Chinese; makemessages collects it from the call to need()
    values: dict
    field: str = ""  # the form field it belongs beside, if any

    def say(self, translate=str) -> str:
        text = str(translate(self.message))
        return text % self.values if self.values else text


class Refused(Exception):
    """An action was not allowed; the reasons are shown to the user as they stand."""

    def __init__(self, reasons):
        if isinstance(reasons, str):
            reasons = (Reason(reasons, {}),)
        super().__init__("；".join(reason.say() for reason in reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed. `a & b` keeps the reasons of both."""

    reasons: tuple[Reason, ...] = ()

    def __bool__(self):
        return not self.reasons

    def __and__(self, other):
        return Verdict(self.reasons + other.reasons)

    def __str__(self):
        return "；".join(reason.say() for reason in self.reasons)

    def or_refuse(self):
        if self.reasons:
            raise Refused(self.reasons)


def need(ok, message: str, *, field: str = "", **values) -> Verdict:
    """Allowed if `ok`; otherwise refused for this one reason."""
    return Verdict() if ok else Verdict((Reason(message, values, field),))
