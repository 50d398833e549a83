"""Unions merged and split: people, branches, work and accounts go along; the past stays as it was."""

from datetime import date

import pytest

from zhijia.base.verdict import Refused
from zhijia.kernels.access.models import RoleHeld, User
from zhijia.kernels.org.actions import found_unit
from zhijia.kernels.org.models import OrgEvent, Unit
from zhijia.kernels.people import actions
from zhijia.kernels.people.models import Employment, Membership, Person

DAY = date(2026, 3, 1)
BEFORE = date(2026, 2, 28)


def where(person):
    return person.memberships.standing().get().unit


@pytest.fixture
def merged(cast):
    actions.retain(membership=cast.li.memberships.get(), reason="retired", on=date(2026, 1, 5))
    colleague = actions.register_person(name="柏青", unit=cast.college)
    actions.employ(person=colleague, unit=cast.college, from_on=date(2025, 9, 1), staff_no="C9")
    cast.extra["colleague"] = colleague
    into = actions.merge_unions(
        units=[cast.college], into=cast.sibling, on=DAY, by=cast.manager, document_no="云教工〔2026〕3号"
    )
    assert into == cast.sibling
    cast.college.refresh_from_db()
    return cast


def test_after_a_merger_everybody_and_every_branch_stands_in_the_other_union(merged):
    cast = merged
    assert cast.college.dissolved_on == DAY
    branch = Unit.objects.get(pk=cast.branch.pk)
    assert branch.superior == cast.sibling
    assert (where(cast.zhang), where(cast.li)) == (branch, cast.sibling)
    li = cast.li.memberships.standing().get()
    assert (li.state, li.entry, li.kept_for, li.member_since) == ("retained", "retained", "retired", date(2016, 9, 1))
    colleague = Person.objects.get(pk=cast.extra["colleague"].pk)
    assert colleague.home == cast.sibling
    job = colleague.employments.current().get()
    assert (job.unit, job.staff_no, job.from_on) == (cast.sibling, "C9", DAY)
    seen = set(Person.objects.visible_to(cast.sibling_officer))
    assert seen == {cast.zhang, cast.li, cast.qian, colleague}
    assert all(person.home_path == person.home.path for person in Person.objects.select_related("home"))
    assert not Person.objects.visible_to(cast.college_officer).exists()
    assert not RoleHeld.objects.filter(unit=cast.college, to_on__isnull=True).exists()
    assert not User.objects.filter(home=cast.college).exists()


def test_a_merger_changes_no_day_before_it(merged):
    cast = merged
    assert Membership.objects.as_of(BEFORE).filter(unit=cast.branch).count() == 1
    assert Membership.objects.as_of(date(2026, 1, 4)).filter(unit=cast.college).count() == 1
    assert cast.college.path_on(BEFORE)
    assert Unit.objects.get(pk=cast.branch.pk).path_on(BEFORE).startswith(cast.college.path_on(BEFORE))
    told = set(OrgEvent.objects.filter(kind="merge").values_list("unit", "other", "on", "document_no"))
    both = ((cast.college.pk, cast.sibling.pk), (cast.sibling.pk, cast.college.pk))
    assert told == {(*pair, DAY, "云教工〔2026〕3号") for pair in both}


@pytest.mark.parametrize(
    ("units", "into", "sentence"),
    [
        ([], "sibling", "请选择被合并的单位"),
        (["college"], "college", "不能并入自己或自己的下级"),
        (["college"], "branch", "不能并入自己或自己的下级"),
    ],
)
def test_a_merger_that_makes_no_sense_is_refused(cast, units, into, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.merge_unions(
            units=[getattr(cast, name) for name in units], into=getattr(cast, into), on=DAY, by=cast.manager
        )


def test_a_merger_into_a_dissolved_union_is_refused(cast):
    gone = found_unit(code="YL-XX", name="旧校工会", kind="college", superior=cast.province, on=date(2018, 1, 1))
    actions.dissolve_unit(unit=gone, on=date(2020, 1, 1), by=cast.manager)
    with pytest.raises(Refused, match="已于2020-01-01撤销"):
        actions.merge_unions(units=[cast.college], into=gone, on=DAY, by=cast.manager)
    with pytest.raises(Refused, match="已于2020-01-01撤销，不能接收会员"):
        actions.transfer(person=cast.zhang, unit=Unit.objects.get(pk=gone.pk), on=DAY)


def test_a_split_takes_branches_and_chosen_people(cast):
    facts = {"code": "YL-KJ", "name": "云岭会计学院工会", "kind": "college"}
    (new,) = actions.split_union(
        unit=cast.college, into=[(facts, [cast.branch, cast.li])], on=DAY, by=cast.manager, document_no="7号"
    )
    assert (new.superior, new.founded_on) == (cast.province, DAY)
    assert Unit.objects.get(pk=cast.branch.pk).superior == new
    assert where(cast.li) == new
    assert cast.li.memberships.standing().get().entry == "merged"
    assert Employment.objects.current().get(person=cast.li).unit == new
    assert where(cast.zhang) == cast.branch
    assert Person.objects.get(pk=cast.zhang.pk).home_path.startswith(new.path)
    told = set(OrgEvent.objects.filter(kind="split").values_list("unit", "other"))
    assert told == {(cast.college.pk, new.pk), (new.pk, cast.college.pk)}
    assert Membership.objects.as_of(BEFORE).filter(unit=cast.college, person=cast.li).exists()


def test_a_new_union_without_a_code_gets_the_next_one_below_its_superior(cast):
    facts = {"name": "云岭会计学院工会", "kind": "college"}
    parts = [(facts, [cast.branch]), (facts | {"name": "云岭财经学院工会"}, [cast.li])]
    made = actions.split_union(unit=cast.college, into=parts, on=DAY, by=cast.manager)
    assert [new.code for new in made] == ["YL-01", "YL-02"]


def test_nobody_of_another_union_goes_along_with_a_split(cast):
    facts = {"code": "YL-KJ", "name": "云岭会计学院工会", "kind": "college"}
    with pytest.raises(Refused, match="钱邻的会籍不在"):
        actions.split_union(unit=cast.college, into=[(facts, [cast.qian])], on=DAY, by=cast.manager)
    with pytest.raises(Refused, match="不是“云岭财经职业学院工会”的下级"):
        actions.split_union(unit=cast.college, into=[(facts, [cast.sibling])], on=DAY, by=cast.manager)
