"""Units come, move and go."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Greatest, Substr

from zhijia.base.noting import note
from zhijia.base.pinyin import title_initials
from zhijia.base.verdict import need

from .. import rules
from ..codes import free_code
from ..models import Edge, Naming, OrgEvent, Unit
from .events import record_event
from .facts import count_staff
from .places import ORGANISATIONAL, draw_lines, free_path, here_since, last_change, locked


@transaction.atomic
def found_unit(
    *,
    name,
    kind,
    code="",
    superior=None,
    on,
    by=None,
    short_name="",
    headcount=None,
    sector="",
    ownership="",
    area_code="",
    party_organisation="",
    document_no="",
    out_of=None,
):
    """A new unit in its place. `on` is the day from which it exists; `out_of`: the unit it was split from.

    Without a code of its own it gets the next one of the unit above.
    """
    superior = superior and _taking_in(superior, on)
    code = code or _next_code(superior or out_of)
    taken = Unit.objects.filter(code=code).exists()
    need(not taken, "单位编码“%(code)s”已被使用，请换一个", field="code", code=code).or_refuse()
    inside = superior if superior and kind in Unit.INSIDE else None
    unit = Unit.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        initials=title_initials(name)[:40],
        kind=kind,
        sector=sector or rules.sector_of(kind, superior.sector if superior else ""),
        ownership=ownership or (inside.ownership if inside else ""),
        area_code=area_code or (inside.area_code if inside else ""),
        party_organisation=party_organisation,
        superior=superior,
        path=free_path(superior),
        founded_on=on,
    )
    draw_lines(unit, on)
    Naming.objects.create(unit=unit, name=name, short_name=short_name, kind=kind, from_on=on)
    told = {"on": on, "document_no": document_no}
    record_event(unit=unit, kind=OrgEvent.Kind.FOUND, other=superior, line=ORGANISATIONAL, **told)
    if out_of:
        record_event(unit=unit, kind=OrgEvent.Kind.SPLIT, other=out_of, **told)
    note(by=by, verb="org.found", target=unit, reason=document_no)
    return count_staff(unit=unit, on=on, counts={"total": headcount}) if headcount is not None else unit


def _next_code(above):
    need(above, "没有上级的单位请填写单位编码", field="code").or_refuse()
    return free_code(above)


def _taking_in(superior, on):
    """Held until the transaction ends: what hangs under it is numbered in turn."""
    superior = locked(superior)
    first = superior.edges.filter(kind=ORGANISATIONAL).order_by("from_on").first()
    stood = superior.founded_on or (first and first.from_on)
    (rules.may_take_in(superior.dissolved_on) & rules.may_stand_there(stood, on)).or_refuse()
    return superior


@transaction.atomic
def move_unit(*, unit, superior, on, by=None, document_no=""):
    """Hang a unit, with all below it, under another from that day on. Old rows keep the path they were written with."""
    unit, superior = locked(unit), locked(superior)
    last = unit.edges.filter(kind=ORGANISATIONAL, to_on__isnull=True).select_related("superior").first()
    moved = Unit.objects.under(unit.path)
    below = Edge.objects.filter(kind=ORGANISATIONAL).under_path(unit.path)
    (
        rules.may_change(unit.dissolved_on)
        & need(unit.superior_id != superior.pk, "该单位已经隶属于“%(unit)s”", field="superior", unit=superior)
        & rules.may_stand_under(unit.path, superior.path)
        & rules.may_take_in(superior.dissolved_on)
        & rules.may_follow(last and last.from_on, on)
        & rules.may_take_along(last_change(below.exclude(unit=unit)), on)
        & rules.may_stand_there(here_since(superior), on)
    ).or_refuse()
    old, new = unit.path, free_path(superior)
    Edge.objects.filter(unit__in=moved, kind=ORGANISATIONAL, to_on__isnull=True).update(to_on=on)
    Unit.objects.filter(pk=unit.pk).update(superior=superior)
    Unit.objects.under(old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    _draw_anew(new, on)
    top = Unit.objects.get(pk=unit.pk)
    told = {"on": on, "document_no": document_no}
    record_event(unit=top, kind=OrgEvent.Kind.MOVE, other=superior, line=ORGANISATIONAL, **told)
    before = {"superior": last and last.superior}
    note(by=by, verb="org.move", target=top, before=before, after={"superior": superior}, reason=document_no)
    return top


def _draw_anew(path, on):
    """Everything that stands there gets a line that says where it stands now."""
    moved = Unit.objects.under(path).standing().values_list("pk", "superior", "path")
    lines = [Edge(unit_id=pk, superior_id=above, path=path, from_on=on) for pk, above, path in moved]
    Edge.objects.bulk_create(lines, batch_size=500)


@transaction.atomic
def dissolve_unit(*, unit, on, by=None, document_no="", into=None, leave_below=False):
    """From that day the unit is no more; the past keeps it. `into`: the unit it was merged into.

    What stands below is settled first, unless it is left without a superior on purpose (机构改革: 断线, E-03).
    """
    unit = locked(unit)
    below = not leave_below and unit.children.standing().first()
    (
        rules.may_change(unit.dissolved_on)
        & need(not below, "还有下级单位“%(unit)s”，请先调整其隶属或撤销", field="on", unit=below)
        & rules.may_end(_last_word(unit), on)
    ).or_refuse()
    unit.dissolved_on = on
    unit.save(update_fields=["dissolved_on"])
    unit.edges.filter(to_on__isnull=True).update(to_on=on)
    unit.namings.filter(to_on__isnull=True).update(to_on=on)
    _cut_second_lines(unit, on, document_no)
    told = {"on": on, "document_no": document_no}
    if into:
        record_event(unit=unit, kind=OrgEvent.Kind.MERGE, other=into, **told)
    record_event(unit=unit, kind=OrgEvent.Kind.DISSOLVE, other=into, **told)
    note(by=by, verb="org.dissolve", target=unit, after={"dissolved_on": on}, reason=document_no)
    return unit


def _last_word(unit):
    """The latest day on which something about the unit, or directly below it, began or ended."""
    naming = unit.namings.filter(to_on__isnull=True).first()
    lines = last_change(unit.edges.filter(to_on__isnull=True)), last_change(unit.edges_below.tree_lines())
    return max(filter(None, [unit.founded_on, naming and naming.from_on, *lines]), default=None)


def _cut_second_lines(unit, on, document_no):
    """Lines of funds and guidance that led to it end with it."""
    for line in unit.edges_below.second().filter(to_on__isnull=True).select_related("unit"):
        record_event(
            unit=line.unit, kind=OrgEvent.Kind.LINK, on=max(on, line.from_on), line=line.kind, document_no=document_no
        )
    unit.edges_below.second().filter(to_on__isnull=True).update(to_on=Greatest("from_on", on))
