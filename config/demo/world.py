"""The ground every folder's demo.py builds on: units, people, accounts."""

import csv
import random
import tempfile
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from django.utils import timezone

from zhijia.kernels.access import actions as access
from zhijia.kernels.access.models import User
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.org import actions as org
from zhijia.kernels.org.models import Unit
from zhijia.kernels.people.models import Person
from zhijia.kernels.policy.actions import load_defaults

from . import plan
from .names import Crowd

FOUNDED = date(2012, 1, 1)
HEADINGS = ("姓名", "身份证号", "手机号", "民族", "学历", "工号", "用工形式", "入会日期")
FOOTINGS = ("在编",) * 12 + ("非在编", "非在编", "劳务派遣")


class World:
    """What a folder's `demo.build(world)` gets. `years`: the two annual cycles, the second still running.

    `scale`: the share of the members the plan names; 0 leaves the units empty.
    """

    def __init__(self, now=None, seed=20, scale=1.0):
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)
        self.years = [self.today.year - 1, self.today.year]
        self.scale = scale
        self.rng = random.Random(seed)  # noqa: S311 - invented data
        self.crowd = Crowd(self.rng, self.years[0])

    def at(self, day) -> datetime:
        """Ten in the morning of that day, never later than now."""
        moment = datetime.combine(day, time(10), tzinfo=timezone.get_current_timezone())
        return min(moment, self.now)

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.order_by("path")}

    @cached_property
    def users(self) -> dict[str, User]:
        return {user.username: user for user in User.objects.all()}

    @property
    def province(self) -> Unit:
        return self.units[plan.PROVINCE[0]]

    def people(self, unit) -> list[Person]:
        """Active members of the unit and below, in a settled order."""
        members = Person.objects.members().under(unit.path)
        return list(members.select_related("home", "user").order_by("home_path", "pk"))

    def officer_of(self, unit) -> User:
        return self.holder(unit, "officer") or self.users["province"]

    def chair_of(self, unit) -> User:
        return self.holder(unit, "chair") or self.users["province_chair"]

    def holder(self, unit, role) -> User | None:
        """Who holds the role at the unit or the nearest one above it."""
        wanted = {code: name for name, _person, code, held in plan.ACCOUNTS if held == role}
        codes = [unit.code, *(above.code for above in reversed(unit.ancestors()))]
        return next((self.users[wanted[code]] for code in codes if code in wanted), None)

    # --- building ---

    def build(self):
        """Units, accounts, standards and members: what every folder needs first."""
        self.found_units()
        self.open_accounts()
        load_defaults(unit=self.province, at=self.now)
        if self.scale:
            self.enter_everybody()
            self.give_member_account()

    def size(self, members) -> int:
        return max(round(members * self.scale), 2)

    def size_inside(self, code) -> int:
        """Of a union or branch, with the branches and groups in it."""
        own = [members for unit, *_, members in plan.UNITS if unit == code]
        inside = [members for unit, *_, members in plan.BRANCHES if f"{unit}-".startswith(f"{code}-")]
        return sum(map(self.size, own + inside))

    def found_units(self):
        code, name, kind = plan.PROVINCE
        found = {code: org.found_unit(code=code, name=name, kind=kind, on=FOUNDED)}
        for code, name, kind, above, _members in (*plan.UNITS, *plan.BRANCHES):
            headcount = round(self.size_inside(code) * 1.08)
            found[code] = org.found_unit(
                code=code, name=name, kind=kind, superior=found[above], on=FOUNDED, headcount=headcount
            )

    def open_accounts(self):
        for username, name, code, role in plan.ACCOUNTS:
            user = access.open_account(username=username, name=name, password=plan.PASSWORD)
            access.grant_role(user=user, unit=self.units[code], role=role, from_on=FOUNDED)

    def enter_everybody(self):
        for code, _name, _kind, _above, members in (*plan.UNITS, *plan.BRANCHES):
            self.enter_members(self.units[code], self.size(members))

    def enter_members(self, unit, count):
        """Members come in as they do in life: by a spreadsheet of their unit."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{unit.code}.csv"
            self.write_roster(path, unit, count)
            batch = exchange.import_file(spec="people.roster", path=path, unit=unit, at=self.now)
        if batch.created != count:
            raise RuntimeError(f"{unit}: {batch.created} of {count} members were entered")

    def write_roster(self, path, unit, count):
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(HEADINGS)
            for n in range(count):
                one = self.crowd.one()
                footing = self.rng.choice(FOOTINGS)
                number = f"{unit.code.replace('-', '')}{n + 1:04d}"
                row = (one.name, one.id_number, one.phone, one.ethnicity, one.education, number, footing, one.joined_on)
                sheet.writerow(row)

    def give_member_account(self):
        username, code = plan.MEMBER
        person = self.people(self.units[code])[0]
        user = access.open_account(username=username, name=person.name, password=plan.PASSWORD)
        person.user = user
        person.save(update_fields=["user"])
