"""What stays on the device is offered again, and never quietly put over what somebody else has entered since."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from zhijia.areas.organising.returns import actions

pytestmark = pytest.mark.browser
SAVED = "草稿已存在本机"


def test_a_draft_does_not_bring_back_old_numbers(cast, visit):
    given = {"start": date(2025, 1, 1), "end": date(2025, 12, 31), "due_on": cast.today + timedelta(days=9)}
    round = actions.open_round(unit=cast.province, title="年报", by=cast.province_officer, at=timezone.now(), **given)
    of = round.returns.get(unit=cast.college)
    told = {"by": cast.college_officer, "at": timezone.now()}
    actions.fill(of=of, **told)
    actions.put_values(of=of, values={"B01": {"adjusted": 2}, "B05": {"adjusted": 5}, "B10": {"adjusted": 7}}, **told)
    address = reverse("returns:module", args=[of.pk, "B"])

    desk = visit(cast.college_officer)
    desk.open(address)
    desk.page.locator("#id_B01").fill("3")
    desk.page.locator("#id_B10").fill("8")
    desk.reads(SAVED)
    desk.open("/returns/")  # left without saving
    actions.put_values(of=of, values={"B01": {"adjusted": 4}, "B05": {"adjusted": 6}}, **told)
    desk.open(address)
    desk.press("接着填")
    for item, value in {"B01": "3", "B05": "6", "B10": "8"}.items():  # B05 was not touched: the newer one stays
        expect(desk.page.locator(f"#id_{item}")).to_have_value(value)
    expect(desk.page.locator("#id_B01 + p")).to_contain_text("已改为“4”")
    expect(desk.page.get_by_text("您离开以后，这一项已改为")).to_have_count(1)
    desk.press("保存")
    desk.told("已保存")
    assert {code: of.cells.get(item=code).reported for code in ("B01", "B05", "B10")} == {"B01": 3, "B05": 6, "B10": 8}
    desk.open(address)
    expect(desk.page.get_by_role("button", name="接着填")).to_have_count(0)
    assert desk.troubles == []
