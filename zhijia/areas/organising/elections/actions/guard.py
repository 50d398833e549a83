"""What every verb asks first: the row held for the length of the transaction, and whether this user may work on it."""

from zhijia.base.verdict import Verdict, need

from ..models import TermChange


def locked(change) -> TermChange:
    rows = TermChange.objects.select_for_update(of=("self",)).select_related("unit__superior", "body", "term")
    return rows.get(pk=change.pk)


def may_work(change, by) -> Verdict:
    return need(change.open, "这次%(route)s已经结束，不能再改动", route=change.get_route_display()) & need(
        by.can("edit", change.unit), "您没有为%(unit)s办理换届的权限", unit=change.unit
    )
