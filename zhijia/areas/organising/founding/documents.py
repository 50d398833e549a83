"""The papers of a founding and of a change as official documents (GB/T 9704-2012): 请示, 批复, 报告."""

from django.utils import timezone

from zhijia.base.verdict import Refused
from zhijia.engines.documents.official import Attachment, Column, Manuscript, OfficialDocument, Paragraph, Table, render

from .actions import desk_of
from .models import Founding, OrgChange
from .rules import process
from .showing import asker, said, seat_word


def staff_of(founding):
    parts = list(founding.parts.all())
    return parts, sum(part.staff or 0 for part in parts), sum(part.women or 0 for part in parts)


def employer(founding) -> str:
    """Who asks: before there is a union, its preparatory group."""
    return f"{founding.name}筹备组"


def letter(*, kind, mark, title, number, to, body, day, attachments=()) -> OfficialDocument:
    return OfficialDocument(
        kind=kind,
        issuer_mark=f"{mark}文件",
        title=title,
        number=number or None,
        addressees=(to,),
        body=tuple(Paragraph(text) for text in body if text),
        attachments=attachments,
        signed_by=(mark,),
        issued_on=day,
        sealed=False,
    )


def parts_table(founding):
    parts, staff, women = staff_of(founding)
    columns = (Column("序号", "centre"), Column("单位名称"), Column("职工人数", "number"), Column("女职工", "number"))
    rows = tuple((str(n), part.name, str(part.staff or ""), str(part.women or "")) for n, part in enumerate(parts, 1))
    return Table(columns, rows, total=("", "合计", str(staff), str(women)))


def request(founding, day) -> OfficialDocument:
    """关于成立……工会的请示."""
    parts, staff, _women = staff_of(founding)
    names = "、".join(part.name for part in parts) or founding.name.removesuffix("工会")
    joint = f"因各单位会员均不足25人，拟联合建立基层工会，包括{names}。" if founding.joint else f"{names}尚未建立工会。"
    group = "、".join(dict.fromkeys([founding.leader, *process.names_in(founding.group_members)]))
    annex = Manuscript(title="组成单位和职工人数", body=(parts_table(founding),))
    return letter(
        kind="请示",
        mark=employer(founding),
        title=f"关于成立{founding.name}的请示",
        number=founding.asked_number,
        to=founding.unit.name,
        day=day,
        body=(
            f"{joint}现有职工{staff}人。{founding.reason}",
            "根据《中华人民共和国工会法》《中国工会章程》的规定，拟成立"
            f"{founding.name}，并成立筹备组，组长{founding.leader}，成员{group}。"
            + (f"计划于{day_said(founding.planned_on)}召开第一次会员大会。" if founding.planned_on else ""),
            "妥否，请批示。",
        ),
        attachments=(Attachment("组成单位和职工人数", annex),) if parts else (),
    )


def consent(founding, day) -> OfficialDocument:
    """关于同意筹建……工会的批复."""
    return letter(
        kind="批复",
        mark=founding.unit.name,
        title=f"关于同意筹建{founding.name}的批复",
        number=founding.prepared_number,
        to=employer(founding),
        day=founding.prepared_on,
        body=(
            f"你筹备组《关于成立{founding.name}的请示》收悉。经研究，同意筹建{founding.name}，筹备组组长{founding.leader}。",
            "请按照工会章程发展会员，做好第一次会员（代表）大会的筹备，依法选举产生工会委员会和经费审查委员会，选举结果报我会批准。",
        ),
    )


def report(founding, day) -> OfficialDocument:
    """关于……工会选举结果的报告."""
    seats = list(founding.seats.select_related("application").order_by("pk"))
    columns = (
        Column("序号", "centre"),
        Column("姓名"),
        Column("职务"),
        Column("得票", "number"),
        Column("结果", "centre"),
    )
    rows = tuple(
        (
            str(n),
            seat.application.name,
            seat_word(seat),
            "" if seat.votes is None else str(seat.votes),
            "当选" if seat.elected else "未当选",
        )
        for n, seat in enumerate(seats, 1)
    )
    annex = Manuscript(title="选举结果", body=(Table(columns, rows),))
    return letter(
        kind="报告",
        mark=employer(founding),
        title=f"关于{founding.name}选举结果的报告",
        number=founding.result_number,
        to=founding.unit.name,
        day=day,
        body=(
            f"{day_said(founding.held_on)}，{founding.name}召开第一次{founding.get_meeting_display()}。应到{founding.expected}人，"
            f"实到{founding.attended}人，发出选票{founding.issued}张，收回{founding.returned}张，选举有效。",
            elected_said(seats),
            "现将选举结果报上，请批准。",
        ),
        attachments=(Attachment("选举结果", annex),),
    )


def elected_said(seats) -> str:
    """主席：某某；委员：某某、某某."""
    groups = {}
    for seat in seats:
        if seat.elected:
            groups.setdefault(seat_word(seat), []).append(seat.application.name)
    return "；".join(f"{word}：{'、'.join(names)}" for word, names in groups.items()) + "。"


def certificate(founding, day) -> OfficialDocument:
    """关于同意成立……工会的批复: the certificate of approval."""
    members = founding.applications.filter(state="admitted").count()
    seats = list(founding.seats.filter(elected=True).select_related("application").order_by("pk"))
    years = "三" if founding.years == 3 else "五"
    return letter(
        kind="批复",
        mark=founding.unit.name,
        title=f"关于同意成立{founding.name}的批复",
        number=founding.founded_number,
        to=founding.name,
        day=founding.founded_on,
        body=(
            f"你会《关于{founding.name}选举结果的报告》收悉。经研究，批复如下：",
            f"同意成立{founding.name}，会员{members}人。",
            f"同意{founding.name}第一届委员会的选举结果，每届任期{years}年。{elected_said(seats)}",
            "请于批复之日起依法刻制印章、开立账户、办理工会法人资格登记和经费立户，按时足额上缴工会经费，"
            "认真履行维护职工合法权益、竭诚服务职工群众的基本职责。",
        ),
    )


PAPERS = {"request": request, "consent": consent, "report": report, "certificate": certificate}
READY = {  # paper → steps from which it can be drawn up
    "request": tuple(process.Step),
    "consent": process.ORDER[2:],
    "report": process.ORDER[3:],
    "certificate": (process.Step.FOUNDED,),
}


def ready(founding: Founding, paper: str) -> bool:
    return founding.step in READY[paper]


def change_request(change: OrgChange, day) -> OfficialDocument:
    name = asker(change)
    return letter(
        kind="请示",
        mark=name,
        title=f"关于{name}{change.get_kind_display()}的请示",
        number=change.asked_number,
        to=seat_of(change),
        day=day,
        body=(
            f"{change.reason.rstrip('。')}。",
            f"现申请{parties(change)}{said(change)}，自{day_said(change.effective_on)}起生效。",
            "妥否，请批示。",
        ),
    )


def change_reply(change: OrgChange, day) -> OfficialDocument:
    name = asker(change)
    return letter(
        kind="批复",
        mark=seat_of(change),
        title=f"关于{name}{change.get_kind_display()}的批复",
        number=change.document_no,
        to=name,
        day=timezone.localdate(change.approved_at) if change.approved_at else day,
        body=(
            f"你会《关于{name}{change.get_kind_display()}的请示》收悉。经研究，同意{parties(change)}{said(change)}，"
            f"自{day_said(change.effective_on)}起生效。",
            "请做好会员、经费、资产和档案的交接，按规定办理工会法人变更登记。",
        ),
    )


def parties(change) -> str:
    """Who is changed: whoever asks, and who goes along in a merger."""
    return "、".join([asker(change), *(row.unit.name for row in change.along.select_related("unit"))])


def seat_of(change) -> str:
    try:
        return change.case.unit.name if change.case else desk_of(change).name
    except Refused:
        return "上级工会"


def day_said(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


__all__ = ["PAPERS", "change_reply", "change_request", "ready", "render"]
