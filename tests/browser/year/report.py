"""The report states a figure, opens it, and tells what changed since."""

import re
from datetime import timedelta
from io import BytesIO

from django.urls import reverse
from docx import Document
from playwright.sync_api import expect

SENTENCE = "第十九期职工医疗互助参互400人，补助22人次，补助金9707元。"


def write_the_report(world, officer):
    officer.open("/reports/")
    officer.follow("起草报告")
    officer.choose("报告单位", world.cast.college)
    officer.choose("起草方式", "空白")
    officer.fill("期间起", world.today - timedelta(days=60))
    officer.fill("期间止", world.today)
    officer.fill("标题", "云岭财经职业学院工会年度工作报告")
    officer.press("保存并开始写")
    officer.told("已建好，请逐段写内容")
    officer.follow("在最后加一节")
    officer.fill("小标题", "做实服务帮扶，增进职工福祉")
    officer.press("添加")
    officer.press("加一段")
    box = officer.main.get_by_role("textbox", name="第1段")
    box.click()
    said = officer.page.locator(".rp-said")
    for words, indicator, reading in (
        ("第十九期职工医疗互助参互", "在保人数", "400人"),
        ("，补助", "医疗互助补助人次", "22人次"),
        ("，补助金", "医疗互助补助金额", "9707元"),
    ):
        officer.page.keyboard.type(words)
        insert_number(officer, indicator, reading)
        expect(said).to_contain_text(words + reading)
    officer.page.keyboard.type("。")
    expect(said).to_contain_text(SENTENCE)
    officer.follow("看整篇、提交审定")
    expect(officer.main.locator(".rp-text")).to_have_text(SENTENCE)
    world.seen["report"] = officer.path


def insert_number(officer, indicator, reading):
    officer.follow("插入数字")
    dialog = officer.page.get_by_role("dialog", name="插入数字")
    dialog.get_by_role("radio", name=indicator, exact=True).check()
    expect(dialog.get_by_role("status")).to_contain_text(reading)
    expect(dialog.locator("#rp-picked")).not_to_have_class(re.compile("htmx-"))  # it listens to choices from now on
    with officer.page.expect_response(re.compile("tag_occasion=19")):
        dialog.locator("[name=tag_occasion]").select_option(value="19")
    expect(dialog.locator("[name=tag_occasion]")).to_have_value("19")
    expect(dialog.get_by_role("status")).to_contain_text(reading)
    officer.press("插入", dialog)
    expect(dialog).to_be_hidden()


def open_the_figure(world, officer):
    """From the number in the sentence to the rows behind it."""
    officer.follow(re.compile("9707"), officer.main.locator(".rp-text"), exact=False)
    officer.reads("22 条记录", "共 22 条")
    expect(officer.main.locator("tbody tr")).to_have_count(22)
    expect(officer.main.locator("tfoot")).to_contain_text("9,707.00")
    officer.open(world.seen["report"])


def publish_the_report(world, officer, chair):
    officer.press("提交审定")
    chair.open(reverse("flow:intray"))
    chair.main.locator("tbody tr a").first.click()
    chair.reads(SENTENCE)
    chair.main.get_by_role("radio", name="同意", exact=True).check()
    chair.press("提交意见")
    chair.told("审核意见已提交")
    officer.open(world.seen["report"])
    officer.reads("已发布")
    expect(officer.main.locator(".rp-text")).to_have_text(SENTENCE)


def reverse_a_claim(world, head):
    head.open(world.seen["claim"])
    head.follow("冲销")
    head.fill("理由", "结算单重复报销，补助金已退回")
    head.press("冲销")
    head.told("已冲销")


def see_the_difference(world, officer):
    officer.open(world.seen["report"])
    officer.reads("发布后有 2 个数发生变化，正文仍是发布时的数。")
    expect(officer.main.locator(".rp-text")).to_have_text(SENTENCE)
    officer.follow("看变化")
    world.seen["changes"] = officer.path
    changed = officer.main.get_by_role("table", name="发布后变化").locator("tbody tr")
    expect(changed).to_have_count(2)
    expect(changed.filter(has_text="补助人次")).to_contain_text(re.compile("22.*21", re.DOTALL))
    money = changed.filter(has_text="补助金额")
    expect(money).to_contain_text(re.compile(r"9,?707.*9,?177", re.DOTALL))


def take_the_report_away(world, officer):
    officer.open(world.seen["report"])
    with officer.page.expect_download() as coming:
        officer.follow("下载 Word")
    assert coming.value.suggested_filename.endswith(".docx")
    book = Document(BytesIO(coming.value.path().read_bytes()))
    assert SENTENCE in [paragraph.text.strip() for paragraph in book.paragraphs]
