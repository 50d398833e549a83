"""Found, merged, undone; and what may not be rewritten stays and is found all the same."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.base.identity import synthetic_id
from zhijia.base.sealed import blind_index
from zhijia.base.verdict import Refused
from zhijia.kernels.people.actions import (
    employ,
    end_membership,
    merge_unions,
    move_unit,
    register_member,
    retain,
)
from zhijia.kernels.people.duplicates import actions
from zhijia.kernels.people.duplicates.actions import Chosen
from zhijia.kernels.people.duplicates.finding import find_pairs
from zhijia.kernels.people.duplicates.queries import identities
from zhijia.kernels.people.models import DuplicatePair, Employment, Membership, Person, PersonMerge

# --- finding ---


def test_the_same_name_and_birthday_are_found_once(cast, twin):
    assert find_pairs(at=cast.now) == (1, 1) and find_pairs(at=cast.now) == (1, 0)
    pair = DuplicatePair.objects.get()
    assert {pair.first, pair.second} == {cast.zhang, twin}
    assert set(pair.signs) == {"name", "born_on", "unit"}


def test_a_number_of_fifteen_digits_is_found_beside_its_eighteen(cast):
    old = register_member(name="张远", unit=cast.sibling, joined_on=date(2020, 9, 1))
    number = cast.zhang.id_number.reveal()
    fifteen = number[:6] + number[8:17]
    Person.objects.filter(pk=old.pk).update(
        id_number=fifteen, id_digest=blind_index(fifteen, "person.id_number"), id_tail=fifteen[-4:]
    )
    assert find_pairs(at=cast.now) == (1, 1)
    assert "number" in DuplicatePair.objects.get().signs


def test_the_telephone_of_an_office_says_nothing(cast):
    for n in range(13):
        register_member(name=f"会员{n:02d}", unit=cast.college, joined_on=date(2020, 9, 1), phone="087165123456")
    assert find_pairs(at=cast.now) == (0, 0)


def test_a_pair_goes_when_it_no_longer_looks_alike_and_a_decided_one_stays(cast, pair, twin):
    actions.dismiss(pair=pair, by=cast.college_officer, at=cast.now, reason="同名同生日，单位人事确认是两人")
    assert find_pairs(at=cast.now) == (1, 0) and not DuplicatePair.objects.open().exists()
    Person.objects.filter(pk=twin.pk).update(name="章致远")
    find_pairs(at=cast.now)
    assert DuplicatePair.objects.count() == 1  # what somebody decided is kept
    DuplicatePair.objects.update(dismissed_at=None)
    find_pairs(at=cast.now)
    assert not DuplicatePair.objects.exists()


@pytest.mark.parametrize("count", [5, 20])
def test_finding_costs_the_same_for_any_number_of_pairs(cast, count, django_assert_max_num_queries):
    for n in range(count):
        for unit in (cast.college, cast.branch):
            register_member(name=f"同名{n:02d}", unit=unit, joined_on=date(2020, 9, 1), born_on=date(1980, 1, 1 + n))
    with django_assert_max_num_queries(20):
        assert find_pairs(at=cast.now)[0] == count


# --- merging ---


def test_one_goes_into_the_other(cast, twin, chosen):
    done = actions.merge(kept=cast.zhang, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)
    person = Person.objects.get(pk=cast.zhang.pk)
    assert person.phone.reveal() == "13900000077" and person.id_number.reveal() == cast.zhang.id_number.reveal()
    assert list(Person.objects.visible_to(cast.college_officer).filter(name="张知远")) == [person]
    held = Membership.objects.filter(person=person).order_by("joined_on")
    assert [(one.unit, one.state, one.ended_on) for one in held] == [
        (cast.branch, "active", None),
        (cast.college, "moved", cast.today),
    ]
    assert not Membership.objects.filter(person=twin).exists() and not Employment.objects.filter(person=twin).exists()
    assert done.steps.exists()


def test_two_open_memberships_must_be_chosen_between(cast, twin):
    with pytest.raises(Refused, match="两份档案都有未终止的会籍，请选择保留哪一段"):
        actions.merge(kept=cast.zhang, merged=twin, chosen=Chosen("核对"), by=cast.college_officer, at=cast.now)
    assert Membership.objects.standing().count() == 4


def test_the_other_union_s_membership_may_go_on(cast):
    other = register_member(name="张知远", unit=cast.sibling, joined_on=date(2014, 9, 1), born_on=date(1985, 4, 12))
    going_on = Membership.objects.get(person=other)
    chosen = Chosen("已与本人核对", membership=going_on.pk)
    actions.merge(kept=cast.zhang, merged=other, chosen=chosen, by=cast.province_officer, at=cast.now)
    person = Person.objects.get(pk=cast.zhang.pk)
    assert person.home == cast.sibling and person.home_path == cast.sibling.path
    assert Membership.objects.standing().get(person=person).member_since == date(2014, 9, 1)
    assert Membership.objects.get(person=person, unit=cast.branch).state == "transferred"


@pytest.mark.parametrize(
    ("by", "reason", "said"),
    [
        ("sibling_officer", "核对", "不在您管理的单位：请由两个单位共同的上级工会合并"),
        ("branch_chair", "核对", "不在您管理的单位：请由两个单位共同的上级工会合并"),
        ("college_officer", " ", "请写明认定为同一人的理由"),
    ],
)
def test_who_may_not_merge(cast, twin, chosen, by, reason, said):
    told = Chosen(reason, membership=chosen.membership)
    with pytest.raises(Refused, match=said):
        actions.merge(kept=cast.zhang, merged=twin, chosen=told, by=getattr(cast, by), at=cast.now)


def test_what_was_merged_is_merged_once(cast, twin, chosen):
    actions.merge(kept=cast.zhang, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)
    with pytest.raises(Refused, match="已经并入他人"):
        actions.merge(kept=cast.li, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)


def test_of_two_accounts_one_is_closed(cast, twin, chosen):
    second = cast.account("zhang2", "张知远")
    Person.objects.filter(pk=twin.pk).update(user=second)
    told = Chosen("核对", membership=chosen.membership, account=second.pk)
    done = actions.merge(kept=cast.zhang, merged=twin, chosen=told, by=cast.college_officer, at=cast.now)
    assert Person.objects.get(pk=cast.zhang.pk).user == second
    cast.member_user.refresh_from_db()
    assert not cast.member_user.is_active
    actions.undo(merge=done, by=cast.college_officer, at=cast.now, reason="弄错了")
    cast.member_user.refresh_from_db()
    assert cast.member_user.is_active and Person.objects.get(pk=cast.zhang.pk).user == cast.member_user


def test_a_chain_of_merges_names_who_stands_today(cast, twin, chosen):
    third = register_member(name="张知元", unit=cast.college, joined_on=date(2021, 9, 1))
    Membership.objects.filter(person=third).delete()
    first = actions.merge(kept=twin, merged=third, chosen=Chosen("核对"), by=cast.college_officer, at=cast.now)
    actions.merge(kept=cast.zhang, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)
    assert set(identities(cast.zhang)) == {cast.zhang.pk, twin.pk, third.pk}
    with pytest.raises(Refused, match="请先把后来的改动或合并退回"):
        actions.undo(merge=first, by=cast.college_officer, at=cast.now, reason="弄错了")


def test_what_was_changed_since_is_not_overwritten_by_an_undo(cast, twin, chosen):
    done = actions.merge(kept=cast.zhang, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)
    Membership.objects.filter(person=cast.zhang, unit=cast.college).update(person=cast.li)
    with pytest.raises(Refused, match="合并以后又改过“会籍”的“会员”，不能自动撤销"):
        actions.undo(merge=done, by=cast.college_officer, at=cast.now, reason="弄错了")
    assert PersonMerge.objects.get().undone_at is None


def merged_the_other_way(cast, twin):
    """The row that goes brings the membership that goes on."""
    chosen = Chosen("核对", membership=Membership.objects.standing().get(person=twin).pk)
    return actions.merge(kept=cast.zhang, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)


def test_a_membership_that_went_on_since_is_not_torn_apart(cast, twin):
    done = merged_the_other_way(cast, twin)
    going_on = Membership.objects.standing().get(person=cast.zhang)
    end_membership(membership=going_on, state="withdrawn", on=cast.today, reason="本人申请")
    with pytest.raises(Refused, match="合并以后又改过“会籍”的“终止日期”"):
        actions.undo(merge=done, by=cast.province_officer, at=cast.now, reason="弄错了")
    assert not Membership.objects.standing().filter(person=cast.zhang).exists()


def test_nobody_goes_back_to_a_union_dissolved_since(cast, twin, chosen):
    done = actions.merge(kept=cast.zhang, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)
    merge_unions(units=[cast.college], into=cast.sibling, on=cast.today, by=cast.manager)
    with pytest.raises(Refused, match="“云岭财经职业学院工会”已于2026-03-10撤销，合并前在那里的会籍、工作不能恢复"):
        actions.undo(merge=done, by=cast.province_officer, at=cast.now, reason="弄错了")
    assert Person.objects.get(pk=twin.pk).merged_into == cast.zhang


def test_an_undo_follows_the_tree_of_today(cast, twin):
    done = merged_the_other_way(cast, twin)
    move_unit(unit=cast.college, superior=cast.sibling, on=cast.today, by=cast.manager)
    actions.undo(merge=done, by=cast.province_officer, at=cast.now, reason="弄错了")
    for person in Person.objects.filter(pk__in=[cast.zhang.pk, twin.pk]).select_related("home"):
        assert person.home_path == person.home.path
        assert person.home_path.startswith(cast.sibling.path)


# --- the law: merge then undo is nothing ---

LEDGERS = ("trail.entry", "trail.change", "people.personmerge", "people.personmergestep", "people.duplicatepair")


def picture():
    """Every row of every table but the ledgers of what was done, as the database holds it."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower in LEDGERS or not model._meta.managed:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')  # noqa: S608 - names of our own tables
            found[model._meta.db_table] = [tuple(map(plain, row)) for row in cursor.fetchall()]
    return found


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


SIDE = st.fixed_dictionaries(
    {
        "numbered": st.booleans(),
        "phone": st.sampled_from(["", "13900000077", "13900000078"]),
        "unit": st.sampled_from(["college", "branch", "sibling"]),
        "state": st.sampled_from(["none", "active", "retained"]),
        "extra_job": st.sampled_from(["", "college", "branch"]),
        "account": st.booleans(),
        "education": st.sampled_from(["", "本科", "硕士"]),
    }
)
CASES = st.tuples(SIDE, SIDE, st.sets(st.sampled_from(sorted(actions.CHOICES))), st.booleans(), st.booleans())


def build(cast, number, side):
    facts = {"phone": side["phone"], "education": side["education"]}
    if side["numbered"]:
        facts["id_number"] = synthetic_id(date(1975, 5, 5), number)
    person = register_member(
        name=f"两{'甲乙'[number % 2]}", unit=getattr(cast, side["unit"]), joined_on=date(2019, 9, 1), **facts
    )
    held = Membership.objects.get(person=person)
    if side["state"] == "retained":
        retain(membership=held, reason="retired", on=date(2022, 1, 1))
    if side["state"] == "none":
        held.delete()
    if side["extra_job"] and side["extra_job"] != side["unit"]:
        employ(person=person, unit=getattr(cast, side["extra_job"]), from_on=date(2021, 1, 1))
    if side["account"]:
        person.user = cast.account(f"two{number}", "两")
        person.save(update_fields=["user"])
    return person


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=CASES)
def test_to_merge_and_to_undo_is_to_do_nothing(cast, case):
    one, other, facts, first_goes_on, first_signs_in = case
    with transaction.atomic():
        kept, merged = build(cast, 10, one), build(cast, 11, other)
        held = list(Membership.objects.standing().filter(person__in=[kept, merged]).order_by("pk"))
        users = [person.user_id for person in (kept, merged) if person.user_id]
        chosen = Chosen(
            "核对",
            frozenset(facts),
            membership=held[0 if first_goes_on else -1].pk if held else None,
            account=users[0 if first_signs_in else -1] if users else None,
        )
        before = picture()
        done = actions.merge(kept=kept, merged=merged, chosen=chosen, by=cast.province_officer, at=cast.now)
        assert Membership.objects.standing().filter(person__in=[kept, merged]).count() == min(len(held), 1)
        assert not chosen.left
        actions.undo(merge=done, by=cast.province_officer, at=cast.now, reason="弄错了")
        assert picture() == before
        transaction.set_rollback(True)
