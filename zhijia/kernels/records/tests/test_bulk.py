"""insert_rows puts in what the ORM would have put in, on either database."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from zhijia.base.bulk import insert_rows
from zhijia.kernels.people.models import Employment, Membership, Person
from zhijia.kernels.records.models import RecordTally, ServiceRecord

pytestmark = pytest.mark.django_db
ID = "530102199001019999"


def test_rows_read_back_as_the_orm_would_have_written_them(cast):
    fields = ["person", "unit_id", "staff_no", "kind", "position", "from_on", "to_on"]
    row = [cast.li.pk, cast.branch.pk, "0017", Employment.Kind.DISPATCHED, "讲师\t甲\\乙\n丙", date(2026, 3, 1), None]
    assert insert_rows(Employment, fields, iter([row])) == 1
    made = Employment.objects.get(staff_no="0017")
    assert (made.person, made.unit, made.kind) == (cast.li, cast.branch, "dispatched")
    assert [made.staff_no, made.kind, made.position, made.from_on, made.to_on] == row[2:]


def test_sealed_columns_are_sealed_on_the_way_in(cast):
    columns = [f for f in Person._meta.concrete_fields if not f.primary_key and not f.null]
    given = {"name": "林新", "id_number": ID, "home_id": cast.branch.pk, "home_path": cast.branch.path}
    insert_rows(Person, [f.attname for f in columns], [[given.get(f.attname, "") for f in columns]])
    made = Person.objects.get(name="林新")
    assert made.id_number.reveal() == ID
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM people_person WHERE id = %s", [made.pk])
        assert ID.encode() not in bytes(cursor.fetchone()[0])


def test_moments_come_back_as_they_went_in(cast):
    fact = [
        "x:1",
        "a.b",
        cast.today,
        cast.branch.pk,
        cast.branch.path,
        None,
        1,
        5,
        "",
        "",
        "",
        "",
        "",
        1,
        None,
        "",
        "d",
    ]
    names = [f.attname for f in ServiceRecord._meta.concrete_fields]
    insert_rows(ServiceRecord, names, [[*fact, cast.now]])
    assert ServiceRecord.objects.get().recorded_at == cast.now


def test_a_broken_constraint_is_django_s_error_and_leaves_nothing(cast):
    columns = ["person", "unit", "state", "number", "joined_on"]
    row = [cast.zhang.pk, cast.branch.pk, "active", "", cast.today]
    before = Membership.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Membership, columns, [[cast.zhang.pk, cast.branch.pk, "withdrawn", "", cast.today], row])
    assert Membership.objects.count() == before


def test_no_rows_are_no_work(db):
    fields = [
        "kind",
        "unit_path",
        "month",
        "fund",
        "occasion",
        "level",
        "group",
        "result",
        "net",
        "times",
        "amount_fen",
    ]
    assert insert_rows(RecordTally, fields, []) == 0
