"""A union's year in the browser: the roster, 第十九期, 22 claims of 9 707 yuan, gifts, a plan, the report, and who sees
none of it. What is typed comes from spreadsheets like those a union sends; what is checked is what stands on the page.
"""

import re
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
import xlsxwriter
from django.urls import reverse
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from zhijia.areas.care.mutual_aid import actions as aid
from zhijia.areas.care.mutual_aid.terms import DEMO_BANDS
from zhijia.base.identity import synthetic_id
from zhijia.base.testing import shared
from zhijia.kernels.jobs.testing import run_jobs
from zhijia.kernels.policy.actions import load_defaults
from zhijia.kernels.policy.lookup import resolve

pytestmark = pytest.mark.browser

SURNAMES, GIVEN, LAST = "赵钱孙吴郑王冯陈褚卫", "知远念初明哲清和", "安宁书言行文"
MEMBERS = 400
ROSTER = ["序号", "姓名", "身份证号码", "性别", "部门", "用工性质", "入会时间"]
ROLL = ["序号", "姓名", "身份证号"]
STAYS = ["姓名", "身份证号", "就诊医院", "入院日期", "出院日期", "医疗总费用（元）", "政策内自付（元）", "发票号"]
SENTENCE = "第十九期职工医疗互助参互400人，补助22人次，补助金9707元。"
PLAN = {"file": "001-jiaozuo-2020-work-points.txt", "items": 22, "measures": 16}
EXAMPLE = {"items": 12, "measures": 11}  # where the shared documents are not at hand


# --- what the union has on paper ---


def person(serial) -> dict:
    """Invented people; no two of the same name, numbers that nobody can hold."""
    name = SURNAMES[serial % 10] + GIVEN[serial // 10 % 8] + LAST[serial // 80]
    born = date(1968, 1, 1) + timedelta(days=22 * serial)
    return {
        "序号": serial + 1,
        "姓名": name,
        "身份证号码": synthetic_id(born, serial),
        "性别": "男" if serial % 2 else "女",
        "部门": "会计学院分工会" if serial % 3 else "",
        "用工性质": "在编" if serial % 4 else "非在编",
        "入会时间": date(2018, 9, 1) + timedelta(days=serial),
    }


def wrong_digit(number):
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def spoiled(row, place):
    """Five kinds of mistakes that real rosters are full of."""
    number = row["身份证号码"]
    wrong = (
        {"身份证号码": wrong_digit(number)},
        {"姓名": ""},
        {"身份证号码": number[:-3]},
        {"性别": "女" if row["性别"] == "男" else "男"},
        {"入会时间": "二〇一八年秋"},
    )
    return row | wrong[place]


def sheet(path, headings, rows, title=""):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        page, first = book.add_worksheet(), 0
        if title:
            page.write(0, 0, title)
            first = 1
        page.write_row(first, 0, headings)
        for line, row in enumerate(rows, start=first + 1):
            for place, value in enumerate(row):
                page.write(line, place, value)
    return path


@pytest.fixture
def world(visit, cast, tmp_path):
    """What stands before the year begins: units, accounts, the caps, the scheme and its nineteenth period."""
    today, at = timezone.localdate(), timezone.now()
    chair = cast.province_chair
    load_defaults(unit=cast.province, at=at)
    scheme = aid.found_scheme(unit=cast.province, code="YL", name="云岭省职工医疗互助", by=chair, at=at)
    aid.set_terms(scheme=scheme, effective_from=date(2024, 1, 1), by=chair, at=at, **DEMO_BANDS)
    period = aid.open_period(
        scheme=scheme,
        number=19,
        enrol_from=today - timedelta(days=90),
        enrol_to=today + timedelta(days=30),
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=304),
        by=chair,
        at=at,
    )
    accountant = cast.account("payer", "金账", cast.province, "accountant")
    people = [person(serial) for serial in range(MEMBERS + 5)]
    return SimpleNamespace(
        cast=cast,
        visit=visit,
        folder=tmp_path,
        today=today,
        period=period,
        accountant=accountant,
        people=people,
        good=[],
        seen={},  # what was visited, by what it is
    )


def test_the_unions_year(world):
    cast, visit = world.cast, world.visit
    officer, chair = visit(), visit(cast.college_chair)
    province, head, payer = visit(cast.province_officer), visit(cast.province_chair), visit(world.accountant)
    officer.sign_in("college_officer", cast.password)
    import_the_roster(world, officer)
    enrol_the_members(world, officer)
    receive_the_fee(world, payer)
    claim_for_22_stays(world, officer)
    approve_the_claims(chair, province)
    pay_the_aid(world, head, payer)
    give_for_a_birthday(world, officer, chair)
    refuse_a_second_birthday(world, officer)
    import_the_plan(world, officer)
    adopt_the_plan(world, chair, officer)
    carry_out_a_measure(world, officer, chair)
    write_the_report(world, officer)
    open_the_figure(world, officer)
    publish_the_report(world, officer, chair)
    reverse_a_claim(world, head)
    see_the_difference(world, officer)
    take_the_report_away(world, officer)
    show_nothing_to_the_neighbour(world, visit(cast.sibling_officer))
    for visitor in (officer, chair, province, head, payer):
        assert visitor.troubles == []


# --- spreadsheets ---


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
    start_import(officer, "/people/", "导入花名册", path)
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


# --- claims ---


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
    start_import(officer, "/mutual_aid/claims/", "导入补助申请", path, 互助期=str(world.period))
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


# --- gifts ---


def ask_for_a_birthday(world, officer):
    officer.open("/consolation/")
    officer.follow("登记一人慰问")
    officer.choose("慰问类型", "生日慰问")
    officer.seek("被慰问人", world.good[30]["姓名"])
    officer.fill("慰问日期", world.today)
    officer.choose("慰问形式", "蛋糕券")
    officer.fill("每人标准", "200")
    officer.press("提交审批")


def rule_in_tray(visitor, title):
    visitor.open(reverse("flow:intray"))
    visitor.follow(title, exact=False)
    visitor.main.get_by_role("radio", name="同意", exact=True).check()
    visitor.press("提交意见")
    visitor.told("审核意见已提交")


def give_for_a_birthday(world, officer, chair):
    name = world.good[30]["姓名"]
    ask_for_a_birthday(world, officer)
    officer.told("已提交审批")
    world.seen["round"] = officer.path
    rule_in_tray(chair, f"{name}生日慰问")
    officer.page.reload()
    officer.follow("登记发放")
    officer.tick(name)
    officer.press("登记发放")
    officer.fill("发放日期", world.today)
    officer.press("登记发放 1 条")
    officer.told("已登记发放 1 人")
    officer.follow(name)
    expect(officer.page).to_have_url(re.compile(r"/consolation/"))
    world.seen["gift"] = officer.path


def refuse_a_second_birthday(world, officer):
    """What was typed is still there, and the clause stands beside the field."""
    ask_for_a_birthday(world, officer)
    name, year = world.good[30]["姓名"], world.today.year
    clause = resolve("consolation.birthday", unit=world.cast.college, on=world.today).cited
    officer.reads(f"{name}{year}年已享受过生日慰问，每人每年一次（{clause}")
    expect(officer.main.get_by_label("每人标准")).to_have_value(re.compile("^200"))


# --- the plan ---


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


# --- the report ---


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


# --- next door ---


def show_nothing_to_the_neighbour(world, neighbour):
    for path in world.seen.values():
        neighbour.open(path, status=404)
        assert "云岭财经" not in neighbour.page.content()
    neighbour.open(world.seen["report"] + "docx/", status=404)
    neighbour.open(world.seen["import"] + "faults/", status=404)
    for path in ("/people/", "/mutual_aid/enrolments/", "/mutual_aid/claims/", "/consolation/", "/plans/", "/reports/"):
        neighbour.open(path)
        shown = neighbour.main.evaluate("main => [...main.querySelectorAll('a')].map(link => link.pathname)")
        assert not set(shown) & set(world.seen.values()), path
