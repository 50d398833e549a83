"""Units without a union: what kind they are, why they have none, how far the work has come (E-02, 摸排 … 挂牌)."""

import re
from enum import StrEnum

from zhijia.base.verdict import Verdict, need

AREA_CODE = re.compile(r"[1-8][0-9]{5}")
COMMITTEE_FROM = 25  # 工会法第十一条：有会员二十五人以上的，应当建立基层工会委员会


class Sort(StrEnum):
    PRIVATE_SCHOOL = "private_school"
    PRIVATE_HOSPITAL = "private_hospital"
    LOGISTICS = "logistics"
    THIRD_PARTY = "third_party"
    NONPROFIT = "nonprofit"
    OTHER = "other"


# What it is called, and what kind, sector and ownership its union would have.
SORTS = {
    Sort.PRIVATE_SCHOOL: ("民办学校、教育机构", "school", "education", "private"),
    Sort.PRIVATE_HOSPITAL: ("民办医院、医疗机构", "hospital", "health", "private"),
    Sort.LOGISTICS: ("高校、医院后勤企业", "enterprise", "other", "enterprise"),
    Sort.THIRD_PARTY: ("第三方用人单位", "enterprise", "other", "third_party"),
    Sort.NONPROFIT: ("民办非企业单位", "enterprise", "other", "social"),
    Sort.OTHER: ("其他单位", "enterprise", "other", ""),
}
SORT_NAMES = {sort: name for sort, (name, *_rest) in SORTS.items()}


class Obstacle(StrEnum):
    NONE = ""
    INSTITUTIONAL = "institutional"
    POLICY = "policy"
    EMPLOYER = "employer"
    MOBILE = "mobile"
    FEW = "few"
    FUNDS = "funds"
    OTHER = "other"


OBSTACLE_NAMES = {
    Obstacle.NONE: "无",
    Obstacle.INSTITUTIONAL: "制度性难题（隶属、编制、归口不明）",
    Obstacle.POLICY: "政策性难题（缺少政策依据）",
    Obstacle.EMPLOYER: "单位负责人不支持",
    Obstacle.MOBILE: "人员流动大",
    Obstacle.FEW: "职工人数少",
    Obstacle.FUNDS: "经费没有着落",
    Obstacle.OTHER: "其他",
}


class Stage(StrEnum):
    LISTED = "listed"
    TALKING = "talking"
    PREPARING = "preparing"
    FOUNDED = "founded"
    DROPPED = "dropped"


STAGE_NAMES = {
    Stage.LISTED: "已摸排",
    Stage.TALKING: "宣传动员中",
    Stage.PREPARING: "筹建中",
    Stage.FOUNDED: "已建会",
    Stage.DROPPED: "不再列入",
}
STAGE_TONES = {
    Stage.LISTED: "wait",
    Stage.TALKING: "info",
    Stage.PREPARING: "info",
    Stage.FOUNDED: "good",
    Stage.DROPPED: "quiet",
}
STAGE_MOVES = {
    Stage.LISTED: {Stage.TALKING, Stage.PREPARING, Stage.DROPPED},
    Stage.TALKING: {Stage.TALKING, Stage.PREPARING, Stage.DROPPED},
    Stage.PREPARING: {Stage.TALKING, Stage.FOUNDED},
    Stage.FOUNDED: set(),
    Stage.DROPPED: {Stage.LISTED},
}
OPEN_STAGES = (Stage.LISTED, Stage.TALKING, Stage.PREPARING)


def may_go(stage: str, to: str) -> Verdict:
    return need(
        to in STAGE_MOVES[Stage(stage)],
        "该单位“%(stage)s”，不能再办理此操作",
        stage=STAGE_NAMES[Stage(stage)],
    )


def counts_sound(staff: int | None, women: int | None) -> Verdict:
    return need(
        staff is None or women is None or women <= staff,
        "女职工人数%(women)s多于职工人数%(staff)s，请核对",
        field="women",
        women=women,
        staff=staff,
    )


def area_sound(code: str) -> Verdict:
    """GB/T 2260, as the union to be will have it."""
    return need(not code or AREA_CODE.fullmatch(code), "行政区划代码为6位数字，例如 530100，请核对", field="area_code")


WAYS_OF_FEW = "可以单独建会，也可以几个单位联合建会，或者选举组织员一人"


def form_of(members: int) -> str:
    """What 工会法第十一条 asks of that many members."""
    if members >= COMMITTEE_FROM:
        return f"会员 {members} 人，已满 25 人，应当建立基层工会委员会（工会法第十一条）"
    return f"会员 {members} 人，不足 25 人：{WAYS_OF_FEW}（工会法第十一条）"


def form_ahead(staff: int) -> str:
    """The same before anybody has joined: of the staff nobody knows yet how many will."""
    if staff >= COMMITTEE_FROM:
        return f"职工 {staff} 人；会员满 25 人的，应当建立基层工会委员会（工会法第十一条）"
    return f"职工 {staff} 人，会员不会满 25 人：{WAYS_OF_FEW}（工会法第十一条）"


# --- 申请建会 from outside: how often one sender may write, how much one telephone may have open ---

HOURLY_ASKS = 5
HOURLY_APPLICATIONS = 300  # a whole works may stand behind one address
OPEN_ASKS = 2


def may_ask(sent_this_hour: int, open_of_phone: int) -> Verdict:
    return need(sent_this_hour < HOURLY_ASKS, "一小时内提交得太多了，请稍后再试，或者直接联系当地工会") & need(
        open_of_phone < OPEN_ASKS, "这个电话号码已有待处理的申请，请等候工会联系", field="phone"
    )


def may_apply(sent_this_hour: int) -> Verdict:
    return need(sent_this_hour < HOURLY_APPLICATIONS, "同一网络提交得太多了，请过一小时再试，或者请筹备组代为登记")
