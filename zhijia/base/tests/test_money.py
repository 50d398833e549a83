import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base.money import LIMIT, MoneyField, YuanField, capital, round_fen, split, times, to_fen, yuan
from zhijia.base.numerals import from_chinese
from zhijia.base.verdict import Refused

FEN = st.integers(-LIMIT + 1, LIMIT - 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.5", 123450),
        ("１２３４．５", 123450),
        ("9 707.00", 970700),
        ("9\u00a0707", 970700),
        ("¥12元", 1200),
        (".5", 50),
        ("5.", 500),
        ("5.10000", 510),
        ("-5", -500),
        ("1,234,567.89", 123456789),
        (Decimal("0.07"), 7),
        (12, 1200),
    ],
)
def test_what_people_type(text, fen):
    assert to_fen(text) == fen


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "请填写金额"),
        ("3万", "不要写“万”"),
        ("1,23", "逗号或正负号"),
        ("1,2345", "逗号或正负号"),
        ("--5", "逗号或正负号"),
        ("1.2.3", "两个小数点"),
        ("1.234", "最多写到分"),
        ("1." + "0" * 40 + "1", "最多写到分"),
        ("1e5", "不是金额"),
        ("abc", "不是金额"),
        ("-", "不是金额"),
        ("10000000000000000", "金额太大"),
        (Decimal("NaN"), "不是数字"),
    ],
)
def test_what_is_refused(text, fault):
    with pytest.raises(Refused, match=fault):
        to_fen(text)


@pytest.mark.parametrize("value", [1.5, True])
def test_inexact_values_are_a_mistake_of_the_program(value):
    with pytest.raises(TypeError):
        to_fen(value)


@given(FEN)
def test_shown_reads_back(fen):
    assert to_fen(yuan(fen)) == fen


# 《支付结算办法》附一 gives the first four
@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "壹拾万柒仟元零伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (53, "伍角叁分"),
        (6000000, "陆万元整"),
        (10**14, "壹万亿元整"),
        (-970700, "负玖仟柒佰零柒元整"),
    ],
)
def test_capitals(fen, text):
    assert capital(fen) == text


def read_capital(text):
    sign, text = (-1, text[1:]) if text.startswith("负") else (1, text)
    parts = re.fullmatch(r"(?:(.+)元)?零?(?:(.)角)?(?:(.)分|整)", text)
    whole, jiao, last = (from_chinese(part) if part else 0 for part in parts.groups())
    return sign * (whole * 100 + jiao * 10 + last)


@given(FEN)
def test_capitals_read_back(fen):
    assert read_capital(capital(fen)) == fen


@given(FEN)
def test_capitals_keep_the_rules_of_zero_and_whole(fen):
    text = capital(fen)
    assert "零零" not in text
    assert text.endswith("整") == (fen % 10 == 0)


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_shares_add_up_and_are_fair(total, weights):
    shares = split(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total) * weight / sum(weights)) < 1


def test_shares():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split(2_000_000, [Decimal("0.65"), Decimal("0.35")]) == [1_300_000, 700_000]
    for weights in ([], [0, 0], [2, -1]):
        with pytest.raises(Refused):
            split(1, weights)


@given(st.integers(-(10**12), 10**12), st.decimals(-10, 10, places=6))
def test_rounding_is_half_up_and_once(fen, rate):
    rounded = times(fen, rate)
    exact = Fraction(fen) * Fraction(rate)
    assert abs(rounded - exact) <= Fraction(1, 2)
    assert rounded == -times(-fen, rate)


def test_halves_go_away_from_zero():
    assert [round_fen(Decimal(text)) for text in ("0.5", "1.5", "-0.5", "0.49")] == [1, 2, -1, 0]
    assert times(100, Decimal("0.125")) == 13
    with pytest.raises(TypeError):
        times(100, 0.125)


# --- The fields ---


def test_the_form_speaks_yuan():
    field = YuanField(max_fen=100_000)
    assert field.clean("１,000") == 100_000
    assert field.prepare_value(123450) == "1,234.50"
    assert field.prepare_value("3万") == "3万"  # what was typed stays
    assert field.clean(123450 // 2) == 61725  # a disabled field's initial is fen already
    assert not field.has_changed(123450, "1234.5")
    assert field.has_changed(123450, "abc")
    assert 'inputmode="decimal"' in field.widget.render("a", None, field.widget.attrs)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("3万", "不要写“万”"), ("-1", "不能小于 0.00 元"), ("1000.01", "不能大于 1,000.00 元")],
)
def test_the_form_says_what_is_wrong(typed, fault):
    with pytest.raises(ValidationError, match=fault):
        YuanField(max_fen=100_000).clean(typed)


def test_empty_is_none_where_allowed():
    assert YuanField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        YuanField().clean(" ")


def test_the_column_holds_whole_fen():
    field = MoneyField()
    assert isinstance(field.formfield(), YuanField)
    assert field.get_prep_value(Decimal(5)) == 5
    for wrong in (1.0, Decimal("1.5")):
        with pytest.raises(TypeError):
            field.get_prep_value(wrong)
