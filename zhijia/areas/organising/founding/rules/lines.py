"""Broken lines of the organisation (断线, E-03): what counts as one and where it is repaired."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zhijia.base.verdict import Verdict, need


class Fault(StrEnum):
    NO_SUPERIOR = "no_superior"
    SUPERIOR_GONE = "superior_gone"
    NO_COMMITTEE = "no_committee"
    TERM_OVER = "term_over"
    WRONG_REPRESENTATIVE = "wrong_representative"
    PAPERS_EXPIRED = "papers_expired"
    MISSING_UNION = "missing_union"


@dataclass(frozen=True)
class Kind:
    name: Any
    clause: str
    repair: Any  # what the button says
    counted: bool = True  # found by the nightly search; False: written down by hand


KINDS = {
    Fault.NO_SUPERIOR: Kind("没有上级工会", "工会法第十二条", "调整组织隶属"),
    Fault.SUPERIOR_GONE: Kind("上级工会已撤销", "工会法第十二条", "调整组织隶属"),
    Fault.NO_COMMITTEE: Kind("会员满25人，没有工会委员会", "工会法第十一条", "建立工会委员会"),
    Fault.TERM_OVER: Kind("任期届满没有换届", "工会法第十六条", "办理换届"),
    Fault.WRONG_REPRESENTATIVE: Kind("法定代表人不是现任主席", "总工办发〔2020〕20号", "办理法人变更"),
    Fault.PAPERS_EXPIRED: Kind("法人资格证书到期", "总工办发〔2020〕20号", "换发法人证书"),
    Fault.MISSING_UNION: Kind("应有工会的地方没有工会", "工会法第十一条", "登记建会对象", counted=False),
}
KIND_NAMES = {fault: kind.name for fault, kind in KINDS.items()}


class Cause(StrEnum):
    REFORM = "reform"
    PERSONNEL = "personnel"
    NEGLECT = "neglect"
    FEW = "few"
    DATA = "data"
    OTHER = "other"


CAUSE_NAMES = {
    Cause.REFORM: "机构改革，上级撤并",
    Cause.PERSONNEL: "主席或委员调离、空缺",
    Cause.NEGLECT: "没有按期办理",
    Cause.FEW: "人员减少，难以运转",
    Cause.DATA: "资料没有更新",
    Cause.OTHER: "其他",
}


def may_close(counted: bool, still: bool) -> Verdict:
    """What the search still finds is not fixed by saying so."""
    return need(not (counted and still), "系统核对，这一处断线还在，请先到对应页面修复；修复后会自动销号")


def sound_plan(found_on, due_on) -> Verdict:
    return need(due_on is None or due_on >= found_on, "完成期限不能早于发现日期%(day)s", field="due_on", day=found_on)
