import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base.numerals import LIMIT, from_chinese, ordinal, to_chinese, year_digits
from zhijia.base.verdict import Refused


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (32, "三十二"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (107_000, "十万七千"),
        (100_010, "十万零一十"),
        (10**12, "一万亿"),
        (-3, "负三"),
    ],
)
def test_both_ways(number, text):
    assert to_chinese(number) == text
    assert from_chinese(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（二十二）", 22),
        ("(三)", 3),
        ("第十二", 12),
        ("二〇三五", 2035),
        ("二○二〇", 2020),
        ("廿二", 22),
        ("两万五", 25_000),
        ("一百五", 150),
        ("一百零五", 105),
        ("壹仟肆佰零玖", 1409),
        ("３２", 32),
        ("3万5千", 35_000),
        (" 三 十 ", 30),
        ("一亿零三", 100_000_003),
    ],
)
def test_other_ways_of_writing(text, number):
    assert from_chinese(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "负", "百", "万", "十百", "一十十", "三千三千", "一百零", "一亿亿", "零零万", "3.5", "一二十", "abc", "千五"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Refused, match="不是中文数字"):
        from_chinese(text)


def test_ordinals_and_years():
    assert ordinal(22) == "（二十二）"
    assert year_digits(2035) == "二〇三五"


@given(st.integers(-LIMIT + 1, LIMIT - 1))
def test_what_is_written_reads_back(number):
    assert from_chinese(to_chinese(number)) == number


def test_too_large_is_refused():
    with pytest.raises(Refused):
        to_chinese(LIMIT)
