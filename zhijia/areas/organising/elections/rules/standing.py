"""Who may stand, for which seat, and when a list of candidates is enough (工会法第十条；工会基层组织选举工作条例)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhijia.base.verdict import Verdict, need


class Office(StrEnum):
    COMMITTEE = "committee"
    AUDIT = "audit"
    STANDING = "standing"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    AUDIT_CHAIR = "audit_chair"


OFFICE_NAMES = {
    Office.COMMITTEE: "工会委员会委员",
    Office.AUDIT: "经费审查委员会委员",
    Office.STANDING: "常务委员会委员",
    Office.CHAIR: "主席",
    Office.VICE_CHAIR: "副主席",
    Office.AUDIT_CHAIR: "经费审查委员会主任",
}
AT_CONGRESS = (Office.COMMITTEE, Office.AUDIT)
LED_FROM = {  # whoever takes the seat sits on that committee
    Office.STANDING: Office.COMMITTEE,
    Office.CHAIR: Office.COMMITTEE,
    Office.VICE_CHAIR: Office.COMMITTEE,
    Office.AUDIT_CHAIR: Office.AUDIT,
}
KEPT_APART = {Office.AUDIT, Office.AUDIT_CHAIR}


class Relation(StrEnum):
    NONE = "none"
    ADMIN_HEAD = "admin_head"
    LEGAL = "legal"
    PARTNER = "partner"
    RELATIVE = "relative"
    HR_HEAD = "hr_head"
    FINANCE = "finance"


RELATION_NAMES = {
    Relation.NONE: "均不属于",
    Relation.ADMIN_HEAD: "单位主要行政负责人",
    Relation.LEGAL: "法定代表人",
    Relation.PARTNER: "合伙人",
    Relation.RELATIVE: "上述人员的近亲属",
    Relation.HR_HEAD: "人力资源部门负责人",
    Relation.FINANCE: "工会财务、资产管理人员",
}
RELATION_CLAUSE = "工会法第十条；工会基层组织选举工作条例"


def may_hold(office: str, relation: str, name: str) -> Verdict:
    """Heads of the unit and their near relatives stand for nothing; whoever keeps the books does not audit them."""
    apart = office in KEPT_APART
    barred = relation not in ("", Relation.NONE, Relation.FINANCE) or (relation == Relation.FINANCE and apart)
    return need(
        not barred,
        "%(name)s是%(relation)s，不得作为%(office)s候选人（%(clause)s）",
        name=name,
        relation=RELATION_NAMES.get(relation, ""),
        office=OFFICE_NAMES[Office(office)],
        clause=RELATION_CLAUSE,
        field="relation",
    )


def may_stand(office: str, others: Iterable[str], name: str, field: str = "person") -> Verdict:
    """`others`: offices the same person already stands for."""
    others, wanted = set(others), Office(office)
    crossing = any((wanted in KEPT_APART) != (Office(other) in KEPT_APART) for other in others)
    base = LED_FROM.get(wanted)
    return (
        need(wanted not in others, "%(name)s已在这份候选人名单上", name=name, field=field)
        & need(
            not crossing,
            "%(name)s不能同时是工会委员会和经费审查委员会的人选（工会基层组织选举工作条例）",
            name=name,
            field=field,
        )
        & need(
            base is None or base in others,
            "%(name)s还不是%(base)s候选人，请先列入%(base)s名单",
            name=name,
            base=OFFICE_NAMES[base] if base else "",
            field=field,
        )
    )


@dataclass(frozen=True)
class Field:
    """The list for one office: seats, how many must stand, how many do."""

    office: Office
    seats: int
    wanted: int  # candidates at least
    listed: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.listed)


def wide_enough(field: Field) -> Verdict:
    """差额 ≥ 5 % for the committee and the auditors, ≥ 10 % for the standing committee; leaders may stand unopposed."""
    said = "%(office)s应选%(seats)s人，候选人至少%(wanted)s人，现有%(listed)s人，还差%(missing)s人"
    return need(
        not field.missing,
        f"{said}（差额选举）" if field.wanted > field.seats else said,
        office=OFFICE_NAMES[field.office],
        seats=field.seats,
        wanted=field.wanted,
        listed=field.listed,
        missing=field.missing,
    )


def cleared(rows: Iterable[tuple[str, str, str]]) -> Verdict:
    """`rows`: (name, relation declared, result of the joint review). Nobody goes on undeclared or unreviewed."""
    rows = list(rows)
    silent = sorted({name for name, relation, _review in rows if not relation})
    open_ = sorted({name for name, _relation, review in rows if review != "passed"})
    return need(not silent, "%(names)s还没有申报回避情形，请逐人核对后填写", names=some(silent)) & need(
        not open_, "%(names)s还没有联审通过；不通过的请退出名单", names=some(open_)
    )


def some(names, most=8) -> str:
    """The first of them, and how many there are if not all are named."""
    return "、".join(names[:most]) + (f"等{len(names)}人" if len(names) > most else "")


class Rank(StrEnum):
    """同级党政副职 is what the union's chair is to be ranked at (catalogue E-13); only the gap is shown."""

    HEAD = "head"
    DEPUTY = "deputy"
    MIDDLE_HEAD = "middle_head"
    MIDDLE_DEPUTY = "middle_deputy"
    OTHER = "other"


RANK_NAMES = {
    Rank.HEAD: "同级党政正职",
    Rank.DEPUTY: "同级党政副职",
    Rank.MIDDLE_HEAD: "中层正职",
    Rank.MIDDLE_DEPUTY: "中层副职",
    Rank.OTHER: "其他",
}


def rank_gap(office: str, rank: str) -> str:
    """A sentence where the chair is ranked below what policy asks; a goal that is shown, never a bar."""
    if office != Office.CHAIR or not rank or rank in (Rank.HEAD, Rank.DEPUTY):
        return ""
    return f"主席人选现为{RANK_NAMES[Rank(rank)]}，低于“按同级党政副职配备”的要求，请在征求意见时一并研究"


class Inspection(StrEnum):
    """协管: what is done about a leader's seat before the election, in order."""

    PROPOSAL = "proposal"
    JOINT = "joint"
    PARTY = "party"
    SUPERIOR = "superior"
    FILED = "filed"


INSPECTION_NAMES = {
    Inspection.PROPOSAL: "动议",
    Inspection.JOINT: "联合考察",
    Inspection.PARTY: "同级党组织意见",
    Inspection.SUPERIOR: "上级工会意见",
    Inspection.FILED: "任免报备",
}


def may_follow(step: str, done: Mapping[str, str]) -> Verdict:
    """`done`: step → what was said. Steps go in order; after a 不同意 nothing follows."""
    order = list(Inspection)
    before = order[: order.index(Inspection(step))]
    missing = [INSPECTION_NAMES[each] for each in before if each not in done]
    refused = [INSPECTION_NAMES[Inspection(each)] for each, said in done.items() if said == "no"]
    return (
        need(step not in done, "“%(step)s”已经记录，不能重复", step=INSPECTION_NAMES[Inspection(step)], field="step")
        & need(not missing, "请先记录“%(first)s”", first=missing[0] if missing else "", field="step")
        & need(not refused, "“%(step)s”不同意，不再往下办理", step=refused[0] if refused else "", field="step")
    )
