"""Many rows at once: what is ticked looks ticked, and what is chosen once for all of them is searched for."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from zhijia.areas.organising.transfers.models import Transfer
from zhijia.kernels.people.actions import register_member

pytestmark = pytest.mark.browser
ALL = "已选中符合条件的全部 28 条"


def test_all_pages_are_ticked_until_one_row_is_unticked(cast, visit):
    for n in range(26):
        register_member(name=f"会员{n:02d}", unit=cast.branch, joined_on=date(2020, 1, 1), by=cast.manager)
    desk = visit(cast.college_officer)
    desk.open(reverse("transfers:members"))
    boxes, bar = desk.main.locator("[name=row]"), desk.main.locator(".zj-bulkbar")
    ticked = desk.main.locator("[name=row]:checked")
    boxes.nth(2).check()
    desk.press("改为选中符合条件的全部 28 条")
    expect(bar).to_contain_text(ALL)
    expect(ticked).to_have_count(25)
    boxes.nth(0).uncheck()
    expect(bar).to_contain_text("已选 24 条（其他页的不再选中）")
    boxes.nth(0).check()
    expect(bar.get_by_text(ALL)).to_be_hidden()
    desk.press("取消选择")
    expect(bar).to_be_hidden()
    boxes.nth(0).check()
    expect(bar).not_to_contain_text("其他页", use_inner_text=True)
    desk.press("批量转出")
    desk.seek("转入工会", "理工")
    desk.press("批量转出 1 条")
    desk.told(f"已发起 1 件，等待{cast.sibling.name}确认")
    assert Transfer.objects.get().to_unit == cast.sibling and desk.troubles == []
