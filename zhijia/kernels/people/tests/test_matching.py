"""Whoever applies is found on the roster, or it is said what does not agree."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.base.identity import synthetic_id
from zhijia.kernels.people import actions
from zhijia.kernels.people.matching import DIFFERS, EXACT, NONE, match, match_many
from zhijia.kernels.people.models import Person

NUMBER, PHONE = synthetic_id(date(1992, 5, 6), 8), "13800138008"


@pytest.fixture
def staff(cast):
    person = actions.register_person(name="单晓雨", unit=cast.branch, id_number=NUMBER, phone=PHONE)
    actions.employ(person=person, unit=cast.branch, from_on=date(2024, 9, 1))
    return person


ROWS = [
    ("单晓雨", NUMBER, PHONE, "college", EXACT, []),
    (" 单 晓雨", NUMBER, "", "college", EXACT, []),
    ("单晓雨", f"{NUMBER[:6]} {NUMBER[6:].lower()}", "", "branch", EXACT, []),
    ("单小雨", NUMBER, PHONE, "college", DIFFERS, ["name"]),
    ("单晓雨", NUMBER, "13800138009", "college", DIFFERS, ["phone"]),
    ("单晓雨", NUMBER, PHONE, "sibling", DIFFERS, ["unit"]),
    ("单晓雨", synthetic_id(date(1992, 5, 7), 8), PHONE, "college", DIFFERS, ["id_number"]),
    ("单晓雨", synthetic_id(date(1992, 5, 7), 8), "", "college", NONE, []),
    ("单晓雨", NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1"), PHONE, "college", NONE, ["id_number"]),
    ("单晓雨", "", PHONE, "college", NONE, ["id_number"]),
]


@pytest.mark.parametrize(("name", "number", "phone", "unit", "kind", "faults"), ROWS)
def test_one_and_many_judge_alike(cast, staff, name, number, phone, unit, kind, faults):
    unit = getattr(cast, unit)
    with CaptureQueriesContext(connection) as queries:
        one = match(unit=unit, name=name, id_number=number, phone=phone)
    assert len(queries) <= 1
    assert (one.kind, [fault.field for fault in one.faults], bool(one)) == (kind, faults, kind == EXACT)
    assert (one.person == staff) == (kind != NONE)
    (many,) = match_many(unit=unit, rows=[(name, number, phone)])
    assert (many.kind, [fault.field for fault in many.faults]) == (kind, faults)


def test_a_match_says_where_somebody_is_a_member_already(cast, staff):
    assert match(unit=cast.college, name="单晓雨", id_number=NUMBER).member_of is None
    actions.admit(person=staff, unit=cast.branch, on=date(2025, 1, 1))
    assert match(unit=cast.college, name="单晓雨", id_number=NUMBER).member_of == cast.branch.pk
    actions.retain(membership=staff.memberships.get(), reason="retired", on=cast.today)
    assert match(unit=cast.college, name="单晓雨", id_number=NUMBER).retained


def test_a_fault_never_tells_what_the_roster_holds(cast, staff):
    said = str(match(unit=cast.college, name="别人", id_number=NUMBER, phone="13800138009").faults[0])
    assert "单晓雨" not in said


@pytest.mark.parametrize(
    ("text", "found"),
    [("张", True), ("张知", True), ("知远", False), ("zzy", True), ("ZZ", True), ("zy", False), ("", False)],
)
def test_people_are_found_by_the_beginning_of_name_or_initials(cast, text, found):
    assert (cast.zhang in Person.objects.visible_to(cast.college_officer).find(text)) is found
    assert cast.zhang not in Person.objects.visible_to(cast.sibling_officer).find(text)


def test_people_are_found_by_a_whole_staff_number(cast, staff):
    actions.employ(person=staff, unit=cast.college, from_on=date(2024, 9, 1), staff_no="B77")
    assert list(Person.objects.visible_to(cast.college_officer).find("B77")) == [staff]
    assert not Person.objects.find("B7").exists()
