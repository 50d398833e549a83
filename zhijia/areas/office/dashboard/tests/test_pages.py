import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.kernels.indicators.base import Indicator, indicators
from zhijia.kernels.indicators.readings import board
from zhijia.kernels.records.tests.kinds import CLAIM, GIFT, declared, write

__all__ = ["declared"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("declared")]
PAGE = "/dashboard/?from=2026-01-01&to=2026-12-31"


@pytest.fixture(autouse=True)
def a_dozen(monkeypatch, declared):
    """Numbers of every measure on the board, as a full year of areas would put there."""
    monkeypatch.setattr("zhijia.areas.office.dashboard.views.board", lambda: numbers)
    numbers = [i for i in board() if i.code.startswith(("members", "units"))]
    for n, measure in enumerate(["times", "amount", "persons", "rows", "units", "times", "amount", "persons"]):
        one = Indicator()
        one.code, one.name, one.measure, one.kinds = f"t.{n}", f"指标{n}", measure, (CLAIM, GIFT)
        one.counting_unit = {"amount": "元", "persons": "人", "rows": "件", "units": "家"}.get(measure, "人次")
        monkeypatch.setitem(indicators, one.code, one)
        numbers.append(one)


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_dozen_numbers_with_trends_cost_under_thirty_queries(client, cast):
    client.force_login(cast.province_officer)
    write(cast, 1)
    one = cost(client, PAGE)
    write(cast, 2, unit=cast.sibling, person=cast.qian)
    write(cast, 3, unit=cast.college, person=cast.li)
    assert cost(client, PAGE) == one
    assert one < 30


def test_a_ragged_window_stays_under_thirty_too(client, cast):
    client.force_login(cast.province_officer)
    write(cast, 1)
    assert cost(client, "/dashboard/?from=2026-01-09&to=2026-10-05") < 30


def test_every_number_is_a_link_to_its_rows(client, cast):
    write(cast, 1)
    client.force_login(cast.college_officer)
    page = client.get(PAGE).content.decode()
    assert page.count('class="zj-figure"') == 12
    assert "/indicators/t.1/rows/?unit=YL-CJ&amp;from=2026-01-01" in page
    assert "/indicators/t.1/rows/?unit=YL-CJ-01&amp;from=2026-01-01" in page
    assert "100.00" in page


def test_the_period_and_the_unit_are_chosen_by_address(client, cast):
    write(cast, 1)
    client.force_login(cast.province_officer)
    spring = client.get("/dashboard/?unit=YL-CJ&period=2026-Q1")
    assert (spring.context["scope"].unit, spring.context["readings"][4].value) == (cast.college, 1)
    autumn = client.get("/dashboard/?unit=YL-CJ&period=2026-Q4")
    assert autumn.context["readings"][4].value == 0
    assert [str(unit) for unit, _href in spring.context["units"]["above"]] == ["云岭省教科文卫体工会"]
    chosen = [label for label, _href, chosen in spring.context["periods"] if chosen]
    assert chosen == ["第1季度"]


def test_the_sibling_and_the_superior_are_out_of_reach(client, cast):
    client.force_login(cast.sibling_officer)
    assert client.get(f"{PAGE}&unit=YL-CJ").status_code == 404
    assert client.get(f"{PAGE}&unit=YL").status_code == 404
    assert client.get(f"{PAGE}&unit=NONE").status_code == 404


def test_the_table_is_exported_with_a_line_for_the_whole(client, cast):
    write(cast, 1)
    client.force_login(cast.college_officer)
    answer = client.get(f"{PAGE}&export=csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[0][0] == "单位"
    assert [line[0] for line in lines[1:]] == ["云岭财经职业学院工会", "本级", "会计学院分工会"]
    assert float(lines[1][lines[0].index("指标1（元）")]) == 100


def test_export_is_for_who_may(client, cast):
    client.force_login(cast.branch_chair)
    assert client.get(f"{PAGE}&export=csv").status_code == 403
    assert "export=csv" not in client.get(PAGE).content.decode()


def test_a_member_has_no_dashboard(client, cast):
    client.force_login(cast.member_user)
    assert client.get(PAGE).status_code == 403


def test_the_home_page_shows_the_few(client, cast):
    client.force_login(cast.college_officer)
    page = client.get("/", follow=True).content.decode()
    assert "主要数据" in page
    assert "/indicators/members/rows/" in page
