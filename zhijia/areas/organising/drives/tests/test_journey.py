"""A drive from the plan to the bulletin: goals, progress as of a day, reminders, visits."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from zhijia.areas.organising.drives import actions, counting, documents
from zhijia.areas.organising.drives.models import Goal, Reminder, Visit
from zhijia.base.sheets import imports
from zhijia.base.verdict import Refused
from zhijia.engines.documents.official import render
from zhijia.kernels.exchange import actions as exchange
from zhijia.kernels.exchange.actions import import_file
from zhijia.kernels.inbox.models import Deadline, Notice
from zhijia.kernels.indicators.base import Scope, indicators
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.org.actions import count_staff
from zhijia.kernels.people.actions import end_membership
from zhijia.kernels.people.models import Membership

DAY = date(2026, 3, 10)


def test_goals_follow_from_the_head_counts_and_typed_ones_stay(cast, running):
    drive = running()
    said = {(g.unit.code, g.group): (g.staff, g.target) for g in drive.goals.select_related("unit")}
    assert said == {
        ("YL-CJ", "care_worker"): (20, 16),
        ("YL-CJ", "logistics"): (11, 9),
        ("YL-LG", "care_worker"): (30, 24),
    }
    given = {"by": cast.province_officer, "at": cast.now}
    actions.set_goal(drive=drive, unit=cast.college, group="logistics", staff=12, target=5, **given)
    actions.set_goals(drive=drive, units=[cast.college], **given)
    assert Goal.objects.get(unit=cast.college, group="logistics").target == 5


def test_a_goal_above_and_one_below_would_count_the_same_people_twice(cast, running, tmp_path):
    drive = running()
    given = {"drive": drive, "by": cast.province_officer, "at": cast.now}
    with pytest.raises(Refused, match="“会计学院分工会”在“云岭财经职业学院工会”之下，两级都下达目标会重复计算"):
        actions.set_goal(unit=cast.branch, group="logistics", staff=5, target=4, **given)
    count_staff(unit=cast.branch, on=date(2025, 12, 1), counts={"total": 50, "care_worker": 3})
    with pytest.raises(Refused, match="重复计算"):
        actions.set_goals(units=[cast.branch], **given)
    path = tmp_path / "目标.csv"
    path.write_text(f"单位,职工类别,职工人数,目标入会人数\n{cast.branch.code},后勤,5,4\n", encoding="utf-8-sig")
    sheet = {"spec": "drives.goals", "unit": cast.province, "subject_id": drive.pk, "path": path}
    assert import_file(by=cast.province_officer, at=cast.now, **sheet).bad == 1
    assert drive.goals.count() == 3


def test_more_members_than_staff_are_a_head_count_to_be_checked(cast, running, aide):
    drive = running()
    for _n in range(12):
        aide(cast.college, date(2026, 2, 1), kind="logistics")
    (line,) = [x for x in counting.lines_of(drive, DAY) if x.goal.group == "logistics"]
    assert line.doubtful and counting.Total(cast.college, [line]).doubtful


def test_progress_counts_members_of_the_footing_on_the_day(cast, running, aide):
    aide(cast.branch, date(2025, 6, 1))  # a branch of the college; before the drive
    drive = running()
    aide(cast.college, date(2026, 2, 1))
    late = aide(cast.college, date(2026, 4, 1))
    aide(cast.college, date(2026, 2, 1), kind="established")
    left = aide(cast.college, date(2026, 2, 2))
    end_membership(membership=left.memberships.get(), state="withdrawn", on=date(2026, 3, 1))
    goals = {(line.unit.code, line.goal.group): line for line in counting.lines_of(drive, DAY)}
    line = goals["YL-CJ", "care_worker"]
    assert (line.goal.before, line.joined, line.gained, line.missing) == (1, 2, 1, 14)
    assert counting.members_of("care_worker", DAY, cast.college.path).count() == line.joined
    (february,) = [x for x in counting.lines_of(drive, date(2026, 2, 20)) if x.goal == line.goal]
    assert february.joined == 3  # the one who left was still there
    assert Membership.objects.active().get(person=late).joined_on > DAY


def test_the_furthest_unit_comes_first(cast, running, aide):
    drive = running()
    for _n in range(6):
        aide(cast.sibling, date(2026, 2, 1))
    ranking = counting.ranking(counting.lines_of(drive, DAY))
    assert [total.unit for total in ranking] == [cast.sibling, cast.college]
    assert (ranking[0].joined, str(ranking[0].rate), str(ranking[0].reached)) == (6, "20.0", "25.0")


def test_units_behind_are_told_with_their_numbers(cast, running, aide):
    drive = running()
    for _n in range(12):  # 68 of 181 days: 24 × 69/181 = 9
        aide(cast.sibling, date(2026, 2, 1))
    made = actions.remind(drive=drive, units=[cast.college, cast.sibling], by=cast.province_officer, at=cast.now)
    assert [row.unit for row in made] == [cast.college]
    assert Notice.objects.filter(user=cast.college_officer, title__contains="目标25人").exists()
    assert not Notice.objects.filter(user=cast.sibling_officer, title__contains="按进度").exists()
    with pytest.raises(Refused, match="没有落后"):
        actions.remind(drive=drive, units=[cast.sibling], by=cast.province_officer, at=cast.now)
    assert Reminder.objects.get().told == 2


def test_a_drive_without_goals_does_not_start(cast, drive):
    with pytest.raises(Refused, match="还没有下达目标"):
        actions.open_drive(drive=drive(), by=cast.province_officer, at=cast.now)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"group": "migrant"}, "不包括这类职工"),
        ({"target": 21}, "多于该类职工人数"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(cast, running, facts, words):
    given = {"unit": cast.college, "group": "care_worker", "staff": 20, "target": 10} | facts
    with pytest.raises(Refused, match=words):
        actions.set_goal(drive=running(), by=cast.province_officer, at=cast.now, **given)


def test_a_unit_elsewhere_in_the_tree_gets_no_goal(cast, counted):
    own = actions.plan_drive(
        unit=cast.college,
        title="学院行动",
        groups="logistics",
        rate=1,
        starts_on=DAY,
        ends_on=DAY + timedelta(days=30),
        by=cast.college_officer,
        at=cast.now,
    )
    with pytest.raises(Refused, match="不在组织单位之下"):
        actions.set_goal(
            drive=own, unit=cast.sibling, group="logistics", staff=2, target=1, by=cast.college_officer, at=cast.now
        )


def test_a_closed_drive_stays_as_it_was(cast, running):
    drive = actions.close_drive(drive=running(), by=cast.province_officer, at=cast.now)
    with pytest.raises(Refused, match="已结束"):
        actions.set_goal(
            drive=drive, unit=cast.college, group="logistics", staff=2, target=1, by=cast.province_officer, at=cast.now
        )
    with pytest.raises(Refused, match="不用催办"):
        actions.remind(drive=drive, units=[cast.college], by=cast.province_officer, at=cast.now)


def test_the_bulletin_is_a_document(cast, running, aide):
    drive = running()
    aide(cast.college, date(2026, 2, 1))
    document = documents.bulletin(drive, DAY, counting.lines_of(drive, DAY))
    assert render(document)[:2] == b"PK"
    assert "已入会1人" in document.body[0].words


# --- supervision ---


@pytest.fixture
def visit(cast, running):
    made = actions.plan_visit(
        drive=running(),
        unit=cast.college,
        planned_on=DAY,
        visitors="方远",
        questions=("台账", "动员会"),
        by=cast.province_officer,
        at=cast.now,
    )
    return actions.hold_visit(visit=made, held_on=DAY, found="", by=cast.province_officer, at=cast.now)


def answer(cast, visit, first, second, **more):
    answers = {1: (first, ""), 2: (second, "")}
    return actions.answer_visit(visit=visit, answers=answers, by=cast.province_officer, at=cast.now, **more)


def test_every_question_must_be_answered(cast, visit):
    assert visit.state == "answering"
    with pytest.raises(Refused, match="还缺：动员会"):
        answer(cast, visit, "yes", "")
    assert answer(cast, visit, "yes", "yes").state == "done"


def test_what_was_found_wanting_is_mended_by_the_unit_until_a_day(cast, visit):
    with pytest.raises(Refused, match="整改期限"):
        answer(cast, visit, "yes", "no")
    visit = answer(cast, visit, "yes", "no", due_on=DAY + timedelta(days=20))
    assert visit.state == "mending"
    deadline = Deadline.objects.get(source=f"drives.visit:{visit.pk}")
    assert (deadline.unit, deadline.due_on) == (cast.college, DAY + timedelta(days=20))
    with pytest.raises(Refused, match="权限"):
        actions.mend_visit(visit=visit, mended_on=DAY, mending="已开", by=cast.sibling_officer, at=cast.now)
    visit = actions.mend_visit(visit=visit, mended_on=DAY, mending="已开动员会", by=cast.college_officer, at=cast.now)
    assert visit.state == "done"


def test_the_visited_unit_does_not_answer_for_the_visitors(cast, visit):
    with pytest.raises(Refused, match="权限"):
        actions.answer_visit(
            visit=visit, answers={1: ("yes", ""), 2: ("yes", "")}, by=cast.college_officer, at=cast.now
        )


def test_a_place_without_a_union_is_visited_too(cast, running):
    drive = running()
    given = {"drive": drive, "unit": cast.province, "place": "康养中心", "planned_on": DAY, "visitors": "方远"}
    made = actions.plan_visit(**given, by=cast.province_officer, at=cast.now)
    assert str(made) == "康养中心" and made.answers.count() == 5
    with pytest.raises(Refused, match="已安排过"):
        actions.plan_visit(**given, by=cast.province_officer, at=cast.now)
    assert Visit.objects.count() == 1


# --- numbers and sheets ---


def test_indicators_count_staff_members_and_visits(cast, visit, aide):
    for unit in (cast.branch, cast.college, cast.sibling):
        aide(unit, date(2026, 2, 1))
    aide(cast.college, date(2026, 2, 1), kind="logistics")
    scope = Scope(cast.province, date(2026, 1, 1), DAY)
    said = {code: indicators[code].value(scope) for code in indicators if code.startswith("drives.")}
    assert said["drives.staff"] == 61 and said["drives.members"] == 4
    assert str(said["drives.rate"]) == "6.6"
    assert (said["drives.units"], said["drives.visits"], said["drives.visited"]) == (2, 1, 1)
    aides = scope.having(group="care_worker")
    assert indicators["drives.members"].value(aides) == 3 == indicators["drives.members"].rows(aides).count()
    assert indicators["drives.staff"].value(aides) == 50


def test_goals_are_imported_and_come_back_unchanged(cast, running, tmp_path):
    drive = running()
    path = tmp_path / "目标.csv"
    path.write_text(
        "单位,职工类别,职工人数,目标入会人数\nYL-CJ,护工护理员,20,18\n云岭理工学院工会,后勤,9,9\nYL-CJ,后勤,11,12\n没有的,后勤,1,1\n",
        encoding="utf-8-sig",
    )
    given = {"spec": "drives.goals", "unit": cast.province, "subject_id": drive.pk, "by": cast.province_officer}
    batch = import_file(path=path, at=cast.now, **given)
    assert (batch.updated, batch.created, batch.bad) == (1, 1, 2)
    spec = imports["drives.goals"]
    rows = list(spec.current(cast.province, cast.province_officer))
    heads = [column.key for column in spec.columns]
    lines = [",".join(str(spec.by_key[key].word(row[key])) for key in heads) for row in rows]
    path.write_text("\n".join([",".join(str(c.label) for c in spec.columns), *lines]), encoding="utf-8-sig")
    assert import_file(path=path, at=cast.now, **given).unchanged == 4


def test_the_goals_of_the_drive_that_was_chosen_are_taken_away(client, cast, running):
    older = running()
    newer = running(title="后勤职工入会行动", groups="logistics", starts_on=cast.today)
    url = reverse("exchange:current", args=["drives.goals"])

    def groups(user, **asked):
        client.force_login(user)
        answer = client.post(url, {"unit": cast.province.pk, "way": "csv", **asked})
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1:]
        return {line.split(",")[1] for line in lines}

    assert groups(cast.province_officer) == {"后勤"}  # of the newest, where none is named
    assert groups(cast.province_officer, subject=newer.pk) == {"后勤"}
    assert "护工护理员" in groups(cast.province_officer, subject=older.pk)
    assert f'value="{older.pk}" selected' in client.get(f"{url}?subject={older.pk}").content.decode()
    assert client.post(url, {"unit": cast.province.pk, "way": "csv", "subject": "999"}).status_code == 422


def test_visits_are_imported_and_come_back_unchanged(cast, running, tmp_path):
    running()
    heads = "入会行动,所属工会,被督导单位,计划日期,督导人员,督导日期,发现的问题"
    title = "护工护理员入会行动"
    lines = (
        f"{title},YL-CJ,云岭财经职业学院工会,2026-03-01,方远,2026-03-02,没有台账",
        f"{title},云岭理工学院工会,康养中心,2026-03-05,方远,,",
        f"{title},YL-CJ,,2026-03-05,方远,2027-03-05,",
        f"{title},YL-CJ,,2026-03-06,方远,,还没去就有问题",
        "没有的行动,YL-CJ,,2026-03-06,方远,,",
    )
    batch = brought_in(cast, tmp_path, heads, *lines)
    assert (batch.created, batch.bad) == (2, 3)
    assert list(batch.faults.order_by("line").values_list("line", "column")) == [
        (4, "held_on"),
        (5, "held_on"),
        (6, "drive"),
    ]
    held, planned = Visit.objects.order_by("planned_on")
    assert (str(held), held.place, held.state, held.answers.count()) == ("云岭财经职业学院工会", "", "answering", 5)
    assert (str(planned), planned.unit, planned.state) == ("康养中心", cast.sibling, "planned")
    spec = imports["drives.visits"]
    rows = list(spec.current(cast.province, cast.province_officer))
    lines = [",".join(str(column.word(row[column.key])) for column in spec.columns) for row in rows]
    again = brought_in(cast, tmp_path, ",".join(str(column.label) for column in spec.columns), *lines)
    assert (again.unchanged, again.created + again.updated + again.bad) == (2, 0)
    assert len(list(spec.current(cast.college, cast.college_officer))) == 1


def test_a_planned_visit_is_reported_held_and_the_batch_taken_back(cast, running, tmp_path):
    drive = running()
    given = {"planned_on": DAY, "visitors": "方远", "by": cast.province_officer, "at": cast.now}
    visit = actions.plan_visit(drive=drive, unit=cast.college, **given)
    heads = "入会行动,所属工会,计划日期,督导人员,督导日期,发现的问题"
    line = f"{drive.title},YL-CJ,{DAY},方远,{DAY},没有台账"
    other = f"{drive.title},YL-LG,{DAY},方远,,"
    batch = brought_in(cast, tmp_path, heads, line, other)
    assert (batch.updated, batch.created) == (1, 1)
    wrong = brought_in(cast, tmp_path, heads, line.replace("方远", "周宁"))
    assert wrong.faults.get().column == "visitors"
    exchange.start_undo(batch=batch, by=cast.province_officer, at=cast.now)
    run_jobs()
    visit.refresh_from_db()
    assert (visit.held_on, visit.found, visit.state) == (None, "", "planned")
    assert Visit.objects.count() == 1


def test_a_visit_is_not_held_after_it_was_mended(cast, visit):
    visit = answer(cast, visit, "yes", "no", due_on=DAY)
    mended = DAY - timedelta(days=1)
    Visit.objects.filter(pk=visit.pk).update(held_on=mended, mended_on=mended)
    with pytest.raises(Refused, match="不能晚于整改完成日期"):
        actions.hold_visit(visit=visit, held_on=DAY, found="", by=cast.province_officer, at=cast.now)


def brought_in(cast, folder, *lines):
    path = folder / "督导.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    given = {"unit": cast.province, "by": cast.province_officer, "at": cast.now}
    return import_file(spec="drives.visits", path=path, **given)
