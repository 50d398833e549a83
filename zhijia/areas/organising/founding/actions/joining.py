"""Applications for membership in a union to be: by QR code, by the group, by a sheet; checked one by one or in bulk."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zhijia.base import identity
from zhijia.base.pinyin import initials
from zhijia.base.sealed import blind_index
from zhijia.base.text import compact
from zhijia.base.verdict import Verdict, need
from zhijia.kernels.people.models import Membership, Person
from zhijia.kernels.people.rules import sound
from zhijia.kernels.trail import actions as trail

from ..models import Application, Founding
from ..rules import surveying
from ..rules.process import Step
from .asking import origin_of

HOUR = timedelta(hours=1)
OPEN_FOR = (Step.JOINING,)


def may_join(founding) -> Verdict:
    return need(founding.step in OPEN_FOR, "%(name)s现在不接收入会申请，请与筹备组联系", name=founding.name)


def grown_up(number, today) -> Verdict:
    """工会法第三条: who works for wages; the labour law admits them from sixteen."""
    born = identity.birth_date(number) if identity.resident_id_fault(number) is None else None
    old = born and (today.year - born.year - ((today.month, today.day) < (born.month, born.day)))
    return need(not born or old >= 16, "不满16周岁，不能申请入会，请核对身份证号", field="id_number")


def columns_of(id_number, phone):
    return {
        "id_number": id_number,
        "id_digest": blind_index(id_number, "person.id_number"),
        "id_tail": id_number[-4:],
        "phone": phone,
    }


@transaction.atomic
def apply(*, founding, name, id_number, phone, at, address="", **facts):
    """From the public page. A second time is thanked like the first: nobody learns who has applied already."""
    id_number, phone, origin = identity.normal(id_number), compact(phone), origin_of(address)
    sent = Application.objects.filter(origin=origin, sent_at__gt=at - HOUR).count() if origin else 0
    (
        may_join(founding)
        & need(id_number, "请填写身份证号", field="id_number")
        & sound(number=id_number, phone=phone)
        & grown_up(id_number, timezone.localdate(at))
        & surveying.may_apply(sent)
    ).or_refuse()
    columns = columns_of(id_number, phone)
    known = founding.applications.standing().filter(id_digest=columns["id_digest"]).first()
    if known:
        return known
    return Application.objects.create(
        founding=founding,
        name=name,
        initials=initials(name)[:30],
        consented_at=at,
        origin=origin,
        sent_at=at,
        **columns,
        **facts,
    )


@transaction.atomic
def enter(*, founding, name, id_number, by, at, phone="", **facts):
    """From a signed form on paper; checked as it is entered."""
    return enter_many(
        founding=founding, lines=[{"name": name, "id_number": id_number, "phone": phone} | facts], by=by, at=at
    )[0]


@transaction.atomic
def enter_many(*, founding, lines, by, at):
    """Many forms at once; a person already there is left as they are. One query for who is there."""
    founding = Founding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=founding.pk)
    may_check(founding, by).or_refuse()
    today, rows = timezone.localdate(at), []
    known = {row.id_digest: row for row in founding.applications.standing()}
    for line in lines:
        number, phone = identity.normal(line["id_number"]), compact(line.get("phone") or "")
        (
            need(number, "请填写身份证号", field="id_number")
            & sound(number=number, phone=phone)
            & grown_up(number, today)
        ).or_refuse()
        facts = {key: value for key, value in line.items() if key not in ("id_number", "phone")}
        columns = columns_of(number, phone)
        if columns["id_digest"] not in known:
            known[columns["id_digest"]] = Application(
                founding=founding,
                initials=initials(line["name"])[:30],
                state=Application.State.ACCEPTED,
                sent_at=at,
                **columns,
                **facts,
            )
        rows.append(known[columns["id_digest"]])
    new = {id(row): row for row in rows if row.pk is None}.values()
    Application.objects.bulk_create(new, batch_size=500)
    if new:
        trail.note(by=by, verb="founding.enter", target=founding, unit=founding.unit, after={"count": len(new)}, at=at)
    return rows


def may_check(founding, by) -> Verdict:
    return may_join(founding) & need(by.can("edit", founding.unit), "您没有核对入会申请的权限")


@transaction.atomic
def accept_many(*, applications, by, at):
    """Checked against the employer's list. Whoever is a member elsewhere must be transferred and is not counted."""
    keys = [application.pk for application in applications]
    rows = Application.objects.select_for_update(of=("self",)).select_related("founding__unit").order_by("pk")
    rows = list(rows.filter(pk__in=keys))
    for founding in {row.founding for row in rows}:
        may_check(founding, by).or_refuse()
    waiting = [row for row in rows if row.state in (Application.State.WAITING, Application.State.ELSEWHERE)]
    need(waiting, "选中的申请都已核对过").or_refuse()
    members = members_among([row.id_digest for row in waiting])
    for row in waiting:
        row.state = Application.State.ELSEWHERE if row.id_digest in members else Application.State.ACCEPTED
        row.refused_for = f"已是“{members[row.id_digest]}”的会员" if row.id_digest in members else ""
    Application.objects.bulk_update(waiting, ["state", "refused_for"])
    first = waiting[0].founding
    trail.note(by=by, verb="founding.accept", target=first, unit=first.unit, after={"count": len(waiting)}, at=at)
    return waiting


def members_among(digests) -> dict:
    """Digest → the union in which that person is a member now."""
    open_ones = Membership.objects.active().filter(person__in=Person.objects.filter(id_digest__in=digests))
    return dict(open_ones.values_list("person__id_digest", "unit__name"))


@transaction.atomic
def refuse(*, application, reason, by, at):
    row = Application.objects.select_for_update(of=("self",)).select_related("founding__unit").get(pk=application.pk)
    (
        may_check(row.founding, by)
        & need(row.state != Application.State.REFUSED, "这份申请已登记为不符合")
        & need(reason.strip(), "请写明原因", field="reason")
        & need(not row.seats.exists(), "他（她）已登记为当选人，请先修改选举结果")
    ).or_refuse()
    row.state, row.refused_for = Application.State.REFUSED, reason.strip()
    row.save(update_fields=["state", "refused_for"])
    trail.note(
        by=by,
        verb="founding.refuse",
        target=row.founding,
        unit=row.founding.unit,
        reason=f"{row.name}：{reason}",
        at=at,
    )
    return row
