"""Units, accounts and members of the replayed province. The numbers are those of the figures it must reproduce."""

import csv
import random
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from django.utils import timezone

from config.demo.names import Crowd
from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import User
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.org import actions as org
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person
from zhijia.kernels.policy.actions import load_defaults

ROOT, COLLEGE = "P", "P-CJ"
KINDS = ("university", "college", "hospital", "institute", "school")
EARLY, LATE = date(2014, 5, 1), date(2016, 1, 8)  # before and after the first day that is asked about
SINCE = date(2021, 3, 1)  # the college of the later report joined after the last day of the earlier one
EARLY_UNITS, LATE_UNITS = 53, 26
EARLY_MEMBERS, LATE_MEMBERS = 45_800, 17_200
COLLEGE_MEMBERS = 460
HEADINGS = ("姓名", "身份证号", "入会日期")


def silent(text):
    pass


class World:
    """What a folder's `Replay.build(world)` gets."""

    def __init__(self, say: Callable[[str], None] = silent, seed=2020):
        self.say = say
        self.rng = random.Random(seed)  # noqa: S311 - invented data
        self.crowd = Crowd(self.rng, 2016)
        self.numbers: dict[str, list[tuple[str, str]]] = {}  # unit code → (name, identity number) of its members

    @staticmethod
    def at(day) -> datetime:
        return datetime.combine(day, time(10), tzinfo=timezone.get_current_timezone())

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.order_by("path")}

    @cached_property
    def users(self) -> dict[str, User]:
        return {user.username: user for user in User.objects.all()}

    @property
    def province(self) -> Unit:
        return self.units[ROOT]

    @property
    def college(self) -> Unit:
        return self.units[COLLEGE]

    @property
    def direct(self) -> list[Unit]:
        """The direct units of the earlier report, without the later college."""
        return [unit for code, unit in self.units.items() if code not in (ROOT, COLLEGE)]

    def officer(self, unit) -> User:
        return self.users[f"officer-{unit.code}"]

    def chair(self, unit) -> User:
        return self.users[f"chair-{unit.code}"]

    @property
    def accountant(self) -> User:
        return self.users["accountant"]

    def people(self, unit) -> list[Person]:
        return list(Person.objects.members().under(unit.path).select_related("home", "user").order_by("pk"))

    # --- building ---

    def build(self):
        self.found_units()
        load_defaults(unit=self.province, at=self.at(EARLY))
        self.enter_members()

    def found_units(self):
        root = org.found_unit(code=ROOT, name="云岭省教育卫生科研工会", kind="province", on=date(2000, 1, 1))
        self.staff(root)
        access.grant_role(
            user=access.open_account(username="accountant", name="会计"), unit=root, role="accountant", from_on=EARLY
        )
        for n in range(EARLY_UNITS + LATE_UNITS):
            kind, on = KINDS[n % len(KINDS)], EARLY if n < EARLY_UNITS else LATE
            name = self.name_of(n, kind)
            self.staff(org.found_unit(code=f"P-{n:02d}", name=name, kind=kind, superior=root, on=on))
        name = "云岭财经职业学院工会"
        self.staff(org.found_unit(code=COLLEGE, name=name, kind="college", superior=root, on=SINCE))

    @staticmethod
    def name_of(n, kind):
        return f"直属单位{n + 1}工会"

    def staff(self, unit):
        for role, name in (("officer", "干事"), ("chair", "主席")):
            user = access.open_account(username=f"{role}-{unit.code}", name=f"{unit.code}{name}")
            access.grant_role(user=user, unit=unit, role=role, from_on=EARLY)

    def enter_members(self):
        shares = [(EARLY, EARLY_MEMBERS, self.direct[:EARLY_UNITS]), (LATE, LATE_MEMBERS, self.direct[EARLY_UNITS:])]
        shares.append((SINCE, COLLEGE_MEMBERS, [self.college]))
        for joined_on, members, units in shares:
            for place, unit in enumerate(units):
                count = members // len(units) + (place < members % len(units))
                self.import_roster(unit, count, joined_on)
            self.say(f"{members} 名会员，{joined_on} 起在籍")

    def import_roster(self, unit, count, joined_on):
        people = [self.crowd.one() for _ in range(count)]
        self.numbers[unit.code] = [(one.name, one.id_number) for one in people]
        rows = [(one.name, one.id_number, joined_on) for one in people]
        self.import_rows("people.roster", unit, HEADINGS, rows, by=None, at=self.at(joined_on))

    def import_rows(self, spec, unit, headings, rows, *, by, at, subject=None):
        """A spreadsheet as a unit would send it; every row must be taken."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "表.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([headings, *rows])
            subject_id = subject and subject.pk
            batch = exchange.import_file(spec=spec, path=path, unit=unit, by=by, at=at, subject_id=subject_id)
        if batch.created != len(rows):
            first = batch.faults.first()
            raise RuntimeError(
                f"{spec} {unit}: {batch.created} of {len(rows)} rows were taken ({first and first.message})"
            )
        return batch
