"""Two desks at the same moment, on a database that lets them: everybody is taken in once, and told why not twice."""

import pytest

from zhijia.areas.organising.joining import actions
from zhijia.areas.organising.joining.models import Application, Joined
from zhijia.base.testing import at_once
from zhijia.kernels.people.models import Employment, Membership, Person
from zhijia.kernels.trail.models import Entry

from .conftest import AGREED, DETAILS

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("several_writers")]
COUNT = 12


def test_two_desks_on_the_same_batch_take_everybody_in_once(cast, joining):
    joining.many(COUNT // 2, first=710)  # half of them the roll knows
    applications = [joining.apply(serial=710 + n, name="于众") for n in range(COUNT)]
    officer = cast.account("second", "郑再", cast.college, "chair")
    desks = [(cast.college_chair, applications), (officer, applications[::-1])]
    outcomes = at_once(*[lambda by=by, rows=rows: joining.rule(rows, by=by) for by, rows in desks])
    assert sorted(len(ruled) for ruled, _skipped in outcomes) == [0, COUNT]
    (told,) = [skipped for ruled, skipped in outcomes if not ruled]
    assert len(told) == COUNT and {str(why) for _case, why in told} == {
        "此人已是本工会会员，不用再入会；请选“不同意”并说明"
    }
    keys = [row.pk for row in applications]
    people = Person.objects.filter(joining_applications__in=keys)
    assert Application.objects.filter(pk__in=keys, state="approved").count() == people.count() == COUNT
    for rows in (Membership.objects.standing(), Employment.objects.current(), Joined.objects):
        assert rows.filter(person__in=people).count() == COUNT
    assert Entry.objects.filter(verb="joining.rule").count() == COUNT


def test_desks_of_two_unions_that_want_the_same_people_part_them_without_a_fault(cast, joining):
    """In opposite order and with other telephones: neither waits for the other in a ring, one is told."""
    chair = cast.account("next_door", "邻正", cast.sibling, "chair")
    for n in range(COUNT):
        joining.staff(710 + n, "于众", phone="13800000000")
    here, there = ([apply(cast, joining, unit, n) for n in range(COUNT)] for unit in (cast.college, cast.sibling))
    outcomes = at_once(lambda: joining.rule(here), lambda: joining.rule(there[::-1], by=chair))
    assert sorted(len(ruled) for ruled, _skipped in outcomes) == [0, COUNT]
    (told,) = [skipped for ruled, skipped in outcomes if not ruled]
    assert len(told) == COUNT and all("请告知申请人办理转会" in str(why) for _case, why in told)
    assert Membership.objects.standing().filter(person__name="于众").count() == COUNT


def test_a_stranger_two_unions_take_in_at_once_is_registered_once(cast, joining):
    chair = cast.account("next_door", "邻正", cast.sibling, "chair")
    here, there = (apply(cast, joining, unit, 0) for unit in (cast.college, cast.sibling))
    outcomes = at_once(lambda: joining.rule([here]), lambda: joining.rule([there], by=chair))
    assert Person.objects.filter(name="于众").count() == Membership.objects.filter(person__name="于众").count() == 1
    told = [one if isinstance(one, str) else str(one[1]) for one in outcomes]
    assert sum("该身份证号已登记为“于众”" in one or "请告知申请人办理转会" in one for one in told) == 1


def apply(cast, joining, unit, n):
    asked = actions.Asked(**vars(joining.typed(710 + n, "于众")), **DETAILS)
    return actions.apply(unit=unit, asked=asked, consents=AGREED, at=cast.now)
