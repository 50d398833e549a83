"""Everything that changes the tree. The past is closed with a date, never rewritten."""

from django.db import transaction
from django.db.models import Max

from zhijia.base.noting import note
from zhijia.base.pinyin import title_initials
from zhijia.base.verdict import need

from . import rules
from .models import Edge, Unit
from .paths import number_of, segment


def free_path(superior) -> str:
    """The next free place below a unit (or among the roots). Numbers are not reused, not even of units that left."""
    now = Unit.objects.filter(superior=superior).values_list("path", flat=True)
    ever = Edge.objects.filter(superior=superior, kind=Edge.Kind.ORGANISATIONAL).values_list("path", flat=True)
    last = max(map(number_of, {*now, *ever}), default=0)
    return (superior.path if superior else "") + segment(last + 1)


@transaction.atomic
def found_unit(*, code, name, kind, superior=None, on, by=None, short_name="", headcount=None):
    """A new unit in its place. `on` is the day from which it exists."""
    if superior:
        superior = Unit.objects.select_for_update(of=("self",)).get(pk=superior.pk)  # siblings are numbered in turn
        rules.may_take_in(superior.dissolved_on, on).or_refuse()
    need(not Unit.objects.filter(code=code).exists(), "单位编码“%(code)s”已被使用", field="code", code=code).or_refuse()
    unit = Unit.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        initials=title_initials(name)[:40],
        kind=kind,
        superior=superior,
        path=free_path(superior),
        founded_on=on,
        headcount=headcount,
    )
    Edge.objects.create(unit=unit, superior=superior, path=unit.path, from_on=on)
    note(by=by, verb="org.found", target=unit)
    return unit


@transaction.atomic
def edit_unit(*, unit, by, **facts):
    """Correct what is written about a unit; where it stands is changed by moving it."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    before = {name: getattr(unit, name) for name in facts}
    for name, value in facts.items():
        setattr(unit, name, value)
    unit.initials = title_initials(unit.name)[:40]
    unit.save(update_fields=[*facts, "initials"])
    note(by=by, verb="org.edit", target=unit, before=before, after=facts)
    return unit


@transaction.atomic
def dissolve_unit(*, unit, on, by):
    """From that day the unit is no more. What still stands below it is moved first; the past keeps it."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    below = unit.children.standing().first()
    (
        need(unit.dissolved_on is None, "该单位已于%(day)s撤销", day=unit.dissolved_on)
        & need(not below, "还有下级单位“%(unit)s”，请先调整其隶属或撤销", field="on", unit=below)
        & rules.may_end(unit.founded_on, on)
    ).or_refuse()
    unit.dissolved_on = on
    unit.save(update_fields=["dissolved_on"])
    unit.edges.filter(to_on__isnull=True).update(to_on=on)
    note(by=by, verb="org.dissolve", target=unit, after={"dissolved_on": on})
    return unit


@transaction.atomic
def move_unit(*, unit, superior, on, by):
    """Hang a unit, with all below it, under another from that day on. Old rows keep the path they were written with."""
    unit, superior = (Unit.objects.select_for_update(of=("self",)).get(pk=u.pk) for u in (unit, superior))
    last = unit.edges.filter(kind=Edge.Kind.ORGANISATIONAL, to_on__isnull=True).first()
    moved = list(Unit.objects.under(unit.path).order_by("path"))
    open_ones = Edge.objects.filter(unit__in=moved, kind=Edge.Kind.ORGANISATIONAL, to_on__isnull=True)
    youngest = open_ones.exclude(unit=unit).aggregate(day=Max("from_on"))["day"]
    (
        need(unit.dissolved_on is None, "该单位已于%(day)s撤销", day=unit.dissolved_on)
        & need(unit.superior_id != superior.pk, "该单位已经隶属于“%(unit)s”", field="superior", unit=superior)
        & rules.may_stand_under(unit.path, superior.path)
        & rules.may_take_in(superior.dissolved_on, on)
        & rules.may_follow(last and last.from_on, on)
        & rules.may_take_along(youngest, on)
    ).or_refuse()
    old, new = unit.path, free_path(superior)
    open_ones.update(to_on=on)
    for member in moved:
        member.path = new + member.path[len(old) :]
        if member.pk == unit.pk:
            member.superior = superior
        member.save(update_fields=["path", "superior"])
        if member.dissolved_on is None:
            Edge.objects.create(unit=member, superior=member.superior, path=member.path, from_on=on)
    top = next(member for member in moved if member.pk == unit.pk)
    note(by=by, verb="org.move", target=top, before={"superior": last and last.superior}, after={"superior": superior})
    return top


@transaction.atomic
def link_unit(*, unit, superior, kind, on, by):
    """A second line, of funds or guidance; replaces the open one of its kind."""
    need(kind != Edge.Kind.ORGANISATIONAL, "组织隶属请用“调整隶属”办理").or_refuse()
    need(unit.pk != superior.pk, "单位不能隶属于自己", field="superior").or_refuse()
    last = unit.edges.filter(kind=kind, to_on__isnull=True).first()
    rules.may_follow(last and last.from_on, on).or_refuse()
    unit.edges.filter(kind=kind, to_on__isnull=True).update(to_on=on)
    note(by=by, verb="org.link", target=unit, before={kind: last and last.superior}, after={kind: superior})
    return Edge.objects.create(unit=unit, superior=superior, kind=kind, from_on=on)
