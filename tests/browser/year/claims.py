"""Twenty-two claims from the ward to the bank."""

from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import expect

from .paper import sheet
from .spreadsheets import finish_import, start_import

STAYS = ["姓名", "身份证号", "就诊医院", "入院日期", "出院日期", "医疗总费用（元）", "政策内自付（元）", "发票号"]


def claim_for_22_stays(world, officer):
    claim_by_form(world, officer, world.good[21])
    admitted = world.today - timedelta(days=40)
    cells = [
        (
            row["姓名"],
            row["身份证号码"],
            "云岭省中心医院",
            admitted,
            admitted + timedelta(days=7),
            8955,
            2985,
            f"F19{n:04d}",
        )
        for n, row in enumerate(world.good[:21])
    ]
    path = sheet(world.folder / "补助申请.xlsx", STAYS, cells)
    start_import(officer, "/mutual_aid/claims/", "导入医疗互助补助申请", path, 互助期=str(world.period))
    officer.reads("正确 21 + 错误 0 + 重复 0 = 21 行")
    world.seen["import of claims"] = officer.path
    finish_import(officer, "导入 21 行", 21)
    officer.open("/mutual_aid/claims/")
    officer.reads("共 22 条")
    expect(officer.main.locator("tfoot")).to_contain_text("9,707.00")


def claim_by_form(world, officer, row):
    """The amount stands there before anything is sent."""
    officer.open("/mutual_aid/claims/")
    officer.follow("登记申请")
    officer.seek("会员", row["姓名"])
    officer.fill("就诊医院", "云岭省第一人民医院")
    officer.fill("入院日期", world.today - timedelta(days=30))
    officer.fill("出院日期", world.today - timedelta(days=20))
    officer.fill("医疗总费用", "12000")
    officer.fill("政策范围内自付", "3450")
    officer.fill("发票号", "F19-9001")
    expect(officer.page.locator("#zj-preview")).to_contain_text("530.00 元")
    officer.press("提交审核")
    officer.told("已提交，等待单位初审")
    officer.reads("530.00")
    world.seen["claim"] = officer.path


def approve_the_claims(chair, province):
    """The college's chair in the tray, the province in the list of claims."""
    chair.open(reverse("flow:intray"))
    chair.tick_all()
    chair.press("批量同意")
    chair.press("批量同意 22 条")
    chair.told("已同意 22 件")
    province.open("/mutual_aid/claims/")
    province.tick_all()
    province.press("同意")
    province.press("同意 22 条")
    province.told("已同意 22 件")


def pay_the_aid(world, head, payer):
    head.open(world.period.get_absolute_url())
    head.press("编制发放批次")
    head.told("批次已编制，请会计发放")
    world.seen["payment"] = head.path
    head.reads("共 22 笔", "9,707.00")
    payer.open(head.path)
    payer.follow("登记已发放")
    payer.reads("共 22 笔，9,707.00 元")
    payer.press("确认已发放")
    payer.told("已发放，台账已登记")
