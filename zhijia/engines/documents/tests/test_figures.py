"""Figures in invented sentences: what counts, how it is hedged, and what only looks like a number."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.engines.documents.figures import figures_in


def said(text):
    return [(figure.value, figure.unit, figure.hedge, figure.text) for figure in figures_in(text)]


COUNTS = [
    ("慰问住院职工487人次。", 487, "人次", "", "487人次"),
    ("举办竞赛480余场次，", 480, "场次", "余", "480余场次"),
    ("惠及 1.3 万余人次", 13_000, "人次", "余", "1.3 万余人次"),
    ("参赛5万多人次", 50_000, "人次", "多", "5万多人次"),
    ("拨付2886.3万余元", 28_863_000, "元", "余", "2886.3万余元"),
    ("经费9,707.50元", Decimal("9707.50"), "元", "", "9,707.50元"),
    ("投入1.2亿元", 120_000_000, "元", "", "1.2亿元"),
    ("参保率达80％以上", 80, "%", "以上", "80％以上"),
    ("比例不低于60%", 60, "%", "不低于", "不低于60%"),
    ("近38.7万人点赞", 387_000, "人", "近", "近38.7万人"),
    ("阅读量超5000万，", 50_000_000, "", "超", "超5000万"),
    ("约３００名教师", 300, "名", "约", "约３００名"),
    ("7000余教职工参加", 7_000, "教职工", "余", "7000余教职工"),
    ("分成三个小组", 3, "个", "", "三个"),
    ("汇编两册", 2, "册", "", "两册"),
    ("组织十二名职工", 12, "名", "", "十二名"),
    ("走访近百名老人", 100, "名", "近", "近百名"),
    ("开展二十余场活动", 20, "场", "余", "二十余场"),
    ("捐款三万五千元", 35_000, "元", "", "三万五千元"),
    ("获得第三名", 3, "名", "第", "第三名"),
    ("总分位居前五，", 5, "名", "前", "前五"),
    ("连续六年举办", 6, "年", "", "连续六年"),
    ("提高3.5个百分点", Decimal("3.5"), "个百分点", "", "3.5个百分点"),
    ("落实干部培训五年规划", 5, "年", "", "五年"),
    ("须经三分之二以上代表同意", Decimal("0.6667"), "", "以上", "三分之二以上"),
    ("直属单位从53家", 53, "家", "", "53家"),
    ("口罩37.5万只", 375_000, "只", "", "37.5万只"),
]


@pytest.mark.parametrize(("text", "value", "unit", "hedge", "written"), COUNTS)
def test_a_quantity(text, value, unit, hedge, written):
    assert said(text) == [(value, unit, hedge, written)]


def test_medals():
    assert [(f.value, f.unit) for f in figures_in("游泳队夺得两金一银三铜，田径队获5枚金牌。")] == [
        (2, "金"),
        (1, "银"),
        (3, "铜"),
        (5, "金"),
    ]


def test_several_in_one_sentence_keep_their_places():
    text = "参互400人，补助22人次，补助金9707元。"
    assert [text[f.start : f.end] for f in figures_in(text)] == ["400人", "22人次", "9707元"]


NOTHING = [
    "2026年3月10日至12日召开会议",
    "（2026年3月10日）",
    "云教科工〔2026〕12号文件",
    "第七届委员会第一次全体会议，七届一次全会精神",
    "第十九期互助活动，第36个教师节，首届运动会",
    "党的二十大、十九届四中全会精神，“十四五”时期",
    "一、总体要求",
    "（三）主要任务",
    "12. 加强调研。",
    "实施“1186”行动计划和“3815”战略",
    "做到“两个维护”，增强四个意识，坚持三个导向",
    "两学一做，三严三实，一岗双责，两微一端，三比一话",
    "成立70周年，建党100周年",
    "今后五年，未来15年，过去的五年，五年来，五年前",
    "电话0871-65123456，手机13812345678，邮箱123456789@qq.com",
    "一批骨干、一次会议、一个平台、一系列活动",
    "《三年行动计划（2026—2028年）》",
    "劳模助力“6+1”行动，6+1行动",
    "四位一体，千方百计，万众一心，五湖四海",
    "二级分工会，三甲医院，一线职工，三等奖",
    "进入2.0时代",
    "落实中央八项规定精神",
    "上午9:30开始，几十人参加",
    "2026年度预算，2026届毕业生",
]


@pytest.mark.parametrize("text", NOTHING)
def test_not_a_quantity(text):
    assert said(text) == []


def test_json_numbers_are_plain():
    rows = [figure.to_json() for figure in figures_in("30.5万人次，57.1%，1.3万余人次")]
    assert [row["value"] for row in rows] == [305000, 57.1, 13000]
    assert rows[2] == {"value": 13000, "unit": "人次", "text": "1.3万余人次", "hedge": "余"}


WORDS = ["以上", "连续", "规划"]
SIGNS = st.sampled_from([*"0123456789.,一二三十百千万亿余多近超第前名人次个年月日％%金银铜“”《》、，。\n ", *WORDS])


@given(st.lists(SIGNS, max_size=40).map("".join))
@settings(max_examples=500, deadline=None)
def test_any_text_gives_ordered_figures_that_are_written_there(text):
    end = 0
    for figure in figures_in(text):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start >= end
        assert figure.value >= 0
        end = figure.end


@pytest.mark.parametrize("sign", ["一", "第", "1.", "工会", "（", "“", "9", "a@"])
def test_long_runs_of_one_sign_take_linear_time(sign):
    """A pattern that is quadratic would need minutes here."""
    assert figures_in(sign * (60_000 // len(sign))) == []
