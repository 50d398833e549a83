import pytest
import time_machine
from django.urls import reverse

from ..models import $Model


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_rows(cast, client, entered, rows, django_assert_max_num_queries):
    for n in range(rows):
        entered(f"活动{n}")
    client.force_login(cast.college_officer)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("$label:entries"))
    assert page.status_code == 200
    assert "活动0" in page.content.decode()


def test_entering_and_cancelling_by_hand(cast, client):
    client.force_login(cast.college_officer)
    typed = {"unit": cast.college.pk, "day": "2026-03-09", "name": "读书会", "times": 30, "amount_fen": "1,200.50"}
    with time_machine.travel(cast.now):
        page = client.post(reverse("$label:new"), typed | {"day": "2026-03-11"})
        assert page.status_code == 422
        assert "日期还没有到" in page.content.decode()
        client.post(reverse("$label:new"), typed)
    entry = $Model.objects.get()
    assert entry.amount_fen == 120050

    client.post(reverse("$label:cancel", args=[entry.pk]), {"reason": "重复"})
    entry.refresh_from_db()
    assert entry.state == $Model.State.CANCELLED


def test_next_door_sees_nothing(cast, client, entered):
    entry = entered()
    client.force_login(cast.sibling_officer)
    assert client.get(entry.get_absolute_url()).status_code == 404
    assert client.post(reverse("$label:cancel", args=[entry.pk]), {"reason": "x"}).status_code == 404
    assert "一次活动" not in client.get(reverse("$label:entries")).content.decode()
