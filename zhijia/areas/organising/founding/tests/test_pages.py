"""Every page for whom it is, nothing for the neighbour, and what a visitor without a name sees."""

from datetime import timedelta

import pytest
from django.urls import reverse

from zhijia.areas.organising.founding import actions
from zhijia.areas.organising.founding.models import Ask, BrokenLine, Founding, OrgChange, Target
from zhijia.kernels.exchange.actions import import_file
from zhijia.kernels.org.models import Unit

from .conftest import number_of

LISTS = ["/founding/", "/founding/targets/", "/founding/letters/", "/founding/changes/", "/founding/lines/"]


def some(cast, n):
    """One row for every list, n times."""
    for i in range(n):
        given = {"by": cast.province_officer, "at": cast.now}
        target = actions.list_target(unit=cast.province, name=f"单位{i}", surveyed_on=cast.today, staff=10, **given)
        actions.note_contact(target=target, on=cast.today, way="visit", said="谈了", today=cast.today, **given)
        actions.begin(
            unit=cast.province, name=f"工会{i}", leader="甲", group_members="乙、丙、丁", targets=[target], **given
        )
        actions.send_ask(
            unit=cast.province,
            name=f"来信{i}",
            contact="甲",
            phone=f"1381111000{i}",
            at=cast.now,
            address=f"10.0.0.{i}",
        )
        unit = [cast.college, cast.branch, cast.sibling][i]
        actions.ask_change(unit=unit, kind="rename", new_name="新", effective_on=cast.today, reason="改", **given)
        actions.note_line(unit=cast.province, place=f"县{i}", found_on=cast.today, today=cast.today, **given)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", [*LISTS, "/founding/contacts/"])
def test_a_list_costs_the_same_for_any_number_of_rows(cast, client, page, rows, django_assert_max_num_queries):
    some(cast, rows)
    client.force_login(cast.province_officer)
    with django_assert_max_num_queries(22):
        shown = client.get(page).content.decode()
    assert shown.count("data-row=") == rows
    assert client.get(page, {"q": "没有这样的"}).status_code == 200
    assert (
        "data-row=" not in client.get(page, headers={"HX-Request": "true"}, query_params={"q": "没有"}).content.decode()
    )


@pytest.mark.parametrize("page", LISTS)
def test_the_neighbour_sees_no_row_of_ours(cast, client, page):
    actions.ask_change(
        unit=cast.college,
        kind="rename",
        new_name="新",
        effective_on=cast.today,
        reason="改",
        by=cast.college_officer,
        at=cast.now,
    )
    actions.list_target(
        unit=cast.college, name="后勤公司", surveyed_on=cast.today, by=cast.college_officer, at=cast.now
    )
    actions.begin(
        unit=cast.college, name="后勤工会", leader="甲", group_members="乙、丙", by=cast.college_officer, at=cast.now
    )
    Ask.objects.create(
        unit=cast.college,
        token="t",
        name="来信",
        contact="甲",
        phone="1",
        phone_digest="x",
        consented_at=cast.now,
        sent_at=cast.now,
    )
    BrokenLine.objects.create(unit=cast.college, fault="no_superior", found_on=cast.today)
    client.force_login(cast.college_officer)
    assert client.get(page).content.decode().count("data-row=") == 1
    client.force_login(cast.sibling_officer)
    assert client.get(page).content.decode().count("data-row=") == 0


def test_no_page_of_ours_opens_for_the_officer_next_door(cast, client):
    given = {"by": cast.college_officer, "at": cast.now}
    target = actions.list_target(unit=cast.college, name="后勤公司", surveyed_on=cast.today, **given)
    founding = actions.begin(
        unit=cast.college, name="后勤工会", leader="甲", group_members="乙、丙", targets=[target], **given
    )
    change = actions.ask_change(unit=cast.college, kind="split", effective_on=cast.today, reason="改", **given)
    line = BrokenLine.objects.create(unit=cast.college, fault="no_superior", found_on=cast.today)
    pages = {
        "target": target,
        "target-edit": target,
        "contact-new": target,
        "founding": founding,
        "founding-edit": founding,
        "part-new": founding,
        "numbers": founding,
        "stop": founding,
        "applications": founding,
        "change": change,
        "change-edit": change,
        "split-new": change,
        "line": line,
        "line-plan": line,
        "line-close": line,
    }
    addresses = [reverse(f"founding:{name}", args=[row.pk]) for name, row in pages.items()]
    addresses += [reverse("founding:paper", args=[founding.pk, "request"])]
    addresses += [reverse("founding:change-paper", args=[change.pk, "request"])]
    for user, status in ((cast.college_officer, 200), (cast.sibling_officer, 404)):
        client.force_login(user)
        assert {a: client.get(a).status_code for a in addresses} == dict.fromkeys(addresses, status)


ASKED = {
    "name": "云岭博雅中学",
    "sort": "private_school",
    "staff": "40",
    "writer": "staff",
    "contact": "卢静",
    "phone": "13812345678",
    "consent": "on",
}


def test_anybody_may_ask_for_a_union_and_read_the_answer_by_the_link(cast, client):
    assert "工会法第三条" in client.get("/founding/ask/?name=云岭博雅中学").content.decode()
    answer = client.post("/founding/ask/", ASKED | {"unit": cast.province.pk})
    ask = Ask.objects.get()
    assert answer.url == f"/founding/asked/{ask.token}/"
    shown = client.get(answer.url).content.decode()
    assert "云岭省教科文卫体工会" in shown and "138" not in shown and "卢静" not in shown
    actions.answer_ask(ask=ask, state="taken", answer="本周联系", by=cast.province_officer, at=cast.now)
    assert "本周联系" in client.get(answer.url).content.decode()
    assert client.get("/founding/asked/nonsense/").status_code == 404
    assert ask.phone.reveal() == "13812345678" and ask.origin and "127.0.0.1" not in ask.origin


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"consent": ""}, "consent"), ({"phone": "1381234"}, "phone"), ({"name": ""}, "name"), ({"unit": "0"}, "unit")],
)
def test_a_letter_with_a_hole_is_sent_back_with_what_was_typed(cast, client, typed, field):
    page = client.post("/founding/ask/", ASKED | {"unit": cast.province.pk} | typed)
    assert page.status_code == 422 and field in page.context["form"].errors
    assert page.context["form"]["contact"].value() == "卢静" and not Ask.objects.exists()


def test_the_sixth_letter_within_an_hour_is_refused(cast, client):
    for n in range(6):
        page = client.post("/founding/ask/", ASKED | {"unit": cast.province.pk, "phone": f"1381234567{n}"})
    assert page.status_code == 422 and "太多" in page.content.decode() and Ask.objects.count() == 5


JOINING = {"name": "张三", "phone": "13900001111", "kind": "non_established", "consent": "on"}


def test_a_member_applies_with_a_telephone_and_no_account(cast, client, joining):
    founding = joining()
    client.force_login(cast.province_officer)
    code = client.get(f"/founding/{founding.pk}/qr/").content.decode()
    assert f"/founding/join/{founding.token}/" in code and "<svg" in code
    client.logout()
    page = f"/founding/join/{founding.token}/"
    assert "加入云岭博雅中学工会" in client.get(page).content.decode()
    assert client.post(page, JOINING | {"id_number": "530102199003070017"}).status_code == 422
    answer = client.post(page, JOINING | {"id_number": number_of(3)})
    assert answer.url == "/founding/joined/" and client.get(answer.url).status_code == 200
    row = founding.applications.get()
    assert (row.name, row.part, row.state) == ("张三", founding.parts.get(), "waiting") and row.consented_at
    shown = client.get(page).content.decode()
    assert "张三" not in shown and number_of(3) not in shown


def test_the_public_page_is_closed_before_and_after(cast, client, begun):
    assert client.get(f"/founding/join/{begun().token}/").status_code == 404


def test_applications_are_checked_in_bulk_and_hide_the_number(cast, client, joining):
    founding = joining()
    for n in range(3):
        actions.apply(founding=founding, name=f"职工{n}", id_number=number_of(n), phone="", at=cast.now)
    client.force_login(cast.province_officer)
    page = f"/founding/{founding.pk}/applications/"
    assert number_of(1) not in client.get(page).content.decode()
    client.post(page, {"bulk": "accept", "every": "1", "confirm": "1"})
    assert founding.applications.accepted().count() == 3


def test_the_result_sheet_is_filled_in_and_refused_beside_the_line(cast, client, peopled):
    founding = peopled()
    apps = list(founding.applications.order_by("pk"))
    client.force_login(cast.province_officer)
    page = f"/founding/{founding.pk}/result/"
    assert client.get(page).status_code == 200
    typed = {"meeting": "all", "held_on": str(founding.prepared_on), "expected": 30, "attended": 29, "issued": 29}
    typed |= {"returned": 29, "years": 5, "seats_committee": 3, "seats_audit": "", "declared": "on"}
    for n, votes in enumerate([29, 28, 27]):
        typed |= {f"member_{n}": apps[n].pk, f"post_{n}": "committee:chair" if n == 0 else "committee:member"}
        typed |= {f"votes_{n}": votes}
    answer = client.post(page, typed)
    assert answer.status_code == 422 and "至少要有4名候选人" in answer.content.decode()
    typed |= {"member_3": apps[3].pk, "post_3": "committee:member", "votes_3": 9}
    assert client.post(page, typed).status_code == 302
    assert "职工03" in client.get(f"/founding/{founding.pk}/").content.decode()


def test_the_founding_is_approved_in_the_tray_with_everything_on_one_screen(cast, client, reported):
    founding = reported()
    client.force_login(cast.province_chair)
    shown = client.get(f"/flow/{founding.result_case.pk}/").content.decode()
    assert "职工00" in shown and "应到 30 人" in shown
    client.post(f"/flow/{founding.result_case.pk}/rule/", {"ruling": "approve"})
    founding.refresh_from_db()
    assert founding.step == "founded"
    page = client.get(f"/founding/{founding.pk}/").content.decode()
    assert "刻制工会印章" in page
    docx = client.get(f"/founding/{founding.pk}/paper/certificate/")
    assert docx.content[:2] == b"PK"
    assert client.get(f"/founding/{founding.pk}/paper/nonsense/").status_code == 404


def test_a_follow_up_is_ticked_off(cast, client, founded):
    founding = founded()
    row = founding.follow_ups.get(code="seal")
    client.force_login(cast.province_officer)
    client.post(f"/founding/follow-ups/{row.pk}/", {"done_on": str(founding.founded_on), "note": "已备案"})
    row.refresh_from_db()
    assert row.done_on == founding.founded_on
    late = client.post(f"/founding/follow-ups/{row.pk}/", {"done_on": str(founding.founded_on - timedelta(days=1))})
    assert late.status_code == 422


def test_a_change_goes_from_the_form_to_the_desk_above(cast, client):
    client.force_login(cast.college_officer)
    for kind in ("rename", "merge", "split", "move", "dissolve", "link"):
        assert client.get(f"/founding/changes/new/{kind}/?unit={cast.college.pk}").status_code == 200
    assert client.get("/founding/changes/new/nonsense/").status_code == 404
    typed = {"unit": cast.college.pk, "into": cast.sibling.pk, "effective_on": str(cast.today), "reason": "两院合并"}
    answer = client.post("/founding/changes/new/merge/", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    change = OrgChange.objects.get()
    assert answer.url == change.get_absolute_url() and change.into == cast.sibling
    client.post(f"/founding/changes/{change.pk}/submit/")
    change.refresh_from_db()
    assert change.state == "in_review"
    client.force_login(cast.province_chair)
    assert "两院合并" in client.get(f"/flow/{change.case.pk}/").content.decode()
    client.force_login(cast.province_officer)
    client.post(f"/founding/changes/{change.pk}/number/", {"document_no": "云教工〔2026〕3号"})
    client.force_login(cast.province_chair)
    client.post(f"/flow/{change.case.pk}/rule/", {"ruling": "approve"})
    change.refresh_from_db()
    assert (change.state, change.document_no) == ("done", "云教工〔2026〕3号")
    assert Unit.objects.get(pk=cast.college.pk).dissolved_on == cast.today


def test_the_asking_officer_does_not_number_the_reply(cast, client):
    change = actions.ask_change(
        unit=cast.college,
        kind="rename",
        new_name="新",
        effective_on=cast.today,
        reason="改",
        by=cast.college_officer,
        at=cast.now,
    )
    change = actions.submit_change(change=change, by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_officer)
    assert client.get(f"/founding/changes/{change.pk}/number/").status_code == 404


def test_a_line_opens_the_place_where_it_is_mended(cast, client):
    client.force_login(cast.province_officer)
    for fault, _name in BrokenLine._meta.get_field("fault").choices:
        line = BrokenLine.objects.create(unit=cast.college, fault=fault, found_on=cast.today)
        page = client.get(line.get_absolute_url())
        address = page.context["actions"][0].href
        assert client.get(address).status_code in (200, 403), (fault, address)


def test_the_survey_can_be_run_at_once(cast, client):
    Unit.objects.filter(pk=cast.college.pk).update(superior=None)
    client.force_login(cast.college_officer)
    assert client.post("/founding/lines/survey/").url == "/founding/lines/"
    assert BrokenLine.objects.get().unit == cast.college


SHEET = "单位名称,类型,职工人数,女职工人数,困难\n博雅学校,民办学校,64,41,政策性\n康宁医院,民办医疗机构,30,31,\n"


def test_the_survey_is_imported_and_comes_back_unchanged(cast, tmp_path):
    from zhijia.base.sheets import imports

    path = tmp_path / "摸排.csv"
    path.write_text(SHEET, encoding="utf-8-sig")
    given = {"spec": "founding.targets", "unit": cast.province, "by": cast.province_officer, "at": cast.now}
    batch = import_file(path=path, **given)
    assert (batch.created, batch.bad) == (1, 1)
    target = Target.objects.get()
    assert (target.name, target.obstacle, target.ownership) == ("博雅学校", "policy", "private")
    spec = imports["founding.targets"]
    rows = list(spec.current(cast.province, cast.province_officer))
    heads = [column.key for column in spec.columns]
    lines = [",".join(str(spec.by_key[key].word(row.get(key)) or "") for key in heads) for row in rows]
    path.write_text("\n".join([",".join(str(c.label) for c in spec.columns), *lines]), encoding="utf-8-sig")
    assert import_file(path=path, **given).unchanged == 1


def test_the_roll_of_a_founding_is_imported(cast, tmp_path, joining):
    founding = joining()
    path = tmp_path / "名册.csv"
    path.write_text(
        f"姓名,身份证号,用工形式,所在单位\n张三,{number_of(1)},护工护理员,云岭博雅中学\n李四,{number_of(2)},在编,没有的单位\n",
        encoding="utf-8-sig",
    )
    given = {"spec": "founding.applications", "unit": cast.province, "subject_id": founding.pk}
    batch = import_file(path=path, by=cast.province_officer, at=cast.now, **given)
    assert (batch.created, batch.bad) == (1, 1)
    row = founding.applications.get()
    assert (row.state, row.kind, row.part.name) == ("accepted", "care_worker", "云岭博雅中学")


def test_the_roll_of_a_founding_comes_back_unchanged(cast, tmp_path, joining):
    from zhijia.base.sheets import imports

    founding, by = joining(), cast.province_officer
    for n, name in enumerate(("张三", "李四", "王五")):
        given = {"name": name, "id_number": number_of(n), "phone": f"1380000000{n}", "part": founding.parts.get()}
        actions.enter(founding=founding, by=by, at=cast.now, **given)
    spec = imports["founding.applications"]
    rows = [
        row | {"id_number": row["id_number"].reveal(), "phone": row["phone"].reveal()}
        for row in spec.current(cast.province, by)
    ]
    lines = [",".join(str(column.word(row[column.key]) or "") for column in spec.columns) for row in rows]
    path = tmp_path / "名册.csv"
    path.write_text("\n".join([",".join(str(c.label) for c in spec.columns), *lines]), encoding="utf-8-sig")
    given = {"spec": spec.code, "unit": cast.province, "subject_id": founding.pk, "path": path}
    batch = import_file(by=by, at=cast.now, **given)
    assert (batch.unchanged, batch.created, batch.bad) == (3, 0, 0)


def test_a_telephone_is_shown_once_for_a_reason(cast, client, listed):
    target = listed(phone="13812345678")
    page = f"/founding/targets/{target.pk}/phone/"
    client.force_login(cast.college_officer)
    assert client.get(page).status_code == 404
    client.force_login(cast.province_officer)
    assert "13812345678" not in client.get(target.get_absolute_url()).content.decode()
    assert client.post(page, {"reason": ""}).status_code == 422
    shown = client.post(page, {"reason": "电话联系建会"})
    assert "13812345678" in shown.content.decode() and shown["Cache-Control"] == "no-store, private"


def test_numbers_are_counted_as_of_the_day(cast, founded, listed):
    from zhijia.kernels.indicators.base import Scope, indicators

    founded()
    listed(name="另一所学校", obstacle="policy")
    scope = Scope(cast.province, cast.today, cast.today)
    said = {code: indicators[code].value(scope) for code in indicators if code.startswith("founding.")}
    founding = Founding.objects.get()
    assert said["founding.targets"] == 2 and said["founding.obstructed"] == 1
    if founding.founded_on <= scope.end:
        assert said["founding.targets_founded"] == said["founding.founded"] == 1
        assert (said["founding.joined"], said["founding.covered"]) == (30, 40)
        assert said["founding.rate"] == 50
