"""What may stand above what, when a line of the tree may change, what counts of staff and a registration must satisfy.

Domain 1.1 and 1.8, R-ORG-01 to R-ORG-03; 工会法 第12、13、15条.
"""

from zhijia.base import identity
from zhijia.base.verdict import Verdict, need

# --- Which sector and who is meant, where nobody said ---

SECTOR_OF = {
    "university": "education",
    "college": "education",
    "school": "education",
    "hospital": "health",
    "institute": "research",
    "culture": "culture",
    "sport": "sport",
}
INSIDE = ("branch", "group")  # parts of a grassroots union


def sector_of(kind: str, above: str = "") -> str:
    """The sector a kind of union belongs to; a branch or group has that of the union it is part of."""
    return SECTOR_OF.get(kind) or (above if kind in INSIDE else "")


# --- Lines ---


def may_stand_under(unit_path: str, superior_path: str):
    """A unit may not hang below itself or below anything that hangs below it."""
    return need(
        not superior_path.startswith(unit_path), "不能把单位移到自己或自己的下级之下，请另选上级工会", field="superior"
    )


def may_take_in(superior_dissolved_on):
    """A dissolved union takes in nobody, not even with a date from before: the line would lead nowhere today."""
    return need(
        superior_dissolved_on is None,
        "上级工会已于%(day)s撤销，请另选上级工会",
        field="superior",
        day=superior_dissolved_on,
    )


def may_stand_there(superior_since, on):
    """Nobody hangs below a superior before it was there."""
    return need(
        superior_since is None or on >= superior_since,
        "上级工会%(day)s才成立或调整到现在的位置，日期不能早于这一天",
        field="on",
        day=superior_since,
    )


def may_follow(last_from_on, on):
    """A new line begins after the one it replaces began."""
    return need(
        last_from_on is None or on > last_from_on,
        "生效日期须晚于现有隶属关系的起始日期%(day)s",
        field="on",
        day=last_from_on,
    )


def may_take_along(youngest_below, on):
    """What hangs below comes along; nothing below may have changed its place after that day."""
    return need(
        youngest_below is None or on >= youngest_below,
        "它的下级单位在%(day)s还有成立、调整或撤销，生效日期不能早于这一天",
        field="on",
        day=youngest_below,
    )


def may_end(last_change, on):
    """A unit ends after everything that is written about it began."""
    return need(
        last_change is None or on >= last_change,
        "它在%(day)s还有成立、更名或隶属调整，撤销日期不能早于这一天",
        field="on",
        day=last_change,
    )


def may_change(dissolved_on):
    return need(dissolved_on is None, "该单位已于%(day)s撤销，不能再更改", day=dissolved_on)


def is_over(on, today):
    """Pages write down what has happened; what is to happen is applied for (工会法 第12条: 报上一级工会批准)."""
    return need(on <= today, "日期不能晚于今天；将来的变动请等生效那天再登记，或走审批", field="on")


# --- Names ---


def may_rename(last_from_on, on):
    return need(
        last_from_on is None or on > last_from_on,
        "更名日期须晚于现名称的启用日期%(day)s；只是写错了，请用“更正资料”",
        field="on",
        day=last_from_on,
    )


def differs(before: tuple, after: tuple):
    return need(before != after, "名称、简称和类别都与现在的一样，没有要变更的", field="name")


# --- Staff ---


def counts_fit(counts: dict, footings: tuple):
    """Women are part of the total, and so are all footings together. `counts`: group → persons, as of one day."""
    total = counts.get("total")
    if total is None:
        return need(False, "请填写职工总数", field="total")
    women, parts = counts.get("women") or 0, sum(counts.get(group) or 0 for group in footings)
    return need(
        women <= total,
        "女职工%(women)s人多于职工总数%(total)s人，请核对",
        field="women",
        women=women,
        total=total,
    ) & need(
        parts <= total,
        "各种用工形式合计%(parts)s人，多于职工总数%(total)s人，多出%(over)s人，请核对",
        field="total",
        parts=parts,
        total=total,
        over=parts - total,
    )


def may_count(founded_on, dissolved_on, on):
    return need(
        founded_on is None or on >= founded_on,
        "统计日期不能早于单位成立日期%(day)s",
        field="on",
        day=founded_on,
    ) & need(
        dissolved_on is None or on < dissolved_on,
        "该单位已于%(day)s撤销，统计日期须早于这一天",
        field="on",
        day=dissolved_on,
    )


# --- Legal person (基层工会法人登记管理办法, 总工办发〔2020〕20号) ---

STEPS = {  # state → what may be done → the state after it
    "": {"apply": "applied", "register": "registered"},
    "applied": {"register": "registered", "cancel": "cancelled"},
    "registered": {"change": "registered", "renew": "registered", "replace": "registered", "cancel": "cancelled"},
    "cancelled": {"apply": "applied", "register": "registered"},
}


def may_step(state: str, kind: str, said: str = ""):
    return need(kind in STEPS[state], "现在的状态是“%(state)s”，不能办理这一事项", field="kind", state=said or state)


def may_be_legal_person(kind: str):
    """R-ORG-03: branches and groups act through the grassroots union."""
    return need(kind not in INSIDE, "分工会和工会小组不单独登记法人，由所属基层工会登记")


def code_is_sound(uscc: str, kind: str = ""):
    """GB 32100-2015; registrar 8 is the union, 81 a grassroots union, 89 another organ of the unions."""
    if not uscc:
        return Verdict()
    fault = identity.uscc_fault(uscc)
    if fault:
        return need(False, "%(fault)s", field="uscc", fault=fault)
    wanted = ("81", "89") if kind in ("national", "province", "city", "county") else ("81",)
    return need(
        uscc[:2] in wanted,
        "工会法人的统一社会信用代码以%(wanted)s开头，现在是%(given)s，请核对证书",
        field="uscc",
        wanted="或".join(wanted),
        given=uscc[:2],
    )


def registration_is_whole(state: str, uscc: str, registered_on, valid_to=None):
    due = state == "registered"
    return (
        need(uscc or not due, "已登记的工会法人须填写统一社会信用代码", field="uscc")
        & need(registered_on or not due, "请填写登记日期", field="registered_on")
        & need(
            not (valid_to and registered_on) or valid_to >= registered_on,
            "有效期不能早于登记日期",
            field="valid_to",
        )
    )


def in_order(last_on, on):
    return need(last_on is None or on >= last_on, "日期不能早于上一登记事项的日期%(day)s", field="on", day=last_on)
