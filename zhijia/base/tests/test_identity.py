from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base import identity
from zhijia.base.identity import (
    SYNTHETIC,
    bank_card_fault,
    mobile_fault,
    normal,
    resident_id_fault,
    synthetic_id,
    uscc_fault,
)
from zhijia.base.verdict import Refused

ZHANG = synthetic_id(date(1990, 1, 1), 1)
BIRTHS = st.dates(date(1900, 1, 1), date(2026, 1, 1))


def numbered(body):
    return body + identity.id_check(body)


@pytest.mark.parametrize(
    "text",
    ["11010519491231002X", numbered("81000019900101001"), numbered("95315619900101001"), numbered("53010220000229003")],
)
def test_right_numbers(text):
    assert resident_id_fault(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "请填写身份证号"),
        ("1101051949123100", "身份证号应为18位，现在是16位，请核对"),
        ("110105491231002", "这是15位旧身份证号，请填写18位的新号"),
        ("110105491331002", "身份证号第7至12位“491331”不是有效的出生日期，请核对"),
        ("010105491231002", "身份证号前两位“01”不是有效的地区代码，请核对"),
        ("1101051949O231002X", "身份证号第11位应为数字，请核对"),
        ("11010519４91231002X", "身份证号第9位应为数字，请核对"),
        ("010105194912310021", "身份证号前两位“01”不是有效的地区代码，请核对"),
        ("110105194913310021", "身份证号第7至14位“19491331”不是有效的出生日期，请核对"),
        ("110105189912310021", "身份证号第7至14位“18991231”不是有效的出生日期，请核对"),
        ("110105190002290021", "身份证号第7至14位“19000229”不是有效的出生日期，请核对"),
        ("110105194912310021", "身份证号第18位不对，请核对"),
        ("11010519491231002Ｘ", "身份证号第18位不对，请核对"),
    ],
)
def test_the_exact_fault(text, fault):
    assert resident_id_fault(text) == fault


def test_a_birth_to_come_is_a_fault_only_if_today_is_told():
    text = numbered("53010220300101001")
    assert resident_id_fault(text) is None
    assert resident_id_fault(text, today=date(2026, 3, 10)) == "身份证号里的出生日期2030-01-01还没有到，请核对"


def test_invented_numbers_pass_only_on_trial_machines_or_when_asked_for(settings):
    assert ZHANG.startswith(SYNTHETIC)
    assert resident_id_fault(ZHANG) is None
    settings.SYNTHETIC_IDS = False
    assert resident_id_fault(ZHANG) == "身份证号前两位“99”不是有效的地区代码，请核对"
    assert resident_id_fault(ZHANG, synthetic=True) is None
    with pytest.raises(Refused):
        synthetic_id(date(1990, 1, 1), 1000)


@given(BIRTHS, st.integers(0, 999))
def test_an_invented_number_tells_birth_and_sex(born, serial):
    text = synthetic_id(born, serial)
    assert resident_id_fault(text, synthetic=True) is None
    assert identity.birth_date(text) == born
    assert identity.sex(text) == ("男" if serial % 2 else "女")


@given(BIRTHS, st.integers(0, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born, serial, place, shift):
    text = synthetic_id(born, serial)
    if text[place] != "X":
        wrong = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
        assert resident_id_fault(wrong, synthetic=True)


def test_normal_form():
    assert normal(" 110105 19491231 002x ") == "11010519491231002X"
    assert normal("１１０１０５491231002") == "11010519491231002X"
    assert normal("110105491331002") == "110105491331002"  # an unsound old number is left for the fault to be told
    assert identity.upgrade("110105491231002") == "11010519491231002X"


@pytest.mark.parametrize("read", [identity.birth_date, identity.sex, identity.upgrade])
def test_nothing_is_read_from_an_unsound_number(read):
    with pytest.raises(Refused):
        read("123")


@pytest.mark.parametrize("text", ["91350100M000100Y43", "81530000MC00000121"])
def test_credit_codes(text):
    assert uscc_fault(text) is None
    assert identity.is_union_uscc(text) == text.startswith("81")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "请填写统一社会信用代码"),
        ("9135", "应为18位，现在是4位"),
        ("9135010OM000100Y43", "第8位“O”不是允许的字符"),
        ("9135A100M000100Y43", "第3至8位"),
        ("91350100M000100Y53", "第17位不对"),
        ("91350100M000100Y44", "第18位不对"),
    ],
)
def test_credit_code_faults(text, fault):
    assert fault in uscc_fault(text)


@pytest.mark.parametrize(
    ("check", "text", "fault"),
    [
        (mobile_fault, "13812345678", None),
        (mobile_fault, "", "请填写手机号"),
        (mobile_fault, "1381234567", "现在是10位"),
        (mobile_fault, "12812345678", "13至19开头"),
        (mobile_fault, "1381234567a", "只能是数字"),
        (bank_card_fault, "6222021234567890128", None),
        (bank_card_fault, "6222021234567890127", "逐位核对"),
        (bank_card_fault, "622202", "16至19位"),
        (bank_card_fault, "62220212345678901X", "只能是数字"),
        (identity.passport_fault, "EA1234567", None),
        (identity.passport_fault, "ABCDEFG", "护照号应为"),
        (identity.passport_fault, "", "请填写护照号"),
    ],
)
def test_other_numbers(check, text, fault):
    assert check(text) is None if fault is None else fault in check(text)
