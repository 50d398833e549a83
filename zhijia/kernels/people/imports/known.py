"""What is already known of the people of some lines, and whether the lines agree with it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as say

from zhijia.base.sealed import indexer
from zhijia.base.upsert import keys_of
from zhijia.kernels.org.paths import within

from ..models import Employment, Membership, Person
from ..rules import membership as life

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
    """The open episode, full or retained."""

    pk: int
    unit: int
    path: str
    unit_name: str
    state: str
    entry: str
    number: str
    joined_on: object
    member_since: object


class Closed(NamedTuple):
    """The last episode that was closed."""

    ended_on: object
    state: str


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
    closed: Closed | None = None
    employments: tuple = ()
    unit: tuple = ()  # id and path
    foreign: bool = False  # belongs to another union: nothing written about them is corrected from here
    settles: bool = True  # the line also says where the person belongs

    def employment(self):
        """The open employment the line speaks of: at its unit, else where the membership lies, else the only one."""
        at = {employment.unit: employment for employment in self.employments}
        place = self.membership.unit if self.membership else None
        only = self.employments[0] if len(self.employments) == 1 else None
        return at.get(self.unit[0]) or at.get(place) or only


def prepare_indexes(context):
    context.index_number = indexer("person.id_number")
    context.index_phone = indexer("person.phone")
    context.called = {}  # digest of an identity number → line and name that came with it first


def digest_of(row, context):
    digest = row.get("digest")
    return context.index_number(row["id_number"]) if digest is None else digest


def looked_up(rows, context) -> dict:
    """Each line gets its blind indexes; what is known of the people they point at."""
    for row in rows:
        said = row.values
        said["digest"] = context.index_number(said["id_number"])
        said["phone_digest"] = context.index_phone(said["phone"]) if said["phone"] else None
    tell_apart(rows, context)
    return known_people([row.values["digest"] for row in rows])


def known_people(digests) -> dict[str, Found]:
    """By digest of the identity number. One query for a chunk of strangers, five for a chunk of colleagues."""
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
    memberships = Membership.objects.standing().filter(person__in=by_pk)
    asked = ("unit", "unit__path", "unit__name", "state", "entry", "number", "joined_on", "member_since")
    for person, *columns in memberships.values_list("person", "pk", *asked):
        by_pk[person].membership = KnownMembership(*columns)
    over = Membership.objects.filter(person__in=by_pk, ended_on__isnull=False).order_by("ended_on", "pk")
    for person, *columns in over.values_list("person", "ended_on", "state"):
        by_pk[person].closed = Closed(*columns)
    employments = Employment.objects.current().filter(person__in=by_pk).order_by("pk")
    for person, *columns in employments.values_list("person", "pk", "unit", "staff_no", "kind", "position"):
        by_pk[person].employments += (KnownEmployment(*columns),)
    return found


def place(row, found, places):
    """The unit the line means: what it says, else where the person already is, else the unit imported into."""
    held = found.membership
    if held and not within(held.path, places.top.path):
        row.fault("id_number", elsewhere(row, held))
        return
    if not named(row, found, places, (held.unit, held.path) if held else None):
        return
    if held and held.state == life.RETAINED:
        row.fault("id_number", str(life.may(life.RETAINED, life.JOIN, name=row["name"], unit=held.unit_name)))
    elif held and places.union_of(held.path) != places.union_of(found.unit[1]):
        row.fault("unit", elsewhere(row, held))
    elif not held and found.closed and found.closed.state == life.DECEASED:
        row.fault("id_number", str(life.may(life.DECEASED, life.JOIN, name=row["name"])))


def named(row, found, places, here=None) -> bool:
    """Whether the unit of the line is clear; then it is kept with what was found."""
    if not row["unit"]:
        found.unit = here or (places.top.pk, places.top.path)
        return True
    unit, why = places.find(row["unit"])
    if unit is None:
        row.fault("unit", why)
        return False
    found.unit = (unit.pk, unit.path)
    return True


def elsewhere(row, held) -> str:
    return str(life.may(life.ACTIVE, life.JOIN, name=row["name"], unit=held.unit_name))


def follow_on(row, found, today):
    """The day somebody joined lies after whatever membership they had before."""
    joined, held, closed = row["joined_on"], found.membership, found.closed
    if held and held.entry != life.JOINED:
        if joined and joined > held.joined_on:
            said = {"day": held.joined_on, "unit": held.unit_name}
            row.fault("joined_on", say("%(day)s已转入“%(unit)s”，入会日期不能晚于这一天，请核对") % said)
    elif closed and (joined or held is None) and (joined or today) < closed.ended_on:
        row.fault("joined_on", say("上一段会籍到%(day)s才终止，入会日期不能早于这一天") % {"day": closed.ended_on})


def tell_apart(rows, context):
    """Two people under one identity number: both lines are refused, since nobody can say whose number is wrong."""
    here = {row["digest"]: row for row in reversed(rows)}
    for row in rows:
        line, name = context.called.setdefault(row["digest"], (row.number, row["name"]))
        if name == row["name"]:
            continue
        said = {"line": line, "who": name, "number": row.number, "name": row["name"]}
        words = say("第 %(line)s 行“%(who)s”和第 %(number)s 行“%(name)s”的身份证号相同，请核对是谁的填错了") % said
        row.fault("id_number", words)
        first = here[row["digest"]]
        if first.number == line:
            first.fault("id_number", words)


def agree(row, today):
    """What the line says twice must be the same; the identity number decides."""
    values = row.values
    born, sex = born_on(values["id_number"][6:14]), "男" if values["id_number"][16] in ODD else "女"
    written = values["born_on"]
    if written and written != born and not (written.day == 1 and written == born.replace(day=1)):
        row.fault("born_on", say("出生日期与身份证号里的%(born)s不一致，请核对") % {"born": born}, written)
    if values["sex"] and values["sex"] != sex:
        row.fault("sex", say("性别与身份证号（%(sex)s）不一致，请核对") % {"sex": sex})
    if born > today:
        row.fault("id_number", say("身份证号里的出生日期%(born)s还没有到，请核对") % {"born": born})
    values["born_on"], values["sex"] = born, sex


def in_time(row, key, label, today):
    """A day of somebody's life so far."""
    day = row[key]
    if day and day > today:
        row.fault(key, say("%(label)s晚于今天，请核对") % {"label": label})
    elif day and day < row["born_on"]:
        row.fault(key, say("%(label)s早于出生日期，请核对") % {"label": label})


@lru_cache(50_000)
def born_on(digits) -> date:
    """Of a number already found sound; many people share a birthday."""
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
