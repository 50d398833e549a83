"""A plan comes in as a document and is carried out with evidence."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from zhijia.base.testing import shared

PLAN = {"file": "001-jiaozuo-2020-work-points.txt", "items": 22, "measures": 16}
EXAMPLE = {"items": 12, "measures": 11}  # where the shared documents are not at hand


def plan_file():
    """The real document where it is at hand; the example of this repository elsewhere."""
    try:
        return shared(f"seeds/{PLAN['file']}"), PLAN
    except pytest.skip.Exception:
        from zhijia.areas.office import plans

        return next(iter(plans.__path__)) + "/examples/college.txt", EXAMPLE


def import_the_plan(world, officer):
    path, counts = plan_file()
    officer.open("/plans/")
    officer.follow("上传计划文件")
    officer.choose("哪个单位的计划", world.cast.college)
    officer.fill("年度", world.today.year)
    officer.upload("计划文件", path)
    officer.press("上传并读取")
    officer.told("已读取，请逐条核对")
    world.seen["outline"] = officer.path
    officer.figure("条目", counts["items"])
    officer.figure("措施", counts["measures"])
    settle = officer.main.get_by_role("button", name="全部核对无误")
    if settle.count():
        settle.click()
        expect(settle).to_have_count(0)
    officer.press("提交采纳")
    officer.told("已提交，请主席采纳")
    world.seen["plan"] = officer.path


def adopt_the_plan(world, chair, officer):
    chair.open(reverse("flow:intray"))
    chair.main.locator("tbody tr a").first.click()
    chair.main.get_by_role("radio", name="同意", exact=True).check()
    chair.press("提交意见")
    chair.told("审核意见已提交")
    officer.open(world.seen["plan"])
    officer.reads("已采纳")


def carry_out_a_measure(world, officer, chair):
    officer.follow("分解下达任务")
    row = officer.main.locator("fieldset.plans-measure").first
    officer.choose("牵头单位", world.cast.college, row)
    officer.fill("完成时限", world.today + timedelta(days=30), row)
    officer.press("下达任务")
    officer.told("已下达1项任务")
    officer.main.locator(".plans-tasks a").first.click()
    expect(officer.page).to_have_url(re.compile(r"/plans/tasks/\d+/$"))
    world.seen["task"] = officer.path
    officer.reads("没有佐证不能报完成")
    officer.follow("关联台账")
    officer.search(world.good[30]["姓名"], 2)  # enrolled, and given a cake
    officer.tick("慰问")
    officer.press("作为佐证")
    officer.press("作为佐证 1 条")
    officer.told("已关联1条台账")
    officer.open(world.seen["task"])
    officer.follow("填报进展")
    officer.fill("现在进展到哪里", "生日慰问已发放并签收")
    officer.main.locator(".zj-submit .btn-primary").click()
    officer.told("已填报")
    officer.reads("生日慰问已发放并签收")
    officer.follow("报完成")
    officer.press("提交核验")
    officer.told("已提交，请等核验")
    chair.open(reverse("flow:intray"))
    chair.main.locator("tbody tr a").first.click()
    chair.main.get_by_role("radio", name="同意", exact=True).check()
    chair.press("提交意见")
    officer.open(world.seen["plan"])
    officer.figure("任务", 1)
    officer.figure("完成率", 100)
