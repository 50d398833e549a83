"""Kinds of case. An area declares its own in `cases.py`, so that one in-tray serves them all."""

from django.utils.translation import gettext_lazy as _

from zhijia.base.registry import Registry

kinds = Registry("cases")


class CaseKind:
    """What the in-tray must know of a business: how it is called, where it is seen, which verb rules on it."""

    code: str  # permanent; stored in the database
    name: str  # as the office calls it
    prefix: str  # of the case number, e.g. "HZ" in HZ-2026-000017
    template = ""  # fragment with all that is needed to decide
    withdrawing = _("撤回后需要重新提交，确定撤回吗？")  # asked before it is taken back: what is lost by it

    def url(self, case) -> str:
        """Where the business object behind the case is seen."""
        raise NotImplementedError(f"{self.code} must say where its cases are seen")

    def context(self, case) -> dict:
        """What the fragment shows."""
        return {}

    def withdraw(self, *, case, by, at):
        """The business verb that wraps flow.withdraw."""
        raise NotImplementedError(f"{self.code} must say which verb takes its cases back")

    def rule(self, *, case, by, ruling, note, at):
        """The business verb that wraps flow.rule; what follows from an approval happens there."""
        raise NotImplementedError(f"{self.code} must say which verb rules on its cases")
