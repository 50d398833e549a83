from datetime import date
from decimal import Decimal

import pytest

from zhijia.areas.organising.drives import actions
from zhijia.base.identity import synthetic_id
from zhijia.kernels.org.actions import count_staff
from zhijia.kernels.people.actions import register_member

START, END = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture
def counted(cast):
    """The college has 20 nursing aides and 11 logistics staff, the university next door 30 aides."""
    count_staff(unit=cast.college, on=date(2025, 12, 1), counts={"total": 400, "care_worker": 20, "logistics": 11})
    count_staff(unit=cast.sibling, on=date(2025, 12, 1), counts={"total": 300, "care_worker": 30})


@pytest.fixture
def aide(cast):
    """One more member on that footing."""
    serial = iter(range(100, 900))

    def make(unit, on, kind="care_worker"):
        n = next(serial)
        number = synthetic_id(date(1980, 1 + n % 12, 1 + n % 28), n)
        return register_member(name=f"护工{n}", unit=unit, joined_on=on, kind=kind, id_number=number)

    return make


@pytest.fixture
def drive(cast, counted):
    def make(**facts):
        usual = {
            "title": "护工护理员入会行动",
            "groups": "care_worker logistics",
            "rate": Decimal("0.8"),
            "starts_on": START,
            "ends_on": END,
        }
        return actions.plan_drive(unit=cast.province, by=cast.province_officer, at=cast.now, **(usual | facts))

    return make


@pytest.fixture
def running(cast, drive):
    def make(**facts):
        made = drive(**facts)
        units = [cast.college, cast.sibling]
        actions.set_goals(drive=made, units=units, by=cast.province_officer, at=cast.now)
        return actions.open_drive(drive=made, by=cast.province_officer, at=cast.now)

    return make
