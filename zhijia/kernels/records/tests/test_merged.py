"""A record is not rewritten when its person turns out to be somebody known already; questions follow the merge."""

from datetime import date

from django.db.models import Count

from zhijia.kernels.people.actions import register_member
from zhijia.kernels.people.duplicates import actions as duplicates
from zhijia.kernels.people.duplicates.queries import identities, of, standing, stands_for
from zhijia.kernels.people.models import Membership, Person
from zhijia.kernels.records.actions import record
from zhijia.kernels.records.models import ServiceRecord
from zhijia.kernels.records.tests.kinds import CLAIM, declared  # noqa: F401 - a fixture


def test_a_record_stays_where_it_was_written_and_is_found_all_the_same(cast, declared):  # noqa: F811
    twin = register_member(name="张知远", unit=cast.college, joined_on=date(2020, 9, 1), born_on=date(1985, 4, 12))
    rows = [
        record(source=f"{CLAIM}:{n}", kind=CLAIM, day=cast.today, unit=cast.college, person=person, at=cast.now)
        for n, person in enumerate((cast.zhang, twin))
    ]
    going_on = Membership.objects.standing().get(person=cast.zhang).pk
    chosen = duplicates.Chosen("已与本人核对", membership=going_on)
    done = duplicates.merge(kept=cast.zhang, merged=twin, chosen=chosen, by=cast.college_officer, at=cast.now)
    assert ServiceRecord.objects.get(pk=rows[1].pk).person_id == twin.pk
    assert set(ServiceRecord.objects.filter(of(cast.zhang))) == set(rows)
    assert identities(cast.zhang) == [cast.zhang.pk, twin.pk]
    assert standing(Person.objects.get(pk=twin.pk)) == cast.zhang
    different = Count(stands_for(), distinct=True)
    assert ServiceRecord.objects.aggregate(n=different)["n"] == 1
    assert set(ServiceRecord.objects.visible_to(cast.member_user)) == set(rows)
    duplicates.undo(merge=done, by=cast.college_officer, at=cast.now, reason="弄错了")
    assert ServiceRecord.objects.aggregate(n=different)["n"] == 2
