"""Every page: who sees it, what it costs, what its buttons do."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.areas.office.plans import actions
from zhijia.areas.office.plans.demo import example
from zhijia.areas.office.plans.models import Evidence, Plan, Task
from zhijia.areas.office.plans.rules.lines import Kind as LineKind
from zhijia.kernels.records.actions import record_many
from zhijia.kernels.records.registry import Kind, declare, kinds
from zhijia.web import shell


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "page", ["/plans/", "/plans/tasks/", "/plans/tasks/mine/", "/plans/{plan}/book/", "/plans/calendar/?month=2026-06"]
)
def test_a_list_costs_the_same_for_any_number_of_rows(cast, client, office, page, rows, django_assert_max_num_queries):
    plan = office.adopt()
    for _n in range(rows - 1):
        office.draft()
    office.give(plan, rows, owner=cast.college_officer, helpers=(cast.branch,))
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(24):
        answer = client.get(page.format(plan=plan.pk))
    assert answer.status_code == 200


@pytest.mark.parametrize("count", [1, 11])
def test_the_page_of_a_plan_costs_the_same_for_any_number_of_tasks(
    cast, client, office, count, django_assert_max_num_queries
):
    plan = office.adopt()
    office.give(plan, count, owner=cast.college_officer)
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(32):
        assert client.get(f"/plans/{plan.pk}/").status_code == 200


def test_the_fragment_is_part_of_the_page(cast, client, office, at_work):
    client.force_login(cast.college_officer)
    part = text(client.get("/plans/tasks/", headers={"HX-Request": "true"}))
    assert at_work.own.title in part and "<h1>" not in part


def pages_of(plan, task, node, evidence):
    yield from (
        f"/plans/{plan.pk}/{name}"
        for name in ("", "outline/", "head/", "revise/", "changes/", "docx/", "assign/", "book/", "numbers/", "add/")
    )
    yield from (f"/plans/lines/{node.pk}/{name}" for name in ("", "split/", "move/", "add/", "remove/", "align/"))
    names = (
        "",
        "edit/",
        "decompose/",
        "supervise/",
        "reopen/",
        "receive/",
        "progress/",
        "attach/",
        "case/",
        "records/",
        "complete/",
        "extend/",
        "cancel/",
    )
    yield from (f"/plans/tasks/{task.pk}/{name}" for name in names)


def posts_of(plan, task, node, evidence):
    yield from (f"/plans/{plan.pk}/{name}/" for name in ("submit", "withdraw", "drop", "settle"))
    yield from (f"/plans/lines/{node.pk}/{name}/" for name in ("merge", "text", "shift"))
    yield f"/plans/evidence/{evidence.pk}/remove/"


@pytest.fixture
def everything(cast, office, at_work):
    evidence = office.prove(at_work.own, cast.college_officer)
    return at_work.plan, at_work.own, office.measures(at_work.plan)[0], evidence


@pytest.mark.parametrize("who", ["sibling_officer", "member_user"])
def test_next_door_and_members_find_nothing(cast, client, everything, who):
    client.force_login(getattr(cast, who))
    for page in pages_of(*everything):
        assert client.get(page).status_code in (403, 404), page
    for page in posts_of(*everything):
        assert client.post(page).status_code in (403, 404), page
    for page in ("/plans/", "/plans/tasks/", "/plans/tasks/mine/"):
        assert "趣味运动会" not in text(client.get(page)) and "财经职业学院工会2026" not in text(client.get(page))
    evidence = everything[3]
    assert client.get(evidence.attachment.get_absolute_url()).status_code == 404
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_those_below_read_the_adopted_plan_and_no_draft(cast, client, office):
    plan, draft = office.adopt(), office.draft()
    client.force_login(cast.branch_chair)
    page = text(client.get(f"/plans/{plan.pk}/"))
    assert "读书分享会" in page and "分解下达任务" not in page
    assert client.get(f"/plans/{draft.pk}/").status_code == 404
    assert client.get(f"/plans/{plan.pk}/outline/").status_code == 404
    assert client.get(f"/plans/{plan.pk}/assign/").status_code == 404


def test_the_branch_sees_its_own_task_and_not_the_others(cast, client, at_work):
    client.force_login(cast.branch_chair)
    assert client.get(f"/plans/tasks/{at_work.below.pk}/").status_code == 200
    assert client.get(f"/plans/tasks/{at_work.own.pk}/").status_code == 404
    page = text(client.get(f"/plans/{at_work.plan.pk}/"))
    assert f"/plans/tasks/{at_work.below.pk}/" in page and f"/plans/tasks/{at_work.own.pk}/" not in page


def test_a_co_operating_unit_sees_the_task(cast, client, office):
    (task,) = office.give(helpers=(cast.branch,), owner=cast.college_officer)
    client.force_login(cast.branch_chair)
    assert client.get(f"/plans/tasks/{task.pk}/").status_code == 200
    assert client.get(f"/plans/tasks/{task.pk}/attach/").status_code == 403


def test_a_document_is_uploaded_and_corrected_in_place(cast, client):
    client.force_login(cast.college_officer)
    paper = SimpleUploadedFile("要点.txt", example("college").replace("（三）", "（四）", 1).encode())
    answer = client.post("/plans/upload/", {"unit": cast.college.pk, "file": paper})
    plan = Plan.objects.get()
    assert answer.url == f"/plans/{plan.pk}/outline/"
    page = text(client.get(answer.url))
    assert "举办四期教职工读书分享会" in page and "已核对" in page and "措施" in page
    node = next(node for node in plan.nodes if node.kind == LineKind.MEASURE)
    panel = text(client.get(f"/plans/lines/{node.pk}/", headers={"HX-Request": "true"}))
    assert "<html" not in panel and "保存更正" in panel
    form = {"kind": "measure", "level": 3, "number": "", "title": "", "text": "举办五期教职工读书分享会。"}
    answer = client.post(f"/plans/lines/{node.pk}/", form)
    assert answer.url == f"/plans/{plan.pk}/outline/#n{node.pk}"
    page = text(client.get(answer.url))
    assert "五期" in page and "四期" in page  # the original stays beside


def test_an_empty_line_is_refused_beside_the_field_and_keeps_what_was_typed(cast, client, office):
    node = office.measures(office.draft())[0]
    client.force_login(cast.college_officer)
    form = {"kind": "measure", "level": 3, "number": "（甲）", "title": "", "text": " "}
    answer = client.post(f"/plans/lines/{node.pk}/", form)
    assert answer.status_code == 422 and "不能改成空白" in text(answer) and "（甲）" in text(answer)


def test_a_line_is_split_at_the_sentence_chosen(cast, client, office):
    plan = office.draft()
    node = next(node for node in plan.nodes if "合唱队" in node.words)
    client.force_login(cast.college_officer)
    assert "只有一句" in text(client.get(f"/plans/lines/{node.pk}/split/"))
    long = next(node for node in plan.nodes if node.number == "（一）")
    page = text(client.get(f"/plans/lines/{long.pk}/split/"))
    assert "用教职工听得懂的话" in page
    first = long.words.index("把学习")
    answer = client.post(f"/plans/lines/{long.pk}/split/", {"at": first})
    assert answer.status_code == 302 and Plan.objects.get().nodes[long.seq].words.startswith("把学习")


def test_a_whole_plan_is_given_out_on_one_page(cast, client, office):
    plan = office.adopt()
    client.force_login(cast.college_officer)
    page = text(client.get(f"/plans/{plan.pk}/assign/"))
    assert page.count("plans-measure") == 11
    form = {
        "all-unit": cast.college.pk,
        "all-due_on": "2026-06-30",
        "all-owner": cast.college_officer.pk,
        "all-evidence_kind": "activity",
    }
    first, second = office.measures(plan)[:2]
    form |= {f"m{first.pk}-unit": "each", f"m{second.pk}-unit": cast.branch.pk, f"m{second.pk}-standard": "全员参加"}
    answer = client.post(f"/plans/{plan.pk}/assign/", form)
    assert answer.url == f"/plans/{plan.pk}/"
    assert Task.objects.count() == 11
    assert Task.objects.get(measure=first).unit == cast.branch  # every unit directly below: there is one
    assert Task.objects.get(measure=second).standard == "全员参加"
    assert Task.objects.filter(unit=cast.college, owner=cast.college_officer).count() == 9


def test_what_is_wrong_in_a_row_stands_in_that_row(cast, client, office):
    plan = office.adopt()
    first, second = office.measures(plan)[:2]
    client.force_login(cast.college_officer)
    form = {
        f"m{first.pk}-unit": cast.branch.pk,
        f"m{second.pk}-unit": cast.college.pk,
        f"m{second.pk}-due_on": "2026-06-30",
        f"m{second.pk}-indicator": "plans.completed",
    }
    answer = client.post(f"/plans/{plan.pk}/assign/", form)
    form = answer.context["form"]
    assert answer.status_code == 422 and not Task.objects.exists()
    assert form.has_error(f"m{first.pk}-due_on") and form.has_error(f"m{second.pk}-target")
    assert form[f"m{second.pk}-due_on"].value() == "2026-06-30"
    assert client.post(f"/plans/{plan.pk}/assign/", {}).status_code == 422


def test_a_foreign_unit_is_no_choice(cast, client, office):
    plan = office.adopt()
    first = office.measures(plan)[0]
    client.force_login(cast.college_officer)
    answer = client.post(
        f"/plans/{plan.pk}/assign/", {f"m{first.pk}-unit": cast.sibling.pk, f"m{first.pk}-due_on": "2026-06-30"}
    )
    assert answer.status_code == 422 and not Task.objects.exists()
    answer = client.post(
        "/plans/upload/", {"unit": cast.sibling.pk, "file": SimpleUploadedFile("a.txt", example("college").encode())}
    )
    assert answer.status_code == 422 and not Plan.objects.filter(unit=cast.sibling).exists()


@pytest.fixture
def deeds(cast):
    """Three records of the branch, of a kind of their own."""
    declare(Kind("test.deed", "活动"))
    rows = [
        {"source": f"test.deed:{n}", "kind": "test.deed", "day": date(2026, 3, n + 1), "unit": cast.branch}
        for n in range(3)
    ]
    record_many(rows, at=cast.now)
    yield [row["source"] for row in rows]
    del kinds["test.deed"]


def test_records_are_ticked_as_evidence(cast, client, at_work, deeds):
    client.force_login(cast.college_officer)
    page = f"/plans/tasks/{at_work.own.pk}/records/"
    assert text(client.get(page)).count("data-row=") == 3
    client.post(page, {"bulk": "prove", "row": deeds[:2], "confirm": "1"})
    assert sorted(at_work.own.evidence.values_list("record", flat=True)) == deeds[:2]
    assert text(client.get(page)).count("data-row=") == 1  # what is linked is not offered again
    assert "活动" in text(client.get(at_work.own.get_absolute_url()))


def test_the_chair_adopts_on_the_in_tray_page(cast, client, office):
    plan = office.draft()
    actions.settle(plan=plan, by=cast.college_officer, at=cast.now)
    client.force_login(cast.college_officer)
    client.post(f"/plans/{plan.pk}/submit/")
    plan.refresh_from_db()
    client.force_login(cast.college_chair)
    page = text(client.get(plan.case.get_absolute_url()))
    assert "12 个条目" in page and "4 个条目没有措施" in page
    client.post(f"/flow/{plan.case.pk}/rule/", {"ruling": "approve"})
    plan.refresh_from_db()
    assert plan.state == Plan.State.ADOPTED


def test_the_verifier_sees_the_evidence_where_they_decide(cast, client, office, at_work):
    office.prove(at_work.own, cast.college_officer)
    report = office.report(at_work.own, cast.college_officer, reason="已办")
    client.force_login(cast.college_chair)
    page = text(client.get(report.case.get_absolute_url()))
    assert "签到表.txt" in page and "已办" in page
    client.post(f"/flow/{report.case.pk}/rule/", {"ruling": "approve"})
    at_work.own.refresh_from_db()
    assert at_work.own.completed_on


def test_the_bell_and_home_show_what_is_due(cast, client, office, monkeypatch):
    office.give(owner=cast.college_officer, due_on=date(2020, 1, 1))
    todos = [todo for source in shell.bell for todo in source.fn(cast.college_officer)]
    assert any("读书分享会" in str(todo.title) for todo in todos)
    client.force_login(cast.college_officer)
    assert "1 项任务已逾期" in text(client.get("/home/"))
    assert [todo for source in shell.bell for todo in source.fn(cast.sibling_officer)] == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?state=not_started",
        "?due=late",
        "?due=week",
        "?received=no",
        "?key=yes",
        "?q=读书",
        "?sort=state",
        "?sort=-due_on",
    ],
)
def test_filters_answer(cast, client, at_work, query):
    client.force_login(cast.college_officer)
    assert client.get(f"/plans/tasks/{query}").status_code == 200


def test_the_calendar_answers_any_month_and_nonsense(cast, client, at_work):
    client.force_login(cast.college_officer)
    assert at_work.own.title[:10] in text(client.get("/plans/calendar/?month=2026-06"))
    for query in ("", "?month=x", "?month=2026-13", "?mine=1"):
        assert client.get(f"/plans/calendar/{query}").status_code == 200
    assert text(client.get("/plans/calendar.ics")).count("BEGIN:VEVENT") == 2


def test_all_pages_of_a_plan_at_work_answer(cast, client, office, everything):
    plan, task, node, _evidence = everything
    client.force_login(cast.college_officer)
    draft = office.draft()
    for page in pages_of(plan, task, node, None):
        assert client.get(page).status_code in (200, 403), page
    for page in pages_of(draft, task, office.measures(draft)[0], None):
        answer = client.get(page)
        assert answer.status_code in (200, 403, 404), page
    item = next(node for node in draft.nodes if node.kind == LineKind.ITEM)
    assert client.get(f"/plans/lines/{item.pk}/align/").status_code == 200
