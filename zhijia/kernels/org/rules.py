"""What may stand above what, and when a line of the tree may change. Domain 1.1, R-ORG-01."""

from zhijia.base.verdict import need


def may_stand_under(unit_path: str, superior_path: str):
    """A unit may not hang below itself or below anything that hangs below it."""
    return need(
        not superior_path.startswith(unit_path), "不能把单位移到自己或自己的下级之下，请另选上级工会", field="superior"
    )


def may_take_in(superior_dissolved_on, on):
    return need(
        superior_dissolved_on is None or on < superior_dissolved_on,
        "上级工会已于%(day)s撤销，请另选上级工会",
        field="superior",
        day=superior_dissolved_on,
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
    """What hangs below comes along; none of it may have come into being after that day."""
    return need(
        youngest_below is None or on >= youngest_below,
        "它的下级单位有%(day)s才成立或调入的，生效日期不能早于这一天",
        field="on",
        day=youngest_below,
    )


def may_end(founded_on, on):
    return need(founded_on is None or on >= founded_on, "撤销日期不能早于成立日期%(day)s", field="on", day=founded_on)
