"""A person is registered, corrected, employed, given an account; a secret is opened with a reason."""

from django.db import transaction

from zhijia.base import identity
from zhijia.base.noting import note
from zhijia.base.pinyin import initials
from zhijia.base.sealed import blind_index
from zhijia.base.text import compact
from zhijia.base.verdict import need
from zhijia.kernels.access import actions as access

from .. import rules
from ..models import Employment, Person
from .membership import admit

SECRETS = ("id_number", "phone")
CHANGED = "…"  # stands for a secret that was given anew; the trail hides it in any case


def sealed_columns(id_number="", phone="") -> dict:
    """The columns that follow from the two secrets of a person: sealed text, blind index, what a list may show."""
    columns = {}
    if id_number:
        digest = blind_index(id_number, "person.id_number")
        columns |= {"id_number": id_number, "id_digest": digest, "id_tail": id_number[-4:]}
    if phone:
        columns |= {"phone": phone, "phone_digest": blind_index(phone, "person.phone")}
    return columns


def _not_taken(id_number, but=None):
    known = id_number and Person.objects.with_id_number(id_number).exclude(pk=but and but.pk).first()
    return need(not known, "该身份证号已登记为“%(name)s”，请核对", field="id_number", name=known and known.name)


@transaction.atomic
def register_person(*, name, unit, id_number="", phone="", by=None, **facts):
    """A person not known before. Whoever holds that identity number already is not written twice."""
    id_number, phone = identity.normal(id_number), compact(phone)
    typed = {key: facts[key] for key in ("born_on", "sex") if facts.get(key)}
    (rules.sound(number=id_number, phone=phone, **typed) & _not_taken(id_number)).or_refuse()
    values = rules.derived(id_number) | {key: value for key, value in facts.items() if value}
    person = Person.objects.create(
        name=name,
        initials=initials(name)[:30],
        home=unit,
        home_path=unit.path,
        **values,
        **sealed_columns(id_number, phone),
    )
    note(by=by, verb="people.register", target=person, unit=unit)
    return person


@transaction.atomic
def edit_person(*, person, by, id_number="", phone="", work=None, **facts):
    """Correct what is written about a person. An empty secret stays; `work` corrects the current employment."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    id_number, phone = identity.normal(id_number), compact(phone)
    number = id_number or person.id_number.reveal()
    typed = {key: facts[key] for key in ("born_on", "sex") if facts.get(key)}
    (rules.sound(number=number, phone=phone, **typed) & _not_taken(id_number, but=person)).or_refuse()
    after = rules.derived(number) | {key: value for key, value in facts.items() if value or key not in typed}
    after |= sealed_columns(id_number, phone)
    before = {key: getattr(person, key) for key in after}
    for key, value in after.items():
        setattr(person, key, value)
    person.initials = initials(person.name)[:30]
    person.save(update_fields=[*after, "initials"])
    told = [key for key in after if key not in ("id_digest", "phone_digest", "id_tail")]
    note(
        by=by,
        verb="people.edit",
        target=person,
        before={key: str(before[key] or "") for key in told},
        after={key: CHANGED if key in SECRETS else str(after[key] or "") for key in told},
    )
    if work:
        _correct_work(person, by, work)
    return person


def _correct_work(person, by, work):
    employment = person.employments.current().filter(unit=person.home).first()
    if not employment:
        return
    before = {key: getattr(employment, key) for key in work}
    for key, value in work.items():
        setattr(employment, key, value)
    employment.save(update_fields=list(work))
    if before != work:
        note(by=by, verb="people.edit", target=employment, unit=employment.unit, before=before, after=work)


@transaction.atomic
def employ(*, person, unit, from_on, kind=Employment.Kind.ESTABLISHED, staff_no="", position="", by=None):
    return Employment.objects.create(
        person=person, unit=unit, from_on=from_on, kind=kind, staff_no=staff_no, position=position
    )


@transaction.atomic
def register_member(
    *, name, unit, joined_on, id_number="", phone="", staff_no="", kind=None, position="", by=None, **facts
):
    """Person, employment and membership in one go: what a clerk does for one new colleague."""
    person = register_person(name=name, unit=unit, id_number=id_number, phone=phone, by=by, **facts)
    employ(
        person=person,
        unit=unit,
        from_on=joined_on,
        kind=kind or Employment.Kind.ESTABLISHED,
        staff_no=staff_no,
        position=position,
        by=by,
    )
    admit(person=person, unit=unit, on=joined_on, by=by)
    return person


@transaction.atomic
def register_staff(
    *, name, unit, from_on, id_number="", phone="", staff_no="", kind=None, position="", by=None, **facts
):
    """A colleague who has not joined: person and employment, no membership."""
    person = register_person(name=name, unit=unit, id_number=id_number, phone=phone, by=by, **facts)
    kind = kind or Employment.Kind.ESTABLISHED
    employ(person=person, unit=unit, from_on=from_on, kind=kind, staff_no=staff_no, position=position, by=by)
    return person


@transaction.atomic
def reveal(*, person, secret, reason, by, at=None) -> str:
    """Open one secret for one reader and one reason; the trail keeps who, when and why, never what."""
    (
        need(secret in SECRETS, "没有这一项敏感信息")
        & need(by.can("view_private", person.home_path), "您没有查看敏感信息的权限")
        & rules.may_open(reason)
    ).or_refuse()
    note(by=by, verb="reveal", target=person, unit=person.home, reason=f"{label_of(secret)}：{reason.strip()}", at=at)
    return getattr(person, secret).reveal()


def label_of(secret) -> str:
    return str(Person._meta.get_field(secret).verbose_name)


@transaction.atomic
def open_account(*, person, username, password, by=None):
    """An account for a member, bound to the person: through it they see their own affairs."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    need(person.user_id is None, "%(name)s已有账号", name=person.name).or_refuse()
    phone = person.phone.reveal()
    user = access.open_account(
        username=username,
        name=person.name,
        phone=phone if identity.mobile_fault(phone) is None else None,
        password=password,
        by=by,
        unit=person.home,
    )
    person.user = user
    person.save(update_fields=["user"])
    return user
