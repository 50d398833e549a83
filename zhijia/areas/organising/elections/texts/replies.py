"""What comes down: three replies of the superior union, each to one request (批复)."""

from zhijia.engines.documents.official import Paragraph

from ..rules.papers import REPLY_TO, Paper
from ..rules.standing import OFFICE_NAMES
from . import words
from .words import day


def asked(change, reply):
    """The request this answers: its title and number."""
    kind = next(asking for asking, answer in REPLY_TO.items() if answer == reply)
    return change.papers.filter(kind=kind, voided_at=None).first()


def reply(change, paper, kind, title, body):
    request = asked(change, kind)
    number = f"（{request.number}）" if request and request.number else ""
    name = "报告" if kind == Paper.RESULT_REPLY else "请示"
    first = Paragraph(f"你会关于{words.purpose(change)}的{name}{number}收悉。经研究，批复如下：")
    return words.official(
        change,
        paper,
        kind="批复",
        issuer=change.superior.name,
        title=title,
        to=words.union(change),
        body=(first, *body, Paragraph("此复。")),
    )


def request_reply(change, paper):
    seats = words.seats_said(change)
    body = [
        Paragraph(f"一、同意{words.union(change)}进行{words.purpose(change)}，同意设{seats}。"),
        Paragraph(
            "二、请在同级党组织领导下，严格按照工会法、中国工会章程和选举工作条例办理，候选人报上级工会审批后再行选举。"
        ),
    ]
    return reply(
        change, paper, Paper.REQUEST_REPLY, f"关于同意{words.union(change)}{words.purpose(change)}的批复", body
    )


def candidates_reply(change, paper):
    body = [
        Paragraph(f"同意{words.names(words.standing(change, office))}为{OFFICE_NAMES[office]}候选人。")
        for office in change.offices()
    ]
    return reply(
        change, paper, Paper.CANDIDATES_REPLY, f"关于同意{words.union(change)}{change.ordinal}委员会候选人的批复", body
    )


def result_reply(change, paper):
    body = [
        Paragraph(f"同意{words.names(rows)}任{OFFICE_NAMES[office]}。") for office, rows in words.filled(change) if rows
    ]
    since = f"任期自选举之日（{day(change.elected_on)}）起计算" + (
        f"，任期{change.years}年。" if change.regular else "。"
    )
    return reply(
        change,
        paper,
        Paper.RESULT_REPLY,
        f"关于{words.union(change)}{change.ordinal}委员会选举结果的批复",
        [*body, Paragraph(since)],
    )
