"""Lists: delegates, candidates, the public notice, the roster of those elected."""

from itertools import groupby

from zhijia.engines.documents.official import Column, Heading, Manuscript, Paragraph, Table

from ..rules import strokes
from ..rules.standing import OFFICE_NAMES
from . import words
from .words import day


def delegates(change, paper):
    title = f"{words.union(change)}{words.congress(change)}代表名册"
    if not change.by_delegates:
        return Manuscript(title=title, body=(Paragraph("这次选举由全体会员或委员参加，不选代表。"),))
    rows = change.delegates.standing().select_related("person", "constituency__place")
    rows = rows.order_by("constituency__place__path", "pk")
    body = [Paragraph(f"代表名额{change.delegate_seats}名，实有{len(rows)}名。各选区内{strokes.said([])}。")]
    for place, group in groupby(rows, key=lambda row: row.constituency):
        group = strokes.in_order(group, lambda row: row.person.name)
        body.append(Heading(1, f"{place}（{len(group)}名）"))
        body.append(people(group))
    return Manuscript(title=title, body=tuple(body))


def people(rows) -> Table:
    columns = (
        Column("序号", "centre"),
        Column("姓名"),
        Column("性别", "centre"),
        Column("单位和职务"),
        Column("人员类别"),
    )
    lines = tuple(
        (
            str(place),
            row.person.name,
            row.person.get_sex_display(),
            f"{row.person.home}{row.position}",
            row.classes_said,
        )
        for place, row in enumerate(rows, 1)
    )
    return Table(columns, lines)


def candidates(change, paper):
    body = []
    for office in change.offices():
        rows = words.standing(change, office)
        body += [
            Heading(1, f"{OFFICE_NAMES[office]}候选人（应选{change.seats(office)}名）"),
            people(rows) if rows else Paragraph("名单未定。"),
            *words.order_note(rows),
        ]
    return Manuscript(title=f"{words.union(change)}{change.ordinal}{words.organs(change)}候选人名单", body=tuple(body))


def notice(change, paper):
    posted = change.notices.standing().first()
    when = f"{day(posted.from_on)}至{day(posted.to_on)}（{posted.days}个工作日）" if posted else "（未定）"
    contact = posted.contact if posted else "（未定）"
    body = [
        Paragraph(
            f"按照{change.get_route_display()}工作安排，经组织推荐、联合审查，"
            f"现将{words.union(change)}{change.ordinal}{words.organs(change)}候选人予以公示。"
        ),
        *candidates(change, paper).body,
        Paragraph(f"公示时间：{when}。"),
        Paragraph(f"对公示人选有异议的，请在公示期内如实反映。受理方式：{contact}。"),
    ]
    return Manuscript(
        title=f"{words.union(change)}{change.ordinal}{words.organs(change)}候选人公示",
        body=tuple(body),
        dated=posted.from_on if posted else None,
    )


def roster(change, paper):
    """Of the whole committee after a change of term; of those who entered after a vacancy was filled."""
    body = []
    for office, rows in words.filled(change):
        if rows:
            body += [Heading(1, f"{OFFICE_NAMES[office]}（{len(rows)}名）"), people(rows)]
    entered = "" if change.regular else f"{change.get_route_display()}人员"
    return Manuscript(
        title=f"{words.union(change)}{change.ordinal}{words.organs(change)}{entered}名册",
        body=tuple(body) or (Paragraph("还没有选举结果。"),),
        dated=change.elected_on,
    )
