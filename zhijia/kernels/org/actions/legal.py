"""工会法人: applied for, registered, changed, renewed, replaced, cancelled (domain 1.8)."""

from django.db import transaction

from zhijia.base import identity
from zhijia.base.noting import note
from zhijia.base.verdict import need

from .. import rules
from ..models import LegalPerson, LegalPersonEvent
from .places import locked

FACTS = ("uscc", "certificate_no", "representative", "address", "registrar", "registered_on", "valid_to")


@transaction.atomic
def register_legal_person(*, unit, on, by=None, document_no="", **facts):
    """The certificate a union holds, or, without a code yet, its application for one."""
    unit = locked(unit)
    before = LegalPerson.objects.filter(unit=unit).first()
    kind = "register" if facts.get("uscc") else "apply"
    (rules.may_change(unit.dissolved_on) & rules.may_be_legal_person(unit.kind)).or_refuse()
    return _step(before or LegalPerson(unit=unit, state=""), kind, on, by, document_no, facts)


@transaction.atomic
def step_legal_person(*, legal_person, kind, on, by=None, document_no="", remark="", **facts):
    """登记, 变更, 换发, 补领, 注销: which of them is possible follows from the state (rules.STEPS)."""
    legal_person = LegalPerson.objects.select_for_update(of=("self",)).select_related("unit").get(pk=legal_person.pk)
    if kind != LegalPersonEvent.Kind.CANCEL:
        rules.may_change(legal_person.unit.dissolved_on).or_refuse()
    return _step(legal_person, kind, on, by, document_no, facts, remark)


def _step(legal_person, kind, on, by, document_no, facts, remark=""):
    if "uscc" in facts:
        facts["uscc"] = identity.normal(facts["uscc"])
    before = {name: getattr(legal_person, name) for name in (*facts, "state")}
    said = legal_person.get_state_display() if legal_person.state else ""
    rules.may_step(legal_person.state, kind, said).or_refuse()
    for name, value in facts.items():
        setattr(legal_person, name, value)
    legal_person.state = rules.STEPS[before["state"]][kind]
    last = legal_person.events.last() if legal_person.pk else None
    (_sound(legal_person) & rules.in_order(last and last.on, on)).or_refuse()
    legal_person.save()
    LegalPersonEvent.objects.create(legal_person=legal_person, kind=kind, on=on, document_no=document_no, note=remark)
    after = {name: getattr(legal_person, name) for name in before}
    note(by=by, verb=f"org.legal_{kind}", target=legal_person, before=before, after=after, reason=document_no)
    return legal_person


def _sound(legal_person):
    taken = LegalPerson.objects.filter(uscc=legal_person.uscc or "-").exclude(pk=legal_person.pk).first()
    return (
        rules.code_is_sound(legal_person.uscc, legal_person.unit.kind)
        & rules.registration_is_whole(
            legal_person.state, legal_person.uscc, legal_person.registered_on, legal_person.valid_to
        )
        & need(not taken, "该统一社会信用代码已登记在“%(unit)s”，请核对", field="uscc", unit=taken and taken.unit)
    )
