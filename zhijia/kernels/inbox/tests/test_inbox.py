"""Notices are one's own; deadlines find the desk; one list holds all by day."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.kernels.access.models import User
from zhijia.kernels.inbox import actions, todos
from zhijia.kernels.inbox.models import Deadline, Notice
from zhijia.web.shell import Todo


def fresh(user):
    return User.objects.get(pk=user.pk)


def deadline(cast, source, due_on, **more):
    facts = {"title": source, "url": "/x/", "unit": cast.college, "at": cast.now} | more
    return actions.set_deadline(source=source, due_on=due_on, **facts)


def titles(user):
    return [todo.title for todo in todos.todos_for(fresh(user))]


def test_one_list_by_deadline_and_what_has_none_comes_last(cast, monkeypatch):
    extra = list(todos.todo_source)
    monkeypatch.setattr(todos, "todo_source", type(todos.todo_source)(extra))
    todos.todo_source(lambda user: [Todo("无期限", "/y/"), Todo("明天", "/z/", due_on=date(2026, 3, 11))])
    deadline(cast, "后天", date(2026, 3, 12))
    deadline(cast, "已过", date(2026, 3, 1))
    assert titles(cast.college_officer) == ["已过", "明天", "后天", "无期限"]


def test_a_deadline_lies_on_the_desk_of_its_unit_or_on_a_person(cast):
    deadline(cast, "desk", date(2026, 4, 1), ability="edit")
    deadline(cast, "person", date(2026, 4, 2), user=cast.branch_chair)
    deadline(cast, "audit", date(2026, 4, 3), ability="audit")
    assert titles(cast.college_officer) == ["desk"]
    assert titles(cast.branch_chair) == ["person"]
    assert titles(cast.auditor) == ["audit"]
    assert titles(cast.province_officer) == []  # whoever sits above is not asked to do it
    assert titles(cast.sibling_officer) == []


def test_settled_and_moved(cast):
    deadline(cast, "plan:1", date(2026, 4, 1))
    assert actions.settle_deadline(source="plan:1", at=cast.now)
    assert not actions.settle_deadline(source="plan:1", at=cast.now)
    assert titles(cast.college_officer) == []
    deadline(cast, "plan:1", date(2026, 5, 1))
    assert Deadline.objects.get().due_on == date(2026, 5, 1)
    assert titles(cast.college_officer) == ["plan:1"]


def test_deadlines_cost_one_query(cast, django_assert_num_queries):
    for n in range(5):
        deadline(cast, f"plan:{n}", date(2026, 4, 1))
    user = fresh(cast.college_officer)
    user.held  # noqa: B018 (asked once per request)
    with django_assert_num_queries(1):
        assert len(list(todos.deadlines(user))) == 5


@pytest.fixture
def notices(cast):
    mine = [actions.notify(user=cast.member_user, title=f"通知{n}", url="/people/me/", at=cast.now) for n in range(3)]
    actions.notify_many(users=[cast.college_officer, cast.college_officer], title="别人的", at=cast.now)
    return mine


def test_the_same_notice_reaches_each_reader_once(cast, notices):
    assert Notice.objects.visible_to(cast.college_officer).count() == 1


def test_reading_marks_it_and_leads_on(client, cast, notices):
    client.force_login(cast.member_user)
    page = client.get(reverse("inbox:notices")).content.decode()
    assert "3 条未读" in page
    assert "别人的" not in page
    answer = client.post(reverse("inbox:read", args=[notices[0].pk]))
    assert answer.url == "/people/me/"
    assert Notice.objects.visible_to(cast.member_user).unread().count() == 2
    client.post(reverse("inbox:read-all"))
    assert not Notice.objects.visible_to(cast.member_user).unread().exists()
    assert Notice.objects.visible_to(cast.college_officer).unread().count() == 1


def test_nobody_reads_the_notices_of_another(client, cast, notices):
    client.force_login(cast.college_officer)
    assert client.post(reverse("inbox:read", args=[notices[0].pk])).status_code == 404
    assert client.get(reverse("inbox:read-all")).status_code == 405


def test_the_list_costs_the_same_for_few_and_many(client, cast, notices, django_assert_max_num_queries):
    client.force_login(cast.member_user)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("inbox:notices"))
    for n in range(10):
        actions.notify(user=cast.member_user, title=f"更多{n}", at=cast.now)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("inbox:notices"))
    assert len(many) == len(few)


def test_what_waits_shows_on_the_pages_of_the_frame(client, cast, notices):
    deadline(cast, "年度计划待填报", date(2026, 4, 1))
    client.force_login(cast.college_officer)
    assert "年度计划待填报" in client.get(reverse("web:todos")).content.decode()
    assert "别人的" in client.get(reverse("web:home")).content.decode()
    client.force_login(cast.member_user)
    assert "通知2" in client.get(reverse("web:me")).content.decode()
