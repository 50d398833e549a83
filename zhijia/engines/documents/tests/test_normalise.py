"""Broken lines, bold signs, English residue: the rules of import, one by one."""

import pytest

from zhijia.engines.documents.normalise import Break, joins, normalise
from zhijia.engines.documents.reading import read_text

JOINED = [
    ("各级工会要认真落实会议精神。会后及时传达，组", "织学习讨论。"),
    ("关于印发《云岭省教科文卫体工会2026年", "工作要点》的通知"),
    ("（二）以“强基础、促规", "范”为目标，推进规范化建设。"),
    ("（四）始终坚持服务发展大局，不断推动各项重点工作的", "落实见效"),
    ("传达学习省委、省政府、", "省总工会会议精神。"),
    ("——在云岭医科大学第三届教职工代表大会第二次会议上的", "工作报告"),
    ("推进《职工之家建设办法》", "的贯彻落实。"),
]
APART = [
    ("一、提升服务职工能力水平，打造温暖的职工之家", "各级工会要落实责任。"),
    ("云教科工〔2026〕12号", "关于印发工作要点的通知"),
    ("云岭省教科文卫体工会2026年工作要点", "2026年是开局之年。"),
    ("提升服务职工的温度", "（一）开展健步走。"),
    ("开好职代会。", "落实提案答复。"),
    ("同心同行 服务职工", "共建美好校园"),
    ("请于三月底前报省教科文卫体工会办公室，邮箱见附件", "附件：报名表"),
]


@pytest.mark.parametrize(("before", "after"), JOINED)
def test_joined(before, after):
    assert joins(Break(before, after))


@pytest.mark.parametrize(("before", "after"), APART)
def test_apart(before, after):
    assert not joins(Break(before, after))


def test_a_signature_is_not_the_rest_of_a_sentence():
    before = "现将要点印发给你们，请结合本单位实际认真贯彻落实，并及时反馈"
    assert not joins(Break(before, "云岭省教科文卫体工会", then="2026年2月9日"))


def test_stars_become_bold_and_do_not_show():
    paragraph = normalise(read_text("一要**抓学习**。二要**抓落实**。")).paragraphs[0]
    assert paragraph.text == "一要抓学习。二要抓落实。"
    assert [paragraph.text[a:b] for a, b in paragraph.bold] == ["抓学习", "抓落实"]


def test_unbalanced_stars_are_said():
    assert any("不成对" in said for said in normalise(read_text("**抓学习。")).warnings)


def test_english_and_becomes_chinese_with_a_warning():
    found = normalise(read_text("贯彻全会精神 and 大会精神，使用 Word and Excel。"))
    assert found.text == "贯彻全会精神和大会精神，使用 Word and Excel。"
    assert any("“和”" in said for said in found.warnings)


def test_brackets_and_blanks_stay_as_written():
    assert normalise(read_text("(一) 组织 22 名职工")).text == "(一) 组织 22 名职工"


def test_invisible_signs_go():
    assert normalise(read_text("\ufeff工\u200b会\n\u3000\u3000活动 \t")).text.split("\n") == ["工会", "活动"]
