"""The founding of a union as a table of steps (domain 1.7); what must hold before each of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zhijia.base.verdict import Verdict, need

from .surveying import COMMITTEE_FROM


class Step(StrEnum):
    PREPARING = "preparing"
    ASKING = "asking"
    JOINING = "joining"
    ELECTED = "elected"
    REPORTING = "reporting"
    FOUNDED = "founded"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Station:
    """One step: what the office calls it, whose turn it is, what paper comes out of it."""

    name: Any
    turn: Any
    paper: Any = ""


STATIONS = {
    Step.PREPARING: Station("成立筹备组", "筹备组", "关于成立工会的请示"),
    Step.ASKING: Station("待批复筹建", "上级工会", "关于同意筹建的批复"),
    Step.JOINING: Station("发展会员", "筹备组", "会员名册"),
    Step.ELECTED: Station("已选举", "筹备组", "选举结果报告"),
    Step.REPORTING: Station("待批复成立", "上级工会", "关于同意成立的批复"),
    Step.FOUNDED: Station("已成立", "新建工会"),
    Step.STOPPED: Station("已终止", "无"),
}
STEP_NAMES = {step: station.name for step, station in STATIONS.items()}
STEP_TONES = {
    Step.PREPARING: "wait",
    Step.ASKING: "info",
    Step.JOINING: "info",
    Step.ELECTED: "wait",
    Step.REPORTING: "info",
    Step.FOUNDED: "good",
    Step.STOPPED: "quiet",
}
MOVES = {
    Step.PREPARING: {Step.ASKING, Step.STOPPED},
    Step.ASKING: {Step.JOINING, Step.PREPARING, Step.STOPPED},
    Step.JOINING: {Step.ELECTED, Step.STOPPED},
    Step.ELECTED: {Step.ELECTED, Step.JOINING, Step.REPORTING, Step.STOPPED},
    Step.REPORTING: {Step.FOUNDED, Step.ELECTED, Step.STOPPED},
    Step.FOUNDED: set(),
    Step.STOPPED: set(),
}
ORDER = (Step.PREPARING, Step.ASKING, Step.JOINING, Step.ELECTED, Step.REPORTING, Step.FOUNDED)
OPEN_STEPS = ORDER[:-1]


def may_step(step: str, to: str) -> Verdict:
    return need(
        to in MOVES[Step(step)],
        "建会事项现在是“%(step)s”，不能办理这一步",
        step=STEP_NAMES[Step(step)],
    )


def may_ask_approval(*, joint: bool, parts: int, committee_members: int) -> Verdict:
    """A joint union has at least two units; a preparatory group has at least three persons (总工发〔2016〕27号)."""
    return need(not joint or parts >= 2, "联合基层工会至少由两个单位组成，请先把各单位加进来", field="parts") & need(
        committee_members >= 3, "筹备组成员不少于3人，请补充", field="group_members"
    )


def names_in(text: str) -> list[str]:
    """Persons as an office lists them: 张三、李四，王五."""
    for sign in "，,；;\n\t ":
        text = text.replace(sign, "、")
    return [name for name in text.split("、") if name]


def congress_form(members: int) -> str:
    """Below a hundred members everybody meets (基层工会会员代表大会条例); above, delegates may."""
    return "all" if members < 100 else "delegates"


def may_record_congress(*, accepted: int, waiting: int, joint: bool, approved_on, held_on, today) -> Verdict:
    return (
        need(accepted, "还没有核对过的会员，请先发展会员", field="held_on")
        & need(not waiting, "还有 %(n)s 份入会申请没有核对，请先核对完", n=waiting)
        & need(held_on <= today, "大会日期不能晚于今天", field="held_on")
        & need(
            approved_on is None or held_on >= approved_on,
            "大会日期不能早于批复筹建的日期%(day)s",
            field="held_on",
            day=approved_on,
        )
    )


def small_enough_for_joint(staff_of_parts: list[tuple[str, int]]) -> Verdict:
    """A joint union is for units too small for one of their own (工会法第十一条)."""
    big = [name for name, staff in staff_of_parts if staff >= COMMITTEE_FROM]
    return need(
        not big,
        "“%(name)s”职工已满25人，应当单独建立工会，不能并入联合基层工会",
        field="parts",
        name="、".join(big),
    )


# --- afterwards ---


@dataclass(frozen=True)
class Afterwards:
    code: str
    name: Any
    days: int
    note: Any


FOLLOW_UPS = (
    Afterwards("seal", "刻制工会印章", 30, "持成立批复到公安机关备案的刻章单位刻制"),
    Afterwards("legal", "工会法人资格登记", 60, "向县级以上总工会申请，不收费（总工办发〔2020〕20号）"),
    Afterwards("account", "开立工会经费账户", 60, "持批复和法人资格证书到银行办理，独立核算"),
    Afterwards("funds", "经费立户，与税务关联", 90, "到上级工会和税务机关办理工会经费缴拨关联"),
    Afterwards("reserve", "建会筹备金结清", 90, "上级收取过筹备金的，建会后按规定返还；这里只作记载，账由财务办理"),
    Afterwards("plaque", "挂牌、公布委员分工", 30, "向职工公布"),
)
