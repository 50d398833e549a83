"""Rosters come in: the file, the columns, the check, the import."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from zhijia.kernels.jobs.testing import run_jobs

from .paper import sheet, spoiled

ROSTER = ["序号", "姓名", "身份证号码", "性别", "部门", "用工性质", "入会时间"]
ROLL = ["序号", "姓名", "身份证号"]


def start_import(visitor, page, link, path, **chosen):
    visitor.open(page)
    visitor.main.get_by_text("导入、导出、打印").click()
    visitor.follow(link)
    for label, option in chosen.items():
        visitor.choose(label, option)
    visitor.upload("表格文件", path)
    visitor.press("上传")
    expect(visitor.main.get_by_role("heading", name="核对列的对应")).to_be_visible()
    visitor.press("开始检查")
    expect(visitor.page).to_have_url(re.compile(r"/exchange/\d+/$"))
    work(visitor)


def work(visitor):
    """What a worker would do meanwhile, in this process."""
    assert run_jobs()
    visitor.page.reload()


def finish_import(visitor, button, created):
    visitor.press(button)
    expect(visitor.page.get_by_text("停止", exact=True).first).to_be_visible()
    work(visitor)
    visitor.fact("新增", created)


def import_the_roster(world, officer):
    rows, bad = list(world.people), (7, 99, 203, 300, 404)
    for place, line in enumerate(bad):
        rows[line] = spoiled(rows[line], place)
    world.good = [row for line, row in enumerate(world.people) if line not in bad]
    cells = [[row[heading] for heading in ROSTER] for row in rows]
    path = sheet(world.folder / "花名册.xlsx", ROSTER, cells, "云岭财经职业学院会员花名册")
    start_import(officer, "/people/", "导入会员花名册", path)
    world.seen["import"] = officer.path
    officer.reads("正确 400 + 错误 5 + 重复 0 = 405 行")
    told = officer.main.get_by_role("table", name="错误在哪里").locator("tbody tr")
    expect(told).to_have_count(5)
    columns = ["身份证号", "姓名", "身份证号", "性别", "入会日期"]
    for row, line, column in zip(told.all(), bad, columns, strict=True):
        expect(row.locator("td").nth(0)).to_have_text(str(line + 3))  # a title and the headings stand above
        expect(row.locator("td").nth(1)).to_have_text(column)
    officer.reads("下载标了错误的副本")
    finish_import(officer, "只导入正确的 400 行", 400)
    officer.fact("正确", 400)
    officer.fact("错误", 5)
    officer.open("/people/")
    officer.reads("共 402 条")  # two were there before
    officer.search(world.good[0]["姓名"], 1)
    officer.follow(world.good[0]["姓名"])
    expect(officer.page).to_have_url(re.compile(r"/people/\d+/$"))
    world.seen["person"] = officer.path


def enrol_the_members(world, officer):
    cells = [(place, row["姓名"], row["身份证号码"]) for place, row in enumerate(world.good, start=1)]
    path = sheet(world.folder / "参互名册.xlsx", ROLL, cells)
    start_import(officer, "/mutual_aid/enrolments/", "导入参互名册", path, 互助期=str(world.period))
    officer.reads("正确 400 + 错误 0 + 重复 0 = 400 行")
    finish_import(officer, "导入 400 行", 400)
    officer.open("/mutual_aid/enrolments/")
    officer.reads("共 400 条")
    officer.main.locator("tbody tr a").first.click()
    expect(officer.page).to_have_url(re.compile(r"/enrolments/\d+/$"))
    officer.reads("待缴费核对")
    world.seen["enrolment"] = officer.path


def receive_the_fee(world, payer):
    payer.open(reverse("mutual_aid:receipts"))
    payer.follow("登记到账")
    payer.choose("互助期", world.period)
    payer.choose("缴费单位", world.cast.college)
    payer.fill("到账金额", 400 * 150)
    payer.fill("银行流水号", "YL19-0001")
    payer.press("登记")
    payer.told("已登记，请核对名册")
    world.seen["receipt"] = payer.path
    payer.press("核对生效")
    payer.told("400 人参互生效")
