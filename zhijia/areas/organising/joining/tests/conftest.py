"""Staff who are members nowhere, and the words they type."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from zhijia.areas.organising.joining import actions, links, notices
from zhijia.base.identity import synthetic_id
from zhijia.kernels.people import actions as people

BORN = date(1990, 5, 6)
AGREED = dict(notices.CURRENT)
DETAILS = {"kind": "care_worker", "department": "住院部", "position": "护理员"}
PASSWORD = "Ruhui-2026-ok"


@dataclass
class Typed:
    """What somebody puts into the form."""

    name: str
    id_number: str
    phone: str

    @property
    def form(self):
        return {**vars(self), "statute": "on", "privacy": "on"}


class Joining(SimpleNamespace):
    def typed(self, serial=501, name="于来", phone=None):
        return Typed(name, synthetic_id(BORN, serial), phone or f"139{serial:08d}")

    def staff(self, serial=501, name="于来", unit=None, phone=None, number=True):
        """On the roll of the branch, member nowhere."""
        one = self.typed(serial, name, phone)
        person = people.register_person(
            name=one.name,
            unit=unit or self.cast.branch,
            id_number=one.id_number if number else "",
            phone=one.phone if phone is None else phone,
        )
        people.employ(person=person, unit=unit or self.cast.branch, from_on=date(2026, 2, 1), kind="non_established")
        return person

    def many(self, count, first=600, unit=None):
        return [self.staff(first + n, f"新职{'甲乙丙丁戊己庚辛壬癸'[n % 10]}", unit) for n in range(count)]

    def apply(self, serial=701, name="于申", unit=None, **more):
        one = self.typed(serial, name)
        asked = actions.Asked(**vars(one), **(DETAILS | more))
        return actions.apply(unit=unit or self.cast.college, asked=asked, consents=AGREED, at=self.cast.now)

    def rule(self, applications, by=None, ruling="approve", note=""):
        cases = [row.case for row in applications]
        by = by or self.cast.college_chair
        return actions.rule_applications(cases=cases, by=by, ruling=ruling, note=note, at=self.cast.now)

    def round(self, unit=None, days=20, title="2026年新进职工"):
        """Open on the day of the cast and still open today, when pages are asked."""
        made = actions.open_round(
            unit=unit or self.cast.college,
            title=title,
            expires_on=self.cast.today + timedelta(days=days),
            by=self.cast.college_officer,
            at=self.cast.now,
        )
        made.expires_on = timezone.localdate() + timedelta(days=days)
        made.save(update_fields=["expires_on"])
        return made

    def invite(self, round, persons):
        return actions.invite(round=round, persons=persons, by=self.cast.college_officer, at=self.cast.now)

    def door(self, unit=None):
        return links.address_of(unit or self.cast.college)

    def slip(self, invitation):
        return links.slip_address(invitation)


def text(response):
    return response.content.decode()


def at(name, *args):
    return reverse(f"joining:{name}", args=args)


@pytest.fixture
def joining(cast):
    cache.clear()
    return Joining(cast=cast)
