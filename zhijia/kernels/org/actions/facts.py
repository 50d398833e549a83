"""What is written about a unit: corrections, new names, counts of staff."""

from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.pinyin import title_initials

from .. import rules
from ..models import Naming, OrgEvent, StaffCount
from .events import record_event
from .places import locked

NAMED = ("name", "short_name", "kind")  # what a Naming says as well


@transaction.atomic
def edit_unit(*, unit, by=None, **facts):
    """Correct what is written wrongly about a unit. A real change of name has a date: rename_unit."""
    unit = locked(unit)
    rules.may_change(unit.dissolved_on).or_refuse()
    before = {name: getattr(unit, name) for name in facts}
    _put(unit, facts)
    named = {name: value for name, value in facts.items() if name in NAMED}
    if named:
        unit.namings.filter(to_on__isnull=True).update(**named)
    note(by=by, verb="org.edit", target=unit, before=before, after=facts)
    return unit


def _put(unit, facts):
    for name, value in facts.items():
        setattr(unit, name, value)
    unit.initials = title_initials(unit.name)[:40]
    unit.save(update_fields=[*facts, "initials"])


@transaction.atomic
def rename_unit(*, unit, name, short_name="", kind=None, on, by=None, document_no=""):
    """From that day the unit is called (or classed) otherwise; before it, it keeps the name it bore."""
    unit = locked(unit)
    last = unit.namings.filter(to_on__isnull=True).first()
    facts = {"name": name, "short_name": short_name, "kind": kind or unit.kind}
    before = {key: getattr(unit, key) for key in facts}
    (
        rules.may_change(unit.dissolved_on)
        & rules.may_rename(last.from_on if last else unit.founded_on, on)
        & rules.differs(tuple(before.values()), tuple(facts.values()))
    ).or_refuse()
    unit.namings.filter(to_on__isnull=True).update(to_on=on)
    Naming.objects.create(unit=unit, from_on=on, **facts)
    _put(unit, facts)
    remark = "" if before["name"] == name else f"{before['name']} → {name}"
    record_event(unit=unit, kind=OrgEvent.Kind.RENAME, on=on, document_no=document_no, remark=remark[:200])
    note(by=by, verb="org.rename", target=unit, before=before, after=facts, reason=document_no)
    return unit


@transaction.atomic
def count_staff(*, unit, on, counts, by=None):
    """Write down how many worked there on that day, by group. A count of the same day is corrected.

    Groups left out or None keep what was counted before; all together must fit (parts never above the total).
    """
    unit = locked(unit)
    counts = {str(group): persons for group, persons in counts.items() if persons is not None}
    known = dict(unit.staff_counts.as_of(on).values_list("group", "persons"))
    (
        rules.may_count(unit.founded_on, unit.dissolved_on, on) & rules.counts_fit(known | counts, StaffCount.FOOTINGS)
    ).or_refuse()
    rows = [StaffCount(unit=unit, counted_on=on, group=group, persons=n) for group, n in counts.items()]
    StaffCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["unit", "group", "counted_on"], update_fields=["persons"]
    )
    newest = unit.staff_counts.filter(group=StaffCount.Group.TOTAL).order_by("-counted_on").first()
    unit.headcount = newest.persons
    unit.save(update_fields=["headcount"])
    said = {str(StaffCount.Group(group).label): group for group in counts}
    before = {label: known.get(group) for label, group in said.items()}
    after = {label: counts[group] for label, group in said.items()}
    note(by=by, verb="org.count_staff", target=unit, before=before, after=after, reason=str(on))
    return unit
