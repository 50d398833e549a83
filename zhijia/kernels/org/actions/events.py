"""沿革 is written here and nowhere else."""

from ..models import OrgEvent


def record_event(*, unit, kind, on, other=None, line="", document_no="", remark=""):
    """One line of a unit's 沿革. A merger or split is written for both units."""
    told = {"kind": kind, "on": on, "document_no": document_no, "note": remark}
    events = [OrgEvent(unit=unit, other=other, line=line, **told)]
    if kind in (OrgEvent.Kind.MERGE, OrgEvent.Kind.SPLIT):
        events.append(OrgEvent(unit=other, other=unit, **told))
    OrgEvent.objects.bulk_create(events)
