"""A person is registered, corrected, employed, given an account; a secret is opened with a reason."""

from collections import defaultdict

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects

from zhijia.base import identity
from zhijia.base.noting import note, note_many
from zhijia.base.pinyin import initials
from zhijia.base.sealed import blind_index
from zhijia.base.text import compact
from zhijia.base.upsert import update_rows
from zhijia.base.verdict import need
from zhijia.kernels.access import actions as access

from .. import rules
from ..models import Employment, Person
from .carrying import PART
from .membership import admit, locked

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


class _Holders:
    """Who has an identity number already: asked once for all the numbers that somebody is to be given."""

    def __init__(self, numbers):
        digests = {blind_index(number, "person.id_number"): number for number in numbers if number}
        known = Person.objects.filter(id_digest__in=[*digests]) if digests else ()
        self.by_number = {digests[person.id_digest]: person for person in known}

    def give(self, number, person):
        """Whoever comes later in the same list cannot have it too."""
        holder = self.by_number.setdefault(number, person) if number else person
        return need(holder == person, "该身份证号已登记为“%(name)s”，请核对", field="id_number", name=holder.name)


def _parted(facts) -> tuple[str, str, dict]:
    """Identity number and telephone as they are kept, empty where none was given; and whatever else is said."""
    rest = {key: value for key, value in facts.items() if key not in SECRETS}
    return identity.normal(facts.get("id_number", "")), compact(facts.get("phone", "")), rest


def _numbers(rows) -> list[str]:
    return [_parted(facts)[0] for facts in rows]


def _sound(number, phone, facts):
    typed = {key: facts[key] for key in ("born_on", "sex") if facts.get(key)}
    return rules.sound(number=number, phone=phone, **typed)


def register_person(*, name, unit, by=None, **facts):
    """A person not known before. Whoever holds that identity number already is not written twice."""
    return register_people([{"name": name, "unit": unit, **facts}], by=by)[0]


@transaction.atomic
def register_people(rows, *, by=None):
    """Each row: name, unit, id_number, phone and other facts. All or none; the first who may not is told."""
    rows = list(rows)
    holders = _Holders(_numbers(rows))
    made = [_newcomer(holders, **row) for row in rows]
    try:
        with transaction.atomic():
            Person.objects.bulk_create(sorted(made, key=_settled), batch_size=PART)
    except IntegrityError:  # somebody else registered one of them between the question and the answer
        holders = _Holders(_numbers(rows))
        for number, person in zip(_numbers(rows), made, strict=True):
            holders.give(number, person).or_refuse()
        raise
    note_many({"by": by, "verb": "people.register", "target": person, "unit": person.home} for person in made)
    return made


def _settled(person) -> str:
    """Written in one order, whatever the order asked: two desks with the same strangers never wait in a ring."""
    return person.id_digest or ""


def _newcomer(holders, *, name, unit, **facts):
    id_number, phone, rest = _parted(facts)
    person = Person(
        name=name,
        initials=initials(name)[:30],
        home=unit,
        home_path=unit.path,
        **rules.derived(id_number) | {key: value for key, value in rest.items() if value},
        **sealed_columns(id_number, phone),
    )
    (_sound(id_number, phone, rest) & holders.give(id_number, person)).or_refuse()
    return person


@transaction.atomic
def edit_person(*, person, by, work=None, **facts):
    """Correct what is written about a person. An empty secret stays; `work` corrects the current employment."""
    (person,) = edit_people([(person, facts)], by=by)
    if work:
        _correct_work(person, by, work)
    return person


@transaction.atomic
def edit_people(rows, *, by):
    """Each row: a person, and the facts that are corrected. All or none; the first that may not be is told."""
    rows = list(rows)
    people, holders = locked([person for person, _facts in rows]), _Holders(_numbers(facts for _person, facts in rows))
    prefetch_related_objects([*people.values()], "home")
    told, changed = [], defaultdict(dict)
    for given, facts in rows:
        person = people[given.pk]
        after = _corrected(person, holders, facts)
        told.append({"by": by, "verb": "people.edit", "target": person, **_put(person, after)})
        changed[(*after, "initials")][person.pk] = person
    for names, some in changed.items():
        update_rows(Person, names, [(pk, *(getattr(one, name) for name in names)) for pk, one in some.items()])
    note_many(told)
    return [people[person.pk] for person, _facts in rows]


def _corrected(person, holders, facts) -> dict:
    """The columns that change."""
    id_number, phone, rest = _parted(facts)
    number = id_number or person.id_number.reveal()
    (_sound(number, phone, rest) & holders.give(id_number, person)).or_refuse()
    return rules.derived(number) | rest | sealed_columns(id_number, phone)


def _put(person, after) -> dict:
    """Onto the row in hand; what the trail is told of it."""
    told = [key for key in after if key not in ("id_digest", "phone_digest", "id_tail")]
    before = {key: str(getattr(person, key) or "") for key in told}
    for key, value in after.items():
        setattr(person, key, value)
    person.initials = initials(person.name)[:30]
    return {"before": before, "after": {key: CHANGED if key in SECRETS else str(after[key] or "") for key in told}}


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


def employ(*, person, unit, from_on, kind=Employment.Kind.ESTABLISHED, staff_no="", position="", by=None):
    job = {"person": person, "unit": unit, "from_on": from_on, "kind": kind, "staff_no": staff_no}
    return employ_many([job | {"position": position}], by=by)[0]


@transaction.atomic
def employ_many(rows, *, by=None):
    """Each row: person, unit, from_on, and kind, staff_no, position where they are known."""
    return Employment.objects.bulk_create([Employment(**row) for row in rows], batch_size=PART)


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
