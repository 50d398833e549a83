"""What comes down: three replies of the superior union, each to one request (批复)."""

from zhijia.engines.documents.official import Paragraph

from ..rules.papers import REPLY_TO, Paper
from ..rules.standing import OFFICE_NAMES
from . import words
from .asking import title_of
from .words import day


def asking_of(reply) -> Paper:
    """The kind of request this answers."""
    return next(asking for asking, answer in REPLY_TO.items() if answer == reply)


def reply(change, paper, kind, title, body):
    request = change.papers.filter(kind=asking_of(kind), voided_at=None).first()
    number = f"（{request.number}）" if request and request.number else ""
    first = Paragraph(f"你会《{title_of(change, asking_of(kind))}》{number}收悉。经研究，批复如下：")
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
    seats, union = words.seats_said(change), words.union(change)
    agreed = f"进行换届选举，同意设{seats}" if change.regular else f"{change.get_route_display()}{seats}"
    body = [
        Paragraph(f"一、同意{union}{agreed}。"),
        Paragraph(
            "二、请在同级党组织领导下，严格按照工会法、中国工会章程和选举工作条例办理，候选人报上级工会审批后再行选举。"
        ),
    ]
    return reply(change, paper, Paper.REQUEST_REPLY, f"关于同意{union}{words.purpose(change)}的批复", body)


def candidates_reply(change, paper):
    named = {office: words.names(words.standing(change, office)) for office in change.offices()}
    body = [Paragraph(f"同意{names}为{OFFICE_NAMES[office]}候选人。") for office, names in named.items() if names]
    title = f"关于同意{words.union(change)}{change.ordinal}{words.organs(change)}候选人的批复"
    return reply(change, paper, Paper.CANDIDATES_REPLY, title, body or [Paragraph("候选人名单未定。")])


def result_reply(change, paper):
    if not change.elected_on:
        return reply(change, paper, Paper.RESULT_REPLY, result_title(change), [Paragraph("选举结果还没有登记。")])
    body = [
        Paragraph(f"同意{words.names(rows)}任{OFFICE_NAMES[office]}。") for office, rows in words.filled(change) if rows
    ]
    since = f"任期自选举之日（{day(change.elected_on)}）起计算" + (
        f"，任期{change.years}年。" if change.regular else "。"
    )
    return reply(change, paper, Paper.RESULT_REPLY, result_title(change), [*body, Paragraph(since)])


def result_title(change) -> str:
    return f"关于{words.union(change)}{change.ordinal}{words.organs(change)}选举结果的批复"
