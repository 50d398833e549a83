from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from zhijia.base.verdict import Refused
from zhijia.kernels.org.actions import found_unit, move_unit
from zhijia.kernels.records.actions import record_many, reverse
from zhijia.kernels.records.models import RecordTally, ServiceRecord
from zhijia.kernels.records.tally import differences
from zhijia.kernels.records.verify import verify_records

from .kinds import CLAIM, GIFT, declared, write

__all__ = ["declared"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declared")]


def rows(cast, count, **more):
    for n in range(count):
        ordinary = {"source": f"{GIFT}:{n}", "kind": GIFT, "day": cast.today, "unit": cast.branch, "person": cast.zhang}
        yield ordinary | more


def test_recording_twice_gives_one_row(cast):
    assert write(cast, 1) == write(cast, 1)
    assert ServiceRecord.objects.count() == 1
    assert RecordTally.objects.get().times == 1


def test_saying_something_else_under_the_same_source_is_refused(cast):
    write(cast, 1)
    with pytest.raises(Refused, match="已登记过台账，但金额不同"):
        write(cast, 1, amount_fen=1)


def test_an_undeclared_kind_is_refused(cast):
    with pytest.raises(Refused, match="没有登记“else”这类台账"):
        write(cast, 1, kind="else")


@pytest.mark.parametrize("change", [{"amount_fen": 1}, {"person": None}])
def test_the_database_refuses_to_change_a_record(cast, change):
    write(cast, 1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ServiceRecord.objects.update(**change)


def test_the_database_refuses_to_delete_a_record(cast):
    write(cast, 1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ServiceRecord.objects.all()._raw_delete(using="default")


def test_reversing_nets_out_and_happens_once(cast):
    original = write(cast, 1)
    turned = reverse(record=original, reason="重复登记", by=cast.college_officer, at=cast.now)
    assert (turned.pk, turned.amount_fen, turned.note) == ("test.claim:1#reversal", -100_00, "重复登记")
    assert list(ServiceRecord.objects.standing()) == []
    assert RecordTally.objects.aggregate(Sum("amount_fen"), Sum("net")) == {"amount_fen__sum": 0, "net__sum": 0}
    with pytest.raises(Refused, match="已经冲销过"):
        reverse(record=original, reason="再来一次", by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="不能再冲销"):
        reverse(record=turned, reason="撤回", by=cast.college_officer, at=cast.now)
    assert list(verify_records()) == []


def test_many_are_recorded_as_one_would_be(cast):
    assert record_many(rows(cast, 3), at=cast.now) == 3
    assert record_many(rows(cast, 5), at=cast.now) == 2
    one = ServiceRecord.objects.get(pk=f"{GIFT}:0")
    assert (one.unit_path, one.person, one.times, one.recorded_at) == (cast.branch.path, cast.zhang, 1, cast.now)
    assert RecordTally.objects.get().net == 5
    assert list(verify_records()) == []


@pytest.mark.parametrize("before", [0, 1])
def test_a_contradiction_among_many_writes_nothing(cast, before):
    record_many(rows(cast, before), at=cast.now)
    twice = [*rows(cast, 3), *rows(cast, 1, amount_fen=5)]
    with pytest.raises(Refused, match="金额不同"):
        record_many(twice, at=cast.now)
    assert ServiceRecord.objects.count() == before
    assert list(differences()) == []


def test_a_record_keeps_the_place_its_unit_had_that_day(cast):
    city = found_unit(
        code="YL-C", name="云岭市教科文卫体工会", kind="city", superior=cast.province, on=date(2015, 1, 1)
    )
    old = cast.college.path
    moved = move_unit(unit=cast.college, superior=city, on=date(2026, 1, 1), by=cast.manager)
    before = write(cast, 1, unit=moved, day=date(2025, 12, 31))
    after = write(cast, 2, unit=moved, day=date(2026, 1, 1))
    assert (before.unit_path, after.unit_path) == (old, moved.path)
    assert set(ServiceRecord.objects.visible_to(cast.college_officer)) == {before, after}  # a unit keeps its history
    assert set(ServiceRecord.objects.under(city.path)) == {after}  # its new superior does not inherit it


def test_reach_decides_who_sees_a_record(cast):
    record = write(cast, 1)
    seen = {name for name in ("college_officer", "branch_chair", "member_user", "sibling_officer", "manager")
            if record in ServiceRecord.objects.visible_to(getattr(cast, name))}  # fmt: skip
    assert seen == {"college_officer", "branch_chair", "member_user"}
    assert not ServiceRecord.objects.visible_to(cast.member_user, "export").exists()


# --- verify finds what was tampered with behind the triggers ---


def tamper(sql):
    from zhijia.base.append_only import lifted

    with lifted(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE records_servicerecord SET amount_fen = 1 WHERE net = 1", ["校验值不符", "对不上", "月汇总"]),
        ("UPDATE records_recordtally SET times = 5", ["月汇总"]),
        ("DELETE FROM records_recordtally", ["月汇总"]),
        ("UPDATE records_servicerecord SET digest = 'x' WHERE net = -1", ["校验值不符"]),
    ],
)
def test_tampering_is_found(cast, sql, says):
    write(cast, 2, kind=GIFT)
    reverse(record=write(cast, 1), reason="重复", by=cast.college_officer, at=cast.now)
    tamper(sql)
    messages = [str(fault) for fault in verify_records()]
    assert all(any(part in message for message in messages) for part in says)


def test_kind_without_declaration_still_shows(cast):
    record = write(cast, 1)
    record.kind = "gone"
    assert (record.kind_name, record.word("occasion"), CLAIM in str(write(cast, 1))) == ("gone", "", True)
