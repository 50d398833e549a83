"""The verbs for one are the verbs for many with a list of one: all or none, in their order, told once each."""

from datetime import date

import pytest
from django.apps import apps

from zhijia.base.identity import synthetic_id
from zhijia.base.testing import at_once
from zhijia.base.verdict import Refused
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Membership, Person

Entry = apps.get_model("trail", "Entry")  # the trail lies above this kernel; its rows are only borrowed
BORN = date(1988, 7, 6)


def strangers(cast, count, first=50):
    numbers = [synthetic_id(BORN, first + n) for n in range(count)]
    return [{"name": f"众{n}", "unit": cast.branch, "id_number": number} for n, number in enumerate(numbers)]


def test_many_are_registered_in_their_order_each_told_once(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        made = actions.register_people(strangers(cast, 40), by=cast.college_officer)
    assert [person.name for person in made] == [f"众{n}" for n in range(40)]
    one = Person.objects.get(pk=made[7].pk)
    assert (one.born_on, one.id_number.reveal(), one.home, one.home_path) == (
        BORN,
        synthetic_id(BORN, 57),
        cast.branch,
        cast.branch.path,
    )
    assert Entry.objects.filter(verb="people.register", target_pk__in=[person.pk for person in made]).count() == 40


@pytest.mark.parametrize("turned", [False, True])
def test_the_same_strangers_are_written_in_one_order_whatever_the_order_asked(cast, turned):
    rows = strangers(cast, 9)[:: -1 if turned else 1]
    made = actions.register_people(rows)
    assert [person.name for person in made] == [row["name"] for row in rows]
    written = sorted(made, key=lambda person: person.pk)
    assert [person.id_digest for person in written] == sorted(person.id_digest for person in made)


@pytest.mark.parametrize("field", ["id_number", "phone"])
def test_one_who_may_not_be_registered_keeps_out_all(cast, field):
    rows = strangers(cast, 3)
    rows[2][field] = {"id_number": rows[0]["id_number"], "phone": "123"}[field]
    before = Person.objects.count()
    with pytest.raises(Refused, match={"id_number": "该身份证号已登记为“众0”", "phone": "手机号应为11位"}[field]):
        actions.register_people(rows)
    assert Person.objects.count() == before and not Entry.objects.filter(target_text="众0").exists()


def test_many_are_corrected_each_in_its_own_columns(cast, django_assert_max_num_queries):
    rows = [(cast.zhang, {"phone": "13800000001"}), (cast.li, {"education": "硕士"}), (cast.qian, {"name": "钱林"})]
    with django_assert_max_num_queries(20):
        people = actions.edit_people(rows, by=cast.province_officer)
    assert [person.pk for person in people] == [cast.zhang.pk, cast.li.pk, cast.qian.pk]
    for person in (cast.zhang, cast.li, cast.qian):
        person.refresh_from_db()
    assert (cast.zhang.phone.reveal(), cast.li.education, cast.qian.name, cast.qian.initials) == (
        "13800000001",
        "硕士",
        "钱林",
        "ql",
    )
    assert Person.objects.with_phone("13800000001").get() == cast.zhang
    told = Entry.objects.filter(verb="people.edit").order_by("pk").values_list("target_text", "unit")
    assert list(told) == [("张知远", cast.branch.pk), ("李念", cast.college.pk), ("钱林", cast.sibling.pk)]


def test_a_number_is_given_to_one_of_a_list_only(cast):
    number = synthetic_id(BORN, 90)
    rows = [(cast.zhang, {"id_number": number}), (cast.li, {"id_number": number})]
    with pytest.raises(Refused, match="该身份证号已登记为“张知远”"):
        actions.edit_people(rows, by=cast.province_officer)
    assert not Person.objects.with_id_number(number).exists()


def test_many_are_admitted_to_many_places_and_none_of_them_twice(cast, django_assert_max_num_queries):
    people = actions.register_people(strangers(cast, 30))
    rows = [{"person": one, "unit": (cast.branch, cast.college)[n % 2]} for n, one in enumerate(people)]
    with pytest.raises(Refused, match="众4已是“会计学院分工会”的在籍会员"):
        actions.admit_many([*rows, {"person": people[4], "unit": cast.college}], on=cast.today)
    assert not Membership.objects.filter(person__in=people).exists()
    with django_assert_max_num_queries(13):
        made = actions.admit_many(rows, on=cast.today)
    assert [(one.person, one.unit) for one in made] == [(row["person"], row["unit"]) for row in rows]
    assert Person.objects.filter(pk__in=[one.pk for one in people], home=cast.college).count() == 15


@pytest.mark.postgres
def test_whoever_is_registered_at_two_desks_at_once_is_registered_once(several_writers, cast):
    rows = strangers(cast, 5)
    register = lambda: len(actions.register_people(rows))  # noqa: E731
    for _ in range(3):
        outcomes = at_once(register, register, register)
        assert sum(one == 5 for one in outcomes) == 1
        assert {one for one in outcomes if one != 5} == {"该身份证号已登记为“众0”，请核对"}
        Person.objects.filter(name__startswith="众").delete()


@pytest.mark.postgres
def test_two_desks_with_the_same_strangers_in_opposite_order_never_wait_in_a_ring(several_writers, cast):
    rows = strangers(cast, 400)
    register = lambda rows: len(actions.register_people(rows))  # noqa: E731
    for _ in range(3):
        outcomes = at_once(lambda: register(rows), lambda: register(rows[::-1]))
        assert [one for one in outcomes if one == 400] == [400]
        assert sum("请核对" in str(one) for one in outcomes) == 1
        Person.objects.filter(name__startswith="众").delete()
