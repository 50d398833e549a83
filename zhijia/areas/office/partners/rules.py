"""Partners: who may be taken in, what must not be near. G-24; interests declared keep their holder from deciding.

Days are days, money is fen, scores are whole points of 100.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhijia.base.identity import uscc_fault
from zhijia.base.verdict import Verdict, need

KINDS = {
    "law_firm": "律师事务所",
    "accountant": "会计师事务所",
    "bank": "银行",
    "college": "培训院校",
    "hospital": "医院",
    "merchant": "商户",
    "enterprise": "企业",
    "other": "其他",
}
NEEDS_PAPER = {
    "law_firm": "律师事务所执业许可证",
    "accountant": "会计师事务所执业证书",
    "hospital": "医疗机构执业许可证",
}

PROPOSED, IN_REVIEW, ADMITTED, REFUSED, LEFT = "proposed", "in_review", "admitted", "refused", "left"
STATES = {PROPOSED: "拟准入", IN_REVIEW: "准入审批中", ADMITTED: "合作中", REFUSED: "未准入", LEFT: "已退出"}


@dataclass(frozen=True)
class Paper:
    """A qualification; `valid_to` is its last good day, None without an end."""

    name: str
    valid_to: date | None = None


def sound(uscc: str) -> Verdict:
    fault = uscc_fault(uscc) if uscc else None
    return need(fault is None, str(fault), field="uscc")


def may_propose(state: str, kind: str, papers: Iterable[Paper], today: date) -> Verdict:
    """A law firm, an accountant and a hospital show their licence, and it still holds."""
    wanted = NEEDS_PAPER.get(kind, "")
    good = any(paper.valid_to is None or paper.valid_to >= today for paper in papers)
    return need(state in (PROPOSED, REFUSED), "只有拟准入的合作单位可以提交审批") & need(
        not wanted or good, "请先登记在有效期内的“%(paper)s”，再提交准入审批", paper=wanted
    )


def may_sign(state: str, from_on: date, to_on: date, papers: Iterable[Paper]) -> Verdict:
    """A contract with a partner taken in, for days on which its papers hold (the last day included)."""
    late = [paper for paper in papers if paper.valid_to is not None and paper.valid_to < from_on]
    return (
        need(state == ADMITTED, "只能与已准入的合作单位签约，请先办理准入")
        & need(to_on >= from_on, "合同终止日期不能早于起始日期", field="to_on")
        & need(
            not late,
            "“%(paper)s”到%(day)s已过期，请先更新资质",
            paper=late[0].name if late else "",
            day=late[0].valid_to if late else "",
        )
    )


def may_evaluate(state: str, score: int, declared: bool) -> Verdict:
    return (
        need(state in (ADMITTED, LEFT), "还没有合作过，不能评价")
        & need(0 <= score <= 100, "评分为0到100的整数", field="score")
        & need(not declared, "您申报过与该单位的利益关系，不能参与评价，请由其他人员办理")
    )


def may_leave(state: str, running: int) -> Verdict:
    return need(state == ADMITTED, "该单位不在合作中") & need(
        running == 0, "还有%(count)s份合同没有到期，请先终止合同", count=running
    )
