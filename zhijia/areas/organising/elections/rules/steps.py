"""A change of term as a table of steps (domain 1.6; 工会基层组织选举工作条例). Read it; the pages are drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhijia.base.verdict import Verdict, need

from .papers import Paper


class Route(StrEnum):
    REGULAR = "regular"
    BY_ELECTION = "by_election"
    CO_OPTION = "co_option"


class Mode(StrEnum):
    """Who elects: all members (fewer than 100), or their delegates (会代会条例第七条)."""

    MEMBERS = "members"
    DELEGATES = "delegates"


class Step(StrEnum):
    PLAN = "plan"
    REQUEST = "request"
    REQUEST_REPLY = "request_reply"
    GROUP = "group"
    DELEGATES = "delegates"
    CREDENTIALS = "credentials"
    NOMINATION = "nomination"
    NOTICE = "notice"
    CANDIDATES = "candidates"
    CANDIDATES_REPLY = "candidates_reply"
    CONGRESS = "congress"
    FIRST_SESSION = "first_session"
    RESULT = "result"
    RESULT_REPLY = "result_reply"
    REGISTRATION = "registration"
    ARCHIVE = "archive"


class Who(StrEnum):
    UNION = "union"
    GROUP = "group"
    SUPERIOR = "superior"


ROUTE_NAMES = {Route.REGULAR: "换届", Route.BY_ELECTION: "补选", Route.CO_OPTION: "增补"}
MODE_NAMES = {Mode.MEMBERS: "会员大会", Mode.DELEGATES: "会员代表大会"}
WHO_NAMES = {Who.UNION: "本级工会", Who.GROUP: "选举工作小组", Who.SUPERIOR: "上级工会"}


@dataclass(frozen=True)
class About:
    """One step: who acts, what shows that it is done, which documents come out of it."""

    name: str
    who: Who
    closes: str
    papers: tuple[Paper, ...] = ()
    clause: str = ""


STEPS: dict[Step, About] = {
    Step.PLAN: About("制定工作计划", Who.UNION, "委员名额、大会形式、预定会期都已填写"),
    Step.REQUEST: About(
        "书面请示", Who.UNION, "同级党组织已同意，请示已报上级工会", (Paper.REQUEST,), "工会基层组织选举工作条例"
    ),
    Step.REQUEST_REPLY: About("上级工会批复", Who.SUPERIOR, "上级工会在审批事项中批复同意", (Paper.REQUEST_REPLY,)),
    Step.GROUP: About("成立选举工作小组", Who.UNION, "已写明工作小组组长和成员"),
    Step.DELEGATES: About(
        "选举会员代表", Who.GROUP, "各选区代表选齐，结构比例达到要求", (Paper.DELEGATES,), "基层工会会员代表大会条例"
    ),
    Step.CREDENTIALS: About("代表资格审查", Who.GROUP, "每名代表都有审查结论，不合格的已由原选区补选"),
    Step.NOMINATION: About(
        "推荐候选人并联审", Who.GROUP, "候选人差额够、逐人申报回避并联审通过", (Paper.CANDIDATES,), "工会法第十条"
    ),
    Step.NOTICE: About("候选人公示", Who.UNION, "公示满规定的工作日，异议都已处理", (Paper.NOTICE,)),
    Step.CANDIDATES: About(
        "候选人请示", Who.UNION, "同级党组织已同意，候选人请示已报上级工会", (Paper.CANDIDATES_REQUEST,)
    ),
    Step.CANDIDATES_REPLY: About("候选人批复", Who.SUPERIOR, "上级工会在审批事项中批复同意", (Paper.CANDIDATES_REPLY,)),
    Step.CONGRESS: About(
        "召开大会选举",
        Who.GROUP,
        "到会人数够，这次会议选举的名额都已选足",
        (Paper.RULES, Paper.BALLOT, Paper.TALLY, Paper.SCRUTINY),
        "工会基层组织选举工作条例",
    ),
    Step.FIRST_SESSION: About("第一次全体会议", Who.UNION, "全体会议选举的职务都已选出"),
    Step.RESULT: About("报告选举结果", Who.UNION, "选举结果报告已报上级工会", (Paper.RESULT, Paper.ROSTER)),
    Step.RESULT_REPLY: About(
        "选举结果批复", Who.SUPERIOR, "上级工会批复后，当选人自选举之日起任职", (Paper.RESULT_REPLY,)
    ),
    Step.REGISTRATION: About(
        "变更登记和交接", Who.UNION, "法人变更、印章、银行印鉴、离任审计各项办结", (), "基层工会法人登记管理办法"
    ),
    Step.ARCHIVE: About("立卷归档", Who.UNION, "选票密封、文书立卷，已写明存放地点"),
}

REPLIES = {
    Step.REQUEST: Step.REQUEST_REPLY,
    Step.CANDIDATES: Step.CANDIDATES_REPLY,
    Step.RESULT: Step.RESULT_REPLY,
}
REQUESTS = {reply: request for request, reply in REPLIES.items()}

_OF_DELEGATES = (Step.DELEGATES, Step.CREDENTIALS)
_SHORT = (
    Step.PLAN,
    Step.REQUEST,
    Step.REQUEST_REPLY,
    Step.NOMINATION,
    Step.NOTICE,
    Step.CANDIDATES,
    Step.CANDIDATES_REPLY,
    Step.CONGRESS,
    Step.RESULT,
    Step.RESULT_REPLY,
    Step.ARCHIVE,
)


def route_of(route: str, mode: str) -> tuple[Step, ...]:
    """The steps of a way, in order. A union that meets as a whole has no delegates; a vacancy takes the short way."""
    if Route(route) != Route.REGULAR:
        return _SHORT
    return tuple(step for step in Step if Mode(mode) == Mode.DELEGATES or step not in _OF_DELEGATES)


def papers_of(route: str, mode: str) -> tuple[Paper, ...]:
    """The documents that come out of a way, in the order of its steps."""
    return tuple(paper for step in route_of(route, mode) for paper in STEPS[step].papers)


# Days before (−) or after (+) the day the term ends, where policy says nothing.
LEADS: dict[Step, int] = {
    Step.PLAN: -180,
    Step.REQUEST: -150,
    Step.REQUEST_REPLY: -135,
    Step.GROUP: -120,
    Step.DELEGATES: -95,
    Step.CREDENTIALS: -85,
    Step.NOMINATION: -65,
    Step.NOTICE: -50,
    Step.CANDIDATES: -40,
    Step.CANDIDATES_REPLY: -25,
    Step.CONGRESS: 0,
    Step.FIRST_SESSION: 0,
    Step.RESULT: 7,
    Step.RESULT_REPLY: 22,
    Step.REGISTRATION: 52,
    Step.ARCHIVE: 82,
}

SHORT_LEADS: dict[Step, int] = {  # a vacancy: counted back from the day by which the seat is to be filled
    Step.PLAN: -75,
    Step.REQUEST: -70,
    Step.REQUEST_REPLY: -55,
    Step.NOMINATION: -45,
    Step.NOTICE: -35,
    Step.CANDIDATES: -28,
    Step.CANDIDATES_REPLY: -14,
    Step.CONGRESS: 0,
    Step.RESULT: 7,
    Step.RESULT_REPLY: 22,
    Step.ARCHIVE: 52,
}


def due_dates(steps, end: date, leads: Mapping[str, int] = LEADS) -> dict[Step, date]:
    """By when each step is wanted, counted from the day the term ends (R-TERM-01)."""
    return {step: end + timedelta(days=leads.get(step, LEADS[step])) for step in steps}


@dataclass(frozen=True)
class Place:
    """One step on its way: when it is wanted, when it was done."""

    step: str
    due_on: date
    done_on: date | None = None


def current(places) -> Place | None:
    """The first step that is not done: that is whose turn it is."""
    return next((place for place in places if place.done_on is None), None)


def late(place: Place, today: date) -> bool:
    return (place.done_on or today) > place.due_on


def is_current(places, step: str) -> Verdict:
    now = current(places)
    return need(now, "这次选举已经全部办结") & need(
        now is None or now.step == step,
        "现在办到“%(now)s”，还不能办理“%(wanted)s”",
        now=STEPS[Step(now.step)].name if now else "",
        wanted=STEPS[Step(step)].name,
    )


def may_step_back(places) -> Verdict:
    """A step closed too early is opened again, but never behind a reply of the superior union."""
    done = [place for place in places if place.done_on]
    now = current(places)
    return (
        need(done, "还没有办结的步骤，不用退回")
        & need(now, "这次选举已经全部办结")
        & need(
            not done or (done[-1].step not in REQUESTS and done[-1].step not in REPLIES),
            "“%(step)s”已报上级工会，不能自行退回",
            step=STEPS[Step(done[-1].step)].name if done else "",
        )
    )
