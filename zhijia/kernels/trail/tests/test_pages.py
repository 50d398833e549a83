"""The trail on screen: for auditors, of their units, at a constant price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.kernels.trail.actions import note


def entry(cast, n=0, unit=None, **more):
    more.setdefault("after", {"education": f"硕士{n}"})
    return note(by=cast.college_officer, verb="people.edit", target=cast.zhang, unit=unit, at=cast.now, **more)


def test_the_list_costs_the_same_for_few_and_many(client, cast):
    client.force_login(cast.auditor)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("trail:entries"), {"verb": "people.edit"}).content.decode()
        return len(queries), page.count("data-row=")

    entry(cast)
    few = cost()
    assert few[1] == 1
    for n in range(3):
        entry(cast, n)
    assert cost() == (few[0], 4)


def test_an_auditor_reads_what_changed_and_why(client, cast):
    client.force_login(cast.auditor)
    row = entry(cast, reason="核对学历证书")
    page = client.get(row.get_absolute_url()).content.decode()
    for word in ("学历", "硕士0", "核对学历证书", "周宁", "张知远"):
        assert word in page
    listed = client.get(reverse("trail:entries"), {"q": "核对学历"}).content.decode()
    assert "学历：硕士0" in listed


@pytest.mark.parametrize("who", ["college_officer", "manager", "member_user", "sibling_officer"])
def test_others_do_not(client, cast, who):
    row = entry(cast)
    client.force_login(getattr(cast, who))
    assert client.get(row.get_absolute_url()).status_code == 404
    assert "硕士0" not in client.get(reverse("trail:entries")).content.decode()


def test_an_auditor_next_door_sees_nothing_of_it(client, cast):
    row = entry(cast)
    client.force_login(cast.account("next_auditor", "邻审", cast.sibling, "auditor"))
    assert client.get(row.get_absolute_url()).status_code == 404


def test_every_detail_page_shows_its_history(client, cast):
    entry(cast)
    client.force_login(cast.college_officer)
    assert "硕士0" in client.get(cast.zhang.get_absolute_url()).content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_on_these_pages_writes(client, cast, method):
    client.force_login(cast.auditor)
    assert getattr(client, method)(entry(cast).get_absolute_url()).status_code == 405
