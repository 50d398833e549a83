"""摸排: a unit comes on the list, is talked to, goes off it."""

from django.db import transaction

from zhijia.base import identity
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.trail import actions as trail

from ..models import Contact, Target
from ..rules import surveying as rules
from ..rules.surveying import Stage

SECRET = "…"  # stands in the trail for a telephone


def may_survey(unit, by) -> Verdict:
    return need(by is None or by.can("edit", unit), "您没有为%(unit)s登记建会对象的权限", field="unit", unit=unit)


def sound(facts, but=None) -> Verdict:
    uscc = facts.get("uscc", "")
    wrong = uscc and identity.uscc_fault(uscc)
    same = Target.objects.filter(unit=facts["unit"], name=facts["name"]).exclude(pk=but and but.pk)
    return (
        rules.counts_sound(facts.get("staff"), facts.get("women"))
        & rules.area_sound(facts.get("area_code") or "")
        & need(not wrong, str(wrong), field="uscc")
        & need(not same.exists(), "这个单位已经在摸排名单里", field="name")
    )


def with_sort(facts):
    """Sector and ownership follow from the sort where nobody says otherwise."""
    _name, _kind, sector, ownership = rules.SORTS[rules.Sort(facts.get("sort") or rules.Sort.OTHER)]
    return facts | {"sector": facts.get("sector") or sector, "ownership": facts.get("ownership") or ownership}


@transaction.atomic
def list_target(*, unit, name, surveyed_on, by, at, **facts):
    facts = with_sort({"unit": unit, "name": name, "surveyed_on": surveyed_on} | facts)
    (may_survey(unit, by) & sound(facts)).or_refuse()
    target = Target.objects.create(**facts)
    trail.note(by=by, verb="founding.list", target=target, unit=unit, at=at)
    return target


@transaction.atomic
def edit_target(*, target, by, at, **facts):
    """An empty telephone leaves the one already kept."""
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if not facts.get("phone", ""):
        facts.pop("phone", None)
    full = {"unit": target.unit, "name": target.name} | facts
    (may_survey(target.unit, by) & may_survey(full["unit"], by) & sound(full, but=target)).or_refuse()
    before = {key: getattr(target, key) for key in facts}
    for key, value in facts.items():
        setattr(target, key, value)
    target.save(update_fields=list(facts))
    trail.note(
        by=by, verb="founding.edit", target=target, unit=target.unit, before=told(before), after=told(facts), at=at
    )
    return target


def reveal_phone(*, row, reason, by, at) -> str:
    """Of a letter or of a surveyed unit: somebody has to ring there. The trail keeps who and why, never what."""
    (
        need(by.can("view_private", row.unit), "您没有查看联系电话的权限")
        & need(row.phone, "没有登记联系电话")
        & need(reason.strip(), "请写明查看的原因，例如“电话联系建会”", field="reason")
    ).or_refuse()
    trail.note(by=by, verb="reveal", target=row, unit=row.unit, reason=f"联系电话：{reason.strip()}", at=at)
    return row.phone.reveal()


def told(facts):
    return {key: SECRET if key == "phone" else value for key, value in facts.items()}


@transaction.atomic
def note_contact(*, target, on, way, said, by, at, met="", agreed="", today):
    """A talk. The first one moves the unit from 已摸排 to 宣传动员."""
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    (may_survey(target.unit, by) & need(on <= today, "走访日期不能晚于今天", field="on")).or_refuse()
    if target.stage == Stage.LISTED:
        target.stage = Stage.TALKING
        target.save(update_fields=["stage"])
    trail.note(by=by, verb="founding.contact", target=target, unit=target.unit, after={"on": on}, at=at)
    return Contact.objects.create(target=target, on=on, way=way, said=said, met=met, agreed=agreed, by=by, at=at)


@transaction.atomic
def drop_target(*, target, reason, by, at):
    return _restage(target, Stage.DROPPED, reason, by, at)


@transaction.atomic
def restore_target(*, target, by, at):
    return _restage(target, Stage.LISTED, "", by, at)


def _restage(target, stage, reason, by, at):
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    (may_survey(target.unit, by) & rules.may_go(target.stage, stage)).or_refuse()
    before = {"stage": target.get_stage_display()}
    target.stage, target.dropped_for = stage, reason
    target.save(update_fields=["stage", "dropped_for"])
    after = {"stage": target.get_stage_display()}
    trail.note(
        by=by, verb="founding.edit", target=target, unit=target.unit, before=before, after=after, reason=reason, at=at
    )
    return target
