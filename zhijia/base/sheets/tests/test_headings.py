"""Headings of real spreadsheets (layouts seen in public repositories) and the columns they stand for."""

import pytest

from zhijia.base.sheets import ImportColumn
from zhijia.base.sheets.headings import find, folded, is_note, match, money_unit

COLUMNS = (
    ImportColumn("name", "姓名", ("会员姓名",), required=True),
    ImportColumn("id_number", "身份证号", ("身份证号码", "公民身份号码"), required=True, kind="id_number"),
    ImportColumn("sex", "性别"),
    ImportColumn("born_on", "出生日期", ("出生年月",), kind="date"),
    ImportColumn("phone", "手机号", ("电话", "联系电话", "联系方式"), kind="phone"),
    ImportColumn("staff_no", "工号", ("员工编码",)),
    ImportColumn("unit", "所在单位", ("所属单位", "部门")),
    ImportColumn("income", "家庭年收入", kind="money"),
    ImportColumn("joined_on", "入会日期", ("入会时间",), kind="date"),
)

LAYOUTS = [
    (
        "序号 姓名 身份证号 出生日期 性别 民族 政治面貌 籍贯 学历 电话 邮箱 备注",
        "name=1 id_number=2 born_on=3 sex=4 phone=9",
    ),
    (
        "会员号 姓名 性别 职工类型 民族 政治面貌 籍贯 出生日期 学历 身份证号 电话",
        "name=1 sex=2 born_on=7 id_number=9 phone=10",
    ),
    ("姓名 性别 身份证号码 学历 所属单位 联系方式 入会时间", "name=0 sex=1 id_number=2 unit=4 phone=5 joined_on=6"),
    (
        "序号 姓名 员工编码/身份证号 所属单位 联系电话 家庭年收入（万元） 个人年收入（万元）",
        "name=1 id_number=2 staff_no=2 unit=3 phone=4 income=5",
    ),
    ("序号 姓名* 身份证号（必填） 手机号(11位)", "name=1 id_number=2 phone=3"),
    ("姓　名 身份证\n号码 性\u3000别", None),
]


@pytest.mark.parametrize(("headings", "expected"), [layout for layout in LAYOUTS if layout[1]])
def test_real_headings_find_their_columns(headings, expected):
    places = match(headings.split(" "), COLUMNS).places
    assert places == {key: int(place) for key, _eq, place in (part.partition("=") for part in expected.split())}


def test_spaces_and_line_breaks_inside_a_heading_do_not_matter():
    assert match(["姓　名", "身份证\n号码", "性 别"], COLUMNS).places == {"name": 0, "id_number": 1, "sex": 2}


def test_the_own_label_wins_over_a_synonym():
    assert match(["电话", "手机号"], COLUMNS).places["phone"] == 1


def test_the_first_of_two_equal_headings_is_taken():
    """The columns of family members repeat 姓名 further right."""
    assert match(["姓名", "关系", "姓名"], COLUMNS).places == {"name": 0}


def test_missing_required_columns_are_named():
    assert match(["姓名", "性别"], COLUMNS).missing == ("id_number",)


def test_the_line_of_headings_is_found_below_titles_and_notes():
    rows = [
        ["云岭财经职业学院会员花名册", "", ""],
        ["填报日期：2026年3月", "", ""],
        ["序号", "姓名", "身份证号"],
        [1, "张知远", "…"],
    ]
    place, found = find(rows, COLUMNS)
    assert (place, found.places) == (2, {"name": 1, "id_number": 2})


def test_an_empty_sheet_has_no_headings():
    place, found = find([], COLUMNS)
    assert (place, found.places, found.missing) == (0, {}, ("name", "id_number"))


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("家庭年收入（万元）", "万元"),
        ("金额(元)", "元"),
        ("金额", ""),
        ("上年结余累计(万元)", "万元"),
        ("金额【单位：元】", "元"),
        ("收入万元", "万元"),
        ("元旦慰问", ""),
    ],
)
def test_a_heading_names_its_unit(heading, unit):
    assert money_unit(heading) == unit


def test_a_folded_heading_has_no_star_remark_or_space():
    assert folded(" 身份证号码（必填）* ") == "身份证号码"


@pytest.mark.parametrize(
    "cells", [["合计", "", 12], ["", "", "小 计"], ["备注：以上人员均已核实"], ["填表人：李念"], ["总计"]]
)
def test_lines_below_the_table_are_notes(cells):
    assert is_note(cells)


@pytest.mark.parametrize("cells", [["张知远", 1], ["", ""], ["计合"], [1, "合计"]])
def test_data_is_no_note(cells):
    assert not is_note(cells)
