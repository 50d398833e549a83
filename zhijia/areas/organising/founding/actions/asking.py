"""“我们单位还没有工会”: what comes in from outside, and the answer it gets."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zhijia.base import identity
from zhijia.base.calendar import PROVISIONAL, add_workdays
from zhijia.base.sealed import blind_index
from zhijia.base.text import compact
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.inbox.actions import set_deadline, settle_deadline
from zhijia.kernels.org.models import Unit
from zhijia.kernels.policy.lookup import resolve_many
from zhijia.kernels.trail import actions as trail

from ..models import Ask, Target
from ..rules import surveying as rules
from .surveying import with_sort

TERRITORIAL = (Unit.Kind.NATIONAL, Unit.Kind.PROVINCE, Unit.Kind.CITY, Unit.Kind.COUNTY)
HOUR = timedelta(hours=1)


def new_token() -> str:
    return secrets.token_urlsafe(18)


def origin_of(address: str) -> str:
    """Where a letter came from, only comparable."""
    return blind_index(address, "founding.origin") if address else ""


def receiving():
    """Unions to which a letter may be addressed: those that have an area."""
    return Unit.objects.standing().filter(kind__in=TERRITORIAL).order_by("path")


def days_of(key, unit, on, default) -> int:
    found = resolve_many([key], unit=unit, on=on).get(key)
    return default if found is None or found.unknown else int(found.value)


@transaction.atomic
def send_ask(*, unit, name, contact, phone, at, address="", **facts):
    """Kept with the moment of consent; the union that receives it has so many workdays to answer."""
    phone, origin = compact(phone), origin_of(address)
    digest, today = blind_index(phone, "founding.phone"), timezone.localdate(at)
    wrong = identity.mobile_fault(phone)
    sent = Ask.objects.filter(origin=origin, sent_at__gt=at - HOUR).count() if origin else 0
    (
        need(wrong is None, str(wrong), field="phone")
        & need(unit.kind in TERRITORIAL and unit.dissolved_on is None, "请选择所在地区的工会", field="unit")
        & rules.may_ask(sent, Ask.objects.waiting().filter(phone_digest=digest).count())
    ).or_refuse()
    ask = Ask.objects.create(
        unit=unit,
        token=new_token(),
        name=name,
        contact=contact,
        phone=phone,
        phone_digest=digest,
        origin=origin,
        consented_at=at,
        sent_at=at,
        **facts,
    )
    watch(ask, today, at)
    return ask


def watch(ask, today, at):
    days = days_of("founding.answer_days", ask.unit, today, 5)
    set_deadline(
        source=f"founding.ask:{ask.pk}",
        title=f"答复建会来信：{ask.name}",
        url=ask.get_absolute_url(),
        unit=ask.unit,
        due_on=add_workdays(today, days, PROVISIONAL),
        at=at,
        kind="建会来信",
    )


def may_answer(ask, by) -> Verdict:
    return need(
        ask.state == Ask.State.NEW,
        "这封来信已于%(day)s答复",
        day=ask.answered_at and timezone.localdate(ask.answered_at),
    ) & need(by.can("edit", ask.unit), "您没有答复这封来信的权限")


def locked(ask):
    return Ask.objects.select_for_update(of=("self",)).select_related("unit").get(pk=ask.pk)


@transaction.atomic
def pass_on(*, ask, unit, by, at):
    """To the union that is really competent."""
    ask = locked(ask)
    (
        may_answer(ask, by)
        & need(unit.dissolved_on is None, "该工会已撤销，请另选", field="unit")
        & need(unit.pk != ask.unit_id, "来信已经在这个工会", field="unit")
    ).or_refuse()
    before, ask.unit = ask.unit, unit
    ask.save(update_fields=["unit"])
    watch(ask, timezone.localdate(at), at)
    trail.note(
        by=by, verb="founding.pass_on", target=ask, unit=unit, before={"unit": before}, after={"unit": unit}, at=at
    )
    return ask


@transaction.atomic
def answer_ask(*, ask, state, answer, by, at):
    """Taken up (then the unit comes on the list), answered that there is a union, or declined with a reason."""
    ask = locked(ask)
    (
        may_answer(ask, by)
        & need(state in Ask.State and state != Ask.State.NEW, "请选择处理结果", field="state")
        & need(answer.strip(), "请写明答复内容，来信人会看到", field="answer")
    ).or_refuse()
    if state == Ask.State.TAKEN:
        ask.target = target_of(ask, timezone.localdate(at))
    ask.state, ask.answer, ask.answered_by, ask.answered_at = state, answer.strip(), by, at
    ask.save(update_fields=["target", "state", "answer", "answered_by", "answered_at"])
    settle_deadline(source=f"founding.ask:{ask.pk}", at=at)
    trail.note(
        by=by, verb="founding.answer", target=ask, unit=ask.unit, after={"state": ask.get_state_display()}, at=at
    )
    return ask


def target_of(ask, today):
    facts = with_sort({"sort": ask.sort, "staff": ask.staff, "address": ask.works_at, "surveyed_on": today})
    facts |= {"contact": ask.contact, "phone": ask.phone}
    target, _new = Target.objects.get_or_create(unit=ask.unit, name=ask.name, defaults=facts)
    return target
