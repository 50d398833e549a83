"""Second lines: funds and guidance."""

from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.verdict import need

from .. import rules
from ..models import Edge, OrgEvent
from .events import record_event
from .places import ORGANISATIONAL, locked


def _leads_to(superior, unit, kind) -> bool:
    """Whether following lines of this kind upward from the superior one comes back to the unit."""
    seen, here = set(), superior.pk
    while here and here not in seen:
        if here == unit.pk:
            return True
        seen.add(here)
        here = Edge.objects.filter(unit=here, kind=kind, to_on__isnull=True).values_list("superior", flat=True).first()
    return False


@transaction.atomic
def link_unit(*, unit, superior, kind, on, by=None, document_no=""):
    """A second line, of funds or guidance; replaces the open one of its kind."""
    unit, superior = locked(unit), locked(superior)
    last = unit.edges.filter(kind=kind, to_on__isnull=True).select_related("superior").first()
    (
        need(kind != ORGANISATIONAL, "组织隶属请用“调整隶属”办理")
        & rules.may_change(unit.dissolved_on)
        & need(unit.pk != superior.pk, "单位不能隶属于自己", field="superior")
        & rules.may_take_in(superior.dissolved_on)
        & rules.may_stand_there(superior.founded_on, on)
        & rules.may_follow(last and last.from_on, on)
        & need(not last or last.superior_id != superior.pk, "现在就是这条关系，没有要变更的", field="superior")
    ).or_refuse()
    need(
        not _leads_to(superior, unit, kind),
        "“%(unit)s”的这种隶属又通向本单位，会绕成圈",
        field="superior",
        unit=superior,
    ).or_refuse()
    unit.edges.filter(kind=kind, to_on__isnull=True).update(to_on=on)
    line = Edge.objects.create(unit=unit, superior=superior, kind=kind, from_on=on)
    record_event(unit=unit, kind=OrgEvent.Kind.LINK, on=on, other=superior, line=kind, document_no=document_no)
    before = {kind: last and last.superior}
    note(by=by, verb="org.link", target=unit, before=before, after={kind: superior}, reason=document_no)
    return line


@transaction.atomic
def unlink_unit(*, unit, kind, on, by=None, document_no=""):
    """End a second line without another in its place."""
    unit = locked(unit)
    last = unit.edges.filter(kind=kind, to_on__isnull=True).select_related("superior").first()
    (
        need(kind != ORGANISATIONAL, "组织隶属请用“调整隶属”办理")
        & need(last, "现在没有这种关系", field="kind")
        & rules.may_follow(last and last.from_on, on)
    ).or_refuse()
    last.to_on = on
    last.save(update_fields=["to_on"])
    record_event(unit=unit, kind=OrgEvent.Kind.LINK, on=on, line=kind, document_no=document_no)
    note(by=by, verb="org.unlink", target=unit, before={kind: last.superior}, after={kind: None}, reason=document_no)
    return last
