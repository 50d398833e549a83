"""One person's way through the union: registered, corrected, transferred, retired; and what never leaks on it."""

import pickle
from datetime import date

import pytest
from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, transaction

from zhijia.base.identity import synthetic_id
from zhijia.base.verdict import Refused
from zhijia.kernels.access.models import User
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Membership, Person

Change = apps.get_model("trail", "Change")  # the trail lies above this kernel; its rows are only borrowed
Entry = apps.get_model("trail", "Entry")

NUMBER = synthetic_id(date(1992, 5, 6), 8)  # a woman
PHONE = "13800138008"


@pytest.fixture
def person(cast):
    return actions.register_member(
        name="单晓雨",
        unit=cast.branch,
        joined_on=date(2024, 9, 1),
        id_number=NUMBER,
        phone=PHONE,
        staff_no="A008",
        by=cast.branch_chair,
    )


def test_registering_fills_in_what_the_number_says(cast, person):
    person.refresh_from_db()
    assert (person.sex, person.born_on, person.initials, person.id_tail) == ("女", date(1992, 5, 6), "sxy", NUMBER[-4:])
    assert (person.home, person.home_path) == (cast.branch, cast.branch.path)
    assert Person.objects.with_id_number(NUMBER).get() == Person.objects.with_phone(PHONE).get() == person
    assert [e.verb for e in Entry.objects.about(person).order_by("pk")] == ["people.register", "people.admit"]


def test_secrets_show_in_no_print_dump_pickle_or_trail(cast, person):
    person = Person.objects.get(pk=person.pk)
    actions.edit_person(person=person, by=cast.college_officer, phone="13800138009", name="单晓雨")
    said = [repr(person), str(person), repr(vars(person)), f"{person.phone}", repr(Person.objects.values())]
    said += [serializers.serialize("json", [person]), repr(pickle.dumps(person))]
    said += list(Change.objects.values_list("before", flat=True)) + list(Change.objects.values_list("after", flat=True))
    said += list(Entry.objects.values_list("reason", flat=True)) + list(
        Entry.objects.values_list("target_text", flat=True)
    )
    text = "\n".join(said)
    assert not [secret for secret in (NUMBER, PHONE, "13800138009") if secret in text]


@pytest.mark.parametrize("number", [NUMBER, NUMBER.lower(), f" {NUMBER[:6]} {NUMBER[6:]} "])
def test_the_same_number_is_not_registered_twice(cast, person, number):
    with pytest.raises(Refused, match="已登记为“单晓雨”"):
        actions.register_member(name="别人", unit=cast.sibling, joined_on=cast.today, id_number=number)


def test_one_active_membership_by_rule_and_by_the_database(cast, person):
    with pytest.raises(Refused, match="请先办理转会"):
        actions.admit(person=person, unit=cast.sibling, on=cast.today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=person, unit=cast.sibling, joined_on=cast.today)


def test_a_transfer_moves_membership_work_sight_and_account(cast, person):
    user = actions.open_account(person=person, username="danxy", password="Start-2026-x", by=cast.branch_chair)
    assert (user.phone, user.home, user.must_change) == (PHONE, cast.branch, True)
    actions.transfer(person=person, unit=cast.sibling, on=date(2026, 3, 1), by=cast.province_officer)
    person.refresh_from_db()
    assert person.home_path == cast.sibling.path
    assert User.objects.get(pk=user.pk).home == cast.sibling
    states = list(person.memberships.order_by("joined_on").values_list("unit", "state", "ended_on"))
    assert states == [(cast.branch.pk, "transferred", date(2026, 3, 1)), (cast.sibling.pk, "active", None)]
    assert person.employments.current().get().unit == cast.sibling
    assert person in Person.objects.visible_to(cast.sibling_officer)
    assert person not in Person.objects.visible_to(cast.branch_chair)


def test_who_was_a_member_on_a_day(cast, person):
    active = person.memberships.get()
    actions.retain(membership=active, reason="retired", on=date(2026, 2, 1), by=cast.college_officer, leaves_work=True)
    assert person in Person.objects.members(date(2026, 1, 31))
    assert person not in Person.objects.members(date(2026, 2, 1))
    assert person not in Person.objects.members()
    assert not person.employments.current().exists()
    with pytest.raises(Refused, match="已于2026-02-01终止"):
        actions.end_membership(membership=active, state="withdrawn", on=cast.today)
    with pytest.raises(Refused, match="请办理恢复会籍"):
        actions.admit(person=person, unit=cast.college, on=cast.today)
    again = actions.resume(membership=person.memberships.retained().get(), unit=cast.college, on=cast.today)
    assert (again.state, again.entry, again.member_since) == ("active", "resumed", date(2024, 9, 1))
    assert person in Person.objects.members()


def test_correcting_keeps_secrets_that_were_left_empty(cast, person):
    actions.edit_person(
        person=person, by=cast.college_officer, name="单小雨", education="博士", work={"position": "讲师"}
    )
    person.refresh_from_db()
    assert (person.name, person.education, person.id_number.reveal()) == ("单小雨", "博士", NUMBER)
    assert person.employments.get().position == "讲师"
    entry = Entry.objects.about(person).filter(verb="people.edit").get()
    assert {(c.label, c.before, c.after) for c in entry.changes.all()} == {
        ("姓名", "单晓雨", "单小雨"),
        ("学历", "", "博士"),
    }


def test_a_number_is_corrected_only_to_a_sound_and_free_one(cast, person):
    with pytest.raises(Refused, match="张知远"):
        actions.edit_person(
            person=person, by=cast.college_officer, name="单晓雨", id_number=cast.zhang.id_number.reveal()
        )
    other = synthetic_id(date(1992, 5, 7), 10)
    actions.edit_person(person=person, by=cast.college_officer, name="单晓雨", id_number=other)
    person.refresh_from_db()
    assert (person.born_on, person.id_tail) == (date(1992, 5, 7), other[-4:])
    assert Person.objects.with_id_number(other).get() == person


def test_opening_a_secret_needs_ability_and_reason_and_leaves_a_line(cast, person):
    ask = {"person": person, "secret": "id_number", "at": cast.now}
    with pytest.raises(Refused, match="没有查看敏感信息的权限"):
        actions.reveal(**ask, reason="办理住院补助", by=cast.branch_chair)
    with pytest.raises(Refused, match="写明查看的理由"):
        actions.reveal(**ask, reason="看", by=cast.college_officer)
    with pytest.raises(Refused, match="没有这一项"):
        actions.reveal(**ask | {"secret": "name"}, reason="办理住院补助", by=cast.college_officer)
    assert not Entry.objects.filter(verb="reveal").exists()
    assert actions.reveal(**ask, reason="办理住院补助", by=cast.college_officer) == NUMBER
    entry = Entry.objects.get(verb="reveal")
    assert (entry.by, entry.reason, entry.unit, entry.at) == (
        cast.college_officer,
        "身份证号：办理住院补助",
        cast.branch,
        cast.now,
    )


def test_people_move_with_their_unit(cast, person):
    actions.move_unit(unit=cast.college, superior=cast.sibling, on=date(2026, 3, 1), by=cast.manager)
    person.refresh_from_db()
    assert person.home_path.startswith(cast.sibling.path)
    assert person in Person.objects.visible_to(cast.sibling_officer)


def test_one_sees_oneself_and_may_not_rule_on_oneself(cast):
    assert list(Person.objects.visible_to(cast.member_user)) == [cast.zhang]
    assert not Person.objects.visible_to(cast.member_user, "edit").exists()
