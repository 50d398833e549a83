from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.kernels.indicators.base import Indicator, Scope, indicators
from zhijia.kernels.records.tests.kinds import CLAIM, declared, write

__all__ = ["declared"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declared")]


class Paid(Indicator):
    code, name, counting_unit, measure, kinds = "t.paid", "补助金额", "元", "amount", (CLAIM,)
    definition = "期内发放的补助"


@pytest.fixture
def paid(monkeypatch):
    monkeypatch.setitem(indicators, "t.paid", Paid())
    return indicators["t.paid"]


def scope(unit):
    return Scope(unit, date(2026, 1, 1), date(2026, 12, 31))


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_number_opens_to_its_rows(client, cast, paid):
    write(cast, 1)
    write(cast, 2, person=cast.li, unit=cast.college)
    client.force_login(cast.college_officer)
    page = client.get(paid.url(scope(cast.college))).content.decode()
    for text in ("200.00", "2 条记录", "张知远", "李念", "期内发放的补助"):
        assert text in page
    assert "不在您的权限内" not in page


def test_a_number_of_the_province_opens_as_far_as_one_reaches(client, cast, paid):
    write(cast, 1)
    write(cast, 2, person=cast.qian, unit=cast.sibling)
    client.force_login(cast.college_officer)
    page = client.get(paid.url(scope(cast.province))).content.decode()
    assert "2 条记录，其中 1 条不在您的权限内" in page
    assert "张知远" in page
    assert "钱邻" not in page
    assert "200.00" not in page  # the number itself is for the province, and for whoever it is published to


@pytest.mark.parametrize("view", ["rows", "indicator"])
def test_the_sibling_gets_404(client, cast, paid, view):
    write(cast, 1)
    client.force_login(cast.sibling_officer)
    address = f"{reverse(f'indicators:{view}', args=['t.paid'])}?{scope(cast.college).query}"
    assert client.get(address).status_code == 404


def test_the_spread_over_siblings_is_not_shown_to_one_of_them(client, cast, paid):
    client.force_login(cast.college_officer)
    address = f"{reverse('indicators:indicator', args=['t.paid'])}?{scope(cast.province).query}"
    assert client.get(address).status_code == 404


def test_rows_cost_the_same_however_many(client, cast, paid):
    client.force_login(cast.college_officer)
    address = paid.url(scope(cast.college))
    write(cast, 1)
    one = queries(client, address)
    write(cast, 2)
    write(cast, 3, person=cast.li, unit=cast.college)
    assert queries(client, address) == one


def test_filters_follow_into_the_export(client, cast, paid):
    write(cast, 1, occasion="hospital")
    write(cast, 2, person=cast.li, unit=cast.college)
    client.force_login(cast.college_officer)
    address = paid.url(scope(cast.college).having(occasion="hospital"))
    page = client.get(address)
    assert [row.person for row in page.context["page_obj"]] == [cast.zhang]
    assert "occasion=hospital" in page.context["query"].url(export="csv")
    text = b"".join(client.get(f"{address}&export=csv").streaming_content).decode()
    assert "张知远" in text
    assert "李念" not in text


@pytest.mark.parametrize("code", ["members", "members.joined", "units", "units.branches"])
@pytest.mark.parametrize("view", ["rows", "indicator"])
def test_the_built_in_numbers_open_too(client, cast, code, view):
    client.force_login(cast.province_officer)
    address = f"{reverse(f'indicators:{view}', args=[code])}?{scope(cast.province).query}"
    assert client.get(address).status_code == 200


def test_the_page_of_an_indicator_shows_trend_and_spread(client, cast, paid):
    write(cast, 1)
    client.force_login(cast.college_officer)
    page = client.get(
        f"{reverse('indicators:indicator', args=['t.paid'])}?{scope(cast.college).query}"
    ).content.decode()
    for text in ("补助金额", "会计学院分工会", "2026-03", "100.00"):
        assert text in page


@pytest.mark.parametrize("query", ["from=x&to=y", "from=2026-12-31&to=2026-01-01", "period=2026-Q9", "person=abc", ""])
def test_nonsense_in_the_address_means_this_year(client, cast, paid, query):
    client.force_login(cast.college_officer)
    assert client.get(f"{reverse('indicators:rows', args=['t.paid'])}?{query}").status_code == 200


def test_the_catalogue_lists_every_indicator_with_its_definition(client, cast, paid):
    client.force_login(cast.branch_chair)
    page = client.get(reverse("indicators:index")).content.decode()
    assert all(str(i.definition) in page for i in indicators.values())


def test_an_unknown_indicator_is_a_404(client, cast):
    client.force_login(cast.college_officer)
    assert client.get("/indicators/no.such/").status_code == 404


def test_who_holds_no_role_sees_no_numbers(client, cast, paid):
    client.force_login(cast.member_user)
    assert client.get(paid.url(scope(cast.college))).status_code == 403
