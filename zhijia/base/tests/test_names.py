"""Pinyin, masking and regular text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.base import masking, text
from zhijia.base.pinyin import initials, sort_key, surname_of, title_initials, title_sort_key


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张知远", "zzy"),
        ("单雄", "sx"),
        ("仇明", "qm"),
        ("查英", "zy"),
        ("任远", "ry"),
        ("解芳", "xf"),
        ("曾静", "zj"),
        ("朴正", "pz"),
        ("尉迟明远", "ycmy"),
        ("尉明", "wm"),
        ("万俟远", "mqy"),
        ("欧阳明远", "oymy"),
        ("欧阳", "oy"),
        ("阿依古丽·买买提", "ayglmmt"),
        ("Li Lei", "lilei"),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_titles_are_read_by_phrase():
    assert title_initials("重庆大学") == "cqdx"
    assert title_initials("云岭省教科文卫体工会（机关）A1") == "ylsjkwwtghjga1"
    assert title_sort_key("长江") < title_sort_key("重庆")  # chángjiāng, chóngqìng


def test_names_sort_by_sound_then_tone():
    names = ["单明", "李明", "林明", "黎明", "张明", "安明"]
    assert sorted(names, key=sort_key) == ["安明", "黎明", "李明", "林明", "单明", "张明"]
    assert sort_key("张知远") == "zhang1 zhi1 yuan3 张知远"
    assert surname_of("欧阳明") == "欧阳"
    assert surname_of("欧阳") == "欧"


@pytest.mark.parametrize(
    ("mask", "secret", "shown"),
    [
        (masking.id_number, "530102199001011234", "530***********1234"),
        (masking.id_number, "EA1234567", "E*******7"),
        (masking.id_number_public, "530102199001011234", "5****************4"),
        (masking.phone, "13812345678", "138****5678"),
        (masking.phone, "12345", "*****"),
        (masking.card, "6222021234567890128", "***************0128"),
        (masking.card, "1234", "****"),
        (masking.name, "张伟", "张*"),
        (masking.name, "张知远", "张**"),
        (masking.name, "欧阳明远", "欧阳**"),
        (masking.name, "阿依古丽·买买提", "阿***·***"),
        (masking.address, "云岭省春城市五华区学府路1号", "云岭省春城市五华区****"),
        (masking.address, "春城市学府路1号", "春城市****"),
        (masking.address, "学府路1号", "****"),
        (masking.address, "", ""),
        (masking.id_number, "", ""),
    ],
)
def test_masks(mask, secret, shown):
    assert mask(secret) == shown


@given(st.text("0123456789", min_size=1, max_size=30))
def test_a_mask_never_shows_much(secret):
    for mask in (masking.id_number, masking.phone, masking.card, masking.id_number_public):
        assert sum(sign != "*" for sign in mask(secret)) <= max(7, 0) and "*" in mask(secret)


@pytest.mark.parametrize(
    ("regular", "raw", "result"),
    [
        (text.tidy, "\u3000张　知远\u200bＡＢ１ （一） \r\n x ", "张 知远AB1 （一）\nx"),
        (text.tidy, "a\u00a0\t b\ufeff", "a b"),
        (text.squeeze, "达 1.3 万余 人次 （ 一 ） the end 5 个", "达1.3万余人次（一）the end 5个"),
        (text.compact, "１３８ 0013\u200b 8000", "13800138000"),
    ],
)
def test_regular_text(regular, raw, result):
    assert regular(raw) == result
    assert regular(result) == result


@pytest.mark.parametrize(
    ("one", "other"), [("（一）", "(一)"), ("劳模·工匠", "劳模•工匠"), ("Ａ — b", "a–B"), ("1.3 万余", "1.3万余")]
)
def test_what_reads_the_same_has_one_key(one, other):
    assert text.key(one) == text.key(other)


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing(raw):
    for regular in (text.tidy, text.squeeze, text.compact):
        assert regular(regular(raw)) == regular(raw)
