"""What a drive says when nothing is counted, when nobody is behind, when its time is over."""

from datetime import date, timedelta

import pytest

from zhijia.areas.organising.drives import actions, rules
from zhijia.areas.organising.drives.models import Visit


def acts_of(client, row):
    return {str(act.label): act for act in client.get(row.get_absolute_url()).context["actions"]}


def test_a_drive_without_goals_begins_with_them(cast, client, drive):
    made = drive()
    client.force_login(cast.province_officer)
    acts = acts_of(client, made)
    assert acts["按职工人数下达目标"].primary and not acts["启动行动"].allowed


def test_where_nobody_was_counted_the_form_says_what_to_do(cast, client, drive):
    made = drive(groups="migrant")
    client.force_login(cast.province_officer)
    assert "还没有单位登记过这些类别的职工人数" in client.get(f"/drives/{made.pk}/goals/set/").content.decode()


def test_past_its_end_a_drive_asks_to_be_closed_or_prolonged(cast, client, running):
    made = running(starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    for user, asked in ((cast.province_officer, True), (cast.college_officer, False)):
        client.force_login(user)
        shown = client.get(made.get_absolute_url()).content.decode()
        assert "行动已于2026-02-01到期" in shown and ("核对以后请点" in shown) is asked
    assert "已逾期" in client.get("/drives/").content.decode()
    actions.close_drive(drive=made, by=cast.province_officer, at=cast.now)
    assert "到期" not in client.get(made.get_absolute_url()).content.decode()


def test_nobody_is_reminded_while_nobody_is_behind(cast, client, running, aide):
    made = running(starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    client.force_login(cast.province_officer)
    assert acts_of(client, made)["催办落后单位"].allowed
    for goal in made.goals.all():
        given = {"drive": made, "unit": goal.unit, "group": goal.group, "by": cast.province_officer, "at": cast.now}
        actions.set_goal(staff=goal.staff, target=0, **given)
    assert not acts_of(client, made)["催办落后单位"].allowed


def test_one_unit_alone_needs_no_total(cast, client, counted):
    given = {"by": cast.college_officer, "at": cast.now}
    facts = {"groups": "logistics", "rate": 1, "starts_on": cast.today, "ends_on": cast.today + timedelta(days=9)}
    made = actions.plan_drive(unit=cast.college, title="学院行动", **facts, **given)
    actions.set_goal(drive=made, unit=cast.college, group="logistics", staff=9, target=9, **given)
    client.force_login(cast.college_officer)
    assert "<tfoot>" not in client.get(made.get_absolute_url()).content.decode()


@pytest.fixture
def visited(cast, running):
    given = {"by": cast.province_officer, "at": cast.now}
    visit = actions.plan_visit(
        drive=running(), unit=cast.college, planned_on=cast.today, visitors="方远", questions=("台账", "动员"), **given
    )
    return actions.hold_visit(visit=visit, held_on=cast.today, found="", **given)


def test_every_open_question_is_named_beside_itself(cast, client, visited):
    client.force_login(cast.province_officer)
    answer = client.post(f"/drives/visits/{visited.pk}/answer/", {"answer_1": "yes", "note_1": "有"})
    errors = answer.context["form"].errors
    assert answer.status_code == 422 and errors == {"answer_2": ["第 2 项还没有答复，请选择"]}
    assert answer.context["form"]["note_1"].value() == "有"


def test_what_is_not_mended_in_time_is_late_everywhere(cast, client, visited):
    client.force_login(cast.province_officer)
    shown = client.get(visited.get_absolute_url()).content.decode()
    assert "填写问卷" in shown and "整改期限" not in shown and "现在该" in shown
    answers = {1: ("no", ""), 2: ("yes", "")}
    given = {"by": cast.province_officer, "at": cast.now}
    visit = actions.answer_visit(visit=visited, answers=answers, due_on=cast.today + timedelta(days=1), **given)
    shown = client.get(visit.get_absolute_url()).content.decode()
    assert "已逾期，应于" in shown and "修改问卷" in shown
    assert "已逾期" in client.get("/drives/visits/").content.decode()
    given["by"] = cast.college_officer
    actions.mend_visit(visit=visit, mended_on=cast.today, mending="已建台账", **given)
    assert "已逾期" not in client.get("/drives/visits/").content.decode()
    assert Visit.objects.get().overdue_from is None


def test_days_late_are_never_less_than_none():
    day = date(2026, 3, 10)
    assert [rules.days_late(day, day + timedelta(days=n)) for n in (-1, 0, 3)] == [0, 0, 3]
