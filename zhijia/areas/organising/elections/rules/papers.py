"""The documents of a change of term (domain 1.6) and of which kind each is."""

from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    REQUEST = "request"
    REQUEST_REPLY = "request_reply"
    DELEGATES = "delegates"
    CANDIDATES = "candidates"
    NOTICE = "notice"
    CANDIDATES_REQUEST = "candidates_request"
    CANDIDATES_REPLY = "candidates_reply"
    RULES = "rules"
    BALLOT = "ballot"
    TALLY = "tally"
    SCRUTINY = "scrutiny"
    RESULT = "result"
    ROSTER = "roster"
    RESULT_REPLY = "result_reply"


@dataclass(frozen=True)
class Form:
    """`kind` is a kind of official document (文种); without one the text has no red head and no number."""

    name: str
    kind: str = ""
    by_superior: bool = False


FORMS: dict[Paper, Form] = {
    Paper.REQUEST: Form("换届请示", "请示"),
    Paper.REQUEST_REPLY: Form("同意换届的批复", "批复", by_superior=True),
    Paper.DELEGATES: Form("会员代表名册"),
    Paper.CANDIDATES: Form("候选人名单"),
    Paper.NOTICE: Form("候选人公示"),
    Paper.CANDIDATES_REQUEST: Form("候选人请示", "请示"),
    Paper.CANDIDATES_REPLY: Form("同意候选人的批复", "批复", by_superior=True),
    Paper.RULES: Form("选举办法"),
    Paper.BALLOT: Form("选票"),
    Paper.TALLY: Form("计票单"),
    Paper.SCRUTINY: Form("监票报告"),
    Paper.RESULT: Form("选举结果报告", "报告"),
    Paper.ROSTER: Form("新一届名册"),
    Paper.RESULT_REPLY: Form("选举结果批复", "批复", by_superior=True),
}

FILLING: dict[Paper, str] = {  # a vacancy is no 换届 and brings no new term
    Paper.REQUEST: "%s请示",
    Paper.REQUEST_REPLY: "同意%s的批复",
    Paper.ROSTER: "%s人员名册",
}
ASKING = (Paper.REQUEST, Paper.CANDIDATES_REQUEST, Paper.RESULT)  # go to the superior's desk
REPLY_TO: dict[Paper, Paper] = {
    Paper.REQUEST: Paper.REQUEST_REPLY,
    Paper.CANDIDATES_REQUEST: Paper.CANDIDATES_REPLY,
    Paper.RESULT: Paper.RESULT_REPLY,
}


def name_of(kind: str, way: str = "") -> str:
    """What the document is called; `way`: 补选 or 增补, where only a vacancy is filled."""
    paper = Paper(kind)
    return FILLING[paper] % way if way and paper in FILLING else FORMS[paper].name
