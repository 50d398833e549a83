"""What stands in a cell and what it means."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base.identity import id_check
from zhijia.base.sheets import ImportColumn
from zhijia.base.sheets.cells import KINDS, Unreadable, day_of, fen_of, plain

BODY = "53010219900307001"
NUMBER = BODY + id_check(BODY)


def read(kind, cell, heading="", **more):
    column = ImportColumn("x", more.pop("label", "项目"), kind=kind, **more)
    return KINDS[kind](column, heading or column.label)(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2020-03-01", date(2020, 3, 1)),
        ("2020/3/1", date(2020, 3, 1)),
        ("2020.3.1", date(2020, 3, 1)),
        ("2020.03", date(2020, 3, 1)),
        ("2020年3月", date(2020, 3, 1)),
        ("2020年3月15日", date(2020, 3, 15)),
        ("2020 年 3 月 15 日", date(2020, 3, 15)),
        ("二〇二〇年三月十五日", date(2020, 3, 15)),
        ("二○二○年十二月二十一日", date(2020, 12, 21)),
        ("２０２０－０３－０１", date(2020, 3, 1)),
        ("20200301", date(2020, 3, 1)),
        ("202003", date(2020, 3, 1)),
        (20200301.0, date(2020, 3, 1)),
        (202003.0, date(2020, 3, 1)),
        (43891.0, date(2020, 3, 1)),
        (43891, date(2020, 3, 1)),
        (2020.3, date(2020, 3, 1)),
        (2020.12, date(2020, 12, 1)),
        ("2020-03-01 00:00:00", date(2020, 3, 1)),
        (datetime(2020, 3, 1, 8, 30), date(2020, 3, 1)),  # noqa: DTZ001 (a spreadsheet knows no zone)
        (date(2020, 3, 1), date(2020, 3, 1)),
    ],
)
def test_a_date_is_read_however_an_office_writes_it(cell, expected):
    assert read("date", cell) == expected


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("2020-02-30", "不是真实的日期"),
        ("98.7.1", "请写成 2020-03-01"),
        ("2020", "请写成 2020-03-01"),
        (2020.0, "请写成 2020-03-01"),
        ("三月", "请写成 2020-03-01"),
        (2020.1, "分不清1月还是10月，请写成 2020-01 或 2020-10"),
        ("3020-01-01", "年份不对"),
        (True, "不是可识别的日期"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(cell, part):
    with pytest.raises(Unreadable, match=part):
        read("date", cell)


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]),
)
def test_every_day_is_read_back_from_every_way_of_writing(day, form):
    assert day_of(day.strftime(form)) == day


@given(st.dates(date(1930, 1, 1), date(2100, 1, 1)))
def test_a_serial_number_is_the_day_the_spreadsheet_means(day):
    assert day_of(float((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [
        ("金额（元）", "1,234.50", 123_450),
        ("金额(元)", 1234.5, 123_450),
        ("家庭年收入（万元）", "3.6", 3_600_000),
        ("家庭年收入(万元)", 3.6, 3_600_000),
        ("家庭年收入（单位：万元）", 12, 12_000_000),
        ("困难帮扶金额（元）", 20000, 2_000_000),
        ("收入万元", "0.5", 500_000),
        ("金额", "￥100元", 10_000),
        ("金额", "１００．５０", 10_050),
        ("金额", 0.1 + 0.2, 30),
        ("金额", "-12.30", -1_230),
        ("金额", 0, 0),
    ],
)
def test_the_unit_of_money_comes_from_the_heading_never_from_the_size(heading, cell, fen):
    assert read("money", cell, heading) == fen


@pytest.mark.parametrize(
    ("cell", "part"),
    [("约200", "不是金额"), ("12.345", "不足一分"), ("", "不是金额"), ("inf", "过大"), (1e300, "过大")],
)
def test_what_is_no_money_is_refused(cell, part):
    with pytest.raises(Unreadable, match=part):
        read("money", cell)


@given(st.integers(-(10**14), 10**14))
def test_fen_survive_being_written_as_yuan(fen):
    assert (
        fen_of(
            f"{fen / 100:.2f}"
            if abs(fen) < 10**12
            else f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
        )
        == fen
    )


@pytest.mark.parametrize(
    "cell", [NUMBER, f" {NUMBER} ", f"'{NUMBER}", NUMBER.lower(), "５３０１０２１９９００３０７００１" + NUMBER[-1]]
)
def test_an_identity_number_is_cleaned_and_checked(cell):
    assert read("id_number", cell) == NUMBER


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        (5.301021990030712e17, "身份证号列被 Excel 存成了数字，后几位已丢失，请把该列设为文本后重新填写"),
        (530102199003070018, "后几位已丢失"),
        ("5.30102E+17", "后几位已丢失"),
        ("530***********0018", "是遮盖后的号码，请填写完整号码"),
        (BODY + ("1" if NUMBER[-1] != "1" else "2"), "第18位不对"),
        ("53010219900307", "应为18位，现在是14位"),
    ],
)
def test_an_identity_number_that_lost_its_end_never_passes(cell, part):
    with pytest.raises(Unreadable, match=part.replace("*", r"\*")):
        read("id_number", cell, label="身份证号")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("13800000001", "13800000001"),
        (13800000001.0, "13800000001"),
        ("138 0000 0001", "13800000001"),
        ("+86-13800000001", "13800000001"),
        ("0871-65123456", "087165123456"),
    ],
)
def test_a_phone_number_is_its_digits(cell, expected):
    assert read("phone", cell) == expected


@pytest.mark.parametrize("cell", ["1380000000", "电话", "23800000001"])
def test_what_is_no_phone_number_is_refused(cell):
    with pytest.raises(Unreadable, match="11 位手机号"):
        read("phone", cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("张　三", "张三"),
        ("欧阳 明远", "欧阳明远"),
        ("Li Lei", "Li Lei"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("张\n三", "张三"),
    ],
)
def test_a_name_loses_the_spaces_that_only_align_it(cell, expected):
    assert read("name", cell) == expected


def test_a_name_with_digits_is_no_name():
    with pytest.raises(Unreadable, match="不像姓名"):
        read("name", "张三2")


def test_a_choice_is_any_of_its_words_and_a_wrong_one_is_told_the_right_ones():
    choices = {"在编": "established", "正式": "established", "非在编": "other"}
    assert read("choice", "正式", choices=choices) == "established"
    assert read("choice", " 在 编 ", choices=choices) == "established"
    with pytest.raises(Unreadable, match="“临时”不是可填的选项，可填：在编、非在编"):
        read("choice", "临时", choices=choices)


@pytest.mark.parametrize(("cell", "expected"), [(3.0, 3), ("1,200", 1200), ("１２", 12)])
def test_a_whole_number_may_be_typed_as_text(cell, expected):
    assert read("int", cell) == expected


def test_half_a_person_is_no_whole_number():
    with pytest.raises(Unreadable, match="不是整数"):
        read("int", 2.5)


@pytest.mark.parametrize(
    ("cell", "expected"), [(1001.0, "1001"), (0.5, "0.5"), ("  a  b ", "a b"), ("'=1+1", "=1+1"), (None, "")]
)
def test_text_is_what_a_person_reads_on_the_screen(cell, expected):
    assert read("text", cell) == expected


def test_text_that_is_too_long_says_by_how_much():
    with pytest.raises(Unreadable, match="最多 3 个字，现有 4 个"):
        read("text", "一二三四", longest=3)


def test_plain_never_writes_a_number_with_an_exponent():
    assert plain(1e15) == "1000000000000000"
