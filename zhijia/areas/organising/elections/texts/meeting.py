"""What the congress needs on the table: the rules of the election, ballots, tally sheets, the scrutineers' report."""

from zhijia.base.numerals import to_chinese
from zhijia.engines.documents.official import Column, Heading, Manuscript, PageBreak, Paragraph, Table

from ..queries import field_findings
from ..rules import strokes
from ..rules.standing import OFFICE_NAMES
from ..rules.steps import Step
from . import words

WRITE_IN_LINES = 2


def rules(change, paper):
    fields = field_findings(change)
    seats = "；".join(
        f"{OFFICE_NAMES[each.office]}应选{each.seats}名，候选人{each.listed or each.wanted}名" for each in fields
    )
    base = change.get_mode_display() if change.regular else "会议"
    meeting = words.meeting(change)
    host = "大会主席团（工作小组）" if change.regular else "本届委员会"
    wide = "、".join(OFFICE_NAMES[each.office] for each in fields if each.wanted > each.seats)
    way = f"{wide}实行差额选举，采用无记名投票方式" if wide else "采用无记名投票方式"
    clauses = [
        f"根据{words.LAWS}，制定本办法。",
        f"本次选举在{words.party(change)}和上级工会领导下，由{host}主持。",
        f"{seats}。",
        f"{way}。候选人名单以姓氏笔画为序。",
        "选举人对候选人可以投赞成票、反对票，也可以弃权；不赞成的，可以另选他人。"
        "因故不能写票的，可以委托非候选人按本人意愿代写。",
        f"{base}到会人数达到应到会人数的三分之二以上，方可进行选举。",
        "收回的选票等于或少于发出的选票，选举有效；多于发出的选票，选举无效，应重新选举。",
        "每张选票所选人数等于或少于应选人数的有效，多于应选人数的为废票。",
        "候选人获得应到会人数过半数赞成票的，始得当选。过半数的多于应选名额时，以得票多的当选；"
        "票数相等不能确定当选人时，就票数相等的人再次投票。",
        f"过半数的少于应选名额时，不足的名额另行选举；接近应选名额的，经{meeting}同意可以暂缺。",
        "设监票人若干名，由会议推选非候选人担任，对发票、投票、计票进行监督。选举结果由主持人宣布，选票密封存档。",
        f"本办法经{meeting}通过后施行。",
    ]
    body = [Heading(1, clause_name(number), number="", follow=f"　{text}") for number, text in enumerate(clauses, 1)]
    return Manuscript(title=f"{words.union(change)}{words.congress(change)}选举办法", subtitle="草案", body=tuple(body))


def clause_name(number) -> str:
    return f"第{to_chinese(number)}条"


def voted_on(change):
    """Offices in the order of the votes: at the congress, then at the first plenaries."""
    return [*change.offices_at(Step.CONGRESS), *change.offices_at(Step.FIRST_SESSION)]


def ballot(change, paper):
    """One blank ballot an office, names by strokes, lines for somebody else."""
    body = []
    for office in voted_on(change):
        rows = words.standing(change, office)
        body += [PageBreak()] if body else []
        body += one_ballot(change, office, rows)
    return Manuscript(
        title=f"{words.union(change)}{words.congress(change)}选举选票",
        body=tuple(body) or (Paragraph("候选人名单未定。"),),
    )


def one_ballot(change, office, rows):
    columns = (
        Column("候选人姓名", "centre", 12),
        Column("赞成", "centre", 5),
        Column("反对", "centre", 5),
        Column("弃权", "centre", 5),
    )
    lines = [(row.person.name, "", "", "") for row in rows]
    lines += [("（另选人）", "", "", "")] * WRITE_IN_LINES
    return [
        Heading(2, f"{OFFICE_NAMES[office]}选票", number=""),
        *words.order_note(rows),
        Table(columns, tuple(lines)),
        Paragraph(
            f"填写说明：应选{change.seats(office)}名。赞成的在“赞成”栏画“○”，反对的在“反对”栏画“○”，弃权的在“弃权”栏画“○”。"
            f"另选他人的，写明姓名并画“○”。赞成人数多于{change.seats(office)}名的，本票作废。"
        ),
        Paragraph("（本票加盖选举专用章有效）"),
    ]


def tally(change, paper):
    body = []
    for office in voted_on(change):
        body += tally_of(change, office)
    return Manuscript(
        title=f"{words.union(change)}{words.congress(change)}计票单",
        body=tuple(body) or (Paragraph("候选人名单未定。"),),
    )


def tally_of(change, office):
    columns = (
        Column("候选人"),
        Column("画“正”计票", "text", 16),
        Column("赞成", "number"),
        Column("反对", "number"),
        Column("弃权", "number"),
    )
    poll = change.polls.standing().filter(office=office).order_by("-round").first()
    counted = {row.candidate_id: row for row in poll.tallies.all()} if poll else {}
    rows = words.standing(change, office)
    lines = []
    for row in rows:
        had = counted.get(row.pk)
        lines.append(
            (row.person.name, "", *((str(had.approve), str(had.oppose), str(had.abstain)) if had else ("", "", "")))
        )
    said = (
        f"应到{poll.expected}人，实到{poll.attended}人；发出选票{poll.issued}张，收回{poll.returned}张，废票{poll.void}张。"
        if poll
        else "应到　　人，实到　　人；发出选票　　张，收回　　张，废票　　张。"
    )
    return [
        Heading(1, f"{OFFICE_NAMES[office]}（应选{change.seats(office)}名）"),
        Paragraph(said),
        Table(columns, tuple(lines)) if lines else Paragraph("候选人名单未定。"),
        Paragraph("监票人（签名）：　　　　　　　计票人（签名）：　　　　　　　"),
    ]


def scrutiny(change, paper):
    """The report the chief scrutineer reads out."""
    polls = list(change.polls.standing().order_by("pk").prefetch_related("tallies__candidate__person"))
    body = [Paragraph(f"各位{electors(change)}：", indent=False)]
    for poll in polls:
        body.append(Heading(1, f"选举{poll.get_office_display()}{words.round_said(poll)}"))
        body.append(
            Paragraph(
                f"应到{poll.expected}人，实到{poll.attended}人，发出选票{poll.issued}张，收回选票{poll.returned}张，"
                f"其中有效票{poll.returned - poll.void}张、废票{poll.void}张。收回的选票不多于发出的选票，选举有效。"
            )
        )
        body.append(votes_of(poll))
        winners = [row.candidate.person.name for row in in_order(poll) if row.elected]
        body.append(Paragraph(f"得到应到会人数过半数赞成票的当选：{'、'.join(winners) or '无'}。"))
        if poll.left_open:
            body.append(Paragraph(f"经{words.meeting(change)}同意，暂缺{poll.left_open}名。"))
    closing = polls[-1] if polls else None
    if closing:
        body.append(Paragraph(f"监票人：{closing.scrutineers}"))
    body = body if polls else [Paragraph("还没有登记选举结果。")]
    return Manuscript(
        title=f"{words.union(change)}{words.congress(change)}监票报告",
        body=tuple(body),
        dated=closing.held_on if closing else None,
    )


def electors(change) -> str:
    if not change.regular:
        return "委员"
    return "代表" if change.by_delegates else "会员"


def in_order(poll) -> list:
    """By votes, most first; equal ones by strokes."""
    rows = strokes.in_order(poll.tallies.all(), lambda row: row.candidate.person.name)
    return sorted(rows, key=lambda row: -row.approve)


def votes_of(poll) -> Table:
    columns = (
        Column("候选人"),
        Column("赞成", "number"),
        Column("反对", "number"),
        Column("弃权", "number"),
        Column("结果", "centre"),
    )
    lines = tuple(
        (
            row.candidate.person.name,
            str(row.approve),
            str(row.oppose),
            str(row.abstain),
            "当选" if row.elected else "",
        )
        for row in in_order(poll)
    )
    return Table(columns, lines)
