"""What is already known of the people of some lines, and whether the lines agree with it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as say

from zhijia.base.upsert import keys_of
from zhijia.kernels.org.paths import within

from ..models import Employment, Membership, Person

ODD = "13579"


class KnownPerson(NamedTuple):
    """A row of persons as the database holds it."""

    pk: int
    name: str
    sex: str
    born_on: object
    ethnicity: str
    education: str
    phone: object
    phone_digest: str
    home: int
    home_path: str


class KnownMembership(NamedTuple):
    pk: int
    unit: int
    path: str
    unit_name: str
    joined_on: object


class KnownEmployment(NamedTuple):
    pk: int
    unit: int
    staff_no: str
    kind: str
    position: str


@dataclass(slots=True)
class Found:
    """What is already known of the person of one line, and where the line puts them."""

    person: KnownPerson | None = None
    membership: KnownMembership | None = None
    employments: tuple = ()
    unit: tuple = ()  # id and path

    def employment(self):
        """The open employment the line speaks of: at its unit, else where the membership lies, else the only one."""
        at = {employment.unit: employment for employment in self.employments}
        place = self.membership.unit if self.membership else None
        only = self.employments[0] if len(self.employments) == 1 else None
        return at.get(self.unit[0]) or at.get(place) or only


def known_people(digests) -> dict[str, Found]:
    """By digest of the identity number. One query for a chunk of strangers, four for a chunk of colleagues."""
    people = Person.objects.filter(pk__in=keys_of(Person, "id_digest", digests)).values_list(
        "id_digest",
        "pk",
        "name",
        "sex",
        "born_on",
        "ethnicity",
        "education",
        "phone",
        "phone_digest",
        "home",
        "home_path",
    )
    found = {digest: Found(KnownPerson(*columns)) for digest, *columns in people}
    by_pk = {known.person.pk: known for known in found.values()}
    memberships = Membership.objects.active().filter(person__in=by_pk)
    for person, *columns in memberships.values_list("person", "pk", "unit", "unit__path", "unit__name", "joined_on"):
        by_pk[person].membership = KnownMembership(*columns)
    employments = Employment.objects.current().filter(person__in=by_pk).order_by("pk")
    for person, *columns in employments.values_list("person", "pk", "unit", "staff_no", "kind", "position"):
        by_pk[person].employments += (KnownEmployment(*columns),)
    return found


def place(row, found, places):
    """The unit the line means: what it says, else where the person already is, else the unit imported into."""
    active = found.membership
    if active and not within(active.path, places.top.path):
        row.fault("id_number", elsewhere(row, active))
        return
    if not row["unit"]:
        found.unit = (active.unit, active.path) if active else (places.top.pk, places.top.path)
        return
    unit, why = places.find(row["unit"])
    if unit is None:
        row.fault("unit", why)
        return
    found.unit = (unit.pk, unit.path)
    if active and places.union_of(active.path) != places.union_of(unit.path):
        row.fault("unit", elsewhere(row, active))


def elsewhere(row, active) -> str:
    return say("%(name)s已是“%(unit)s”的在籍会员，请先办理转会") % {"name": row["name"], "unit": active.unit_name}


def agree(row, today):
    """What the line says twice must be the same; the identity number decides."""
    values = row.values
    born, sex = born_on(values["id_number"][6:14]), "男" if values["id_number"][16] in ODD else "女"
    written, joined = values["born_on"], values["joined_on"]
    if written and written != born and not (written.day == 1 and written == born.replace(day=1)):
        row.fault("born_on", say("出生日期与身份证号里的%(born)s不一致，请核对") % {"born": born}, written)
    if values["sex"] and values["sex"] != sex:
        row.fault("sex", say("性别与身份证号（%(sex)s）不一致，请核对") % {"sex": sex})
    if born > today:
        row.fault("id_number", say("身份证号里的出生日期%(born)s还没有到，请核对") % {"born": born})
    if joined and joined > today:
        row.fault("joined_on", say("入会日期晚于今天，请核对"))
    elif joined and joined < born:
        row.fault("joined_on", say("入会日期早于出生日期，请核对"))
    values["born_on"], values["sex"] = born, sex


@lru_cache(50_000)
def born_on(digits) -> date:
    """Of a number already found sound; many people share a birthday."""
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
