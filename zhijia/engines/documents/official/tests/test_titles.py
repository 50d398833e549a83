from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.engines.documents.official import break_title
from zhijia.engines.documents.official.text import one_line, width

ISSUER = "云岭省教科文卫体工会"


@pytest.mark.parametrize(
    "lines",
    [
        ("关于开展职工医疗互助活动的通知",),
        ("关于印发《云岭省教科文卫体工会", "2026年工作要点》的通知"),
        ("云岭省教科文卫体工会关于做好2026年", "春节期间送温暖慰问困难职工工作的通知"),
        ("关于表彰2025年度全省教科文卫体", "系统先进基层工会优秀工会工作者", "和优秀工会积极分子的决定"),
    ],
)
def test_titles_break_where_the_sense_breaks(lines):
    assert break_title("".join(lines), keep=(ISSUER,)) == lines


def test_no_line_starts_with_a_closing_sign_nor_tears_a_number_or_a_name():
    for start in range(12):
        title = "甲" * start + f"关于转发《{ISSUER}2026年（第12期）工作简报》的通知"
        lines = break_title(title, keep=(ISSUER,))
        assert any(ISSUER in line for line in lines)
        assert not any(line[0] in "》）年的" or line[-1] in "《（" for line in lines)
        assert not any(a[-1].isdigit() and b[0].isdigit() for a, b in pairwise(lines))


def test_three_lines_make_no_hourglass():
    lines = break_title("云岭财经职业学院工会关于召开第三届教职工代表大会暨第四届工会会员代表大会第二次会议的请示")
    wide = [width(line) for line in lines]
    assert len(lines) == 3
    assert wide[1] >= min(wide[0], wide[2])


@given(st.text(st.characters(codec="utf-8"), max_size=120))
def test_nothing_of_a_title_is_lost(title):
    assert "".join("".join(break_title(title)).split()) == "".join(one_line(title).split())


@pytest.mark.parametrize("title", ["A" * 3000, "关于通知，" * 400])
def test_a_title_without_end_is_only_cut(title):
    assert "".join(break_title(title)) == title
