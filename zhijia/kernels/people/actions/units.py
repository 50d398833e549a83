"""Units that take their people along: moved, dissolved, merged, split. The past keeps the tree and the rolls it had."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from zhijia.base.noting import note
from zhijia.base.verdict import need
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import RoleHeld, User
from zhijia.kernels.org import actions as org
from zhijia.kernels.org.models import OrgEvent, Unit

from ..models import Employment, Membership, Person
from ..rules import membership as life
from .carrying import carry, move_jobs


@transaction.atomic
def move_unit(*, unit, superior, on, by, document_no=""):
    """Move a unit in the tree and take its people along: their rows carry the path they are seen by."""
    before = Unit.objects.get(pk=unit.pk).path
    moved = org.move_unit(unit=unit, superior=superior, on=on, by=by, document_no=document_no)
    rest = Substr("home_path", len(before) + 1)
    Person.objects.under(before).update(home_path=Concat(Value(moved.path), rest))
    return moved


@transaction.atomic
def dissolve_unit(*, unit, on, by, document_no="", into=None):
    """A unit with members is not dissolved over their heads: they are transferred first."""
    members = Membership.objects.standing().filter(unit=unit).count()
    need(not members, "该单位还有%(count)s名会员（含保留会籍的），请先办理转会", field="on", count=members).or_refuse()
    return org.dissolve_unit(unit=unit, on=on, by=by, document_no=document_no, into=into)


@transaction.atomic
def merge_unions(*, units, into, on, by, document_no=""):
    """Unions go up in another one: what hangs below them, their people, work and accounts move to it on that day."""
    need(units, "请选择被合并的单位", field="units").or_refuse()
    into = _standing(into, on, "into")
    for unit in units:
        unit = _standing(unit, on, "units")
        need(
            not into.path.startswith(unit.path), "“%(unit)s”不能并入自己或自己的下级", field="units", unit=unit
        ).or_refuse()
        for child in unit.children.standing().order_by("path"):
            move_unit(unit=child, superior=into, on=on, by=by, document_no=document_no)
        _pour(unit, into, on, _words("并入", into, document_no))
        _end_roles(unit, on, by)
        dissolve_unit(unit=unit, on=on, by=by, document_no=document_no, into=into)
        note(by=by, verb="people.merge_unions", target=unit, unit=into, after={"superior": into}, reason=document_no)
    return into


def _standing(unit, on, field):
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    need(
        unit.dissolved_on is None, "“%(unit)s”已于%(day)s撤销", field=field, unit=unit, day=unit.dissolved_on
    ).or_refuse()
    need(
        unit.founded_on is None or unit.founded_on <= on,
        "“%(unit)s”%(day)s才成立，生效日期不能早于这一天",
        field="on",
        unit=unit,
        day=unit.founded_on,
    ).or_refuse()
    return unit


def _words(how, unit, document_no):
    return f"{how}{unit.name}" + (f"（{document_no}）" if document_no else "")


def _pour(unit, into, on, reason):
    """Everybody directly at the unit, members and staff."""
    episodes = list(Membership.objects.select_for_update(of=("self",)).standing().filter(unit=unit).order_by("pk"))
    carry(episodes, life.MERGE, into, on, reason=reason, work=False)
    move_jobs(Employment.objects.current().filter(unit=unit), into, on, stays=True)
    Person.objects.filter(home=unit).update(home=into, home_path=into.path)
    User.objects.filter(home=unit).update(home=into)


def _end_roles(unit, on, by):
    """Nobody holds a role on a union that is no more; who leads the new one is decided there."""
    for held in RoleHeld.objects.filter(unit=unit, to_on__isnull=True):
        access.end_role(held=held, on=max(on, held.from_on), by=by)


@transaction.atomic
def split_union(*, unit, into, on, by, document_no=""):
    """Parts of a union become unions of their own. `into`: pairs of (facts of the new unit, or a unit; who goes).

    Who goes are persons, and units that hang below and take their people along. What is left stays as it was.
    """
    unit = _standing(unit, on, "unit")
    made = []
    for facts, goers in into:
        new = _receiver(facts, unit, on, by, document_no)
        for below in (one for one in goers if isinstance(one, Unit)):
            _goes(below, unit)
            move_unit(unit=below, superior=new, on=on, by=by, document_no=document_no)
        persons = [one.pk for one in goers if isinstance(one, Person)]
        _send(unit, persons, new, on, _words("分立到", new, document_no))
        note(by=by, verb="people.split_union", target=unit, unit=unit, after={"unit": new}, reason=document_no)
        made.append(new)
    return made


def _receiver(facts, unit, on, by, document_no):
    if isinstance(facts, Unit):
        new = _standing(facts, on, "into")
        org.record_event(unit=new, kind=OrgEvent.Kind.SPLIT, other=unit, on=on, document_no=document_no)
        return new
    facts = {"superior": unit.superior} | facts
    return org.found_unit(**facts, on=on, by=by, document_no=document_no, out_of=unit)


def _goes(below, unit):
    below = Unit.objects.get(pk=below.pk)
    need(
        below.pk != unit.pk and below.path.startswith(unit.path),
        "“%(below)s”不是“%(unit)s”的下级，不能随它分立",
        field="units",
        below=below,
        unit=unit,
    ).or_refuse()


def _send(unit, persons, new, on, reason):
    """Members go with their episode; colleagues who have not joined go with their work."""
    episodes = list(
        Membership.objects.select_for_update(of=("self",))
        .standing()
        .filter(person__in=persons)
        .select_related("unit", "person")
        .order_by("pk")
    )
    outside = next((one for one in episodes if not one.unit.path.startswith(unit.path)), None)
    need(
        outside is None,
        "%(name)s的会籍不在“%(unit)s”，不能随它分立",
        field="persons",
        name=outside and outside.person.name,
        unit=unit,
    ).or_refuse()
    carry(episodes, life.MERGE, new, on, reason=reason)
    members = {one.person_id for one in episodes}
    others = [pk for pk in persons if pk not in members]
    move_jobs(Employment.objects.current().under(unit.path).filter(person__in=others), new, on, stays=True)
    Person.objects.filter(pk__in=others).under(unit.path).update(home=new, home_path=new.path)
    User.objects.filter(person__in=others).update(home=new)
