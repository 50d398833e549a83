"""Pages of a drive, for who runs it, for the units below, and for nobody else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from zhijia.areas.organising.drives import actions
from zhijia.areas.organising.drives.models import Drive, Visit


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["/drives/", "/drives/visits/"])
def test_a_list_costs_the_same_for_any_number_of_rows(cast, client, running, page, rows, django_assert_max_num_queries):
    drive = running()
    for n in range(rows):
        given = {"by": cast.province_officer, "at": cast.now}
        actions.plan_visit(
            drive=drive, unit=cast.college, place=f"点{n}", planned_on=cast.today, visitors="方远", **given
        )
        if n:
            facts = {"groups": "migrant", "rate": 1, "starts_on": cast.today}
            actions.plan_drive(
                unit=cast.province, title=f"行动{n}", ends_on=cast.today + timedelta(days=9), **facts, **given
            )
    client.force_login(cast.province_officer)
    with django_assert_max_num_queries(22):
        shown = client.get(page).content.decode()
    assert shown.count("data-row=") == rows


def test_a_unit_below_sees_the_drive_and_only_its_own_numbers(cast, client, running):
    drive = running()
    client.force_login(cast.college_officer)
    page = client.get(f"/drives/{drive.pk}/").content.decode()
    assert "云岭财经职业学院" in page and "云岭理工学院" not in page
    own = drive.goals.filter(unit=cast.college).first()
    other = drive.goals.get(unit=cast.sibling)
    assert client.get(f"/drives/goals/{own.pk}/").status_code == 200
    assert client.get(f"/drives/goals/{other.pk}/").status_code == 404
    assert client.get(f"/drives/goals/{other.pk}/members/").status_code == 404
    assert client.get(f"/drives/{drive.pk}/edit/").status_code == 404
    assert client.get(f"/drives/{drive.pk}/goals/").content.decode().count("data-row=") == 2


def test_a_college_drive_is_nothing_to_the_neighbour(cast, client, counted):
    given = {"by": cast.college_officer, "at": cast.now}
    facts = {"groups": "logistics", "rate": 1, "starts_on": cast.today, "ends_on": cast.today + timedelta(days=9)}
    drive = actions.plan_drive(unit=cast.college, title="学院行动", **facts, **given)
    goal = actions.set_goal(drive=drive, unit=cast.college, group="logistics", staff=9, target=9, **given)
    visit = actions.plan_visit(drive=drive, unit=cast.college, planned_on=cast.today, visitors="甲", **given)
    actions.open_drive(drive=drive, **given)
    names = ("drive", "edit", "goals", "set-goals", "set-goal", "remind", "report")
    addresses = [reverse(f"drives:{name}", args=[drive.pk]) for name in names]
    addresses += [reverse(f"drives:{name}", args=[goal.pk]) for name in ("goal", "goal-members")]
    addresses += [reverse(f"drives:{name}", args=[visit.pk]) for name in ("visit", "visit-hold", "visit-answer")]
    for user, status in ((cast.college_officer, 200), (cast.sibling_officer, 404)):
        client.force_login(user)
        assert {a: client.get(a).status_code for a in addresses} == dict.fromkeys(addresses, status)


def test_from_the_form_to_the_running_drive(cast, client, counted):
    client.force_login(cast.province_officer)
    typed = {"unit": cast.province.pk, "title": "护工行动", "groups": ["care_worker"], "percent": "80"}
    bad = client.post("/drives/new/", typed | {"starts_on": "2026-03-01", "ends_on": "2026-02-01"})
    assert bad.status_code == 422 and "ends_on" in bad.context["form"].errors
    answer = client.post("/drives/new/", typed | {"starts_on": "2026-03-01", "ends_on": "2026-12-31"})
    drive = Drive.objects.get()
    assert answer.url == drive.get_absolute_url() and str(drive.rate) == "0.800"
    page = client.get(f"/drives/{drive.pk}/goals/set/").content.decode()
    assert "云岭财经职业学院工会" in page and "会计学院分工会" not in page
    client.post(f"/drives/{drive.pk}/goals/set/", {"units": [cast.college.pk, cast.sibling.pk]})
    assert drive.goals.count() == 2
    client.post(f"/drives/{drive.pk}/open/")
    drive.refresh_from_db()
    assert drive.state == "open"
    assert "落后" in client.get(f"/drives/{drive.pk}/?on=2026-11-01").content.decode()


def test_a_number_opens_to_its_rows(cast, client, running, aide):
    drive = running()
    for _n in range(3):
        aide(cast.college, date(2026, 2, 1))
    goal = drive.goals.get(unit=cast.college, group="care_worker")
    client.force_login(cast.province_officer)
    for day, rows in (("2026-01-31", 0), ("2026-02-28", 3)):
        page = client.get(f"/drives/goals/{goal.pk}/members/?on={day}").content.decode()
        assert page.count("data-row=") == rows


def test_the_bulletin_of_a_month_is_a_page_and_a_document(cast, client, running, aide):
    drive = running()
    aide(cast.college, date(2026, 2, 1))
    client.force_login(cast.province_officer)
    page = client.get(f"/drives/{drive.pk}/report/?on=2026-02-28").content.decode()
    assert "2026-02-28" in page and "已入会 1 人" in page
    assert client.get(f"/drives/{drive.pk}/report/?as=docx").content[:2] == b"PK"


def test_the_survey_is_filled_in_on_one_page(cast, client, running):
    drive = running()
    client.force_login(cast.province_officer)
    typed = {"drive": drive.pk, "unit": cast.college.pk, "planned_on": "2026-03-10", "visitors": "方远"}
    client.post("/drives/visits/new/", typed | {"questions": "台账\n动员会\n"})
    visit = Visit.objects.get()
    assert visit.answers.count() == 2
    client.post(f"/drives/visits/{visit.pk}/hold/", {"held_on": "2026-03-10", "found": "没有台账"})
    page = f"/drives/visits/{visit.pk}/answer/"
    bad = client.post(page, {"answer_1": "no", "answer_2": "yes"})
    assert bad.status_code == 422 and "整改期限" in bad.content.decode()
    assert client.post(page, {"answer_1": "no", "answer_2": "yes", "due_on": "2026-04-10"}).status_code == 302
    client.force_login(cast.college_officer)
    assert "整改中" in client.get(f"/drives/visits/{visit.pk}/").content.decode()
    client.post(f"/drives/visits/{visit.pk}/mend/", {"mended_on": "2026-03-20", "mending": "已建台账"})
    visit.refresh_from_db()
    assert visit.state == "done"
