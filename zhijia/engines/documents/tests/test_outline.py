"""Outlines of invented documents: any mix of headings, wrong numbers, and input that is no document at all."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.engines.documents.outline import parse_outline
from zhijia.engines.documents.reading import read_text
from zhijia.engines.documents.tests import fixtures


def tree(text):
    return [(item.level, item.number, item.label) for item in parse_outline(text).items]


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_three_levels_in_a_signed_notice():
    found = parse_outline(fixtures.THREE_LEVELS)
    assert tree(fixtures.THREE_LEVELS) == [
        (1, "一、", "强化思想引领"),
        (2, "（一）", "办好职工大讲堂"),
        (3, "1.", "分片举办"),
        (3, "2.", "录制网课"),
        (2, "（二）", "建好职工书屋"),
        (1, "二、", "深化服务"),
        (2, "（一）", "做实互助保障"),
    ]
    assert [item.measures for item in found.items if item.measures] == [
        ("东片在三月，西片在五月。",),
        ("每期课后一周内上线。",),
        ("新建书屋十个。", "更新图书目录。"),
        ("扩大参保面。", "缩短理赔时间。"),
    ]
    assert (found.kind, found.number, found.date) == ("工作要点", "云教科工〔2026〕12号", "2026-02-09")
    assert (found.issuer, found.copies) == ("云岭省教科文卫体工会", "云岭省总工会。")
    assert found.printed.endswith("2026年2月10日印发")
    assert [said for said in found.warnings if "行：" in said] == []


def test_chapters_sections_and_articles():
    found = parse_outline(fixtures.CHAPTERS)
    assert [(item.level, item.number) for item in found.items] == [
        (1, "第一章"),
        (2, "第一条"),
        (2, "第二条"),
        (1, "第二章"),
        (2, "第一节"),
        (3, "第三条"),
        (3, "第五条"),
        (2, "第二节"),
        (3, "第六条"),
    ]
    assert found.kind == "办法"
    assert ["第五条" in said and "跳号" in said for said in found.warnings if "序号" in said] == [True]


def test_decimal_numbers_and_a_sum_that_is_none():
    assert tree(fixtures.DECIMAL) == [
        (1, "1", "总体要求"),
        (2, "1.1", "指导原则"),
        (2, "1.2", "主要目标"),
        (3, "1.2.1", "会员满意度稳步提高"),
        (3, "1.2.2", "提案按期办结"),
        (1, "2", "重点工作"),
        (2, "2.1", "健全教代会"),
        (2, "2.3", "建设职工小家"),
    ]
    found = parse_outline(fixtures.DECIMAL)
    assert any("2.3" in said and "跳号" in said for said in found.warnings)
    assert found.items[3].measures == ("1.5万元专项经费用于补助。",)


def test_lines_without_number_stand_above_the_numbers_below_them():
    assert tree(fixtures.UNNUMBERED) == [
        (1, "", "提升服务职工的温度"),
        (2, "（1）", "开展春季健步走，分院系组织"),
        (2, "（2）", "开办周末托管班，面向双职工家庭"),
        (3, "①", "摸清需求"),
        (3, "②", "落实场地"),
        (3, "③", "公布名单"),
        (1, "", "拓宽民主管理的渠道"),
        (2, "（3）", "开好教代会，落实提案答复"),
        (2, "（4）", "公开工会经费，接受会员监督"),
    ]
    assert parse_outline(fixtures.UNNUMBERED).items[0].kind == "chapter"


def test_report_with_points_run_ins_problems_and_close():
    found = parse_outline(fixtures.REPORT)
    assert [(item.level, item.kind, item.number) for item in found.items] == [
        (1, "chapter", "一、"),
        (2, "item", "（一）"),
        (3, "point", "一是"),
        (3, "point", "二是"),
        (2, "item", "（二）"),
        (3, "run-in", ""),
        (3, "run-in", ""),
        (2, "problems", ""),
        (3, "problem", ""),
        (3, "problem", ""),
        (3, "problem", ""),
        (2, "remark", ""),
        (1, "chapter", "二、"),
        (2, "item", "（一）"),
        (2, "item", "（二）"),
        (1, "closing", ""),
    ]
    assert (found.kind, found.date, found.salutation) == ("工作报告", "2026-03-20", "各位代表：")
    assert found.author.endswith("苏见山")
    assert found.items[13].measures == ("开设心理热线。", "更新健身器材。")


def test_wrong_numbers_are_said_and_kept():
    found = parse_outline(fixtures.WRONG_NUMBERS)
    assert [item.number for item in found.items] == [
        *("一、", "（一）", "（三）", "（三）"),
        *("三、", "（一）", "（二）", "（一）"),
        "二、",
    ]
    said = [re.sub(r"第 \d+ 行：序号", "", text) for text in found.warnings if "序号" in text]
    assert said == [
        "“（三）”前面有跳号，请核对。",
        "“（三）”重复，请核对。",
        "“三、”前面有跳号，请核对。",
        "“（一）”从头重新编号，请核对。",
        "“二、”次序颠倒，请核对。",
    ]
    assert any("发文字号" in text for text in found.warnings)


def test_numbers_that_run_through_all_chapters_may_not_restart():
    text = "工作要点\n一、甲\n1. 子。\n2. 丑。\n二、乙\n3. 寅。\n三、丙\n1. 卯。\n"
    assert [text for text in parse_outline(text).warnings if "连续编号" in text]


def test_bare_list():
    assert tree(fixtures.BARE) == [(1, "1、", "三月召开委员会"), (1, "2、", "四月组织登山"), (1, "3、", "五月表彰先进")]


def test_wrapped_lines_are_joined_first():
    found = parse_outline(fixtures.WRAPPED)
    assert [item.number for item in found.items] == ["一、", "（一）", "（二）", "二、", "（一）", "（二）"]
    assert found.items[1].measures[-1] == "对意见集中的食堂，由分工会督促整改，整改情况向职工公开。"
    assert found.preamble.startswith("2026年是")
    assert found.preamble.endswith("贡献。")


def test_attachments_stand_behind_the_plan():
    found = parse_outline(fixtures.ATTACHED)
    assert (found.kind, found.title, found.date) == ("工作计划", "云岭理工学院工会2026年工作计划", "2026-01-08")
    assert [(item.level, item.kind, item.number) for item in found.items] == [
        (1, "chapter", "一、"),
        (2, "item", "（一）"),
        (1, "chapter", "二、"),
        (2, "item", "（一）"),
        (1, "remark", ""),
        (1, "remark", ""),
        (0, "part", ""),
        (1, "chapter", "（一）"),
        (0, "part", ""),
    ]
    assert [item.title for item in found.at_level(0)] == ["慰问标准一览表", "报名表 姓名、单位、电话"]


def test_a_row_needs_a_second_member():
    text = "工作报告\n一、回顾\n我们一要感谢大家。一是一，二是二，这话不假。\n"
    assert [item.number for item in parse_outline(text).items] == ["一、"]


def test_points_inside_a_paragraph_keep_the_text_before_them():
    text = "讲话\n一、抓学习\n学习是基础。一是抓好集中学。每月一次。二是抓好自学。写好笔记。\n"
    found = parse_outline(text).items
    assert [(item.number, item.title, item.text) for item in found] == [
        ("一、", "抓学习", "学习是基础。"),
        ("一是", "抓好集中学。", "每月一次。"),
        ("二是", "抓好自学。", "写好笔记。"),
    ]


def test_a_text_without_headings_is_said():
    assert any("没有找到" in said for said in parse_outline("大家好。今天开会。").warnings)


@pytest.mark.parametrize("name", fixtures.ALL)
def test_nothing_is_lost(name):
    check_tiling(fixtures.ALL[name])


def check_tiling(text):
    found = parse_outline(text)
    assert "".join(piece.verbatim for piece in found.pieces) == found.document
    for item in found.items:
        if item.kind not in ("part", "row"):
            said = item.number + item.title + item.text + "".join(item.measures)
            assert squeezed(said) == squeezed(item.verbatim)
    found.to_json()
    return found


# --- anything at all -------------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "(二)",
            "1.",
            "1.1 ",
            "第一章 ",
            "第一，",
            "一是",
            "二是",
            "一要",
            "二要",
            "①",
            "②",
            "（1）",
        ),
        *("——", "——必须", "附件：", "附件", "抄送：", "2026年3月1日", "（2026年3月1日）", "云工〔2026〕1号"),
        *(
            "关于印发《要点》的通知",
            "各位代表：",
            "同志们，",
            "工作报告",
            "**",
            "“",
            "”",
            "《",
            "》",
            "and",
            "百十、",
            "主要任务是：",
        ),
        *(
            "加强管理。",
            "做好服务，",
            "我们也看到工作中的不足，主要是：",
            "体会到：",
            "；",
            "。",
            "\n",
            "\n\n",
            " ",
            "\u3000",
            "\t",
        ),
        *("三名", "3.5万余人次", "两金一银", "第九名", "云岭省工会", "表示衷心的感谢！", "\ufeff", "\x00", "𠀀"),
    ]
)


@given(st.lists(FRAGMENTS, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_mix_of_fragments_is_tiled(text):
    check_tiling(text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_tiled(text):
    check_tiling(text)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
@settings(max_examples=100, deadline=None)
def test_no_character_of_the_text_is_lost(text):
    """Only blanks, the sign ** and invisible characters may go; the English word “and” becomes 和."""
    blank = re.compile("[\\s\u200b-\u200f\ufeff\x00]|\\*\\*")
    before, after = blank.sub("", text), blank.sub("", parse_outline(read_text(text)).document)
    assert re.sub("and|和", "", before) == re.sub("and|和", "", after)
