"""What goes up: the request for a change, the request for the candidates, the report of the result."""

from zhijia.engines.documents.official import Attachment, Heading, Paragraph

from ..models import PartyOpinion
from ..rules.papers import Paper
from ..rules.standing import OFFICE_NAMES, Office
from ..rules.steps import Route
from . import lists, words
from .words import day

UNDATED = Paragraph("选举结果还没有登记；登记后，这里写出到会、投票情况和当选名单。")


def title_of(change, kind) -> str:
    """As it stands on the document that goes up and in the reply that quotes it."""
    union, meeting = words.union(change), f"召开{words.congress(change)}进行" if change.regular else ""
    return {
        Paper.REQUEST: f"关于{union}{meeting}{words.purpose(change)}的请示",
        Paper.CANDIDATES_REQUEST: f"关于{union}{change.ordinal}{words.organs(change)}候选人的请示",
        Paper.RESULT: f"关于{union}{change.ordinal}{words.organs(change)}选举结果的报告",
    }[kind]


def request(change, paper):
    """请示: one matter, one addressee (条例第十五条)."""
    return words.official(
        change,
        paper,
        kind="请示",
        title=title_of(change, Paper.REQUEST),
        to=change.superior.name,
        body=(*(whole(change) if change.regular else vacancy(change)), Paragraph("妥否，请批示。")),
    )


def whole(change):
    term, meeting = change.term, day(change.meeting_on)
    began = f"于{day(term.from_on)}选举产生，任期{term.years}年，" if term else ""
    yield Paragraph(
        f"{words.union(change)}本届委员会{began}{day(change.end_on)}届满。根据{words.LAWS}的规定，"
        f"经{words.party(change)}同意，拟召开{words.congress(change)}进行换届选举。现将有关事项请示如下。"
    )
    yield Heading(1, "会议时间和主要议程")
    yield Paragraph(
        f"会议拟于{meeting}召开。主要议程：听取和审议{reports(change)}；通过选举办法；"
        f"选举{change.ordinal}{words.organs(change)}委员。"
    )
    yield Heading(1, "大会形式和代表名额")
    yield Paragraph(meeting_form(change))
    yield Heading(1, "委员会组成和产生办法")
    yield Paragraph(
        f"新一届任期{change.years}年，拟设{words.seats_said(change)}。"
        f"{words.organs(change)}委员由大会无记名投票差额选举产生{leaders(change)}。"
    )
    yield Heading(1, "组织领导")
    yield Paragraph(f"在{words.party(change)}和上级工会领导下，成立选举工作小组，负责换届选举的具体工作。")


def reports(change) -> str:
    whole = "本届委员会工作报告、财务工作报告和经费审查委员会工作报告"
    return whole if change.audit_seats else "本届委员会工作报告"


def leaders(change) -> str:
    named = "、".join(OFFICE_NAMES[office] for office in (Office.CHAIR, Office.VICE_CHAIR) if change.seats(office))
    return f"；{named}{change.get_leaders_by_display()}" if named else ""


def meeting_form(change) -> str:
    members = f"截至{day(change.counted_on)}，共有会员{change.members}人，其中女会员{change.women}人。"
    if not change.by_delegates:
        return f"{members}拟召开会员大会，全体会员参加。"
    return (
        f"{members}拟召开会员代表大会，代表{change.delegate_seats}名，按会员人数分配到各选区选举产生；"
        "劳模和先进人物、一线职工、基层工会工作者、女职工代表比例符合规定。"
    )


def vacancy(change):
    usual = "因工作变动出现空缺" if change.route == Route.BY_ELECTION else "工作需要"
    why = change.reason.rstrip("。；，、 ") or usual
    yield Paragraph(
        f"{words.union(change)}{change.ordinal}委员会拟{change.get_route_display()}{words.seats_said(change)}。事由：{why}。"
        f"根据{words.LAWS}的规定，经{words.party(change)}同意，拟于{day(change.meeting_on)}召开会议选举。"
    )


def candidates_request(change, paper):
    opinion = change.party_opinions.filter(about=PartyOpinion.About.CANDIDATES).last()
    said = f"（{opinion.document_no}）" if opinion and opinion.document_no else ""
    notice = change.notices.standing().first()
    posted = (
        f"候选人名单于{day(notice.from_on)}至{day(notice.to_on)}公示，"
        f"{'没有收到异议' if not notice.objections else f'收到异议{notice.objections}件，均已核实处理'}。"
        if notice
        else ""
    )
    body = [
        Paragraph(
            f"经组织推荐、联合审查，并报{words.party(change)}同意{said}，"
            f"提出{words.union(change)}{change.ordinal}{words.organs(change)}候选人建议名单。{posted}现将候选人请示如下。"
        )
    ]
    for office in change.offices():
        rows = words.standing(change, office)
        body.append(Heading(1, f"{OFFICE_NAMES[office]}候选人（应选{change.seats(office)}名，候选人{len(rows)}名）"))
        body.append(Paragraph(f"{words.names(rows) or '名单未定'}。"))
    body.append(Paragraph("妥否，请批示。"))
    return words.official(
        change,
        paper,
        kind="请示",
        title=title_of(change, Paper.CANDIDATES_REQUEST),
        to=change.superior.name,
        body=body,
        attachments=(Attachment("候选人名单", lists.candidates(change, None)),),
    )


def result(change, paper):
    """报告: it tells the result and asks for nothing (条例第十五条第四项); the superior replies of its own duty."""
    return words.official(
        change,
        paper,
        kind="报告",
        title=title_of(change, Paper.RESULT),
        to=change.superior.name,
        body=told(change) if change.elected_on else (UNDATED,),
        attachments=(Attachment(f"{words.organs(change)}名册", lists.roster(change, None)),),
    )


def told(change) -> list:
    """How the meeting went and who was elected."""
    body = [
        Paragraph(
            f"{words.union(change)}{words.congress(change)}于{day(change.elected_on)}召开。会议的召开和选举符合"
            f"{words.LAWS}的规定。现将选举结果报告如下。"
        ),
        Heading(1, "到会和投票情况"),
    ]
    for poll in change.polls.standing().order_by("pk"):
        body.append(
            Paragraph(
                f"选举{poll.get_office_display()}{words.round_said(poll)}：应到{poll.expected}人，实到{poll.attended}人；发出选票{poll.issued}张，"
                f"收回{poll.returned}张，其中废票{poll.void}张，选举有效。"
            )
        )
    body.append(Heading(1, "当选名单"))
    for office, rows in words.filled(change):
        body.append(Paragraph(f"{OFFICE_NAMES[office]}（{len(rows)}名）：{words.names(rows) or '暂缺'}。"))
    return [*body, Paragraph("特此报告。")]
