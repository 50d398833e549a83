"""Which posts a body has, who may not hold which, and which access role a post brings. Domain 1.2; catalogue G-21."""

from zhijia.base.verdict import Verdict, need

COMMITTEE, STANDING, AUDIT, WOMEN, SPECIAL, GROUP = "committee", "standing", "audit", "women", "special", "group"
CHAIR, VICE_CHAIR, STANDING_MEMBER, MEMBER = "chair", "vice_chair", "standing_member", "member"
DIRECTOR, VICE_DIRECTOR, LEADER, ORGANISER = "director", "vice_director", "leader", "organiser"
FULL, PART, SECONDED = "full", "part", "seconded"

# Body kind → its titles, in the order in which they are listed.
TITLES = {
    COMMITTEE: (CHAIR, VICE_CHAIR, STANDING_MEMBER, MEMBER, ORGANISER),
    STANDING: (CHAIR, VICE_CHAIR, STANDING_MEMBER),
    AUDIT: (DIRECTOR, VICE_DIRECTOR, MEMBER),
    WOMEN: (DIRECTOR, VICE_DIRECTOR, MEMBER),
    SPECIAL: (DIRECTOR, VICE_DIRECTOR, MEMBER),
    GROUP: (LEADER,),
}
HEADS = (CHAIR, DIRECTOR, LEADER)  # one at a time
LEADING = (CHAIR, VICE_CHAIR)
ORDER = {title: place for place, title in enumerate((*LEADING, DIRECTOR, VICE_DIRECTOR, LEADER, STANDING_MEMBER))}

# (body kind, title) → role held on the unit of the body while the post lasts. Whoever is not here gets none.
ROLE_OF = {
    (COMMITTEE, CHAIR): "chair",
    (COMMITTEE, VICE_CHAIR): "chair",  # unless part-time or seconded: see role_of
    (COMMITTEE, ORGANISER): "chair",  # stands in where there is no committee (工会法 第十一条)
    (AUDIT, DIRECTOR): "auditor",
    (AUDIT, VICE_DIRECTOR): "auditor",
    (AUDIT, MEMBER): "auditor",
    (GROUP, LEADER): "group_leader",
}
BELOW = {"branch": "branch_chair", "group": "group_leader"}  # what "chair" means in a branch or a group
MONEY = ("财务", "资产", "经费管理", "经费收支")


def role_of(kind: str, title: str, unit_kind: str = "", time: str = FULL) -> str:
    """The access role of a post; empty if none. Part-time vice-chairs advise and represent: they sign nothing."""
    role = ROLE_OF.get((kind, title), "")
    if title == VICE_CHAIR and time != FULL:
        return ""
    if role == "chair" and unit_kind in BELOW:
        return BELOW[unit_kind] if title != VICE_CHAIR else ""
    return role


def place_of(title: str) -> int:
    return ORDER.get(title, len(ORDER))


def fits(kind: str, title: str, titles: dict) -> Verdict:
    return need(
        title in TITLES[kind],
        "这个机构没有“%(title)s”这个职务，可选：%(allowed)s",
        field="title",
        title=titles.get(title, title),
        allowed="、".join(str(titles[one]) for one in TITLES[kind]),
    )


def looks_after_money(title: str, duties: str) -> bool:
    """The chair, and the vice-chair to whom finance or assets are given."""
    return title == CHAIR or (title == VICE_CHAIR and any(word in duties for word in MONEY))


def may_audit(name: str, kind: str, elsewhere) -> Verdict:
    """Whoever decides on money does not audit it (选举工作条例; 章程). `elsewhere`: (kind, title, duties)."""
    handles = any(looks_after_money(title, duties) for other, title, duties in elsewhere if other == COMMITTEE)
    return need(
        kind != AUDIT or not handles,
        "%(name)s是工会主席或分管财务资产的副主席，不能进入经费审查委员会，请另选人员",
        field="person",
        name=name,
    )


def may_handle_money(name: str, kind: str, title: str, duties: str, elsewhere) -> Verdict:
    audits = any(other == AUDIT for other, _title, _duties in elsewhere)
    return need(
        not (kind == COMMITTEE and looks_after_money(title, duties) and audits),
        "%(name)s是经费审查委员会成员，不能同时担任主席或分管财务资产，请先免去其中一职",
        field="person",
        name=name,
    )


def duty_areas(text: str) -> list[str]:
    """组织建设、财务资产 → its parts."""
    return [part.strip() for part in text.replace("，", "、").replace("；", "、").split("、") if part.strip()]


def without_owner(areas, duties) -> list[str]:
    """Duty areas that nobody has been given (catalogue E-11)."""
    owned = {area for text in duties for area in duty_areas(text)}
    return [area for area in areas if area not in owned]
