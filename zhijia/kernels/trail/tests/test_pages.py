"""The trail on screen: for auditors, of their units, at a constant price."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.kernels.access.actions import hand_over
from zhijia.kernels.trail.actions import note
from zhijia.kernels.trail.models import Entry


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


def test_a_deputys_line_names_whose_place_they_held_that_day_and_there(client, cast):
    """Whatever they did, not only what flow rules on; by which of their roles is not kept, so it is not claimed."""
    deputy = cast.account("deputy", "代办", cast.college, "auditor")
    facts = {"held": cast.college_officer.roles.get(), "from_on": cast.today, "to_on": cast.today + timedelta(days=3)}
    hand_over(to=deputy, reason="年休假", by=cast.college_officer, **facts)
    told = {"by": deputy, "verb": "people.edit", "target": cast.zhang, "after": {"education": "硕士"}}
    moments = {"前一天": -1, "当天": 0, "最后一天": 2, "期满": 3}
    for reason, days in moments.items():
        note(**told, reason=reason, at=cast.now + timedelta(days=days))
    note(**told, reason="别处", unit=cast.sibling, at=cast.now)
    named = {row.reason: row.absent for row in Entry.objects.filter(verb="people.edit").told()}
    assert named == {"前一天": [], "当天": ["周宁"], "最后一天": ["周宁"], "期满": [], "别处": []}
    client.force_login(cast.auditor)
    for address in (reverse("trail:entries"), Entry.objects.get(reason="当天").get_absolute_url()):
        assert "代办（当时代理周宁）" in client.get(address).content.decode()


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
