"""Writes the lines of a roster: new people whole, known people where the line says something else."""

from zhijia.base.bulk import insert_rows
from zhijia.base.pinyin import initials
from zhijia.base.upsert import reserve_keys, update_rows

from ..models import Employment, Membership, Person

PERSON, EMPLOYMENT, MEMBERSHIP = "people.person", "people.employment", "people.membership"
NEW_PERSON = [
    "id",
    "name",
    "initials",
    "sex",
    "born_on",
    "ethnicity",
    "education",
    "id_number",
    "id_digest",
    "id_tail",
    "phone",
    "phone_digest",
    "home",
    "home_path",
]
NEW_EMPLOYMENT = ["id", "person", "unit", "staff_no", "kind", "position", "from_on"]
ACTIVE, ESTABLISHED = Membership.State.ACTIVE.value, Employment.Kind.ESTABLISHED.value
NEW_MEMBERSHIP = ["id", "person", "unit", "state", "number", "joined_on", "member_since"]
NEW_EPISODE = [*NEW_MEMBERSHIP, "entry", "previous"]
CLOSED, MOVED_IN = Membership.State.MOVED.value, Membership.Entry.MOVED.value


def add(rows, context):
    """Persons not known before, with their work and their membership."""
    people = add_staff(rows, context)
    memberships = reserve_keys(Membership, len(rows))
    insert_rows(Membership, NEW_MEMBERSHIP, map(new_membership, memberships, people, rows, [context.today] * len(rows)))
    for row, membership in zip(rows, memberships, strict=True):
        row.made((MEMBERSHIP, membership))


def add_staff(rows, context) -> list[int]:
    people = reserve_keys(Person, len(rows))
    insert_rows(Person, NEW_PERSON, map(new_person, people, rows))
    jobs = reserve_keys(Employment, len(rows))
    insert_rows(Employment, NEW_EMPLOYMENT, map(new_employment, jobs, people, rows, [context.today] * len(rows)))
    for row, person, job in zip(rows, people, jobs, strict=True):
        row.made((PERSON, person), (EMPLOYMENT, job))
    return people


def new_person(pk, row):
    said = row.values
    number, name = said["id_number"], said["name"]
    return (
        pk,
        name,
        initials(name)[:30],
        said["sex"],
        said["born_on"],
        said["ethnicity"],
        said["education"],
        number,
        said["digest"],
        number[-4:],
        said["phone"],
        said["phone_digest"],
        *said["found"].unit,
    )


def new_employment(pk, person, row, today):
    said = row.values
    kind, unit = said["kind"] or ESTABLISHED, said["found"].unit[0]
    began = said["from_on"] if "from_on" in said else said["joined_on"]
    return pk, person, unit, said["staff_no"], kind, said["position"], began or today


def new_membership(pk, person, row, today):
    joined = row.values["joined_on"] or today
    return pk, person, row.values["found"].unit[0], ACTIVE, "", joined, joined


# --- People already known: only what the line says and what differs ---


def changes_of(row, found) -> dict:
    """Columns of the person that the line changes."""
    person, changes = found.person, {}
    if found.foreign:
        return changes
    for name in ("name", "sex", "born_on", "ethnicity", "education"):
        if row[name] and row[name] != getattr(person, name):
            changes[name] = row[name]
    if "name" in changes:
        changes["initials"] = initials(row["name"])[:30]
    if row["phone"] and row["phone_digest"] != person.phone_digest:
        changes["phone"], changes["phone_digest"] = row["phone"], row["phone_digest"]
    if found.settles and found.unit[0] != person.home:
        changes["home"], changes["home_path"] = found.unit
    return changes


def employment_changes(row, found) -> dict:
    """Columns of the employment; another unit makes a new episode instead, see `renew_employment`."""
    employment = found.employment()
    names = ("staff_no", "kind", "position")
    return {name: row[name] for name in names if row[name] and row[name] != getattr(employment, name)}


def date_changes(row, found) -> dict:
    """A day of joining that is corrected. Only the episode that began by joining began on that day."""
    membership, joined = found.membership, row["joined_on"]
    if not joined or joined == membership.member_since:
        return {}
    first = membership.entry == Membership.Entry.JOINED
    return {"joined_on": joined, "member_since": joined} if first else {"member_since": joined}


def moves(found) -> bool:
    return found.membership is not None and found.membership.unit != found.unit[0]


def foretold(row, found) -> str:
    if row.faults is not None:
        return "unchanged"
    same = found.membership is not None and not moves(found) and not date_changes(row, found)
    return "unchanged" if same and works_on(row, found) else "updated"


def works_on(row, found) -> bool:
    """Nothing the line says of person and work is new."""
    employment = found.employment()
    stays = employment is not None and employment.unit == found.unit[0] and not employment_changes(row, found)
    return stays and not changes_of(row, found)


def renew(rows, context):
    updates = Updates()
    starts, moved = [], []
    for row in rows:
        found = row["found"]
        row.outcome = "unchanged"
        updates.of(row, Person, PERSON, found.person, changes_of(row, found))
        renew_employment(row, found, updates, starts, context.today)
        if found.membership is not None:
            changes = date_changes(row, found)
            if moves(found):
                changes |= {"state": CLOSED, "ended_on": context.today}
                moved.append(row)
            updates.of(row, Membership, MEMBERSHIP, found.membership, changes)
    updates.carry_out()
    begin_employments(starts, context.today)
    begin_memberships([row for row in rows if row["found"].membership is None], context.today)
    move_memberships(moved, context.today)


def renew_staff(rows, context):
    """Person and work only; membership stays as it is."""
    updates = Updates()
    starts = []
    for row in rows:
        row.outcome = "unchanged"
        updates.of(row, Person, PERSON, row["found"].person, changes_of(row, row["found"]))
        renew_employment(row, row["found"], updates, starts, context.today)
    updates.carry_out()
    begin_employments(starts, context.today)


def move_memberships(rows, today):
    """Inside one grassroots union: the old episode was closed today, the next goes on from it."""
    keys = reserve_keys(Membership, len(rows))
    insert_rows(Membership, NEW_EPISODE, map(next_episode, keys, rows, [today] * len(rows)))
    for pk, row in zip(keys, rows, strict=True):
        row.made((MEMBERSHIP, pk))
        row.outcome = "updated"


def next_episode(pk, row, today):
    found = row["found"]
    held, since = found.membership, row["joined_on"] or found.membership.member_since
    return pk, found.person.pk, found.unit[0], ACTIVE, held.number, today, since, MOVED_IN, held.pk


def renew_employment(row, found, updates, starts, today):
    employment = found.employment()
    if employment is None:
        starts.append((row, {}))
    elif employment.unit == found.unit[0]:
        updates.of(row, Employment, EMPLOYMENT, employment, employment_changes(row, found))
    else:  # moved inside the union: the old episode ends today, a new one begins
        updates.of(row, Employment, EMPLOYMENT, employment, {"to_on": today})
        kept = {name: row[name] or getattr(employment, name) for name in ("staff_no", "kind", "position")}
        starts.append((row, kept))


def begin_employments(starts, today):
    keys = reserve_keys(Employment, len(starts))
    lines = []
    for pk, (row, kept) in zip(keys, starts, strict=True):
        _pk, person, unit, staff_no, kind, position, from_on = new_employment(pk, row["found"].person.pk, row, today)
        if kept:
            staff_no, kind, position, from_on = kept["staff_no"], kept["kind"], kept["position"], today
        lines.append((pk, person, unit, staff_no, kind, position, from_on))
        row.made((EMPLOYMENT, pk))
        row.outcome = "updated"
    insert_rows(Employment, NEW_EMPLOYMENT, lines)


def begin_memberships(rows, today):
    keys = reserve_keys(Membership, len(rows))
    people = [row["found"].person.pk for row in rows]
    insert_rows(Membership, NEW_MEMBERSHIP, map(new_membership, keys, people, rows, [today] * len(rows)))
    for pk, row in zip(keys, rows, strict=True):
        row.made((MEMBERSHIP, pk))
        row.outcome = "updated"


class Updates:
    """Changes of many rows, grouped by which columns they change."""

    def __init__(self):
        self.groups: dict[tuple, list] = {}

    def of(self, row, model, label, known, changes):
        if changes:
            row.changed(label, known.pk, {name: before_of(known, name) for name in changes})
            self.groups.setdefault((model, tuple(changes)), []).append((known.pk, *changes.values()))

    def carry_out(self):
        for (model, names), rows in self.groups.items():
            update_rows(model, names, rows)


def before_of(known, name):
    """The column as it was; an end that is being set was open, and sealed text stays sealed."""
    if name in ("to_on", "ended_on"):
        return None
    if name == "initials":
        return initials(known.name)[:30]
    value = getattr(known, name)
    return value.sealed_for("people.person.phone") if name == "phone" else value
