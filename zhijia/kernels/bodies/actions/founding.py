"""A body comes into being and is abolished; its terms make up its life."""

from django.db import transaction

from zhijia.base.noting import note
from zhijia.base.verdict import need
from zhijia.kernels.org.models import Unit

from ..models import Body
from .terms import close_term

SUFFIX = {
    Body.Kind.COMMITTEE: "委员会",
    Body.Kind.STANDING: "委员会常务委员会",
    Body.Kind.AUDIT: "经费审查委员会",
    Body.Kind.WOMEN: "女职工委员会",
}


def usual_name(unit, kind, subject="") -> str:
    """云岭财经职业学院工会 + 经费审查委员会."""
    if kind == Body.Kind.GROUP:
        return unit.name
    if kind == Body.Kind.SPECIAL:
        return f"{unit.name}{Body.Subject(subject).label if subject else '专门'}工作委员会"
    return f"{unit.name}{SUFFIX[kind]}"


@transaction.atomic
def found_body(*, unit, kind, founded_on, name="", subject="", by=None):
    """One of each kind for a union; special committees as many as it has subjects."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    name = name or usual_name(unit, kind, subject)
    standing = Body.objects.standing().filter(unit=unit, kind=kind)
    special = kind == Body.Kind.SPECIAL
    clash = (standing.filter(name=name) if special else standing).first()
    (
        need(unit.dissolved_on is None, "该单位已于%(day)s撤销，不能再设机构", field="unit", day=unit.dissolved_on)
        & need(not special or subject, "请选择专门工作委员会的工作内容", field="subject")
        & need(special or not subject, "只有专门工作委员会才填工作内容", field="subject")
        & need(
            kind != Body.Kind.GROUP or unit.kind == Unit.Kind.GROUP,
            "工会小组请先在组织树里成立“工会小组”这个单位，再在它下面登记组长",
            field="kind",
        )
        & need(
            clash is None,
            "%(unit)s已有“%(name)s”，换届请在它下面登记新一届",
            field="kind",
            unit=unit,
            name=clash and clash.name,
        )
        & need(
            unit.founded_on is None or founded_on >= unit.founded_on,
            "成立日期不能早于%(unit)s成立的%(day)s",
            field="founded_on",
            unit=unit,
            day=unit.founded_on,
        )
    ).or_refuse()
    body = Body.objects.create(unit=unit, kind=kind, name=name, subject=subject, founded_on=founded_on)
    note(by=by, verb="bodies.found", target=body, after={"name": name, "founded_on": founded_on})
    return body


@transaction.atomic
def edit_body(*, body, by, **facts):
    """Correct its name or day of founding."""
    body = Body.objects.select_for_update(of=("self",)).select_related("unit").get(pk=body.pk)
    first = body.terms.order_by("from_on").first()
    start = facts.get("founded_on", body.founded_on)
    need(
        first is None or start <= first.from_on,
        "成立日期不能晚于%(term)s的选举日期%(day)s",
        field="founded_on",
        term=first and first.ordinal,
        day=first and first.from_on,
    ).or_refuse()
    before = {name: getattr(body, name) for name in facts}
    for name, value in facts.items():
        setattr(body, name, value)
    body.save(update_fields=list(facts))
    note(by=by, verb="bodies.edit", target=body, before=before, after=facts)
    return body


@transaction.atomic
def dissolve_body(*, body, on, reason, by=None):
    """Its running term ends that day, and with it the posts and their roles."""
    body = Body.objects.select_for_update(of=("self",)).select_related("unit").get(pk=body.pk)
    (
        need(body.dissolved_on is None, "该机构已于%(day)s撤销", day=body.dissolved_on)
        & need(on >= body.founded_on, "撤销日期不能早于成立日期%(day)s", field="on", day=body.founded_on)
        & need(reason.strip(), "请填写撤销原因，例如批复文号", field="reason")
    ).or_refuse()
    running = body.terms.running().first()
    if running:
        close_term(running, on=on, reason=reason, by=by)
    body.dissolved_on = on
    body.save(update_fields=["dissolved_on"])
    note(by=by, verb="bodies.dissolve", target=body, after={"dissolved_on": on}, reason=reason)
    return body
