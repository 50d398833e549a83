"""What the two rolls make of their lines; files, pages and undo are the exchange's affair."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction

from zhijia.base.identity import synthetic_id
from zhijia.base.sheets import imports
from zhijia.base.sheets.spec import Row
from zhijia.kernels.people import actions
from zhijia.kernels.people.matching import match
from zhijia.kernels.people.models import Membership, Person


def number(serial):
    return synthetic_id(date(1988, 3, 4), serial)


def filled(spec, line) -> dict:
    """As the parser hands a line over: empty cells are there."""
    return {column.key: line.get(column.key) or (None if column.kind == "date" else "") for column in spec.columns}


def answer(row):
    return (row.outcome, []) if row.faults is None else ("bad", [sentence for _key, sentence, _cell in row.faults])


@pytest.fixture
def bring(cast):
    def bring(code, *lines, unit=None, today=cast.today):
        """[(outcome, faults)] of each line; good lines are written."""
        spec = next(spec for spec in imports.values() if spec.code == code)
        context = SimpleNamespace(unit=unit or cast.college, user=cast.college_officer, today=today, now=cast.now)
        spec.prepare(context)
        rows = [Row(place, filled(spec, line)) for place, line in enumerate(lines, start=2)]
        spec.check(rows, context)
        with transaction.atomic():
            spec.write([row for row in rows if row.faults is None], context)
        return [answer(row) for row in rows]

    return bring


def line(serial, **more):
    return {"name": f"林{'安宁静远'[serial % 4]}", "id_number": number(serial), "unit": "会计学院分工会"} | more


def test_staff_are_written_without_membership(bring, cast):
    said = line(2, staff_no="N2", kind="care_worker", from_on=date(2025, 9, 1))
    assert bring("people.staff", said) == [("created", [])]
    person = Person.objects.with_id_number(number(2)).get()
    job = person.employments.get()
    assert (person.home, job.unit, job.staff_no, job.kind, job.from_on) == (
        cast.branch,
        cast.branch,
        "N2",
        "care_worker",
        date(2025, 9, 1),
    )
    assert not person.memberships.exists()
    assert match(unit=cast.college, name=person.name, id_number=number(2))
    assert bring("people.staff", line(2)) == [("unchanged", [])]
    assert bring("people.staff", line(2, education="本科", unit="")) == [("updated", [])]
    assert Person.objects.get(pk=person.pk).home == cast.branch


def test_a_member_on_the_staff_roll_stays_a_member(bring, cast):
    said = {"name": "张知远", "id_number": cast.zhang.id_number.reveal(), "position": "教授"}
    assert bring("people.staff", said) == [("updated", [])]
    assert cast.zhang.memberships.get().unit == cast.branch
    assert cast.zhang.employments.current().get().position == "教授"


def test_a_member_of_another_union_is_only_put_to_work_here(bring, cast):
    said = {"name": "改名", "id_number": cast.qian.id_number.reveal(), "unit": "会计学院分工会", "phone": ""}
    assert bring("people.staff", said) == [("updated", [])]
    qian = Person.objects.get(pk=cast.qian.pk)
    assert (qian.name, qian.home) == ("钱邻", cast.sibling)
    assert set(qian.employments.current().values_list("unit", flat=True)) == {cast.sibling.pk, cast.branch.pk}
    assert qian.memberships.get().unit == cast.sibling


def test_the_staff_roll_round_trips(bring, cast):
    bring("people.staff", line(2, position="辅导员"), line(3))
    spec = next(spec for spec in imports.values() if spec.code == "people.staff")
    out = list(spec.current(cast.college, cast.college_officer))
    assert len(out) == 4
    for row in out:
        row["id_number"], row["phone"] = row["id_number"].reveal(), row["phone"].reveal()
    assert bring("people.staff", *out) == [("unchanged", [])] * 4
    assert list(spec.current(cast.sibling, cast.college_officer)) == []


def test_the_roster_of_members_round_trips_the_day_of_joining(bring, cast):
    actions.transfer(person=cast.qian, unit=cast.branch, on=date(2026, 2, 1))
    spec = next(spec for spec in imports.values() if spec.code == "people.roster")
    out = list(spec.current(cast.college, cast.college_officer))
    for row in out:
        row["id_number"], row["phone"] = row["id_number"].reveal(), row["phone"].reveal()
    assert {row["joined_on"] for row in out} == {date(2016, 9, 1)}
    assert bring("people.roster", *out) == [("unchanged", [])] * 3


@pytest.mark.parametrize("code", ["people.staff", "people.roster"])
def test_two_people_under_one_number_are_both_refused(bring, code):
    answers = bring(code, line(1), line(2), line(2, name="别人"), line(3))
    said = "第 3 行“林静”和第 4 行“别人”的身份证号相同，请核对是谁的填错了"
    assert answers == [("created", []), ("bad", [said]), ("bad", [said]), ("created", [])]
    assert Person.objects.filter(name__startswith="林").count() == 2


def test_a_line_corrects_the_day_of_joining_where_it_was(bring, cast):
    bring("people.roster", line(2, joined_on=date(2020, 1, 1)))
    bring("people.roster", line(2, joined_on=date(2019, 1, 1)))
    held = Membership.objects.get(person=Person.objects.with_id_number(number(2)).get())
    assert (held.joined_on, held.member_since) == (date(2019, 1, 1), date(2019, 1, 1))
    bring("people.roster", line(2, unit="云岭财经职业学院工会", joined_on=date(2018, 1, 1)))
    episodes = held.person.memberships.order_by("pk").values_list("joined_on", "ended_on", "member_since")
    assert list(episodes) == [
        (date(2018, 1, 1), cast.today, date(2018, 1, 1)),
        (cast.today, None, date(2018, 1, 1)),
    ]


def test_what_became_of_a_member_stands_against_the_line(bring, cast):
    def says(person, **more):
        said = {"name": person.name, "id_number": person.id_number.reveal()} | more
        return bring("people.roster", said)[0]

    actions.retain(membership=cast.zhang.memberships.get(), reason="retired", on=date(2026, 2, 1))
    assert says(cast.zhang) == ("bad", ["张知远的会籍保留在“会计学院分工会”，请办理恢复会籍"])
    actions.end_membership(membership=cast.li.memberships.get(), state="withdrawn", on=date(2026, 2, 1))
    assert says(cast.li, joined_on=date(2026, 1, 1)) == (
        "bad",
        ["上一段会籍到2026-02-01才终止，入会日期不能早于这一天"],
    )
    assert says(cast.li, joined_on=date(2026, 2, 5)) == ("updated", [])
    assert says(cast.qian)[1] == ["钱邻已是“云岭理工学院工会”的在籍会员，请先办理转会"]
    actions.end_membership(membership=cast.zhang.memberships.retained().get(), state="deceased", on=date(2026, 3, 1))
    assert "已登记为已故" in says(cast.zhang)[1][0]


def test_a_later_day_of_joining_than_the_transfer_is_refused(bring, cast):
    actions.transfer(person=cast.qian, unit=cast.branch, on=date(2026, 2, 1))
    said = {"name": "钱邻", "id_number": cast.qian.id_number.reveal(), "joined_on": date(2026, 2, 2)}
    assert bring("people.roster", said)[0][1] == ["2026-02-01已转入“会计学院分工会”，入会日期不能晚于这一天，请核对"]
    assert bring("people.roster", said | {"joined_on": date(2012, 7, 1)}) == [("updated", [])]
    assert cast.qian.memberships.active().get().member_since == date(2012, 7, 1)
